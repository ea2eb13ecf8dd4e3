"""Takes the README's picture: `python tests/picture.py` writes briefmark.svg from the sample, marked a little."""

from __future__ import annotations

import asyncio
import os
import tempfile
from pathlib import Path

from content.document.model import TextRange
from content.session import Session
from content.source import open_document, sample_document
from tui.app import BriefmarkApp, ReadOptions

PICTURE = Path(__file__).parents[1] / "briefmark.svg"
MARKS = (
    ("We have already taken, and will continue to take, all necessary precautions", "claim", "Which ones? Ask."),
    ("Ministry of National Defense", "person", ""),
    ("Aleppo on Wednesday", "place", ""),
    ("surprise attack on the Syrian army", "key fact", ""),
)


async def take() -> None:
    """Opens the sample, marks it, and writes the picture."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_DATA_HOME"] = folder
        path = Path(folder, "sample.txt")
        path.write_text(sample_document().text, encoding="utf-8")
        session = Session.open(open_document(str(path)), annotator="Ada")
        for words, category, note in MARKS:
            at = session.document.text.index(words)
            session.mark(TextRange(at, at + len(words)), category=category, note=note)
        session.save()
        app = BriefmarkApp(session, ReadOptions())
        async with app.run_test(size=(124, 36)) as pilot:
            await pilot.pause()
            await pilot.press("}", "}", ")")
            await pilot.pause()
            PICTURE.write_text(app.export_screenshot(title="briefmark"), encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(take())
