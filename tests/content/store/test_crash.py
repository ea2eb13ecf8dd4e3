"""Kills, damage and many writers: what was acknowledged is there, and nothing else is damaged."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from content.annotation.records.model import Annotation
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import signal
import sys
from pathlib import Path
from content.document.model import Document, TextRange
from content.session import Session

signal.signal(signal.SIGHUP, signal.SIG_DFL)  # which the test runner may ignore, as nohup does
text = "".join(f"Sentence {number} of the briefing says what happened.\\n" for number in range(400))
session = Session.open(Document(text), annotation_files=[Path(sys.argv[1])], history=False)
for number in range(int(sys.argv[3])):
    mark = session.mark(TextRange(number % 400, number % 400 + 8), id=f"urn:x:{sys.argv[2]}-{number}")
    session.save()
    print(mark.id, flush=True)
"""


class Writer:
    """A process that marks and saves, and says when each mark is safe."""

    def __init__(self, path: Path, name: str, count: int) -> None:
        program = [sys.executable, "-c", WRITER, str(path), name, str(count)]
        self.process = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.tried = {f"urn:x:{name}-{number}" for number in range(count)}
        assert self.process.stdout
        self._first = self.process.stdout.readline()

    def end(self, sent: signal.Signals | None = None) -> tuple[set[str], str]:
        """Waits for the end, or causes it; the acknowledged names and what went to stderr."""
        if sent is not None:
            self.process.send_signal(sent)
        assert self.process.stdout
        assert self.process.stderr
        with self.process:
            lines = [self._first, *self.process.stdout]
            return {line.strip() for line in lines if line.endswith("\n")}, self.process.stderr.read()


def seeded() -> random.Random:
    return random.Random(20261122)  # noqa: S311 - the same choices each time, not secrets


def ids(path: Path) -> set[str]:
    return {record.id for record in AnnotationFile(path).read().records if isinstance(record, Annotation)}


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_what_was_acknowledged_survives_the_death_of_its_writer(tmp_path: Path, sent: signal.Signals) -> None:
    chance = seeded()
    path = tmp_path / "marks.jsonl"
    acknowledged: set[str] = set()
    tried: set[str] = set()
    for number in range(8):
        writer = Writer(path, f"{number}", 100_000)
        time.sleep(chance.uniform(0, 0.1))
        safe, _ = writer.end(sent)
        acknowledged |= safe
        tried |= writer.tried
        assert acknowledged <= ids(path) <= tried
    assert len(acknowledged) >= 8
    assert len(AnnotationFile(path).read().damaged) <= 8


def test_many_writers_of_one_file_lose_nothing_when_one_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "marks.jsonl"
    found: list[tuple[set[str], str]] = []

    def write(name: str, sent: signal.Signals | None) -> None:
        found.append(Writer(path, name, 25).end(sent))

    sent = {"0": signal.SIGKILL}
    threads = [threading.Thread(target=write, args=(name, sent.get(name))) for name in "01234567"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    acknowledged = set().union(*(safe for safe, _ in found))
    assert [err for _, err in found if err] == []
    assert len(acknowledged) >= 7 * 25
    assert acknowledged <= ids(path)
    assert [err for _, err in found if err] == []


@pytest.fixture
def whole(tmp_path: Path) -> bytes:
    """A file of one text and eight annotations."""
    path = tmp_path / "whole.jsonl"
    assert len(Writer(path, "w", 8).end()[0]) == 8
    return path.read_bytes()


def check(path: Path, damaged: bytes, intact: set[str]) -> None:
    """The intact lines are read, the damaged bytes stay, and the next append is read too."""
    path.write_bytes(damaged)
    assert intact <= ids(path)
    before = ids(path)
    other = path.with_name("other.jsonl")
    other.write_bytes(b'{"id": "urn:x:next", "type": "Annotation"}\n')
    file = AnnotationFile(path)
    file.append(AnnotationFile(other).read().records)
    file.close()  # some hundred open files are more than select() in other tests can take
    assert path.read_bytes().startswith(damaged)
    assert ids(path) == before | {"urn:x:next"}


def test_a_cut_at_any_byte_costs_only_what_is_behind_it(tmp_path: Path, whole: bytes) -> None:
    last_line = whole.rstrip(b"\n").rfind(b"\n")
    chance = seeded()
    for cut in [*range(last_line, len(whole)), *(chance.randrange(len(whole)) for _ in range(60))]:
        lines = whole[:cut].count(b"\n")
        check(tmp_path / "cut.jsonl", whole[:cut], {f"urn:x:w-{number}" for number in range(lines - 1)})


def test_a_flipped_bit_costs_at_most_the_lines_that_it_touches(tmp_path: Path, whole: bytes) -> None:
    chance = seeded()
    for _ in range(150):
        bit = chance.randrange(len(whole) * 8)
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        line = whole.count(b"\n", 0, bit // 8)
        touched = {line, line + 1} if whole[bit // 8] == 10 else {line}
        check(tmp_path / "flip.jsonl", bytes(damaged), {f"urn:x:w-{n - 1}" for n in range(1, 9) if n not in touched})


def test_a_block_of_zeros_costs_at_most_the_lines_that_it_touches(tmp_path: Path, whole: bytes) -> None:
    for start in range(0, len(whole), 701):
        damaged = whole[:start] + b"\0" * min(512, len(whole) - start) + whole[start + 512 :]
        first, last = whole.count(b"\n", 0, start), whole.count(b"\n", 0, start + 512)
        intact = {f"urn:x:w-{n - 1}" for n in range(1, 9) if not first <= n <= last}
        check(tmp_path / "zeros.jsonl", damaged, intact)
