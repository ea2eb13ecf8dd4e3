"""Many people on one board: how soon a mark of one is seen by the others, what a save costs, and whether any is lost.

    python -m tests.benchmarks.team [--writers 20] [--readers 50] [--marks 10] [--every 5] [--kill]

Needs the extra `team` and a PostgreSQL server's programs; the server is started in a folder of its own, and waits for
the disk. Writers and readers are threads, ten in a process, each with a copy of the board of its own, as on machines of
their own; clocks are those of one machine. `--kill` kills the server twice on the way.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import statistics
import tempfile
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from content.annotation.records.collection import fold
from content.document.model import TextRange
from content.session import Session
from content.source import open_document
from content.store.addressed import path_of_annotations
from content.store.log import AnnotationFile
from tests.team.postgresql import PASSWORD, OwnServer

if TYPE_CHECKING:
    from multiprocessing.synchronize import Event

TEXT = "The ferry left at noon. Two crew members were late. The captain waited.\n" * 40
_LAST = 30.0  # seconds that readers wait for the last marks
_TOGETHER = 10  # people in a process: real ones have one each, which take more memory than one machine has


class Run(NamedTuple):
    """What all processes of a run share."""

    server: OwnServer
    folder: Path
    options: argparse.Namespace
    go: Event
    done: Event
    seen: multiprocessing.Queue[tuple[str, Any, list[float]]]


def main() -> None:
    """Runs writers and readers, and prints what came of it."""
    options = _options()
    folder = Path(tempfile.mkdtemp(prefix="bm", dir="/tmp"))
    server = OwnServer(folder, "fsync=on", "max_connections=200")
    (folder / "pgpass").write_text(f"*:*:*:*:{PASSWORD}\n")
    (folder / "pgpass").chmod(0o600)
    os.environ["PGPASSFILE"] = str(folder / "pgpass")
    people = [f"w{number}" for number in range(options.writers)] + [f"r{number}" for number in range(options.readers)]
    try:
        server.make_board("board", **{name: "annotator" if name[0] == "w" else "reader" for name in people})
        (folder / "text.txt").write_text(TEXT)
        _single(server)
        run = Run(server, folder, options, multiprocessing.Event(), multiprocessing.Event(), multiprocessing.Queue())
        processes = [
            multiprocessing.Process(target=target, args=(run, range(first, min(first + _TOGETHER, count))))
            for target, count in ((_readers, options.readers), (_writers, options.writers))
            for first in range(0, count, _TOGETHER)
        ]
        for process in processes:
            process.start()
        time.sleep(2 + options.readers / 20)
        run.go.set()
        for part in (1, 2) if options.kill else ():
            time.sleep(options.marks * options.every * part / 4)
            server.kill()
            server.start("fsync=on", "max_connections=200")
        acknowledged: dict[str, float] = {}
        saves: list[float] = []
        delays: list[float] = []
        complete: list[int] = []
        for number in range(len(processes)):
            kind, found, times = run.seen.get()
            if kind == "writers":
                acknowledged, saves = acknowledged | found, saves + times
            else:
                complete, delays = complete + found, delays + times
            if number == -(-options.writers // _TOGETHER) - 1:
                run.done.set()
        for process in processes:
            process.join()
        _report(server, folder, options, (acknowledged, complete, saves, delays))
    finally:
        server.kill()
        shutil.rmtree(folder)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--writers", type=int, default=20)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--marks", type=int, default=10, help="by each writer")
    parser.add_argument("--every", type=float, default=5.0, help="seconds between two marks of a writer")
    parser.add_argument("--kill", action="store_true")
    return parser.parse_args()


def _open(server: OwnServer, folder: Path, person: str) -> Session:
    os.environ["XDG_DATA_HOME"] = str(folder / "people" / person)
    path = path_of_annotations(server.address("board", person), new=True)
    return Session.open(open_document(str(folder / "text.txt")), annotation_files=[path], history=False, later=True)


def _writers(run: Run, numbers: range) -> None:
    options = run.options
    sessions = [_open(run.server, run.folder, f"w{number}") for number in numbers]
    made: dict[str, float] = {}
    saves: list[float] = []
    run.go.wait()

    def work(number: int, session: Session) -> None:
        session.team.begin(lambda: None)
        time.sleep(options.every * number / options.writers)
        for mark in range(options.marks):
            before = time.time()
            name = session.mark(TextRange(mark * 10, mark * 10 + 5), note=f"{before:.6f}").id
            session.save()
            saves.append(time.time() - before)
            made[name] = before
            time.sleep(options.every)

    threads = [threading.Thread(target=work, args=one) for one in zip(numbers, sessions, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    end = time.monotonic() + _LAST
    while any(session.team.waiting for session in sessions) and time.monotonic() < end:
        time.sleep(0.1)
    for session in sessions:
        session.close()
    run.seen.put(("writers", made, saves))


def _readers(run: Run, numbers: range) -> None:
    options = run.options
    sessions = [_open(run.server, run.folder, f"r{number}") for number in numbers]
    delays: list[float] = []
    known: list[set[str]] = [set() for _ in sessions]
    wanted = options.writers * options.marks

    def came(session: Session, names: set[str]) -> None:
        session.follow()
        now = time.time()
        for mark in session.marks:
            if mark.id not in names:
                names.add(mark.id)
                delays.append(now - float(mark.annotation.note))

    for session, names in zip(sessions, known, strict=True):
        session.team.begin(lambda session=session, names=names: came(session, names))  # type: ignore[misc]
    run.go.wait()
    run.done.wait()
    end = time.monotonic() + _LAST
    while min(map(len, known)) < wanted and time.monotonic() < end:
        time.sleep(0.1)
    complete = [len(names) for names in known]
    for session in sessions:
        session.close()
    run.seen.put(("readers", complete, delays))


def _single(server: OwnServer) -> None:
    """What an insert costs with notices and without: each commit that notifies waits for a lock of the whole server."""
    insert = "INSERT INTO briefmark.records (record) VALUES (%s)"
    for way in ("with notices", "without"):
        with server.connect("board") as connection:
            if way == "without":
                connection.execute("ALTER TABLE briefmark.records DISABLE TRIGGER tell")
        start, count = time.perf_counter(), [0] * 8

        def work(number: int, way: str = way, count: list[int] = count) -> None:
            with server.connect("board") as connection:
                end = time.perf_counter() + 3
                while time.perf_counter() < end:
                    name = f"urn:{way}:{number}:{count[number]}"
                    connection.execute(insert, (f'{{"type": "Annotation", "id": "{name}", "creator": "owner"}}',))
                    count[number] += 1

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"commits a second of 8 connections, {way}: {sum(count) / (time.perf_counter() - start):.0f}")
    with server.connect("board") as connection:
        connection.execute("ALTER TABLE briefmark.records ENABLE TRIGGER tell")
        connection.execute("TRUNCATE briefmark.records")


def _report(
    server: OwnServer,
    folder: Path,
    options: argparse.Namespace,
    found: tuple[dict[str, float], list[int], list[float], list[float]],
) -> None:
    acknowledged, complete, saves, delays = found
    with server.connect("board") as connection:
        there = {name for (name,) in connection.execute("SELECT id FROM briefmark.records").fetchall()}
    files = [*(folder / "people").glob("w*/briefmark/boards/*/own.jsonl")]
    union = fold(record for file in files for record in AnnotationFile(file).read().records)
    copies = [*(folder / "people").glob("*/briefmark/boards/*/board.jsonl")]
    same = sum(fold(AnnotationFile(copy).read().records).versions == union.versions for copy in copies)
    print(f"{options.writers} writers, {options.readers} readers, a mark by each writer every {options.every:g} s")
    print(f"acknowledged: {len(acknowledged)}, not on the board: {len(acknowledged.keys() - there)}")
    print(f"readers who saw all: {sum(count == len(acknowledged) for count in complete)} of {options.readers}")
    print(f"copies equal to the fold of all files: {same} of {len(copies)}")
    for what, times in (("a save", saves), ("seen by others", delays)):
        times.sort()
        median, most = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{what}: median {median * 1000:.1f} ms, p95 {most * 1000:.1f} ms, {len(times)} in all")


if __name__ == "__main__":
    main()
