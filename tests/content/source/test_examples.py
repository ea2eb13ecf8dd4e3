"""Files by others open as what they are: the IPTC's own examples, and mails as mail programs hand them on."""

from __future__ import annotations

from pathlib import Path

import pytest

from content.source import open_document, open_documents
from content.structure import analyse
from content.structure.model import Briefing, Kind, Role

FILES = Path(__file__).parent / "files"
SHIP = "Captain of wrecked cruise ship on trial in Italy"
SHIP_AUTHORS = "Paulo Santalucia and Frances d'Emilio"


def briefing_of(name: str) -> Briefing:
    return analyse(open_document(FILES / "iptc" / name))


@pytest.mark.parametrize(
    ("name", "headline", "byline", "paragraphs"),
    [
        ("ninjs-1.4-text.json", SHIP, SHIP_AUTHORS, 4),
        ("ninjs-2.2-text.json", SHIP, SHIP_AUTHORS, 4),
        ("ninjs-3.1-multimedia.json", SHIP, SHIP_AUTHORS, 4),
        ("newsml-g2-text.xml", 'Fed to halt QE to avert "bubble"', "By Meredith Jameson, Staff Reporter", 2),
        (
            "newsml-g2-sports.xml",
            "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
            "Sports Network",
            6,
        ),
        (
            "newsml-g2-nitf.xml",
            "Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05p.m.",
            "Sports Network",
            1,
        ),
    ],
)
def test_the_reports_of_the_iptc_have_their_lines(name: str, headline: str, byline: str, paragraphs: int) -> None:
    briefing = briefing_of(name)
    text = briefing.document.text
    assert briefing.headline is not None
    assert briefing.byline is not None
    assert (briefing.headline.of(text), briefing.byline.of(text)) == (headline, byline)
    assert [block.role for block in briefing.blocks].count(Role.PARAGRAPH) == paragraphs
    assert "<" not in text


def test_what_the_iptc_states_beside_the_text_is_metadata() -> None:
    stated = dict(briefing_of("newsml-g2-text.xml").document.metadata)
    assert (stated["slug"], stated["version"], stated["status"]) == ("US-Finance-Fed", "11", "usable")
    assert (stated["date"], stated["located"], stated["language"]) == (
        "2018-11-21T16:25:32-05:00",
        "New York, NY",
        "en-US",
    )
    assert dict(briefing_of("ninjs-1.4-text.json").document.metadata)["date"] == "2013-07-09T10:37:00Z"


def test_the_pictures_of_a_report_are_its_captions() -> None:
    briefing = briefing_of("ninjs-3.1-multimedia.json")
    captions = [block.range.of(briefing.document.text) for block in briefing.blocks if block.role is Role.CAPTION]
    assert len(captions) == 2
    assert captions[1].startswith("Francesco Schettino the captain of the Costa Concordia")


def test_the_package_of_the_iptc_is_a_list() -> None:
    document = open_document(FILES / "iptc" / "newsml-g2-package.xml")
    items = [span.range.of(document.text) for span in document.markup if span.markup == "list-item"]
    assert "• Obama annonce son équipe" in items
    assert "• Barack Obama arrive à Washington" in items
    assert dict(document.metadata)["signals"] == ("sig:update",)


@pytest.mark.parametrize(
    ("name", "subject", "attached"),
    [
        ("neomutt.eml", "Fähren: Wasserstände fallen – Lage um 10 Uhr", ("ships.csv", "page.html")),
        ("s-nail.eml", "Fähren: Wasserstände fallen", ("ships.csv",)),
    ],
)
def test_a_mail_as_a_mail_program_sends_it(name: str, subject: str, attached: tuple[str, ...]) -> None:
    letter, *others = open_documents(FILES / name)
    briefing = analyse(letter)
    assert briefing.kind is Kind.MAIL
    assert briefing.headline is not None
    assert briefing.headline.of(letter.text) == subject
    assert "Die Fähre fährt wieder, sagte Anna Müller am Montag." in letter.text
    assert dict(letter.metadata)["attachments"] == attached
    assert others[0].text == "Port | Ships\nKiel | 12"
    speakers = [said.speaker.range.of(letter.text) for said in briefing.statements if said.speaker]
    assert "Subject" not in speakers


def test_the_attached_page_of_a_mail_is_a_briefing_of_its_own() -> None:
    page = open_documents(FILES / "neomutt.eml")[2]
    assert page.text == "Harbour strike widens\n\nDockers said on Monday that they would not return."
