from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import portalocker
import pytest

from content.annotation.records.model import TextSnapshot, parse_record
from content.errors import InputError, SaveError
from content.store import durable
from content.store.log import AnnotationFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from content.annotation.records.model import Record


def record(number: int | str) -> Record:
    return parse_record({"id": f"urn:x:{number}", "type": "Annotation", "bodyValue": "words " * 20})


def ids(path: Path) -> list[str]:
    return [found.id for found in AnnotationFile(path).read().records]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "marks.jsonl"


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """As a user bound by permissions, unlike root."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_file_that_does_not_exist_holds_nothing_and_is_not_made_by_reading(path: Path) -> None:
    assert AnnotationFile(path).read().records == ()
    assert not path.exists()


def test_what_is_appended_is_there(path: Path) -> None:
    file = AnnotationFile(path)
    assert file.append([record(1), record(2)]) == ()
    file.append([record(3)])
    assert ids(path) == ["urn:x:1", "urn:x:2", "urn:x:3"]
    assert path.read_bytes().endswith(b"}\n")


def test_a_torn_tail_is_closed_and_left(path: Path) -> None:
    torn = b'{"id": "urn:x:0", "ty'
    path.write_bytes(torn)
    AnnotationFile(path).append([record(1)])
    assert path.read_bytes().startswith(torn + b"\n{")
    contents = AnnotationFile(path).read()
    assert [line.number for line in contents.damaged] == [1]
    assert [found.id for found in contents.records] == ["urn:x:1"]


def test_a_tail_of_zeros_is_closed_and_left(path: Path) -> None:
    AnnotationFile(path).append([record(1)])
    with path.open("ab") as file:
        file.write(b"\0" * 4096)
    AnnotationFile(path).append([record(2)])
    assert ids(path) == ["urn:x:1", "urn:x:2"]


def test_a_link_is_followed_and_stays_and_so_do_the_permissions(path: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.jsonl"
    real.write_bytes(b"")
    real.chmod(0o640)
    path.symlink_to(real)
    AnnotationFile(path).append([record(1)])
    assert path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert ids(real) == ["urn:x:1"]


def test_a_snapshot_is_written_once_even_by_two_writers(path: Path) -> None:
    snapshot = TextSnapshot.make("The water rose.")
    first, second = AnnotationFile(path), AnnotationFile(path)
    first.read()
    second.read()
    first.append([snapshot, record(1)])
    second.append([snapshot, record(2)])
    first.append([snapshot, record(3)])
    assert [found.id for found in second.read().records] == [snapshot.id, "urn:x:1", "urn:x:2", "urn:x:3"]


def test_a_follower_sees_what_others_append_and_nothing_twice(path: Path) -> None:
    mine, other = AnnotationFile(path), AnnotationFile(path)
    assert mine.read().records == ()
    other.append([record(1)])
    assert [found.id for found in mine.changes().records] == ["urn:x:1"]
    assert mine.changes().records == ()
    other.append([record(2)])
    changes = mine.changes()
    assert not changes.anew
    assert [found.id for found in changes.records] == ["urn:x:2"]


def test_what_was_read_while_writing_a_snapshot_is_not_lost_to_the_follower(path: Path) -> None:
    mine, other = AnnotationFile(path), AnnotationFile(path)
    mine.read()
    other.append([record(1)])
    mine.append([TextSnapshot.make("x"), record(2)])
    assert {found.id for found in mine.changes().records} >= {"urn:x:1", "urn:x:2"}


def test_a_line_that_is_still_being_written_comes_when_it_is_whole(path: Path) -> None:
    AnnotationFile(path).append([record(1)])
    line = path.read_bytes()
    mine = AnnotationFile(path)
    mine.read()
    with path.open("ab") as file:
        file.write(line[:30])
        file.flush()
        assert mine.changes().records == ()
        file.write(line[30:])
    assert [found.id for found in mine.changes().records] == ["urn:x:1"]


@pytest.mark.parametrize("how", ["replaced", "cut", "written anew and longer"])
def test_a_follower_notices_a_file_that_is_not_what_it_was(path: Path, tmp_path: Path, how: str) -> None:
    mine = AnnotationFile(path)
    mine.append([record(1), record(2)])
    mine.read()
    if how == "replaced":
        AnnotationFile(tmp_path / "new").append([record(3)])
        (tmp_path / "new").rename(path)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    else:
        AnnotationFile(tmp_path / "new").append([record(n) for n in range(5, 15)])
        path.write_bytes((tmp_path / "new").read_bytes())
    changes = mine.changes()
    assert changes.anew
    assert [found.id for found in changes.records] == ids(path)


def test_a_file_that_is_gone_is_believed_at_the_second_look(path: Path) -> None:
    mine = AnnotationFile(path)
    mine.append([record(1)])
    mine.read()
    path.unlink()
    assert not mine.changes().anew
    assert mine.changes().anew
    assert not mine.changes().anew


def test_an_append_goes_to_the_file_that_the_path_leads_to_now(path: Path, tmp_path: Path) -> None:
    mine = AnnotationFile(path)
    mine.append([record(1)])
    path.rename(tmp_path / "old.jsonl")
    mine.append([record(2)])
    AnnotationFile(tmp_path / "other.jsonl").append([record(3)])
    (tmp_path / "other.jsonl").rename(path)
    mine.append([record(4)])
    assert ids(path) == ["urn:x:3", "urn:x:4"]
    assert ids(tmp_path / "old.jsonl") == ["urn:x:1"]


def test_writers_in_several_threads_and_files_lose_nothing(path: Path) -> None:
    shared = AnnotationFile(path)
    files = [shared, shared, AnnotationFile(path), AnnotationFile(path)]

    def write(file: AnnotationFile, first: int) -> None:
        for number in range(first, first + 20):
            file.append([record(number)])

    threads = [threading.Thread(target=write, args=(file, n * 100)) for n, file in enumerate(files)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(ids(path))) == 80
    assert AnnotationFile(path).read().damaged == ()


def test_an_append_waits_for_the_lock(path: Path) -> None:
    AnnotationFile(path).append([record(1)])
    with path.open("rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        writer = threading.Thread(target=AnnotationFile(path).append, args=([record(2)],))
        writer.start()
        writer.join(0.2)
        assert ids(path) == ["urn:x:1"]
    writer.join()
    assert ids(path) == ["urn:x:1", "urn:x:2"]


def test_a_lock_that_is_never_released_is_reported(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(durable, "PATIENCE", 0.05)
    AnnotationFile(path).append([record(1)])
    with path.open("rb") as holder:
        fcntl.flock(holder, fcntl.LOCK_EX)
        with pytest.raises(SaveError, match="locked"):
            AnnotationFile(path).append([record(2)])


def test_without_locks_the_lines_are_written_and_a_warning_says_so(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(descriptor: int, flags: int) -> None:
        raise portalocker.exceptions.LockException(flags) from OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(portalocker, "lock", no_locks)
    (warning,) = AnnotationFile(path).append([record(1)])
    assert "no file locks" in warning
    assert ids(path) == ["urn:x:1"]


def test_no_folder_for_temporary_files_is_needed(path: Path) -> None:
    """As when /tmp is full and the annotation file is on another disk."""
    script = f"""
