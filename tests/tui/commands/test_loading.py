"""Headless commands load no screen, and nothing that another format or command needs."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

_SCRIPT = "import json, sys\nfrom tui.cli import run\nrun(sys.argv[1:])\nprint(json.dumps(sorted(sys.modules)))"
_NEVER = {"textual", "rich", "asyncio", "ssl", "lxml", "lxml.etree", "markdown_it", "charset_normalizer"}


@pytest.mark.parametrize(
    ("command", "besides"),
    [
        (("annotate", "port.txt", "--start", "0", "--end", "7"), {"content.structure.lines.roles", "content.export"}),
        (("verify", "port.txt"), {"content.structure.lines.roles", "content.source.markdown"}),
        (("show", "--json", "port.txt"), {"content.session", "portalocker"}),
        (("export", "port.txt"), {"content.export.html_page"}),
    ],
)
def test_a_command_loads_only_what_it_needs(briefing: Path, command: tuple[str, ...], besides: set[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _SCRIPT, *command], cwd=briefing.parent, capture_output=True, text=True, check=True
    )
    loaded = set(json.loads(done.stdout.strip().split("\n")[-1]))
    assert loaded & (_NEVER | besides) == set()
    assert "tui.commands" in loaded
