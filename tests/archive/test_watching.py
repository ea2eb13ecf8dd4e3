"""Workers that die at a document, that nobody watches any longer, or that would speak to the network."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from content.archive.plan import planned
from content.archive.watching import Limits, StoppedError, Watcher
from content.errors import InputError
from content.source.received import NO_OPTIONS
from tests.archive.conftest import NEWS, ROWS, as_json_lines, digests

if TYPE_CHECKING:
    from content.archive.telling_watcher import Event

pytest.importorskip("datatrove")  # the extra `archive`


class Killed:
    """Watches a worker, and kills it at some of its records; each kill as often as the record comes."""

    def __init__(self, *at: int) -> None:
        rows = [dict(row) for row in ROWS]
        rows[3]["text"] = "\n\n".join(NEWS * 100)  # long enough that the worker is still at it when it is killed
        as_json_lines(Path("a.jsonl"), rows)
        self.output = Path("out").absolute()
        planned(["a.jsonl"], self.output, NO_OPTIONS, 1000)
        self.watcher = Watcher(self.output, Limits())
        self.at = list(at)
        self.failed: list[str] = []

    def do(self) -> None:
        try:
            self.watcher.do(0, self.hear)
        finally:
            self.watcher.end()

    def hear(self, event: Event) -> None:
        if event.failed:
            self.failed.append(event.failed)
        if event.at in self.at:
            self.at.remove(event.at)
            process = self.watcher._process
            assert process is not None
            os.kill(process.pid, signal.SIGKILL)


def test_a_document_at_which_a_worker_dies_once_is_done_by_the_next() -> None:
    killed = Killed(3)
    killed.do()
    assert killed.failed == []
    assert len(digests(killed.output)) > 0


def test_a_document_at_which_workers_die_twice_is_listed_and_the_rest_is_done() -> None:
    killed = Killed(3, 3)
    killed.do()
    assert killed.failed == ["a.jsonl#4"]


def test_a_shard_whose_workers_die_again_and_again_is_given_up_with_what_to_do() -> None:
    killed = Killed(0, 0, 0, 0, 0)
    with pytest.raises(InputError, match="give the same command again"):
        killed.do()
    assert digests(killed.output) == {}


def test_a_worker_that_is_stopped_is_not_replaced() -> None:
    killed = Killed()
    killed.watcher.stop()
    with pytest.raises(StoppedError):
        killed.do()


_LISTENING = """
import sys
def heard(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind"}:
        with open(%r, "a") as file:
            file.write(f"{event} {arguments}\\n")
sys.addaudithook(heard)
"""


def test_nothing_of_an_archive_speaks_to_the_network(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(_LISTENING % str(heard))
    environment = os.environ | {"PYTHONPATH": str(tmp_path / "site")}
    path = as_json_lines(Path("a.jsonl"))
    command = [str(Path(sys.executable).with_name("briefmark")), "archive", str(path), "--output", "out"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.startswith(f"{len(NEWS)} briefings")
    assert not heard.exists(), heard.read_text()
    probe = "import socket; socket.socket().connect_ex(('127.0.0.1', 9))"  # the ear hears
    subprocess.run([sys.executable, "-c", probe], env=environment, check=True)
    assert "socket.connect" in heard.read_text()


def test_only_this_command_loads_its_libraries(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS[0])
    program = (
        "import json, sys; from tui.cli import run; run(['show', '--json', 'a.txt']);"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(json.loads(done.stdout.splitlines()[-1]))
    assert not loaded & {"datatrove", "pyarrow", "warcio", "ray", "loguru", "huggingface_hub"}


def test_without_the_extra_the_command_says_which_to_install(tmp_path: Path) -> None:
    as_json_lines(Path("a.jsonl"))
    program = (
        "import sys; sys.modules['datatrove'] = None; from tui.cli import run;"
        "sys.exit(run(['archive', 'a.jsonl', '--output', 'out']))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr == "briefmark: For this, install the extra: pip install 'briefmark[archive]'.\n"
