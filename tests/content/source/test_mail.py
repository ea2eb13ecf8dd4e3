"""Mail: its header decoded, its best part as text, and what is attached named and opened."""

from __future__ import annotations

from base64 import b64encode
from binascii import b2a_uu
from email.message import EmailMessage

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import mail
from content.source.received import Options, Received
from content.structure import analyse
from content.structure.model import Kind, Role

HEAD = b"From: Ann Lee <ann@example.org>\nTo: desk@example.org\nDate: Mon, 1 Dec 2025 10:00:00 +0100\n"


def read_all(data: bytes | EmailMessage, suffix: str = ".eml", options: Options | None = None) -> list[Document]:
    written = data if isinstance(data, bytes) else bytes(data)
    return mail.read(Received(written, "a.eml", suffix, options=options or Options()))


def read(data: bytes | EmailMessage) -> Document:
    return read_all(data)[0]


def body_of(document: Document) -> str:
    return document.text.partition("\n\n")[2]


def letter(subject: str = "Water levels", text: str = "The river fell by a metre.\n") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Ann Lee <ann@example.org>"
    message["To"] = "desk@example.org"
    message["Date"] = "Mon, 01 Dec 2025 10:00:00 +0100"
    message["Subject"] = subject
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    return message


def test_a_mail_is_its_header_and_its_text() -> None:
    assert read(letter()).text == (
        "From: Ann Lee <ann@example.org>\nTo: desk@example.org\nDate: Mon, 01 Dec 2025 10:00:00 +0100\n"
        "Subject: Water levels\n\nThe river fell by a metre."
    )


def test_the_words_of_the_subject_are_the_headline() -> None:
    document = read(letter())
    briefing = analyse(document)
    assert briefing.kind is Kind.MAIL
    assert briefing.headline is not None
    assert briefing.headline.of(document.text) == "Water levels"


def test_what_the_header_states_is_metadata() -> None:
    message = letter()
    message["List-Id"] = "Rivers <rivers.example.org>"
    message["Reply-To"] = "all@example.org"
    assert dict(read(message).metadata) == {
        "from": "Ann Lee <ann@example.org>",
        "to": "desk@example.org",
        "subject": "Water levels",
        "message_id": "<1@example.org>",
        "list": "Rivers <rivers.example.org>",
        "reply_to": "all@example.org",
        "date": "2025-12-01T10:00:00+01:00",
    }


def test_encoded_words_are_decoded() -> None:
    assert "Subject: Überschwemmung in Köln – Lage 漢字" in read(letter("Überschwemmung in Köln – Lage 漢字")).text


def test_a_letter_cut_in_two_encoded_words_is_whole() -> None:
    data = HEAD + b"Subject: =?utf-8?B?w7xiZXLD?= =?utf-8?B?pA==?=\n\nx\n"
    assert "Subject: überä" in read(data).text


def test_a_line_end_in_an_encoded_word_makes_no_further_field() -> None:
    assert "Subject: a Bcc: x@y\n" in read(HEAD + b"Subject: =?utf-8?q?a=0D=0ABcc:_x@y?=\n\nx\n").text


def test_a_header_in_bytes_of_an_old_charset_is_guessed() -> None:
    said = "Les blessés ont été transférés à l'hôpital près de la forêt"
    assert f"Subject: {said}" in read(HEAD + b"Subject: " + said.encode("latin-1") + b"\n\nx\n").text


@pytest.mark.parametrize("label", ["rot13", "zlib_codec", "unicode_escape", "x" * 3000, "\0", "utf-8*en"])
def test_a_charset_that_is_none_harms_nothing(label: str) -> None:
    name = label.encode()
    data = HEAD + b"Subject: =?" + name + b"?q?words?=\nContent-Type: text/plain; charset=" + name + b"\n\nSaid.\n"
    assert body_of(read(data)) == "Said."


def test_a_wrong_charset_is_not_believed() -> None:
    data = HEAD + b"Subject: a\nContent-Type: text/plain; charset=us-ascii\n\nZo\xc3\xab came home.\n"
    assert body_of(read(data)) == "Zoë came home."


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_the_encoding_of_transport_is_taken_off(encoding: str) -> None:
    message = letter()
    message.set_content("Das Wasser fällt = 3 m.\n", cte=encoding)
    assert body_of(read(message)) == "Das Wasser fällt = 3 m."


def test_of_two_forms_the_plain_text_is_shown() -> None:
    message = letter()
    message.add_alternative("<p>The <b>river</b> fell.</p>", subtype="html")
    assert body_of(read(message)) == "The river fell by a metre."


def test_a_plain_text_that_only_points_to_the_html_is_not_shown() -> None:
    message = letter(text="Your client cannot show HTML.\n")
    message.add_alternative("<p>" + "The river fell by a metre on Sunday. " * 20 + "</p>", subtype="html")
    assert body_of(read(message)).startswith("The river fell")


