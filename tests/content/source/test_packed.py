"""What is packed opens as if it had come alone, within limits, whatever it is packed in."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import random
import stat
import subprocess
import sys
import tarfile
import zipfile
from typing import TYPE_CHECKING

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import Options, open_documents, opened
from content.source.received import NO_OPTIONS, Received

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MARKDOWN = b"# Bridge closed for a month\n\nCrews look for the *cause* of the cracks.\n"
PAGE = (
    b"<!doctype html><title>Ferry</title><article><h1>Ferry sails again</h1>"
    b"<p>It left at noon on Monday, for the first time since the storm, and was full of people.</p>"
    b"<p>The harbour had been closed for a week while crews cleared the piers of driftwood.</p></article>"
)
PLAIN = b"Harbour opens\n\nThe harbour is open again.\n"
PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    ".zst": zstd.compress,
}


def read(data: bytes, name: str = "a.gz", options: Options = NO_OPTIONS) -> list[Document]:
    return opened(Received(data, name, f".{name.rpartition('.')[2]}" if "." in name else "", None, options))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return file.getvalue()


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_compressed_briefing_opens_by_the_name_within_its_name(suffix: str) -> None:
    (document,) = read(PACKERS[suffix](MARKDOWN), f"a.md{suffix}")
    assert document.source == f"a.md{suffix}"
    assert document.text.startswith("Bridge closed for a month\n\nCrews")
    assert document.markup[0].markup is Markup.HEADING


@pytest.mark.parametrize("command", ["gzip", "bzip2", "xz", "zstd"])
def test_what_the_usual_commands_make_opens_by_its_first_bytes(command: str) -> None:
    done = subprocess.run([command, "-c"], input=PAGE, capture_output=True, check=False)
    (document,) = read(done.stdout, "-")
    assert document.text.startswith("Ferry sails again")
    assert document.markup[0].markup is Markup.HEADING


def test_gzip_tells_the_name_of_what_comes_by_pipe(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    file.write_bytes(MARKDOWN)
    subprocess.run(["gzip", str(file)], check=True)
    (document,) = read((tmp_path / "report.md.gz").read_bytes(), "-")
    assert document.markup[0].markup is Markup.HEADING


@pytest.mark.parametrize("suffix", [".gz", ".bz2", ".xz", ".zst"])
def test_compressed_files_one_after_the_other_are_one_text(suffix: str) -> None:
    pack = PACKERS[suffix]
    (document,) = read(pack(b"First line.\n") + pack(b"Second line.\n"), f"a.txt{suffix}")
    assert document.text == "First line.\nSecond line.\n"


def test_what_follows_a_compressed_file_is_ignored() -> None:
    (document,) = read(gzip.compress(PLAIN) + b"\0\0\0garbage", "a.txt.gz")
    assert document.text == PLAIN.decode()


def test_each_file_of_a_zip_is_a_briefing_with_its_name() -> None:
    documents = read(zipped({"news/a.md": MARKDOWN, "b.html": PAGE, "c.txt": PLAIN}), "week.zip")
    assert [document.source for document in documents] == ["week.zip#1", "week.zip#2", "week.zip#3"]
    assert [dict(document.metadata)["member"] for document in documents] == ["news/a.md", "b.html", "c.txt"]
    assert [document.text.split("\n")[0] for document in documents] == [
        "Bridge closed for a month",
        "Ferry sails again",
        "Harbour opens",
    ]


def test_a_zip_of_one_file_keeps_its_name() -> None:
    (document,) = read(zipped({"a.md": MARKDOWN}), "a.zip")
    assert document.source == "a.zip"


@pytest.mark.parametrize("suffix", ["", *PACKERS])
def test_a_tar_opens_whatever_it_is_compressed_with(suffix: str) -> None:
    data = tarred({"a.md": MARKDOWN, "b.txt": PLAIN})
    documents = read(PACKERS[suffix](data) if suffix else data, f"week.tar{suffix}")
    assert [dict(document.metadata)["member"] for document in documents] == ["a.md", "b.txt"]


def test_a_tgz_is_a_tar() -> None:
    assert len(read(gzip.compress(tarred({"a.md": MARKDOWN, "b.txt": PLAIN})), "week.tgz")) == 2


def test_archives_in_archives_are_opened_with_both_names() -> None:
    inner = zipped({"a.md": MARKDOWN, "b.txt.gz": gzip.compress(PLAIN)})
    documents = read(zipped({"inner.zip": inner, "c.txt": PLAIN}), "outer.zip")
    assert [dict(document.metadata)["member"] for document in documents] == [
        "inner.zip/a.md",
        "inner.zip/b.txt.gz",
        "c.txt",
    ]
    assert [document.source for document in documents] == ["outer.zip#1", "outer.zip#2", "outer.zip#3"]


def test_one_of_several_opens_by_its_number(tmp_path: Path) -> None:
    file = tmp_path / "week.zip"
    file.write_bytes(zipped({"a.md": MARKDOWN, "c.txt": PLAIN}))
    (document,) = open_documents(f"{file}#2")
    assert document.text == PLAIN.decode()


def test_the_charset_that_the_reader_names_is_that_of_the_texts() -> None:
    text = "Brücke über den Fluß gesperrt\n"
    options = Options(encoding="cp850")
    (document,) = read(gzip.compress(text.encode("cp850")), "a.txt.gz", options)
    assert document.text == text
    (document,) = read(zipped({"a.txt": text.encode("cp850")}), "a.zip", options)
    assert document.text == text


def test_a_member_that_is_no_text_is_named_and_the_others_open() -> None:
    documents = read(zipped({"photo.png": b"\x89PNG\r\n\x1a\n0000", "a.md": MARKDOWN, "c.txt": PLAIN}), "a.zip")
    assert len(documents) == 2
    assert documents[0].warnings == ("“photo.png” in it cannot be opened. This is a picture: open a text.",)


def test_very_many_that_cannot_be_opened_are_counted() -> None:
    pictures = {f"{number}.png": b"\x89PNG\r\n\x1a\n0000" for number in range(30)}
    (document,) = read(zipped(pictures | {"a.md": MARKDOWN}), "a.zip")
    assert len(document.warnings) == 11
    assert document.warnings[-1] == "20 more files in it cannot be opened."


def test_what_systems_put_into_archives_is_passed_over() -> None:
    data = zipped({"__MACOSX/._a.md": b"\0\0", ".DS_Store": b"\0", "folder/": b"", "a.md": MARKDOWN})
    (document,) = read(data, "a.zip")
    assert document.warnings == ()


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_file_that_is_cut_off_is_refused_in_a_sentence(suffix: str) -> None:
    chance = random.Random(1)  # noqa: S311 - the same data each time
    data = PACKERS[suffix](bytes(chance.randrange(32, 127) for _ in range(5000)))
    with pytest.raises(InputError, match="damaged or cut off"):
        read(data[: len(data) // 2], f"a.txt{suffix}")


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_bomb_is_refused_before_it_is_unpacked(suffix: str) -> None:
    with pytest.raises(InputError, match="unpacks to more than is opened"):
        read(PACKERS[suffix](b"a" * 60_000_000), f"a.txt{suffix}")


def test_a_bomb_in_a_zip_is_left_out_and_the_others_open() -> None:
    (document,) = read(zipped({"bomb.txt": b"a" * 60_000_000, "c.txt": PLAIN}), "a.zip")
    assert document.text == PLAIN.decode()
    assert "“bomb.txt” in it cannot be opened. It unpacks to more" in document.warnings[0]


def test_all_that_is_packed_in_a_file_shares_one_limit() -> None:
    """Each of the inner files is within the limit of a file of its size."""
    inner = gzip.compress(b"a" * 1_500_000)
    documents = read(zipped({f"{number}.txt.gz": inner for number in range(10)}), "a.zip")
    assert len(documents) == 2
    assert documents[0].warnings[0].startswith("8 of 10 files in it are left out. This file unpacks to more")


def test_gzip_of_gzip_ends_at_a_depth() -> None:
    data = PLAIN
    for _ in range(4):
        data = gzip.compress(data)
    assert read(data)[0].text == PLAIN.decode()
    with pytest.raises(InputError, match="too many files within each other"):
        read(gzip.compress(data))


def test_zips_in_each_other_end_at_a_depth() -> None:
    data = zipped({"a.txt": PLAIN})
    for _ in range(6):
        data = zipped({"a.zip": data})
    with pytest.raises(InputError, match="too many files within each other"):
        read(data, "a.zip")


def test_very_many_members_are_cut_with_a_warning() -> None:
    documents = read(zipped({f"{number}.txt": b"A." for number in range(2010)}, zipfile.ZIP_STORED), "a.zip")
    assert len(documents) == 2000
    assert documents[0].warnings == (
        (
            "10 of 2,010 files in it are left out. Only the first 2,000 files in it are opened: "
            "unpack it to see the others."
        ),
    )


def test_members_that_share_their_bytes_count_each_time() -> None:
    """An archive whose directory names the same bytes again and again, as in Fifield 2019, "A better zip bomb"."""
    one = zipped({"a.txt": b"a" * 1_000_000})
    at, size = one.rindex(b"PK\x01\x02"), len(one)
    entry = one[at : one.rindex(b"PK\x05\x06")]
    end = bytearray(one[one.rindex(b"PK\x05\x06") :])
    end[8:12] = (300).to_bytes(2, "little") * 2
    end[12:16] = (len(entry) * 300).to_bytes(4, "little")
    documents = read(one[:at] + entry * 300 + bytes(end), "a.zip")
    assert size < 2000
    assert len(documents) <= 4
    assert documents[0].warnings[-1].endswith("more files in it cannot be opened.")


def test_an_encrypted_member_is_told_of() -> None:
    data = bytearray(zipped({"secret.txt": PLAIN, "c.txt": PLAIN}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    (document,) = read(bytes(data), "a.zip")
    assert document.warnings == (
        "“secret.txt” in it cannot be opened. It is encrypted: unpack it with its password first.",
    )


def test_lzma_in_a_zip_is_not_unpacked_since_it_may_ask_for_any_memory() -> None:
    with pytest.raises(InputError, match="packed by a method that is not known here"):
        read(zipped({"a.txt": PLAIN}, zipfile.ZIP_LZMA), "a.zip")


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "/etc/passwd.txt", "a\x1b]0;x\x07.txt", "C:\\x\\a.txt"])
def test_names_are_only_words(name: str) -> None:
    documents = read(zipped({name: PLAIN, "c.txt": PLAIN}), "a.zip")
    assert [document.text for document in documents] == [PLAIN.decode()] * 2
    assert dict(documents[0].metadata)["member"] == zipfile.ZipInfo(name).filename


def test_links_are_not_followed() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("c.txt", PLAIN)
    assert [document.text for document in read(file.getvalue(), "a.zip")] == [PLAIN.decode()]
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as tar:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            tar.addfile(info)
        info = tarfile.TarInfo("c.txt")
        info.size = len(PLAIN)
        tar.addfile(info, io.BytesIO(PLAIN))
    assert [document.text for document in read(packed.getvalue(), "a.tar")] == [PLAIN.decode()]


def test_an_archive_without_briefings_says_why() -> None:
    with pytest.raises(InputError, match="There are no files in this archive"):
        read(zipped({}), "a.zip")
    with pytest.raises(InputError, match=r"“photo.png” in it cannot be opened"):
        read(zipped({"photo.png": b"\x89PNG\r\n\x1a\n0000"}), "a.zip")


@pytest.mark.parametrize(("name", "says"), [("a.tar", "This archive is damaged"), ("a.zip", "binary data")])
def test_what_is_called_an_archive_and_is_none_is_refused_in_a_sentence(name: str, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(bytes(range(5, 32)) * 9, name)


def test_a_text_that_is_only_called_compressed_opens() -> None:
    """Some servers unpack what they send and leave its name."""
    assert read(PLAIN, "a.txt.gz")[0].text == PLAIN.decode()


@pytest.mark.parametrize("name", ["a.gz", "a.zst", "a.tar"])
def test_an_empty_file_is_refused_in_a_sentence(name: str) -> None:
    with pytest.raises(InputError, match=r"empty|damaged"):
        read(b"", name)


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("kind", [".zip", ".tar", *PACKERS])
def test_damaged_files_open_or_are_refused_in_a_sentence(kind: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    members = {"a.md": MARKDOWN, "b.html": PAGE, "c/d.txt": PLAIN * 20}
    whole = {".zip": zipped, ".tar": tarred}[kind](members) if kind in {".zip", ".tar"} else PACKERS[kind](PLAIN * 50)
    data = bytearray(whole)
    for _ in range(1 + seed // 4):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        documents = read(bytes(data[: len(data) - seed % 3 * 7]), f"a{kind}")
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - both ends are right
    else:
        assert documents


def test_a_page_that_would_take_too_long_is_left_out_and_the_others_open() -> None:
    """A file of 600 KB may unpack to more than the page has."""
    noise = random.Random(1).randbytes(600_000)  # noqa: S311 - the same data each time
    page = PAGE.replace(b"left", b"left " * 1_200_000)
    documents = read(zipped({"large.html": page, "c.txt": PLAIN, "noise.bin": noise}), "a.zip")
    assert documents[0].text == PLAIN.decode()
    assert documents[0].warnings[0].startswith("“large.html” in it cannot be opened. Opening all of this file takes")


def test_many_streams_of_nothing_are_refused() -> None:
    with pytest.raises(InputError, match="takes too long"):
        read(gzip.compress(b"") * 20_000)


@pytest.mark.parametrize("suffix", [".zip", ""])
def test_an_archive_with_a_document_in_it_is_not_that_document(suffix: str) -> None:
    inner = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}, zipfile.ZIP_STORED)
    data = zipped({"a.txt": PLAIN, "b.docx": inner}, zipfile.ZIP_STORED)
    first = read(data, f"a{suffix}")[0]
    assert (first.text, dict(first.metadata)["member"]) == (PLAIN.decode(), "a.txt")


@pytest.mark.parametrize("codec", ["gbk", "cp866", "utf-8"])
def test_names_of_members_in_an_old_charset_are_read(codec: str) -> None:
    words = {"gbk": "港口新闻报道文件", "cp866": "Новости порта и моря", "utf-8": "Fähren im Hafen – Übersicht"}[codec]
    names = [f"{words} {number}.txt" for number in range(3)]
    stand_ins = {
        bytes(f"{'x' * (len(name.encode(codec)) - 6)}{at:02}.txt", "ascii"): name for at, name in enumerate(names)
    }
    data = zipped({stand_in.decode(): PLAIN for stand_in in stand_ins})
    for stand_in, name in stand_ins.items():
        data = data.replace(stand_in, name.encode(codec))
    assert [dict(one.metadata)["member"] for one in read(data, "a.zip")] == names
