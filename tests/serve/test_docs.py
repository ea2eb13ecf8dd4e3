"""The worked example of `docs/serve.md`, run as it stands."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.serve.visiting import PATIENCE

PAGE = Path(__file__).parents[2] / "docs" / "serve.md"
_EXAMPLE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_the_example_comes_in_once_and_is_refused_without_the_cookie(tmp_path: Path, port: int) -> None:
    (example,) = _EXAMPLE.findall(PAGE.read_text(encoding="utf-8"))
    assert "8765" in example
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    shell = subprocess.Popen(
        ["sh"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PATH": commands},
        text=True,
        start_new_session=True,
    )
    try:
        printed, said = shell.communicate(example.replace("8765", str(port)), timeout=PATIENCE)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(shell.pid, signal.SIGKILL)  # the server, too, should the example fail
    assert printed.split() == ["<title>flood.txt</title>", "403"], said
    assert len((tmp_path / "addresses").read_text(encoding="utf-8").splitlines()) == 2
    assert "Traceback" not in said
