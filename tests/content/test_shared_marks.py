"""Two people who mark one text: the file says truly who did what, whatever they do."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING, Any

import pytest

from content.annotation.records.collection import fold
from content.annotation.records.model import Annotation, Decision, Tombstone
from content.annotation.records.others import Deed
from content.document.model import Document, TextRange
from content.errors import UsageError
from content.session import Session
from content.store.log import AnnotationFile
from content.store.merging import merge

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from content.annotation.records.collection import Version
    from content.session import Mark

TEXT = "The ferry left at noon\n\nTwo crew members were late. The captain waited. Nobody complained about it.\n"
CREW = TextRange(TEXT.index("crew"), TEXT.index("crew") + 12)
CAPTAIN = TextRange(TEXT.index("The captain"), TEXT.index("The captain") + 11)


@pytest.fixture
def open_as(tmp_path: Path) -> Callable[..., Session]:
    """Opens the text as somebody; all share one annotation file."""
    path = tmp_path / "ferry.txt"
    path.write_text(TEXT)

    def opened(name: str, text: str = TEXT) -> Session:
        return Session.open(Document(text, source=str(path)), annotator=name, history=False)

    return opened


def versions(session: Session) -> list[Version]:
    return [one for one in AnnotationFile(session.path).read().records if isinstance(one, Annotation | Tombstone)]


def saved(session: Session, mark: Mark) -> Mark:
    session.save()
    found = session.get(mark.id)
    assert found
    return found


# Whose mark it is


def test_a_version_by_somebody_else_names_them_and_the_maker_stays(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ben.follow()
    ben.change(mark.id, category="doubt")
    ben.save()
    last = versions(ada)[-1]
    assert isinstance(last, Annotation)
    assert (last.annotator, last.contributor, last.maker) == ("Ada", "Ben", "Ben")
    assert last.note_authors == ("Ada",)


def test_a_note_that_two_people_wrote_names_both_until_nothing_of_one_is_left(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = ada.mark(CREW, note="Who were they?")
    both = ada.change(mark.id, note="Who were they? Two stewards.", annotator="Ben").annotation
    assert both.note_authors == ("Ada", "Ben")
    assert ada.change(mark.id, category="doubt").annotation.note_authors == ("Ada", "Ben")
    assert ada.change(mark.id, note="Nothing").annotation.note_authors == ("Ada",)


def test_ones_own_mark_is_made_beside_somebody_elses_and_only_once(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, category="claim", note="Who?"))
    ben.follow()
    own = ben.beside(mark.id, category="doubt")
    assert (own.range, own.annotation.annotator, own.annotation.note) == (CREW, "Ben", "")
    assert ben.beside(mark.id, tags=("late",)).id == own.id
    assert ben.beside(mark.id, range=CAPTAIN).range == CAPTAIN
    ben.save()
    ada.follow()
    theirs = ada.get(mark.id)
    assert theirs is not None
    assert theirs.annotation == mark.annotation


def test_replies_are_a_thread_under_their_mark_and_not_marks_of_their_own(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW))
    ben.follow()
    first = ben.reply(mark.id, "I know them.")
    saved(ben, first)
    ada.follow()
    ada.reply(first.id, "Do you?")
    thread = ada.marks[0].replies
    assert [(one.annotation.annotator, one.annotation.note, one.depth) for one in thread] == [
        ("Ben", "I know them.", 1),
        ("Ada", "Do you?", 2),
    ]
    assert [one.id for one in ada.marks] == [mark.id]
    ada.delete(mark.id)
    assert not list(ada.marks)
    assert [one.annotation.note for one in ada.loose] == ["I know them."]


def test_a_reply_needs_words_and_something_to_answer(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    with pytest.raises(UsageError, match="needs words"):
        ada.reply(ada.mark(CREW).id, " \n")
    with pytest.raises(UsageError, match="no annotation"):
        ada.reply("urn:x:none", "Hello?")


def test_what_is_hidden_stays_hidden_for_this_reader_only(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW))
    before = ada.path.read_bytes()
    ben = open_as("Ben")
    ben.hide(mark.id)
    assert open_as("Ben").hidden == {mark.id}
    assert ada.path.read_bytes() == before
    assert ben.undo() == "hiding “crew members”"
    assert open_as("Ben").hidden == ben.hidden == frozenset()
    assert ben.redo() == "hiding “crew members”"
    assert ben.show_hidden() == 1
    assert open_as("Ben").hidden == frozenset()


def test_a_role_that_somebody_else_overruled_is_overruled_again_beside_theirs(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    line = TextRange(0, 22)
    ada.overrule(line, "paragraph")
    ada.save()
    ben.follow()
    ben.overrule(line, "heading")
    ben.save()
    assert [(one.annotator, one.role) for one in versions(ada) if isinstance(one, Annotation)] == [
        ("Ada", "paragraph"),
        ("Ben", "heading"),
    ]


# What others did


def test_what_somebody_else_did_to_ones_own_is_told_and_can_be_taken_back(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, category="claim", note="Who?"))
    ben.follow()
    ben.delete(mark.id)
    ben.save()
    ada.follow()
    [news] = ada.take_news()
    assert (news.deed, news.who, news.about) == (Deed.DELETED, "Ben", mark.annotation)
    assert not list(ada.take_news())
    ada.take_back(mark.id)
    ada.save()
    back = versions(ada)[-1]
    assert isinstance(back, Annotation)
    assert (back.maker, back.note, back.category) == ("Ada", "Who?", "claim")
    assert not list(ada.touched)


def test_what_was_done_while_one_was_away_can_be_taken_back_too(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ada.close()
    ben = open_as("Ben")
    ben.change(mark.id, note="Me.")
    ben.save()
    again = open_as("Ada")
    [news] = again.touched
    assert (news.deed, news.who, news.parts, news.about.note) == (Deed.CHANGED, "Ben", ("note",), "Who?")
    assert again.take_back(mark.id).annotation.note == "Who?"
    again.close()
    third = open_as("Ada")
    third.let_stand(mark.id)
    third.save()
    last = open_as("Ada").get(mark.id)
    assert last is not None
    assert (last.annotation.note, last.annotation.maker, last.annotation.note_authors) == ("Me.", "Ada", ("Ben",))
    assert not list(open_as("Ada").touched)


def test_only_what_others_did_to_ones_own_can_be_taken_back(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = ada.mark(CREW)
    with pytest.raises(UsageError, match="Nobody has changed"):
        ada.take_back(mark.id)


def test_an_import_is_undone_as_one_edit_and_can_be_imported_again(open_as: Callable[..., Session]) -> None:
    ben = open_as("Ben")
    ben.mark(CREW, note="late")
    ben.mark(CAPTAIN)
    ben.save()
    data = ben.path.read_bytes()
    ben.path.unlink()
    ada = open_as("Ada")
    ada.mark(TextRange(0, 9))
    assert ada.bring_in(data, "ben.jsonl")[0] == 2
    assert ada.undo() == "importing ben.jsonl"
    assert [one.annotation.annotator for one in ada.marks] == ["Ada"]
    assert ada.bring_in(data, "ben.jsonl")[0] == 2
    ada.save()
    found = open_as("Ada").marks
    assert sorted(mark.annotation.annotator for mark in found) == ["Ada", "Ben", "Ben"]


# What became of the words


CREW_LATE = TextRange(TEXT.index("Two crew"), TEXT.index("late.") + 4)
NEWER = TEXT.replace("members", "people")
LATER = TextRange(NEWER.index("crew"), NEWER.index(" late"))


def test_a_mark_on_other_words_says_on_which_it_was_made(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    ada.mark(CREW_LATE, note="Who?")
    ada.mark(CAPTAIN)
    ada.save()
    crew, captain = open_as("Ada", NEWER).marks
    assert (crew.range and crew.range.of(NEWER), crew.was) == (
        "Two crew people were late",
        "Two crew members were late",
    )
    assert (captain.range and captain.range.of(NEWER), captain.was) == ("The captain", None)


def test_other_line_breaks_are_not_other_words(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    ada.mark(CREW)
    ada.save()
    [mark] = open_as("Ada", TEXT.replace("crew members", "crew\nmembers")).marks
    assert mark.was is None


def test_a_mark_that_was_confirmed_holds_for_the_new_words_and_keeps_the_old_ones(
    open_as: Callable[..., Session],
) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW_LATE, note="Who?"))
    newer = open_as("Ada", NEWER)
    confirmed = newer.confirm(mark.id)
    newer.save()
    assert (confirmed.was, confirmed.annotation.decision) == (
        None,
        Decision("confirmed", "Two crew members were late", "Ada"),
    )
    [again] = open_as("Ada", NEWER).marks
    assert (again.was, again.annotation.quote and again.annotation.quote.exact) == (None, "Two crew people were late")
    with pytest.raises(UsageError, match="nothing to confirm"):
        newer.confirm(mark.id)


def test_a_mark_that_was_moved_to_its_words_keeps_the_old_ones(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW_LATE))
    newer = open_as("Ada", NEWER)
    moved = newer.change(mark.id, range=LATER)
    assert moved.annotation.decision == Decision("moved", "Two crew members were late", "Ada")


# What two people do at the same time


def test_a_note_in_a_script_without_blanks_keeps_all_its_authors(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    for old, new in (
        ("今日は価格が上がった。", "今日は価格が上がった。本当?"),
        ("Inflation", "Inflation?"),
        ("Nein", "Nein!"),
    ):
        mark = ada.mark(CREW, note=old)
        assert ada.change(mark.id, note=new, annotator="Ben").annotation.note_authors == ("Ada", "Ben")
    mark = ada.mark(CREW, note="The mayor says that this is wrong.")
    changed = ada.change(mark.id, note="Ask Bob where the log is.", annotator="Ben")
    assert changed.annotation.note_authors == ("Ben",)


@pytest.mark.parametrize("back", [True, False])
def test_undoing_a_settlement_makes_the_others_version_theirs_again(
    open_as: Callable[..., Session], *, back: bool
) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ada.change(mark.id, note="Me.", annotator="Ben")
    ada.save()
    again = open_as("Ada")
    if back:
        again.take_back(mark.id)
    else:
        again.let_stand(mark.id)
    assert not list(again.touched)
    assert again.undo()
    found = again.get(mark.id)
    assert found is not None
    assert (found.annotation.note, found.annotation.maker) == ("Me.", "Ben")
    if back:
        assert [deed.who for deed in again.touched] == ["Ben"]


def test_what_was_let_stand_is_not_undone_by_who_made_it(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ben.follow()
    ben.change(mark.id, category="doubt")
    ben.save()
    ada.follow()
    ada.let_stand(mark.id)
    ada.save()
    ben.follow()
    with pytest.raises(UsageError, match="Somebody else has changed that since"):
        ben.undo()
    assert ben.undo() is None


def test_a_change_that_is_merged_with_ones_own_is_told_and_can_be_taken_back(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ben.follow()
    ben.change(mark.id, note="Me.")
    ben.save()
    ada.change(mark.id, tags=("late",))
    ada.save()
    [news] = ada.take_news()
    assert (news.who, news.parts) == ("Ben", ("note",))
    [deed] = ada.touched
    assert deed.about.note == "Who?"
    ada.take_back(mark.id)
    assert not list(ada.touched)


def test_a_decision_survives_a_change_by_somebody_else_at_the_same_time(open_as: Callable[..., Session]) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW_LATE, note="Who?"))
    newer, ben = open_as("Ada", NEWER), open_as("Ben", NEWER)
    ben.change(mark.id, tags=("x",))
    ben.save()
    newer.confirm(mark.id)
    newer.save()
    last = open_as("Ada", NEWER).get(mark.id)
    assert last is not None
    assert (last.was, last.annotation.tags, last.annotation.decision and last.annotation.decision.made) == (
        None,
        ("x",),
        "confirmed",
    )


def test_ones_own_deletion_in_another_window_is_not_news(open_as: Callable[..., Session]) -> None:
    ada, window = open_as("Ada"), open_as("Ada")
    mark = saved(ada, ada.mark(CREW))
    window.follow()
    ada.delete(mark.id)
    ada.save()
    window.follow()
    assert not [*window.take_news(), *window.touched]


def test_an_import_is_undone_and_imported_again_as_often_as_one_likes(open_as: Callable[..., Session]) -> None:
    ben = open_as("Ben")
    saved(ben, ben.mark(CREW, note="late"))
    data = ben.path.read_bytes()
    ben.path.unlink()
    ada = open_as("Ada")
    for _ in range(3):
        assert ada.bring_in(data, "ben.jsonl") == (1, ())
        assert ada.undo() == "importing ben.jsonl"


def test_merging_in_any_order_keeps_the_annotators_own_last_version(
    open_as: Callable[..., Session], tmp_path: Path
) -> None:
    ada = open_as("Ada")
    first = saved(ada, ada.mark(CREW, note="one")).annotation
    ada.close()
    now = first.time
    own = first.changed(now=now, note="two")
    theirs = own.changed(now=own.time, note="three", by="Ben")
    left, right = tmp_path / "left.jsonl", tmp_path / "right.jsonl"
    AnnotationFile(left).append([first, theirs])
    AnnotationFile(right).append([first, own])
    for number, files in enumerate(([left, right], [right, left], [left, right, left])):
        output = tmp_path / f"all{number}.jsonl"
        for path in files:
            merge([path], output)
        found = fold(AnnotationFile(output).read().records)
        assert (found.versions[first.id], found.own[first.id]) == (theirs, own)


def test_what_somebody_else_changed_is_still_theirs_after_the_maker_changes_something_else(
    open_as: Callable[..., Session],
) -> None:
    ada = open_as("Ada")
    mark = saved(ada, ada.mark(CREW, category="claim", note="Who?"))
    ada.change(mark.id, category="doubt", note="Two stewards.", annotator="Ben")
    ada.save()
    again = open_as("Ada")
    later = again.change(mark.id, tags=("late",)).annotation
    assert (later.maker, later.category_author, later.note_authors) == ("Ada", "Ben", ("Ben",))
    assert [deed.who for deed in again.touched] == ["Ben"]
    own = again.change(mark.id, category="figure", note="None of them.").annotation
    assert (own.category_author, own.note_authors) == ("", ("Ada",))


def test_what_was_deleted_and_brought_back_is_as_it_was(open_as: Callable[..., Session]) -> None:
    ada, ben = open_as("Ada"), open_as("Ben")
    mark = saved(ada, ada.mark(CREW, note="Who?"))
    ben.follow()
    ben.delete(mark.id)
    ben.save()
    ada.follow()
    ada.take_news()
    ben.undo()
    ben.save()
    ada.follow()
    [news] = ada.take_news()
    assert news.deed is Deed.RESTORED
    found = ada.get(mark.id)
    assert found is not None
    assert (found.annotation.maker, found.own) == ("Ada", None)
    assert not list(ada.touched)


@pytest.mark.parametrize("part", [{"category": "claim"}, {"range": CAPTAIN}, {"note": " "}])
def test_a_reply_stays_a_reply(open_as: Callable[..., Session], part: dict[str, Any]) -> None:
    ada = open_as("Ada")
    reply = ada.reply(ada.mark(CREW).id, "Yes")
    with pytest.raises(UsageError, match="reply"):
        ada.change(reply.id, **part)


# Everything at once


class Person:
    """Somebody who does random things to marks, each with words that say who wrote them."""

    def __init__(self, session: Session, chance: random.Random) -> None:
        self.session, self.chance = session, chance
        self.written = 0

    def words(self) -> str:
        self.written += 1
        return f"{self.session.annotator}#{self.written}"

    def act(self) -> None:
        session, chance = self.session, self.chance
        ids = [mark.id for mark in (*session.marks, *session.loose)]
        ids += [reply.annotation.id for mark in session.marks for reply in mark.replies]
        name = chance.choice(ids) if ids else ""
        start = chance.randrange(len(TEXT) - 12)
        deeds: list[Callable[[], object]] = [
            lambda: session.mark(TextRange(start, start + 9), category=chance.choice(["claim", "doubt"])),
            lambda: session.mark(TextRange(start, start + 12), note=self.words()),
            session.undo,
            session.redo,
        ]
        if name:
            old = session.get(name)
            note = old.annotation.note if old else ""
            deeds += [
                lambda: session.reply(name, self.words()),
                lambda: session.change(name, note=f"{note} {self.words()}".strip()),
                lambda: session.change(name, note=self.words()),
                lambda: session.change(name, category=chance.choice(["quote", "place"])),
                lambda: session.beside(name, category=chance.choice(["figure", "person"])),
                lambda: session.delete(name),
            ]
        if session.touched:
            mine = session.touched[0].about.id
            deeds += [lambda: session.take_back(mine), lambda: session.let_stand(mine)]
        try:
            chance.choice(deeds)()
        except UsageError:  # such as a reply that has no place to mark beside
            return


def state(version: Annotation) -> str:
    """A version without its time."""
    return Annotation({**version.record, "modified": ""}).canonical


@pytest.mark.parametrize("seed", range(3))
def test_after_500_random_edits_each_no_words_are_by_the_wrong_person(
    open_as: Callable[..., Session], seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - chance that must come out the same each time
    people = [Person(open_as(name), chance) for name in ("Ada", "Ben")]
    actors: list[str] = []
    for _ in range(500):
        for person in people:
            person.act()
            if chance.random() < 0.6:
                person.session.save()
                actors += [person.session.annotator] * (len(versions(person.session)) - len(actors))
    for person in people:
        person.session.save()
        actors += [person.session.annotator] * (len(versions(person.session)) - len(actors))
    makers: dict[str, str] = {}
    seen: set[str] = set()
    buried: set[str] = set()
    found = versions(people[0].session)
    assert len(found) > 500
    for version, actor in zip(found, actors, strict=True):
        if isinstance(version, Annotation):
            assert makers.setdefault(version.id, version.annotator) == version.annotator
            assert version.maker == actor or state(version) in seen  # an undo brings back what somebody else made
            seen.add(state(version))
            assert {name for name, _ in re.findall(r"(\w+)#(\d+)", version.note)} <= set(version.note_authors)
        else:
            assert version.contributor in {"Ada", "Ben"}
            assert version.contributor == actor or version.id in buried
            buried.add(version.id)
