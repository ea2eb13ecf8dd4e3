"""What sort of briefing it is stands in the title bar, and the reader's own word on it wins."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from textual.widgets import Static

from content.document.model import TextRange
from content.structure.model import Kind, Reason, SourceClass, Speaker, Statement, StatementKind
from tests.tui.made import BRIEFING, DIGEST, digest, figure, transcript, with_parts
from tui.render.paint import Look

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.conftest import Opening


async def test_the_title_bar_says_the_kind_and_the_number_of_its_parts(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        assert "transcript · 5 turns" in reader.title
    async with reading(text=DIGEST, analyse=digest) as reader:
        assert "digest · 3 stories" in reader.title
    text = "Flood report no. 4\n\n12 people are missing.\n"
    found = with_parts(kind=Kind.SITREP, figures=(figure(text, "12", None, "missing people"),))
    async with reading(text=text, analyse=found) as reader:
        assert "sitrep · 1 figure " in reader.title


async def test_of_an_article_the_title_bar_says_nothing_more(reading: Opening) -> None:
    async with reading() as reader:
        assert "article" not in reader.title


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40)])
async def test_an_embargo_is_shown_like_a_marking(reading: Opening, size: tuple[int, int]) -> None:
    found = with_parts(kind=Kind.RELEASE, metadata={"embargo": "0600 GMT, 1 December"})
    async with reading(size, text="TLP:GREEN\nHarbour opens\n\nIt opens.\n", analyse=found) as reader:
        assert " TLP:GREEN  Embargo: 0600 GMT, 1 D" in reader.title
        assert "0 marks     0 %" in reader.title


async def test_the_readers_word_on_the_kind_is_saved_and_undone(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("K", "d")
        assert "digest" in reader.title
        assert "Now read as digest" in reader.footer
        record = json.loads(reader.saved().splitlines()[-1])
        assert record["motivation"] == "classifying"
        assert [body["value"] for body in record["body"]] == ["digest"]
        assert "selector" not in record["target"]
        assert record["target"]["source"] == "sample.txt"
        await reader.press("u")
        assert "transcript · 5 turns" in reader.title


async def test_the_list_of_kinds_says_why_and_begins_at_the_present_one(reading: Opening) -> None:
    async with reading(size=(60, 20), text=BRIEFING, analyse=transcript) as reader:
        await reader.press("K")
        about = str(reader.app.screen.query_one(Static).render())
        assert about == "transcript: nothing in it is of another kind; 70 % sure ≈ doubtful."
        shown = "\n".join(strip.text for strip in reader.app.screen._compositor.render_strips())
        assert all(kind.value in shown for kind in Kind)
        await reader.press("enter")
        assert "Now read as transcript" in reader.footer


async def test_what_was_said_last_holds_when_the_briefing_is_opened_again(reading: Opening, briefing: Path) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("K", "d", "K", "m")
    async with reading(path=briefing, analyse=transcript) as reader:
        assert " mail " in reader.title
        assert len(reader.session.overrulings) == 1
        assert not reader.marked


async def test_of_a_briefing_with_turns_the_quotes_pane_lists_them_by_speaker(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        lines = [" ".join(line.split()) for line in reader.shown("quotes")]
        assert lines == [
            "Vera Alder spokeswoman · 2 ██████ 60 %",
            "Good afternoon. The harbour opens tomorrow at six. Any questions?",
            "→ The city does. It has set aside four million. “We will not ask for more,”… → answer",
            "Q 2 ██ 18 %",
            "? Who pays for the new wall? ? question",
            "? And the ferry?",
            "MR. BIRCH ██ 22 %",
            "→ It runs again on Sunday. Ask the operator for the timetable.",
        ]
        assert str(reader.pane("quotes").border_title).startswith("Turns")
        await reader.press("Q", "G", "enter")
        assert reader.view.caret == reader.offset("MR. BIRCH")


async def test_turns_are_listed_in_order_and_by_their_act(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("s", "f")
        assert [line.split("\n")[0] for line in reader.shown("quotes")] == [
            "? Who pays for the new wall?", "? And the ferry?",
        ]  # fmt: skip
        assert reader.shown("quotes")[0].endswith("  question")


async def test_quotations_inside_turns_and_all_statements_are_one_key_away(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        await reader.press("S")
        assert any("We will not ask" in line and "mayor" not in line for line in reader.shown("quotes"))
        assert "Quotes are listed." in reader.footer
        await reader.press("S")
        assert "Turns are listed." in reader.footer


SAID = "Flood\n\nThe dam is safe, the mayor said. “Nobody was hurt,” Anna Weber added.\n"


def statements() -> tuple[Statement, ...]:
    def place(words: str) -> TextRange:
        return TextRange(SAID.index(words), SAID.index(words) + len(words))

    sure = Reason.of("set", 0.9)
    dam, hurt = place("The dam is safe"), place("“Nobody was hurt,”")
    mayor, weber = Speaker(place("the mayor")), Speaker(place("Anna Weber"))
    return (
        Statement(dam, (dam,), StatementKind.INDIRECT, mayor, place("said"), SourceClass.ANONYMOUS, sure),
        Statement(hurt, (hurt,), StatementKind.DIRECT, weber, place("added"), SourceClass.NAMED, sure),
    )


async def test_all_statements_are_listed_by_speaker_so_that_one_sees_what_each_says(reading: Opening) -> None:
    async with reading(text=SAID, analyse=with_parts(statements=statements())) as reader:
        assert len(reader.shown("quotes")) == 2
        await reader.press("S")
        assert [" ".join(line.split("\n")[0].split()) for line in reader.shown("quotes")] == [
            "the mayor anonymous", "The dam is safe", "Anna Weber named", "“Nobody was hurt,”",
        ]  # fmt: skip
        await reader.press("s")
        assert " ".join(reader.shown("quotes")[0].split()) == "The dam is safe the mayor anonymous · indirect"
        await reader.press("f")
        assert [line.split("\n")[1].split()[:2] for line in reader.shown("quotes")] == [["Anna", "Weber"]]


async def test_where_only_quotations_were_found_the_key_says_so(reading: Opening) -> None:
    async with reading(analyse=with_parts(statements=())) as reader:
        before = reader.shown("quotes")
        await reader.press("S")
        assert "nothing else to list" in reader.footer
        assert reader.shown("quotes") == before


async def test_the_figures_of_a_report_are_listed_first(reading: Opening) -> None:
    text = "Flood report no. 4\n\nSo far 12 people are missing.\n\nThe wall costs 4 million crowns.\n"
    figures = figure(text, "12", None, "people missing"), figure(text, "4 million", "crowns", "for the wall")
    async with reading(text=text, analyse=with_parts(kind=Kind.SITREP, figures=figures, statements=())) as reader:
        assert [" ".join(line.split()) for line in reader.shown("quotes")] == [
            "12 people missing",
            "4 million crowns for the wall",
        ]
        await reader.press("Q", "G", "f", "enter")
        assert reader.view.caret == reader.offset("4 million")
        await reader.press("S")
        assert reader.shown("quotes") == []


async def test_the_labels_of_speakers_stand_out_in_the_text(reading: Opening) -> None:
    async with reading(text=BRIEFING, analyse=transcript) as reader:
        looks = reader.view.page.looks
        assert (looks.at(reader.offset("MS. ALDER")) or 0) & Look.STRONG
        assert not (looks.at(reader.offset("Good afternoon")) or 0) & Look.STRONG
