"""The worked example of docs/team.md, run as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.team.postgresql import programs

if TYPE_CHECKING:
    from tests.team.postgresql import Server

PAGE = Path(__file__).parents[2] / "docs" / "team.md"
REPORT = "The storm took three bridges and a mill.\n\nThe mayor spoke of two.\n"


def test_the_example_works(server: Server, tmp_path: Path) -> None:
    tools = programs(tmp_path)
    if not (tools / "psql").exists():
        pytest.skip("psql is not installed")
    (tmp_path / "report.txt").write_text(REPORT)
    (tmp_path / "pgpass").write_text("*:*:*:owner:for-tests\n*:*:*:*:change-me\n")
    (tmp_path / "pgpass").chmod(0o600)
    path = os.pathsep.join([str(Path(sys.executable).parent), str(tools), os.environ["PATH"]])
    owner = {"PGHOST": server.host, "PGUSER": "owner", "PGPASSFILE": str(tmp_path / "pgpass"), "PATH": path}
    blocks = re.findall(r"```sh\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    script = "\n".join(blocks).replace("db.example.org", quote(server.host, safe=""))
    server.made |= {"newsdesk", "jane", "john"}
    ran = subprocess.run(
        [shutil.which("bash") or "bash", "-euo", "pipefail", "-c", script],
        cwd=tmp_path,
        env=os.environ | owner,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    for words in ("Two, says the mayor.", "Annotator: jane", "1 added to evidence.jsonl", "your name there is john"):
        assert words in ran.stdout
    assert "three bridges" in (tmp_path / "evidence.jsonl").read_text()
