"""What is doubtful is folded under one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure import analyse
from content.structure.model import Reason

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.document.model import Document, TextRange
    from content.structure.model import Briefing, Kind, Role
    from tests.tui.conftest import Opening

SPEAKERS = (
    "Water rises\nAnna Weber said on Monday: “Nobody was hurt at all in our town.”\n"
    "A security official said: “We expect that there will be more of it.”\n“It is over, and we go home,” Weber said.\n"
)


def unsure(
    document: Document, roles: Mapping[TextRange, Role], background: Mapping[TextRange, str], kind: Kind | None
) -> Briefing:
    """What the rules say, of which the last two quotations are doubtful."""
    found = analyse(document, roles, background, kind)
    first, *others = found.quotations
    doubt = Reason.of("no-other-kind", 0.6)
    return found._replace(quotations=(first, *(one._replace(reason=doubt) for one in others)))


async def test_titles_count_what_is_sure_and_what_is_doubtful(reading: Opening) -> None:
    async with reading() as reader:
        assert reader.titled("background") == "Background 4 + 1"
        assert reader.titled("quotes") == "Quotes 3"


async def test_doubtful_background_is_opened_and_closed_by_its_line(reading: Opening) -> None:
    async with reading() as reader:
        await reader.press("B", "G")
        assert "The operation’s main" not in reader.pane("background").text
        assert "≈ 1 more, doubtful" in reader.pane("background").text
        caret = reader.view.caret
        await reader.press("enter")
        assert "The operation’s main" in reader.pane("background").text
        assert reader.focused == "background"
        assert reader.view.caret == caret
        await reader.press("enter")
        assert "The operation’s main" not in reader.pane("background").text


async def test_doubtful_quotations_follow_their_line_with_their_speakers(reading: Opening) -> None:
    async with reading(text=SPEAKERS, analyse=unsure) as reader:
        assert reader.titled("quotes") == "Quotes 1 + 2"
        await reader.press("Q", "G", "enter")
        rows = reader.pane("quotes").text.splitlines()
        fold = next(at for at, row in enumerate(rows) if "doubtful" in row)
        assert any("official" in row for row in rows[fold:])
        assert not any("official" in row for row in rows[:fold])


async def test_a_click_on_the_line_opens_it(reading: Opening) -> None:
    async with reading(text=SPEAKERS, analyse=unsure) as reader:
        pane = reader.pane("quotes")
        row = next(y for y, (_, strip) in enumerate(pane._in_view()) if "doubtful" in strip.text)
        await reader.pilot.click(pane, offset=(5, row + 1))  # inside the border
        await reader.settle()
        assert "official" in pane.text


MANY = "Water rises\n" + "".join(
    f"Anna Weber said on day {n}: “Nobody was hurt at all in our town.”\n" for n in range(40)
)


async def test_what_a_line_opens_comes_into_view(reading: Opening) -> None:
    async with reading(text=MANY, analyse=unsure) as reader:
        await reader.press("Q", "G", "enter")
        assert "39 doubtful" in reader.pane("quotes").text.splitlines()[0]
        assert "Nobody was hurt" in reader.pane("quotes").text