def test_a_mail_in_html_has_its_subject_as_headline_and_its_header_as_envelope() -> None:
    message = letter()
    message.set_content("<h1>News of the day</h1><p>The river fell.</p><blockquote>We saw it.</blockquote>", "html")
    document = read(message)
    briefing = analyse(document)
    assert [(block.role, block.range.of(document.text)) for block in briefing.blocks] == [
        (Role.OTHER, "From: Ann Lee <ann@example.org>"),
        (Role.OTHER, "To: desk@example.org"),
        (Role.OTHER, "Date: Mon, 01 Dec 2025 10:00:00 +0100"),
        (Role.HEADLINE, "Subject: Water levels"),
        (Role.HEADING, "News of the day"),
        (Role.PARAGRAPH, "The river fell."),
        (Role.QUOTE, "We saw it."),
    ]
    assert briefing.headline is not None
    assert briefing.headline.of(document.text) == "Water levels"


def test_mails_quoted_in_html_keep_their_depth() -> None:
    message = letter()
    message.set_content('<p>No.</p><blockquote type="cite"><p>B</p><blockquote type="cite">A</blockquote>', "html")
    levels = [span.level for span in read(message).markup if span.markup is Markup.BLOCK_QUOTE]
    assert levels == [1, 2]


def test_scripts_and_pictures_of_a_mail_in_html_are_not_text() -> None:
    message = letter()
    message.set_content('<p>Said.</p><img src="http://127.0.0.1:9/t.gif"><script>x</script>', "html")
    assert body_of(read(message)) == "Said."


def test_flowed_lines_are_joined_up_to_the_signature() -> None:
    data = HEAD + b"Subject: a\nContent-Type: text/plain; format=flowed\n\nfour \nfive\n six \n-- \nAnn\n"
    assert body_of(read(data)) == "four five\nsix \n-- \nAnn"


def test_flowed_quotations_keep_their_depth() -> None:
    data = HEAD + b"Subject: a\nContent-Type: text/plain; format=flowed\n\n>> one \n>> two\n> three\nfour \nfive\n"
    assert body_of(read(data)) == ">> one two\n> three\nfour five"


def test_with_del_sp_the_blank_at_a_break_is_no_part_of_the_text() -> None:
    data = HEAD + b"Subject: a\nContent-Type: text/plain; format=flowed; delsp=yes\n\nhou \nse\n"
    assert body_of(read(data)) == "house"


def test_what_is_attached_is_listed_and_opened_in_turn() -> None:
    message = letter()
    message.add_attachment("# Report\n\nAll is well.\n", subtype="markdown", filename="Lage Köln.md")
    message.add_attachment(b"\x89PNG\r\n\x1a\n" + bytes(3000), "image", "png", filename="map.png")
    first, second = read_all(message)
    assert first.text.endswith("\n\nAttachments: Lage Köln.md (MD, 23 bytes), map.png (PNG, 3 KB)")
    assert dict(first.metadata)["attachments"] == ("Lage Köln.md", "map.png")
    assert (second.source, second.text) == ("a.eml#2", "Report\n\nAll is well.")


def test_the_list_of_attachments_is_no_paragraph() -> None:
    message = letter()
    message.add_attachment(b"x" * 2000, "image", "png", filename="map.png")
    assert analyse(read(message)).blocks[-1].role is Role.OTHER


def test_an_attached_mail_is_opened() -> None:
    message = letter()
    message.add_attachment(letter("Earlier", "It rose.\n"))
    first, second = read_all(message)
    assert "Attachments: Earlier (message/rfc822, " in first.text
    assert second.text.endswith("Subject: Earlier\n\nIt rose.")


def test_what_cannot_be_opened_is_told() -> None:
    message = letter()
    message.add_attachment(bytes(200), "application", "octet-stream", filename="data.bin")
    (document,) = read_all(message)
    assert document.warnings == (
        "The attachment data.bin was not opened: This is binary data, not text: open a text, Markdown or HTML file.",
    )


def test_an_encrypted_mail_says_so() -> None:
    data = HEAD + (
        b"Subject: a\nContent-Type: multipart/encrypted; boundary=x\n\n--x\nContent-Type: application/pgp-encrypted\n\n"
        b"Version: 1\n--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--\n"
    )
    assert read(data).warnings[0] == "This mail is encrypted: open it in your mail program, and save it decrypted."


def test_a_signature_is_listed_and_not_opened() -> None:
    data = HEAD + (
        b"Subject: a\nContent-Type: multipart/signed; boundary=x\n\n--x\n\nSaid.\n--x\n"
        b"Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN PGP SIGNATURE-----\n--x--\n"
    )
    (document,) = read_all(data)
    assert body_of(document) == "Said.\n\nAttachments: signature.asc (ASC, 29 bytes)"


def test_a_file_in_uuencode_is_an_attachment() -> None:
    lines = b2a_uu(b"hello world")
    data = HEAD + b"Subject: a\n\nSee the file.\n\nbegin 644 note.txt\n" + lines + b"`\nend\n\nBye.\n"
    first, second = read_all(data)
    assert "begin 644" not in first.text
    assert second.text == "hello world"


