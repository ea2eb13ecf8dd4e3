"""How the screen looks, to review at every change; `pytest tests/snapshots --snapshot-update` takes new pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Input, TextArea

from content.document.model import Document, TextRange
from content.document.read_state import ReadState
from content.session import Session
from content.source import open_document, sample_document
from content.store.library import Library
from tui.app import BriefmarkApp, ReadOptions

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from textual.pilot import Pilot

SIZES = [(60, 20), (80, 24), (120, 40), (200, 60)]
THEMES = ["briefmark-dark", "briefmark-light"]
# What a terminal says of its colours: TERM, COLORTERM, NO_COLOR.
TERMINALS = {
    "truecolor": ("xterm-256color", "truecolor", ""),
    "256": ("xterm-256color", "", ""),
    "16": ("xterm", "", ""),
    "none": ("xterm-256color", "truecolor", "1"),
    "console": ("linux", "", ""),
}


@pytest.fixture(autouse=True)
def terminal(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which colours the terminal has: truecolor, unless a test asks for others."""
    name = str(getattr(request, "param", "truecolor"))
    for variable, value in zip(("TERM", "COLORTERM", "NO_COLOR"), TERMINALS[name], strict=True):
        monkeypatch.setenv(variable, value)
        if not value:
            monkeypatch.delenv(variable)
    return name


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
        screen = pilot.app.screen
        for field in (*screen.query(Input), *screen.query(TextArea)):
            field.cursor_blink = False  # half of the time the picture would be without the cursor
        await pilot.pause()

    return press


@pytest.mark.parametrize("terminal", TERMINALS, indirect=True)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
def test_the_reader(snap_compare: Callable[..., bool], session: Session, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(screen(session, theme), terminal_size=size, run_before=pressing("}", "}"))


@pytest.mark.parametrize("size", SIZES)
def test_the_list(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    """A list with all states, kinds, positions and marks."""
    names = ("Harbour opens again", "Ferry runs on Sunday", "Wall to cost four million", "Strike at the port is over")
    documents = [
        Document(
            f"{name}\n\nThe port authority said so on Monday.\n",
            f"desk.mbox#{at}",
            metadata=(("date", f"2026-11-2{at}"),),
        )
        for at, name in enumerate(names, start=1)
    ]
    library = Library()
    library.remember(documents[1], 20, kind="mail", marks={"claim": 2, "figure": 1})
    library.set_states({documents[2].sha256: ReadState.LATER})
    app = BriefmarkApp(None, ReadOptions(theme="briefmark-dark"), documents)
    assert snap_compare(app, terminal_size=size, run_before=pressing("j"))


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


@pytest.mark.parametrize("keys", [("?",), ("}", "}", "a"), ("c",), ("R",), ("/", "z"), (":", "p"), ("E",)])
def test_a_dialog(snap_compare: Callable[..., bool], session: Session, keys: tuple[str, ...]) -> None:
    app = screen(session, "briefmark-dark")
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing(*keys))


@pytest.mark.parametrize("size", SIZES)
def test_the_help(snap_compare: Callable[..., bool], session: Session, size: tuple[int, int]) -> None:
    assert snap_compare(screen(session, "briefmark-dark"), terminal_size=size, run_before=pressing("?"))


@pytest.mark.parametrize("size", SIZES)
def test_the_tutorial(snap_compare: Callable[..., bool], size: tuple[int, int]) -> None:
    app = BriefmarkApp(None, ReadOptions(theme="briefmark-dark", tutorial=True, annotator="Ada"))
    assert snap_compare(app, terminal_size=size, run_before=pressing("}"))


@pytest.mark.parametrize("keys", [("}", "}"), ("Q",), ("M",)])
def test_the_plain_screen(snap_compare: Callable[..., bool], session: Session, keys: tuple[str, ...]) -> None:
    app = BriefmarkApp(session, ReadOptions(plain=True))
    assert snap_compare(app, terminal_size=(80, 24), run_before=pressing(*keys))


@pytest.mark.parametrize("keys", [("\\",), ("|",), ("M", "f", "w", "h"), ("@",)])
def test_what_the_reader_arranges(snap_compare: Callable[..., bool], session: Session, keys: tuple[str, ...]) -> None:
    app = screen(session, "briefmark-light")
    assert snap_compare(app, terminal_size=(120, 40), run_before=pressing(*keys))


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
