"""Archives made in this process, of small inputs of every kind."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path  # noqa: TC003 - a named tuple's field
from typing import Any, NamedTuple

import pytest

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from tui.cli import run

NEWS = [
    f"Bridge {number} closed after storm\n\n"
    f"The bridge shut on Monday. “Cars must wait,” said Vera Alder, the harbour master of town {number}.\n\n"
    f"It had been built in 19{number:02}. The minister said that {number} others would follow.\n"
    for number in range(20, 32)
]
ROWS = [
    {"id": f"n{number}", "date": f"2026-{number % 12 + 1:02}-03", "url": f"https://example.org/{number}", "text": text}
    for number, text in enumerate(NEWS)
]


class Made(NamedTuple):
    """How `archive` ended, and where the archive is."""

    code: int
    out: str
    err: str
    output: Path

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of a table, in the order of its files."""
        import pyarrow.parquet as pq

        found: list[dict[str, Any]] = pq.read_table(self.output / table).to_pylist()
        return found

    def digests(self) -> dict[str, str]:
        """The digest of each file of the tables."""
        return digests(self.output)


def digests(output: Path) -> dict[str, str]:
    """The digest of each file of an archive's tables."""
    from content.archive.tables import TABLES

    files = (path for table in TABLES for path in sorted((output / table).glob("*")))
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


Make = Callable[..., Made]


@pytest.fixture(scope="session")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache folder that all tests share: workers start in half the time."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def warm(own_places: None, patterns: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(patterns))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def archive(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Make:
    """Runs `briefmark archive` with arguments; the archive is the folder `out` unless they say otherwise."""

    def make(*arguments: str | Path, output: str = "out") -> Made:
        capfd.readouterr()
        code = run(["archive", *map(str, arguments), "--output", output])
        out, err = capfd.readouterr()
        return Made(code, out, err, tmp_path / output)

    return make


def as_json_lines(path: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows or ROWS), encoding="utf-8")
    return path


def as_packed_lines(path: Path) -> Path:
    path.write_bytes(gzip.compress(as_json_lines(path).read_bytes()))
    return path


def as_zstd_lines(path: Path) -> Path:
    path.write_bytes(zstd.compress(as_json_lines(path).read_bytes()))
    return path


def as_parquet(path: Path, rows: list[dict[str, Any]] | None = None) -> Path:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.Table.from_pylist(rows or ROWS), path, row_group_size=5)
    return path


def as_tar(path: Path, mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for number, text in enumerate(NEWS):
            info = tarfile.TarInfo(
                f"{'deep/' * 40 if number % 3 == 0 else ''}{number}.txt"
            )  # a long name has a header more
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))
    return path


def as_packed_tar(path: Path) -> Path:
    return as_tar(path, "w:gz")


def as_zip(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.mkdir("news")
        for number, text in enumerate(NEWS):
            archive.writestr(f"news/{number}.txt", text)
            archive.writestr(f"__MACOSX/news/._{number}.txt", b"\0\1")
    return path


def as_folder(path: Path) -> Path:
    path.mkdir()
    for number, text in enumerate(NEWS):
        (path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return path


def as_warc(path: Path) -> Path:
    """A web archive with an image and a missing page beside each page; packed record by record, as they are."""
    records = [_warc_record("warcinfo", "", "application/warc-fields", b"software: tests\r\n")]
    for number, text in enumerate(NEWS):
        address = f"https://example.org/{number}"
        for status, kind, body in (
            ("200 OK", "text/plain; charset=utf-8", text.encode()),
            ("200 OK", "image/png", b"\x89PNG"),
            ("404 Not Found", "text/html", b"<p>gone</p>"),
        ):
            head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
            records.append(
                _warc_record("response", address, "application/http; msgtype=response", head.encode() + body)
            )
    path.write_bytes(b"".join(map(gzip.compress, records) if path.suffix == ".gz" else records))
    return path


def _warc_record(type: str, address: str, kind: str, content: bytes) -> bytes:
    target = f"WARC-Target-URI: {address}\r\n" if address else ""
    return (
        (
            f"WARC/1.0\r\nWARC-Type: {type}\r\n{target}WARC-Date: 2026-03-04T05:06:07Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{hashlib.md5(content, usedforsecurity=False).hexdigest()}>\r\n"
            f"Content-Type: {kind}\r\nContent-Length: {len(content)}\r\n\r\n"
        ).encode()
        + content
        + b"\r\n\r\n"
    )


KINDS: dict[str, Callable[[Path], Path]] = {
    "folder": as_folder,
    "news.jsonl": as_json_lines,
    "news.json": as_json_lines,
    "news.jsonl.gz": as_packed_lines,
    "news.jsonl.zst": as_zstd_lines,
    "news.parquet": as_parquet,
    "news.tar": as_tar,
    "news.tar.gz": as_packed_tar,
    "news.zip": as_zip,
    "news.warc": as_warc,
    "news.warc.gz": as_warc,
}
