"""How the screen looks, to review at every change; `pytest tests/snapshots --snapshot-update` takes new pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from content.document.model import TextRange
from content.session import Session
from content.source import open_document, sample_document
from tui.app import BriefmarkApp, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

SIZES = [(60, 20), (80, 24), (120, 40)]
THEMES = ["briefmark-dark", "briefmark-light"]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    """The sample with overlapping marks and a note."""
    path = tmp_path / "sample.txt"
    path.write_text(sample_document().text, encoding="utf-8")
    session = Session.open(open_document(str(path)), annotator="Ada")
    text = session.document.text
    for words, category, note in (
        ("closely monitoring the mobilization", "claim", "whose words?"),
        ("the mobilization of certain local groups", "question", ""),
        ("36 Turkish soldiers", "figure", ""),
        ("Aleppo on Wednesday", "place", ""),
    ):
        at = text.index(words)
        session.mark(TextRange(at, at + len(words)), category=category, note=note)
    session.save()
    return session


def screen(session: Session, theme: str, *, hint: bool = False) -> BriefmarkApp:
    return BriefmarkApp(session, ReadOptions(theme=theme, hint=hint))


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    async def press(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await pilot.press(*keys)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()

    return press


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_reader(snap_compare: Callable[..., bool], session: Session, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(screen(session, theme), terminal_size=size, run_before=pressing("}", "}"))


@pytest.mark.parametrize("size", SIZES)
def test_a_selection_and_the_first_hint(
    snap_compare: Callable[..., bool], session: Session, size: tuple[int, int]
) -> None:
    app = screen(session, "briefmark-dark", hint=True)
    assert snap_compare(app, terminal_size=size, run_before=pressing("}", "v", "w", "w"))


@pytest.mark.parametrize("keys", ["M", "B", "Q"])
def test_a_pane_in_a_narrow_terminal(snap_compare: Callable[..., bool], session: Session, keys: str) -> None:
    app = screen(session, "briefmark-light")
    assert snap_compare(app, terminal_size=(60, 20), run_before=pressing(keys))


@pytest.mark.parametrize("keys", [("?",), ("}", "}", "a"), ("c",), ("R",), ("/", "z")])
def test_a_dialog(snap_compare: Callable[..., bool], session: Session, keys: tuple[str, ...]) -> None:
    app = screen(session, "briefmark-dark")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing(*keys))


@pytest.fixture
def shared(session: Session) -> Session:
    """The same, on a newer text, after Ben replied, marked too, and changed a mark."""
    ben = Session.open(session.document, annotator="Ben Okri")
    claim, place = ben.marks[0], ben.marks[-1]
    ben.reply(claim.id, "The ministry’s, see above.")
    ben.beside(place.id, category="doubt")
    ben.change(place.id, note="Tuesday, says Reuters.")
    ben.save()
    text = session.document.text.replace("36 Turkish soldiers", "34 Turkish soldiers")
    path = session.path.with_name("sample.txt")
    path.write_text(text, encoding="utf-8")
    return Session.open(open_document(str(path)), annotator="Ada")


@pytest.mark.parametrize("keys", [("}", "}"), ("M",), ("}", "}", ".", "a"), ("W",), ("U",)])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
def test_marks_of_two_people(
    snap_compare: Callable[..., bool], shared: Session, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    app = screen(shared, "briefmark-light" if keys == ("M",) else "briefmark-dark")
    assert snap_compare(app, terminal_size=size, run_before=pressing(*keys))
