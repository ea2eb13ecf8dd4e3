"""Replies form threads, whatever they answer."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from content.annotation.records.model import Annotation, parse_record
from content.annotation.records.threads import Threads

NOW = datetime(2026, 11, 28, 9, 30, tzinfo=UTC)


def mark(name: str) -> Annotation:
    selector = {"type": "TextQuoteSelector", "exact": "ferry"}
    found = parse_record(
        {"type": "Annotation", "id": name, "target": {"source": "a.txt", "selector": [selector]}, "creator": "Ada"}
    )
    assert isinstance(found, Annotation)
    return found


def reply(name: str, to: str, minute: int = 0) -> Annotation:
    return Annotation.reply(to, f"words of {name}", annotator="Ben", now=NOW + timedelta(minutes=minute), id=name)


def thread(threads: Threads, name: str) -> list[tuple[str, int]]:
    return [(one.annotation.id, one.depth) for one in threads.under(name)]


def test_replies_stand_below_what_they_answer_in_the_order_of_time() -> None:
    annotations = [mark("m"), reply("second", "m", 2), reply("first", "m", 1), reply("inner", "first", 3)]
    for seed in range(5):
        random.Random(seed).shuffle(annotations)  # noqa: S311 - the same orders each time
        threads = Threads(annotations)
        assert thread(threads, "m") == [("first", 1), ("inner", 2), ("second", 1)]
        assert threads.root("inner") == "m"
        assert threads.strays == ()


def test_a_reply_without_its_mark_stands_alone_with_the_answers_to_it() -> None:
    threads = Threads([mark("m"), reply("lost", "gone"), reply("answer", "lost", 1)])
    assert [one.id for one in threads.strays] == ["lost"]
    assert thread(threads, "lost") == [("answer", 1)]
    assert thread(threads, "m") == []


def test_replies_in_a_circle_are_all_shown_once() -> None:
    circle = [reply("b", "a"), reply("a", "c"), reply("c", "b"), reply("beside", "c"), reply("self", "self")]
    threads = Threads(circle)
    shown = {one.id for one in threads.strays} | {name for one in threads.strays for name, _ in thread(threads, one.id)}
    assert [one.id for one in threads.strays] == ["a", "self"]
    assert shown == {one.id for one in circle}


def test_a_thread_of_many_thousand_answers_is_read_at_once() -> None:
    chain = [mark("0"), *(reply(str(number), str(number - 1), number) for number in range(1, 20_000))]
    threads = Threads(chain)
    assert threads.root("19999") == "0"
    assert len(threads.under("0")) == 19_999


def test_what_says_replying_but_names_a_passage_is_a_mark() -> None:
    record = {**mark("m").record, "motivation": "replying"}
    assert Annotation(record).reply_to is None
    assert Annotation(record).has_passage


def test_a_note_on_the_whole_text_has_no_passage() -> None:
    for target in ("a.txt", {"source": "a.txt"}, {"id": "http://example.org/"}):
        note = Annotation({"type": "Annotation", "target": target, "motivation": "commenting"})
        assert note.is_page_note
        assert not note.has_passage
    assert not Annotation({"type": "Annotation", "target": {"selector": {"type": "SvgSelector"}}}).is_page_note


def test_of_several_motivations_replying_counts() -> None:
    assert Annotation({"motivation": ["commenting", "replying"], "target": "urn:x:1"}).reply_to == "urn:x:1"
