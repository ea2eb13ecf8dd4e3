"""Two people in one briefing: whose mark it is, what they answer, and what became of one's own marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.annotation.records.model import Annotation, Decision, Tombstone
from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from pathlib import Path

    from content.session import Mark
    from tests.tui.conftest import Opening, Reader

TEXT = "The ferry left at noon\n\nTwo crew members were late.\n\nThe captain waited for an hour.\n"
CREW = TextRange(TEXT.index("Two crew"), TEXT.index("late.") + 5)
CAPTAIN = TextRange(TEXT.index("The captain"), TEXT.index("hour.") + 5)


@pytest.fixture
def ferry(briefing: Path) -> Path:
    path = briefing.with_name("ferry.txt")
    path.write_text(TEXT)
    return path


def other(path: Path, name: str = "Ben") -> Session:
    """Somebody else with the same briefing open."""
    return Session.open(open_document(str(path)), annotator=name)


def marked_by(path: Path, name: str = "Ben", *, note: str = "", category: str = "claim") -> Mark:
    session = other(path, name)
    mark = session.mark(CREW, note=note, category=category)
    session.save()
    session.close()
    return mark


def versions(path: Path) -> list[Annotation | Tombstone]:
    records = AnnotationFile(path.with_name(f"{path.name}.annotations.jsonl")).read().records
    return [one for one in records if isinstance(one, Annotation | Tombstone)]


async def to_crew(reader: Reader) -> None:
    reader.at("crew")
    await reader.settle()


# On somebody else's mark


async def test_a_note_on_somebody_elses_mark_is_a_reply(reading: Opening, ferry: Path) -> None:
    mark = marked_by(ferry, note="Which ones?")
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        assert "BE Ben" in reader.footer
        assert "a reply" in reader.footer
        await reader.press("a")
        await reader.type("Two stewards.")
        await reader.press("ctrl+s")
        assert "↳ AD Ada: Two stewards." in " ".join("\n".join(reader.shown("marks")).split())
    first, reply = versions(ferry)
    assert first == mark.annotation
    assert isinstance(reply, Annotation)
    assert (reply.reply_to, reply.annotator, reply.note) == (mark.id, "Ada", "Two stewards.")


async def test_ones_own_last_reply_is_changed_and_emptied_it_is_deleted(reading: Opening, ferry: Path) -> None:
    marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("a")
        await reader.type("Two")
        await reader.press("ctrl+s", "a")
        await reader.type(" of them")
        await reader.press("ctrl+s")
        assert [reply.annotation.note for reply in reader.session.marks[0].replies] == ["Two of them"]
        await reader.press("a", "ctrl+u", "ctrl+s")
        assert not list(reader.session.marks[0].replies)
    assert isinstance(versions(ferry)[-1], Tombstone)


async def test_an_unfinished_reply_is_kept_and_offered_again(reading: Opening, ferry: Path) -> None:
    marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("a")
        await reader.type("Not yet")
        await reader.press("escape")
        assert "draft" in reader.footer
    async with reading(path=ferry) as reader:
        assert "unfinished note" in reader.footer
        await reader.press("a", "ctrl+s")
        assert [reply.annotation.note for reply in reader.session.marks[0].replies] == ["Not yet"]


async def test_a_digit_makes_ones_own_mark_beside_it(reading: Opening, ferry: Path) -> None:
    mark = marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("8")
        assert "Ben’s mark stays" in reader.footer
        await reader.press("9")
        assert [(one.annotator, one.category, one.range) for one in reader.screen.marks if not one.others] == [
            ("Ada", "follow-up", CREW)
        ]
    assert [one for one in versions(ferry) if one.id == mark.id] == [mark.annotation]


async def test_moved_ends_make_ones_own_mark_too(reading: Opening, ferry: Path) -> None:
    mark = marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("v", "shift+left", "enter")
        own = [one for one in reader.screen.marks if not one.others]
        assert [one.range for one in own] == [TextRange(CREW.start, CREW.end - 1)]
    assert [one for one in versions(ferry) if one.id == mark.id] == [mark.annotation]


async def test_tags_make_ones_own_mark_too(reading: Opening, ferry: Path) -> None:
    mark = marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("t")
        await reader.type("late")
        await reader.press("enter")
        assert [one.tags for one in reader.screen.marks if not one.others] == [("late",)]
    assert [one for one in versions(ferry) if one.id == mark.id] == [mark.annotation]


async def test_deleting_somebody_elses_mark_names_them_and_hides_it_for_this_reader(
    reading: Opening, ferry: Path
) -> None:
    marked_by(ferry)
    before = versions(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("d")
        assert "Ben’s mark" in str(reader.app.screen.query_one("#box").border_title)
        await reader.press("h")
        assert reader.marked == []
        assert "hidden for you" in reader.footer
    async with reading(path=ferry) as reader:
        assert reader.marked == []
        await reader.press("A", "s", "escape")
        assert len(reader.marked) == 1
    assert versions(ferry) == before


async def test_it_is_deleted_for_everybody_only_when_that_is_confirmed_in_words(reading: Opening, ferry: Path) -> None:
    marked_by(ferry)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("d", "d")
        await reader.type("yes")
        await reader.press("enter")
        assert len(reader.marked) == 1
        await reader.press("d", "d")
        await reader.type("delete")
        await reader.press("enter")
        assert reader.marked == []
        assert "Deleted Ben’s" in reader.footer
    grave = versions(ferry)[-1]
    assert isinstance(grave, Tombstone)
    assert grave.contributor == "Ada"


async def test_names_are_shown_only_where_more_than_one_person_has_a_part(reading: Opening, ferry: Path) -> None:
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("m")
        assert "Ada" not in "\n".join(reader.shown("marks")) + reader.footer
        ben = other(ferry)
        ben.mark(CAPTAIN)
        ben.save()
        reader.session.follow()
        reader.features.saving.refresh()
        shown = "\n".join(reader.shown("marks"))
        assert "AD Ada" in shown
        assert "BE Ben" in shown


# What others did


async def test_what_somebody_did_to_ones_mark_is_said_and_can_be_taken_back(reading: Opening, ferry: Path) -> None:
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("2")
        ben = other(ferry)
        ben.delete(ben.marks[0].id)
        ben.save()
        await reader.pilot.pause(0.7)
        await reader.settle()
        assert "Ben deleted your mark “Two crew members were late.”" in reader.footer
        assert "U take it back" in reader.footer
        await reader.press("U", "1", "b")
        assert reader.marked == [("claim", "Two crew members were late.")]
        assert "Taken back" in reader.footer
    last = versions(ferry)[-1]
    assert isinstance(last, Annotation)
    assert last.maker == "Ada"


async def test_what_was_changed_while_away_is_said_at_the_start_until_it_is_settled(
    reading: Opening, ferry: Path
) -> None:
    marked_by(ferry, "Ada", note="Which?")
    ben = other(ferry)
    ben.change(ben.marks[0].id, note="These.")
    ben.save()
    async with reading(path=ferry) as reader:
        assert "changed or deleted 1 of your annotations" in reader.footer
        await reader.press("U", "1", "s")
        assert [mark.note for mark in reader.screen.marks] == ["These."]
        await reader.press("U")
        assert "Nobody else has changed" in reader.footer
    async with reading(path=ferry) as reader:
        assert "changed or deleted" not in reader.footer


async def test_a_reply_from_somebody_else_is_said(reading: Opening, ferry: Path) -> None:
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("2")
        ben = other(ferry)
        ben.reply(ben.marks[0].id, "I saw them.")
        ben.save()
        await reader.pilot.pause(0.7)
        await reader.settle()
        assert "Ben replied to your mark" in reader.footer


async def test_undo_reaches_an_import(reading: Opening, ferry: Path) -> None:
    ben = other(ferry)
    ben.mark(CREW)
    ben.mark(CAPTAIN)
    ben.save()
    brought = ferry.with_name("ben.jsonl")
    ben.path.rename(brought)
    async with reading(path=ferry) as reader:
        await reader.press("I")
        await reader.type(str(brought))
        await reader.press("enter")
        await reader.settle()
        assert len(reader.marked) == 2
        await reader.press("u")
        assert reader.marked == []
        assert "Undone: importing ben.jsonl" in reader.footer
        await reader.press("ctrl+r")
        assert len(reader.marked) == 2


# What became of the words


NEWER = TEXT.replace("members", "people")


async def revised(reading: Opening, path: Path, keys: tuple[str, ...]) -> list[Annotation | Tombstone]:
    """What keys after W add to the file of a mark whose words were changed."""
    marked_by(path, "Ada", note="Which?")
    path.write_text(NEWER)
    before = versions(path)
    async with reading(path=path) as reader:
        assert "stands on other words" in reader.footer
        assert "was: “Two crew members were late.”" in " ".join("\n".join(reader.shown("marks")).split())
        await reader.press("W", *keys)
    return versions(path)[len(before) :]


async def test_a_mark_on_other_words_is_confirmed(reading: Opening, ferry: Path) -> None:
    [made] = await revised(reading, ferry, ("1",))
    assert isinstance(made, Annotation)
    assert made.quote is not None
    assert (made.quote.exact, made.decision) == (
        "Two crew people were late.",
        Decision("confirmed", "Two crew members were late.", "Ada"),
    )
    async with reading(path=ferry) as reader:
        assert "other words" not in reader.footer


async def test_a_mark_on_other_words_is_moved(reading: Opening, ferry: Path) -> None:
    [made] = await revised(reading, ferry, ("2", "g", "g", "v", "$", "enter"))
    assert isinstance(made, Annotation)
    assert made.quote is not None
    assert (made.quote.exact, made.decision) == (
        "The ferry left at noon",
        Decision("moved", "Two crew members were late.", "Ada"),
    )


async def test_a_mark_on_other_words_is_let_go(reading: Opening, ferry: Path) -> None:
    [made] = await revised(reading, ferry, ("3",))
    assert isinstance(made, Tombstone)
    assert made.contributor == "Ada"


async def test_a_mark_on_other_words_is_left_open(reading: Opening, ferry: Path) -> None:
    assert await revised(reading, ferry, ("s",)) == []


async def test_the_note_box_tells_the_earlier_words(reading: Opening, ferry: Path) -> None:
    marked_by(ferry, note="Which?")
    ferry.write_text(NEWER)
    async with reading(path=ferry) as reader:
        await to_crew(reader)
        await reader.press("a")
        about = reader.app.screen.query_one(".about Static")
        assert "was: “Two crew members were late.”" in str(about.render())
        assert "BE Ben: Which?" in str(about.render())
        await reader.press("escape")


async def test_only_the_maker_is_asked_about_changed_words(reading: Opening, ferry: Path) -> None:
    marked_by(ferry, "Ben")
    ferry.write_text(NEWER)
    async with reading(path=ferry) as reader:
        assert "W confirm" not in reader.footer
        await reader.press("W")
        assert "those that you marked" in reader.footer
