"""What a terminal gets that draws pictures itself."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

from PIL import Image

from tests.terminal.terminal import COMMAND, Terminal

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_picture_is_sent_shown_in_placeholders_and_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TMUX", "STY", "ZELLIJ", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setenv("COLORTERM", "truecolor")
    made = io.BytesIO()
    Image.new("RGB", (64, 64), (255, 0, 0)).save(made, "PNG")
    address = f"data:image/png;base64,{base64.b64encode(made.getvalue()).decode()}"
    page = tmp_path / "a.html"
    page.write_text(f"<h1>Harbour</h1><p>It opens on Sunday.</p><img alt='A pier' src='{address}'>", encoding="utf-8")
    terminal = Terminal(COMMAND, str(page), "--annotator", "Ada")
    terminal.see("help")
    terminal.press("P")
    terminal.see("1 picture")
    terminal.press("\r")
    terminal.wait(lambda: "\U0010eeee" in terminal.received)
    number = re.search(r"\x1b_Ga=t,i=(\d+),f=24,s=64,v=64,o=z,q=2,m=0;", terminal.received)
    assert number is not None
    red, green, blue = int(number[1]).to_bytes(3, "big")
    assert re.search(rf"\x1b\[[0-9;]*38;2;{red};{green};{blue}[0-9;]*m\U0010eeee", terminal.received)
    terminal.press("\x1b")
    terminal.wait(lambda: f"\x1b_Ga=d,d=I,i={number[1]},q=2\x1b\\" in terminal.received)
    terminal.press("q")
    assert terminal.end() == 0
