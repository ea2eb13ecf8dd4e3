"""What is said of a link's target before anybody opens it."""

from __future__ import annotations

import pytest

from content.document.addresses import LONGEST, Doubt, address_of, base_of, host_of


@pytest.mark.parametrize(
    "target",
    [
        "javascript:alert(1)",
        "%66ile:///etc/passwd",
        "%2566ile:///etc/passwd",
        "%00file:///etc/passwd",
        "file:///etc/passwd",
        "http%3A//site.example",
        "data:text/html,x",
        "mailto:desk@site.example",
        "//site.example/x",
        "/x",
        "http:/x",
        "http://",
        "http://site.example:99999999/",
        "http://site.example/\x1b]0;x\x07",
        "http://site.example/a\nb",
        "http://a\u202eb.example/",
        "http://\udc80.example/",
        "http://[::1/",
        "http://site.example/" + "x" * LONGEST,
        f"http://{'ü' * 5000}/",
        "",
    ],
)
def test_only_whole_http_and_https_addresses_open(target: str) -> None:
    found = address_of(target)
    assert not found.opens
    assert found.shown == target


@pytest.mark.parametrize(
    ("target", "shown"),
    [
        ("https://site.example/a b?q=ü#é", "https://site.example/a%20b?q=%C3%BC#%C3%A9"),
        ("https://site.example/%20?x=%zz", "https://site.example/%20?x=%25zz"),
        ("HTTPS://Site.Example", "https://site.example/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://site.ex%61mple:8080/", "https://site.example:8080/"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("http://good.example\\@evil.example/", "http://good.example%5C@evil.example/"),
        ("https://site.example/\u202e\u200b", "https://site.example/%E2%80%AE%E2%80%8B"),
    ],
)
def test_what_is_opened_is_what_is_shown_and_all_of_it_is_printable_ascii(target: str, shown: str) -> None:
    found = address_of(target)
    assert (found.opens, found.shown) == (True, shown)
    assert shown.isascii()
    assert shown.isprintable()


def test_a_relative_target_belongs_to_the_page_that_it_stands_on() -> None:
    assert address_of("../x?y", page="https://site.example/a/b/c").shown == "https://site.example/a/x?y"
    assert address_of("//other.example", page="https://site.example/").shown == "https://other.example/"
    assert not address_of("%66ile:///x", page="https://site.example/").opens


def test_the_page_is_the_source_or_the_address_that_a_saved_page_states() -> None:
    assert base_of("https://a.example/x", "https://b.example/") == "https://a.example/x"
    assert base_of("x.html", "https://b.example/") == "https://b.example/"
    assert base_of("x.html", None) == ""


@pytest.mark.parametrize(
    ("target", "words", "doubts"),
    [
        ("http://good.example@evil.example", "here", (Doubt.USER,)),
        ("https://evil.example", "https://good.example/login", (Doubt.WORDS,)),
        ("https://evil.example", "good.example", (Doubt.WORDS,)),
        ("https://good.example.evil.example", "good.example", (Doubt.WORDS,)),
        ("https://good.example@evil.example", "good.example", (Doubt.USER, Doubt.WORDS)),
        ("https://xn--bcher-kva.example", "", (Doubt.LETTERS,)),
        ("https://site.example/\u200b", "", (Doubt.UNSEEN,)),
        ("https://www.good.example/x", "good.example", ()),
        ("https://good.example/x", "http://news.good.example", ()),
        ("https://site.example/report.pdf", "report.pdf", ()),
        ("https://site.example", "The Company.com said", ()),
        ("https://site.example", "U.S.", ()),
    ],
)
def test_what_is_suspicious_is_found(target: str, words: str, doubts: tuple[Doubt, ...]) -> None:
    assert address_of(target, words).doubts == doubts


@pytest.mark.parametrize(
    ("target", "host"),
    [
        ("http://good.example@evil.example/x", "evil.example"),
        ("mailto:desk@site.example", "mailto:"),
        ("x/y", ""),
        ("http://[", ""),
    ],
)
def test_a_list_shows_the_site_that_a_target_leads_to(target: str, host: str) -> None:
    assert host_of(target) == host