import tempfile
def full():
    raise FileNotFoundError(2, "No usable temporary directory found")
tempfile._get_default_tempdir = full
from pathlib import Path
from content.annotation.records.model import parse_record
from content.store.log import AnnotationFile
AnnotationFile(Path({str(path)!r})).append([parse_record({{"id": "urn:x:1", "type": "Annotation"}})])
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ids(path) == ["urn:x:1"]


def test_a_lock_that_fails_otherwise_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int, flags: int) -> None:
        raise portalocker.exceptions.LockException(flags) from OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(portalocker, "lock", broken)
    with pytest.raises(SaveError, match="Input/output error"):
        AnnotationFile(path).append([record(1)])


def test_a_failing_sync_is_never_acknowledged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    file = AnnotationFile(path)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", broken)
        with pytest.raises(SaveError, match="Input/output error"):
            file.append([record(1)])
    file.append([record(1)])
    assert set(ids(path)) == {"urn:x:1"}


LIMITED = """
import resource, sys
from pathlib import Path
from content.annotation.records.model import parse_record
from content.errors import SaveError
from content.store.log import AnnotationFile
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    record = parse_record({"id": "urn:x:2", "type": "Annotation", "bodyValue": "w" * 200})
    AnnotationFile(Path(sys.argv[1])).append([record])
except SaveError as error:
    print(error)
    sys.exit(4)
"""