def test_the_stories_of_a_digest_of_mails_are_briefings() -> None:
    inner = b"".join(b"--x\n\n" + HEAD + b"Subject: %d\n\nText %d.\n\n" % (at, at) for at in range(3))
    found = read_all(HEAD + b"Subject: Digest\nContent-Type: multipart/digest; boundary=x\n\n" + inner + b"--x--\n")
    assert [dict(one.metadata)["subject"] for one in found] == ["Digest", "0", "1", "2"]


def test_the_stories_of_a_newsletter_in_html_are_found() -> None:
    told = {
        "River falls by a metre": "The river at the old bridge fell by a metre over the week, the office said.",
        "Council votes on the tram": "The council will vote on the new tram line on Tuesday after two years of debate.",
        "Bakery reopens": "The bakery at the market reopened after a fire, and its owner thanked the neighbours.",
        "Storm ahead": "Forecasters expect a storm on Thursday with gusts of 110 kilometres an hour.",
    }
    rows = (
        f'<tr><td><table><tr><td><h2><a href="https://example.org/1">{title}</a></h2><p>{text}</p></td></tr></table>'
        for title, text in told.items()
    )
    message = letter("Morning briefing: what to know today", "")
    message.set_content(f"<table><tr><td><p>Good morning.</p></td></tr>{''.join(rows)}</table>", "html")
    document = read(message)
    briefing = analyse(document)
    assert briefing.kind is Kind.DIGEST
    assert [story.headline.of(document.text) for story in briefing.stories if story.headline] == list(told)


def test_a_page_saved_by_a_browser_is_the_page() -> None:
    data = (
        b"From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/a\nSubject: A\nMIME-Version: 1.0\n"
        b'Content-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\nContent-Type: text/html\n'
        b"Content-Transfer-Encoding: quoted-printable\n\n<h1>River falls</h1><p>By a =\nmetre.</p>\n--x--\n"
    )
    (document,) = read_all(data, ".mht")
    assert (document.text, document.media_type) == ("River falls\n\nBy a metre.", "text/html")
    assert dict(document.metadata)["link"] == "https://example.org/a"


PAGE_PART = b"Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<h1>River =\nfalls</h1>"


@pytest.mark.parametrize(
    ("stated", "body"),
    [
        (b"", b"--found\n" + PAGE_PART + b"\n--found--\n"),  # none is stated
        (b'; boundary="other"', b"--found\n" + PAGE_PART + b"\n--found--\n"),  # another one is
        (b'; boundary="found"', b"\n" + PAGE_PART),  # it is nowhere
        (b"", PAGE_PART),
    ],
)
def test_parts_whose_border_is_not_the_one_that_is_stated_are_found(stated: bytes, body: bytes) -> None:
    head = b"From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related" + stated + b"\n\n"
    (document,) = read_all(head + body, ".mht")
    assert document.text == "River falls"


def test_blank_lines_above_the_header_are_no_text() -> None:
    assert read(b"   \r\n\r\n" + HEAD + b"Subject: a\n\nSaid.\n").text == read(HEAD + b"Subject: a\n\nSaid.\n").text


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_mail_that_was_saved_in_a_wide_charset_is_read(codec: str) -> None:
    message = letter("Wasserstände")
    message.add_alternative("<p>Der Fluss fällt.</p>", "html")
    wide = bytes(message).decode().encode(codec)
    assert read(wide).text == read(message).text


def test_the_length_and_the_property_list_of_apple_mail_are_no_text() -> None:
    inner = HEAD + b"Subject: a\n\nSaid.\n"
    data = b"%d      \n%s<?xml version='1.0'?><plist></plist>\n" % (len(inner), inner)
    assert body_of(read_all(data, ".emlx")[0]) == "Said."


def test_what_notmuch_shows_is_read() -> None:
    data = (
        b"\x0cmessage{ id:1 depth:0 match:1 excluded:0 filename:/m\n\x0cheader{\nAnn (today) (inbox)\nSubject: A\n"
        b"From: ann@example.org\nDate: Mon, 01 Dec 2025 10:00:00 +0100\n\x0cheader}\n\x0cbody{\n"
        b"\x0cpart{ ID: 1, Content-type: text/plain\nSaid.\n\x0cpart}\n\x0cbody}\n\x0cmessage}\n"
    )
    assert read(data).text == ("From: ann@example.org\nDate: Mon, 01 Dec 2025 10:00:00 +0100\nSubject: A\n\nSaid.")


def test_binary_data_is_refused() -> None:
    with pytest.raises(InputError, match="binary"):
        read(bytes(range(256)) * 10)


@pytest.mark.parametrize(
    "footer", ["_______________________________________________\nA list\n", "Sent to all members of it.\n"]
)
def test_what_a_list_adds_below_base_64_is_text(footer: str) -> None:
    coded = b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n" + b64encode(
        "Fähren.".encode()
    )
    assert body_of(read(HEAD + coded + b"\n" + footer.encode())) == f"Fähren.\n{footer.strip()}"
