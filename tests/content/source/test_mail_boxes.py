"""Mailboxes: each mail of a file or a Maildir is a briefing of its own."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage
from typing import TYPE_CHECKING

from content.source import mbox
from content.source.received import Received

if TYPE_CHECKING:
    from pathlib import Path

    from content.document.model import Document

FROM = b"From ann@example.org Mon Dec  1 10:00:00 2025\n"


def read(data: bytes) -> list[Document]:
    return mbox.read(Received(data, "a.mbox", ".mbox"))


def letter(subject: str, text: str = "Said.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann <ann@example.org>"
    message["Subject"] = subject
    message.set_content(text)
    return message


def written(path: Path, letters: list[EmailMessage]) -> bytes:
    box = mailbox.mbox(path)
    for one in letters:
        box.add(one)
    box.close()
    return path.read_bytes()


def test_each_mail_is_a_briefing_with_its_number(tmp_path: Path) -> None:
    found = read(written(tmp_path / "a", [letter("One"), letter("Two"), letter("Three")]))
    assert [(one.source, dict(one.metadata)["subject"]) for one in found] == [
        ("a.mbox#1", "One"),
        ("a.mbox#2", "Two"),
        ("a.mbox#3", "Three"),
    ]


def test_a_mail_alone_keeps_the_name_of_its_file(tmp_path: Path) -> None:
    (document,) = read(written(tmp_path / "a", [letter("One")]))
    assert document.source == "a.mbox"


def test_a_line_of_text_that_begins_as_a_mail_does_is_whole_again(tmp_path: Path) -> None:
    box = written(tmp_path / "a", [letter("One", "It came.\n\nFrom here on it fell.\n"), letter("Two")])
    assert b"\n>From here" in box
    assert read(box)[0].text.endswith("\n\nFrom here on it fell.")


def test_a_line_of_text_that_was_not_quoted_begins_no_mail() -> None:
    found = read(
        FROM + b"From: a\nSubject: b\n\nIt came.\n\nFrom here on it fell.\nMore.\n\n" + FROM + b"From: c\n\nd\n"
    )
    assert [one.text for one in found] == [
        "From: a\nSubject: b\n\nIt came.\n\nFrom here on it fell.\nMore.",
        "From: c\n\nd",
    ]


def test_the_length_that_a_mail_states_is_believed_where_it_fits() -> None:
    body = b"A forwarded one:\n\nFrom x@example.org Mon Dec  1 10:00:00 2025\nSubject: inner\n\ntext\n"
    head = b"Subject: outer\nContent-Length: %d\n\n" % len(body)
    found = read(FROM + head + body + b"\n" + FROM + b"Subject: next\n\nlast\n")
    assert [dict(one.metadata)["subject"] for one in found] == ["outer", "next"]


def test_a_length_that_does_not_fit_is_not_believed() -> None:
    found = read(FROM + b"Subject: a\nContent-Length: 99999\n\nx\n\n" + FROM + b"Subject: b\n\ny\n")
    assert [dict(one.metadata)["subject"] for one in found] == ["a", "b"]


def test_what_is_attached_in_a_mailbox_is_only_listed(tmp_path: Path) -> None:
    message = letter("One")
    message.add_attachment("All is well.\n", filename="note.txt")
    first, _ = read(written(tmp_path / "a", [message, letter("Two")]))
    assert first.text.endswith("Attachments: note.txt (TXT, 13 bytes)")
    assert first.warnings == ("What is attached is only listed: save this mail as a file of its own to open that.",)


def subjects(data: bytes) -> list[str]:
    return [str(dict(one.metadata).get("subject", "")) for one in read(data)]


def test_a_mail_may_begin_right_after_the_last_border_of_another() -> None:
    parts = b'Content-Type: multipart/mixed; boundary="x"\n\n--x\n\nFirst.\n--x--\n'
    assert subjects(b"From - \nSubject: a\n" + parts + b"From - \nSubject: b\n\ny\n") == ["a", "b"]
    assert subjects(FROM + b"Subject: a\n" + parts + FROM + b"Subject: b\n\ny\n") == ["a", "b"]


def test_a_title_that_begins_with_from_begins_no_mail() -> None:
    (document,) = read(FROM + b"Subject: a\n\nFilms:\n\nFrom Dusk till Dawn\nYear: 1996\n")
    assert document.text.endswith("\n\nFilms:\n\nFrom Dusk till Dawn\nYear: 1996")


def test_a_first_mail_without_its_line_is_kept() -> None:
    assert subjects(b"\xef\xbb\xbfSubject: a\n\nx\n\n" + FROM + b"Subject: b\n\ny\n") == ["a", "b"]


def test_a_mailbox_with_the_line_ends_of_old_macs_is_read() -> None:
    data = FROM + b"Subject: a\n\nx\n\n" + FROM + b"Subject: b\n\ny\n"
    assert subjects(data.replace(b"\n", b"\r")) == ["a", "b"]


def test_a_span_of_time_above_a_subject_begins_no_mail() -> None:
    assert subjects(FROM + b"Subject: a\n\nThe talks:\nFrom 10:30 to 12:00\nSubject: budget\n") == ["a"]