@pytest.mark.parametrize("more", [-20, 0, 1, 50, 150])
def test_a_size_limit_is_reported_and_hurts_no_earlier_line(path: Path, more: int) -> None:
    AnnotationFile(path).append([record(1)])
    before = path.read_bytes()
    program = [sys.executable, "-c", LIMITED, str(path), str(len(before) + more)]
    done = subprocess.run(program, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (4, "")
    assert "allowed size" in done.stdout
    assert path.read_bytes().startswith(before)
    AnnotationFile(path).append([record(3)])
    assert [found for found in ids(path) if found != "urn:x:2"] == ["urn:x:1", "urn:x:3"]


@pytest.mark.skipif(not os.access("/dev/full", os.W_OK), reason="no /dev/full here")
def test_a_device_is_refused() -> None:
    from pathlib import Path  # noqa: PLC0415 - imported above for types only

    with pytest.raises(SaveError, match="not an ordinary file"):
        AnnotationFile(Path("/dev/full")).append([record(1)])
    with pytest.raises(InputError, match="not an ordinary file"):
        AnnotationFile(Path("/dev/full")).read()


@pytest.mark.parametrize("start", ["The water rose.", "[Reuters] The water rose.", "{ The water rose. }"])
def test_a_briefing_is_not_taken_for_an_annotation_file(path: Path, start: str) -> None:
    path.write_text(f"{start}\nNobody was hurt.\n")
    with pytest.raises(SaveError, match="something other than annotations"):
        AnnotationFile(path).append([record(1)])
    assert path.read_text() == f"{start}\nNobody was hurt.\n"


@pytest.mark.parametrize("start", [b"{", b'{"@cont', b"\0\0\0", b"\xef\xbb\xbf", b"\n\n", b'z"type": "Annotation"}\n'])
def test_a_damaged_file_of_annotations_is_still_one(path: Path, start: bytes) -> None:
    path.write_bytes(start)
    AnnotationFile(path).append([record(1)])
    assert ids(path) == ["urn:x:1"]


def test_a_missing_folder_is_reported_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="the folder does not exist"):
        AnnotationFile(tmp_path / "gone" / "marks.jsonl").append([record(1)])
    assert not (tmp_path / "gone").exists()


def test_folders_of_our_own_are_made_and_private(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "marks.jsonl"
    AnnotationFile(path, make_folders=True).append([record(1)])
    assert (tmp_path / "a").stat().st_mode & 0o077 == 0
    assert path.stat().st_mode & 0o077 == 0


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(SaveError, match="Give a file"):
        AnnotationFile(tmp_path).append([record(1)])


def test_what_may_not_be_written_is_reported(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    with as_nobody(), pytest.raises(SaveError, match="you may not write there"):
        AnnotationFile(tmp_path / "marks.jsonl").append([record(1)])


def test_what_may_not_be_read_is_reported(path: Path) -> None:
    AnnotationFile(path).append([record(1)])
    path.chmod(0)
    with as_nobody(), pytest.raises(InputError, match="cannot be read"):
        AnnotationFile(path).read()


def test_a_file_that_cannot_be_examined_is_reported(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        AnnotationFile(tmp_path / ("n" * 300)).read()
