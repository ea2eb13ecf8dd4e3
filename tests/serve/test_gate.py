"""Who may come in: tokens, cookies, names, hosts and origins, without a server."""

from __future__ import annotations

import pytest

from content.errors import UsageError
from tui.serve.gate import Doors, Gate, name_of, origin_of


def test_a_token_has_256_bits_of_chance_and_no_two_gates_have_the_same() -> None:
    first, second = Gate(shared=False, name="ada").token, Gate(shared=False, name="ada").token
    assert first != second
    assert len(first) == 43  # 32 bytes in base64 without padding


def test_a_token_lets_one_browser_in_and_then_another_is_good() -> None:
    gate = Gate(shared=False, name="ada")
    token = gate.token
    cookie = gate.enter(token)
    assert gate.enter(token) is None
    assert gate.enter(gate.token) not in {None, cookie}


def test_a_shared_token_lets_in_each_visitor_with_a_cookie_of_their_own() -> None:
    gate = Gate(shared=True, name=None)
    cookies = {gate.enter(gate.token) for _ in range(3)}
    assert len(cookies) == 3
    assert None not in cookies
    assert len({id(gate.visitor(cookie)) for cookie in cookies}) == 3


@pytest.mark.parametrize("token", ["", "x", "\ud800", "é" * 43])
def test_a_wrong_token_lets_nobody_in_and_spends_nothing(token: str) -> None:
    gate = Gate(shared=False, name="ada")
    good = gate.token
    assert gate.enter(token) is None
    assert gate.enter(good) is not None


@pytest.mark.parametrize("cookie", [None, "", "x", "\ud800"])
def test_a_wrong_cookie_is_nobodys(cookie: str | None) -> None:
    assert Gate(shared=True, name=None).visitor(cookie) is None


def test_of_a_thousand_visitors_those_who_are_there_are_never_forgotten() -> None:
    gate = Gate(shared=True, name=None)
    first, second = gate.enter(gate.token), gate.enter(gate.token)
    reading = gate.visitor(first)
    assert reading is not None
    reading.open = 1
    for _ in range(1000):
        gate.enter(gate.token)
    assert gate.visitor(first) is reading
    assert gate.visitor(second) is None


@pytest.mark.parametrize("name", ["Ada", "ada", "ＡＤＡ", "A\u200cda", "A\u034fda", "A\ufe0fda", "\u0410d\u0430"])
def test_a_name_that_reads_the_same_is_taken_while_its_owner_is_there(name: str) -> None:
    gate = Gate(shared=True, name=None)
    ada, other = gate.visitor(gate.enter(gate.token)), gate.visitor(gate.enter(gate.token))
    assert ada is not None
    assert other is not None
    ada.name = "Ada"
    assert not gate.is_taken(name, other)
    ada.open = 1
    assert gate.is_taken(name, other)
    assert not gate.is_taken(name, ada)


@pytest.mark.parametrize(
    "typed",
    [
        *("", "  \t ", "x" * 61, "a\x1b[2Jb", "a\x00b", "a\u202eb", "a\ud800", "a\x9bb"),
        *("\u200b", "\u200d", "\u3164", "\u2800 \ufe0f"),
    ],
)
def test_a_name_that_is_empty_or_long_or_has_controls_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(UsageError, match=r"name"):
        name_of(typed)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("  Ada  Lovelace ", "Ada Lovelace"), ("Zoe\u0308", "Zoë"), ("<b>&'\"", "<b>&'\""), ("李", "李")],
)
def test_a_name_is_recorded_as_it_is_written(typed: str, name: str) -> None:
    assert name_of(typed) == name


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8000", True),
        ("LOCALHOST:8000", True),
        ("briefs.example", True),
        ("127.0.0.1", False),
        ("127.0.0.1:8001", False),
        ("evil.example:8000", False),
        ("127.0.0.1:8000.evil.example", False),
        ("", False),
        (None, False),
    ],
)
def test_only_hosts_of_this_program_are_answered(host: str | None, known: bool) -> None:
    assert Doors.of(8000, "https://briefs.example").is_host(host) is known


@pytest.mark.parametrize(
    ("origin", "known"),
    [
        ("http://127.0.0.1:8000", True),
        ("https://briefs.example", True),
        ("http://briefs.example", False),
        ("https://127.0.0.1:8000", False),
        ("http://127.0.0.1:8001", False),
        ("null", False),
        ("", False),
        (None, False),
    ],
)
def test_only_pages_of_this_program_may_do_something(origin: str | None, known: bool) -> None:
    assert Doors.of(8000, "https://briefs.example").is_origin(origin) is known


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Briefs.example/", "https://briefs.example"),
        ("https://briefs.example:443", "https://briefs.example"),
        ("http://localhost:9000", "http://localhost:9000"),
        ("http://[::1]:9000", "http://[::1]:9000"),
    ],
)
def test_the_address_of_a_proxy_is_read_as_browsers_say_it(address: str, origin: str) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        "briefs.example",
        "ftp://briefs.example",
        "https://",
        "https://a@b",
        "https://b/path",
        "https://b?q",
        "https://b:x",
    ],
)
def test_what_is_not_an_address_of_a_proxy_is_wrong_usage(address: str) -> None:
    with pytest.raises(UsageError, match="is not an address"):
        origin_of(address)
