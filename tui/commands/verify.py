"""`verify`: where each annotation is in the current text."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from content.annotation.anchoring.anchored import AnchorState
from content.wording import counted
from tui.commands import briefings
from tui.commands.sessions import open_to_read

if TYPE_CHECKING:
    import argparse

    from content.session import Mark, Session
    from tui.console import Console

_NOTES = ("note on the whole briefing", "notes on the whole briefing")
_NEEDS_A_PERSON = frozenset({AnchorState.AMBIGUOUS, AnchorState.ORPHAN})


def run(options: argparse.Namespace, console: Console) -> int:
    """Print one line for each annotation; 1 when any is ambiguous or an orphan."""
    document = briefings.open_one(options.file, console, briefings.source_options(options))
    session = open_to_read(document, options.annotations, console)
    marks = [*session.marks, *(mark for mark in session.overrulings if mark.annotation.has_passage)]
    if options.json:
        from content.export.json_text import json_line

        console.data("".join(f"{json_line(_object(mark))}\n" for mark in marks))
    else:
        states = Counter(mark.anchor.state for mark in marks)
        lines = [_line(mark, document.text) for mark in marks]
        changed = sum(mark.was is not None for mark in marks)
        parts = [f"{states[state]} {state}" for state in AnchorState if states[state]]
        lines += _without_passage(session)
        lines.append(", ".join(parts) + f" ({changed} with other words)" * bool(changed) or "no annotations")
        console.text("\n".join(lines) + "\n")
    return int(any(mark.anchor.state in _NEEDS_A_PERSON for mark in marks))


def _without_passage(session: Session) -> list[str]:
    """A line on replies, and what is said of the whole briefing, which have no passage to find."""
    replies = sum(len(mark.replies) for mark in (*session.marks, *session.overrulings))
    replies += sum((mark.annotation.reply_to is not None) + len(mark.replies) for mark in session.loose)
    notes = sum(mark.annotation.is_page_note for mark in session.loose)
    kinds = sum(mark.annotation.kind is not None for mark in session.overrulings)
    said = [counted(replies, "reply", "replies")] * bool(replies)
    said += [counted(notes, *_NOTES)] * bool(notes)
    said += ["the kind of the briefing"] * bool(kinds)
    return [f"besides, without a passage: {' and '.join(said)}"] if said else []


def _object(mark: Mark) -> dict[str, object]:
    here = mark.range
    found: dict[str, object] = {
        "id": mark.id,
        "state": mark.anchor.state.value,
        "start": here.start if here is not None else None,
        "end": here.end if here is not None else None,
        "score": mark.anchor.score,
        "changed": mark.was is not None,
    }
    return found if mark.was is None else {**found, "was": mark.was}


def _line(mark: Mark, text: str) -> str:
    """The state, the place or places, the words (if they changed, also the earlier ones), and the id."""
    quote, here = mark.annotation.quote, mark.range
    words = " ".join((here.of(text) if here else quote.exact if quote else "").split())
    was = f" (words changed, was “{' '.join(mark.was.split())}”)" if mark.was else ""
    places = [here] if here is not None else mark.anchor.candidates
    where = " or ".join(f"{place.start}-{place.end}" for place in places) or "nowhere"
    return f"{mark.anchor.state:9}  {where:>11}  “{words}”{was}  {mark.id}"
