"""Mail that is made to do harm: each limit ends in a document that says what was cut, and none in an exception."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content.errors import InputError
from content.source import mail, mbox, mime
from content.source.header_words import parameters_of, text_of
from content.source.received import Received

HEAD = b"From: a\nSubject: b\n"


def read(data: bytes) -> list[str]:
    return [one.text for one in mail.read(Received(data, "a.eml", ".eml"))]


def multipart(border: bytes) -> bytes:
    return b"Content-Type: multipart/mixed; boundary=" + border + b"\n\n"


def test_of_very_many_parts_the_first_thousand_are_read() -> None:
    data = HEAD + multipart(b"x") + b"--x\n\npart\n" * 10_000
    limits = mime.Limits()
    assert len(mime.parse(data, limits).parts) == 1000
    assert limits.warnings == ["This mail has more than 1,000 parts: the rest is left out."]


def test_parts_nested_a_thousand_deep_are_opened_to_a_limit() -> None:
    data = HEAD + b"".join(multipart(b"b%d" % at) + b"--b%d\n" % at for at in range(1000)) + b"\nend\n"
    (document,) = mail.read(Received(data, "a.eml", ".eml"))
    assert document.warnings == ("Parts of this mail that are nested deeper than 16 are not opened.",)


def test_mails_attached_to_mails_a_thousand_deep_are_opened_to_a_limit() -> None:
    data = b"Content-Type: message/rfc822\n\n" * 1000 + HEAD + b"\nend\n"
    assert 1 <= len(read(HEAD + data)) <= 6


def test_a_header_of_a_megabyte_is_cut() -> None:
    (text,) = read(HEAD + b"X-A: " + b"a" * (1 << 20) + b"\n\nSaid.\n")
    assert text == "From: a\nSubject: b\n\nSaid."


def test_a_subject_of_a_megabyte_is_cut() -> None:
    (text,) = read(b"From: a\nSubject: " + b"=?utf-8?q?a?= " * 70_000 + b"\n\nSaid.\n")
    assert len(text) < 11_000


def test_a_header_folded_a_hundred_thousand_times_is_cut() -> None:
    (text,) = read(b"From: a\nSubject: b" + b"\n c" * 300_000 + b"\n\nSaid.\n")
    assert len(text) < 11_000


@pytest.mark.parametrize(
    "border", [b'""', b'"' + b"a" * 1000 + b'"', b"=?utf-8?q?x?=", b'"a b"', b"-", b"\xff\xfe", b'"\\"']
)
def test_an_odd_border_loses_no_text(border: bytes) -> None:
    sign = border.strip(b'"')
    assert "TAIL" in read(HEAD + multipart(border) + b"--" + sign + b"\n\nTAIL\n--" + sign + b"--\n")[0]


def test_a_border_that_begins_another_is_told_from_it() -> None:
    inner = multipart(b"xx") + b"--xx\n\none\n--xx\n\ntwo\n--xx--\n"
    (text,) = read(HEAD + multipart(b"x") + b"--x\n" + inner + b"--x\n\nthree\n--x--\n")
    assert text == "From: a\nSubject: b\n\none\n\ntwo\n\nthree"


def test_the_names_of_files_have_no_folders() -> None:
    data = (
        HEAD
        + b"Content-Type: image/png\nContent-Disposition: attachment; filename*=utf-8''..%2F..%2Fetc%2Fpasswd\n\nx\n"
    )
    assert read(data)[0].endswith("Attachments: passwd (image/png, 2 bytes)")


def test_a_parameter_in_pieces_is_put_together() -> None:
    assert parameters_of("text/plain; name*1=\"b c\"; name*0*=iso-8859-1'fr'%E9; x=y") == {"x": "y", "name": "éb c"}


_PIECES = st.sampled_from(
    [
        b"From: a\n", b"Subject: =?utf-8?q?=C3?=", b"Content-Type: ", b"multipart/mixed; boundary=x\n", b"text/html\n",
        b"--x\n", b"--x--\n", b"\n", b"\r\n", b" ", b"\t", b"message/rfc822\n", b"Content-Transfer-Encoding: base64\n",
        b"begin 644 a\n", b"end\n", b"=ybegin name=a\n", b"\x00", b"\xff", b"<p>", b"</table>", b"From a 10:00\n",
        b"; name*0*=''%", b"text/plain; format=flowed\n",
        b"\x0cmessage{ ", b"\x0cpart{ Content-type: text/plain\n", b"\x0cpart}",
        b">", b"=?",
    ]
)  # fmt: skip


@given(st.lists(_PIECES | st.binary(max_size=6), max_size=40).map(b"".join))
@example(b"Content-Type: multipart/alternative; boundary=x\n\n--x--")
def test_any_bytes_are_a_mail_or_an_error_in_words(data: bytes) -> None:
    for importer in (mail, mbox):
        try:
            found = importer.read(Received(data, "a.eml", ".eml"))
        except InputError:
            continue
        assert found
        for document in found:
            assert all(0 <= span.range.start <= span.range.end <= len(document.text) for span in document.markup)


@given(st.binary(max_size=200))
@example(b"=?utf-8?b?====?= =?x?q?=?=")
def test_any_bytes_of_a_field_are_one_line(value: bytes) -> None:
    assert "\n" not in text_of(value)
