"""What markup leaves unsaid: bylines and lines of links around the headline of a marked-up text."""

from __future__ import annotations

import pytest

from content.source import document_from_bytes
from content.structure import analyse
from content.structure.model import Briefing, Role


def read(text: str, suffix: str = ".md") -> Briefing:
    return analyse(document_from_bytes(text.encode(), source=f"report{suffix}", suffix=suffix))


def words_of(briefing: Briefing, role: Role) -> list[str]:
    return [block.range.of(briefing.document.text) for block in briefing.blocks if block.role is role]


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By Ann Lee and Jon Vik | Springfield",
        "Von Maria Stein und Jon Vik",
        "Par Anne de la Tour, Paris",
        "Por María Piedra",
        "Yazan: Ayşe Yılmaz",
        "By Reuters",
    ],
)
def test_a_name_after_by_under_the_headline_is_the_byline(line: str) -> None:
    briefing = read(f"# Bridge closed for a month\n\n{line}\n\nThe bridge over the river will be closed.\n")
    assert words_of(briefing, Role.BYLINE) == [line]
    assert briefing.byline


@pytest.mark.parametrize(
    "line",
    [
        "By Monday the bridge will be closed",
        "By Monday",
        "By the river, people wait.",
        "Von Berlin ist es weit bis zur Brücke.",
        "Par ailleurs, il pleut.",
        "The bridge is closed.",
    ],
)
def test_other_paragraphs_under_the_headline_are_no_bylines(line: str) -> None:
    briefing = read(f"# Bridge closed for a month\n\n{line}\n\nThe bridge over the river will be closed.\n")
    assert briefing.byline is None


def test_a_byline_may_stand_under_a_second_headline() -> None:
    briefing = read("# Bridge closed\n\n## For a month at least\n\nBy Ann Lee\n\nThe bridge will be closed.\n")
    assert words_of(briefing, Role.BYLINE) == ["By Ann Lee"]


def test_a_name_further_down_is_no_byline() -> None:
    briefing = read("# Bridge closed\n\nThe bridge will be closed.\n\nBy Ann Lee\n")
    assert briefing.byline is None


def test_lines_of_links_above_the_headline_are_no_text() -> None:
    briefing = read(
        "[Home](/) | [World](/w)\n\n# Bridge closed\n\nThe bridge will be closed, says [the council](/c).\n"
    )
    assert words_of(briefing, Role.OTHER) == ["Home | World"]
    page = '<p><a href="/">Home</a> <a href="/w">World</a></p><h1>Bridge closed</h1><p><a href="/c">The bridge.</a></p>'
    assert words_of(read(page, ".html"), Role.OTHER) == ["Home World"]


def test_a_line_with_a_link_in_it_above_the_headline_stays() -> None:
    briefing = read("More on [the bridge](/b) below\n\n# Bridge closed\n\nThe bridge will be closed.\n")
    assert words_of(briefing, Role.OTHER) == []
