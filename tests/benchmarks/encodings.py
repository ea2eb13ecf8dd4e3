"""How often the charset of undeclared bytes is found, beside chardet and uchardet.

    python -m tests.benchmarks.encodings FOLDER [--wrong] [--lengths]
    python -m tests.benchmarks.encodings FOLDER --make TEXTS [--each 4]

FOLDER has files as ENCODING-LANGUAGE/FILE (or ENCODING/FILE); right is who gives the same text as ENCODING, by
whatever name. `--make` fills it from TEXTS, which has one file a language, CODE.txt in UTF-8: pieces of 20, 50, 100,
300 and 2000 bytes in each charset that holds them. The peers need `pip install chardet faust-cchardet`; without them
only our own figures are shown.
"""

from __future__ import annotations

import argparse
import importlib
import random
import re
import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from content.document.charset import charset, from_mark
from content.document.charset_candidates import MANY_BYTES, ONE_BYTE
from content.document.text import decode
from content.errors import InputError
from tests.benchmarks.train_charsets import CEDILLAS, toned

LENGTHS = (20, 50, 100, 300, 2000)  # bytes
UNICODE = ("utf_16_le", "utf_16_be", "utf_32_le", "utf_32_be")
OTHER_NAMES = {
    "maccyrillic": "mac_cyrillic", "macroman": "mac_roman", "macgreek": "mac_greek", "maciceland": "mac_iceland",
    "maclatin2": "mac_latin2", "macturkish": "mac_turkish", "mac-centraleurope": "mac_latin2", "euc-tw": "",
    "mac-cyrillic": "mac_cyrillic", "maccentraleurope": "mac_latin2", "utf-8-sig": "utf_8",
}  # fmt: skip

Guess = Callable[[bytes], str | None]


def codec_of(label: str) -> str | None:
    """The Python codec for a folder's or a peer's name, as on the web."""
    label = label.lower()
    return charset(OTHER_NAMES.get(label, label).replace("windows_", "cp").replace("ibm", "cp"))


def plain(text: str) -> str:
    """Without mark, and with LF line ends."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def in_codec(data: bytes, codec: str) -> str:
    mark = from_mark(data)
    if mark is not None and codec.startswith(("utf_8", "utf_16", "utf_32")):
        data, codec = data[mark[1] :], mark[0]
    return plain(data.decode(codec, "replace"))


def ours(data: bytes) -> str | None:
    try:
        return plain(decode(data).text)
    except InputError:
        return None


def peers() -> dict[str, Guess]:
    """Those that are installed."""
    found: dict[str, Guess] = {}
    for name, module in (("chardet", "chardet"), ("uchardet", "cchardet")):
        try:
            detect = importlib.import_module(module).detect
        except ImportError:
            continue

        def peer(data: bytes, detect: Callable[[bytes], dict[str, str | None]] = detect) -> str | None:
            codec = codec_of(detect(data)["encoding"] or "")
            return None if codec is None else in_codec(data, codec)

        found[name] = peer
    return found


def cases(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Encoding, file and text of each file that its encoding can decode."""
    for path in sorted(folder.glob("*/*")):
        name = path.parent.name
        label = next((part for part in (name, name.rpartition("-")[0]) if codec_of(part)), None)
        if not path.is_file() or label is None:
            continue
        codec = codec_of(label) or ""
        data = path.read_bytes()
        text = in_codec(data, codec)
        if text.count("\ufffd") * 20 < len(text):
            yield label, path, text


def make(folder: Path, texts: Path, each: int) -> None:
    """Pieces of each text in each charset that holds it, the same each time."""
    made = [(one.codec, one.languages) for one in (*ONE_BYTE, *MANY_BYTES)]
    made += [("hz", ("zhs",)), ("iso2022_jp", ("ja",)), ("iso2022_kr", ("ko",))]
    made += [(codec, tuple(path.stem for path in texts.glob("*.txt"))) for codec in UNICODE]
    for codec, names in made:
        for name in names:
            chance = random.Random(f"{codec} {name}")
            for length in LENGTHS:
                for number, data in enumerate(pieces(texts / f"{name}.txt", codec, length, each, chance)):
                    path = folder / f"{codec}-{name}" / f"{length:04}-{number}.txt"
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(data)


def pieces(path: Path, codec: str, length: int, each: int, chance: random.Random) -> Iterator[bytes]:
    """Up to `each` pieces of whole words, of about `length` bytes, that have something beyond ASCII."""
    words = re.split(r"(?<=[\s。，、])", unicodedata.normalize("NFC", path.read_text(encoding="utf-8")))
    if codec == "cp1258":
        words = [toned(word) for word in words]
    if path.stem == "ro" and codec not in {"iso8859_16", "mac_romanian"}:
        words = [word.translate(CEDILLAS) for word in words]
    found = 0
    for _ in range(each * 30):
        at = chance.randrange(len(words))
        piece = ""
        data = b""
        for word in words[at:]:
            try:
                data = (piece + word).encode(codec)
            except UnicodeError:
                break
            piece += word
            if len(data) >= length:
                break
        if piece and length <= len(data) < 2 * length + 20 and not piece.isascii():
            found += 1
            yield piece.encode(codec)
        if found == each:
            return


def main() -> None:
    parser = argparse.ArgumentParser(description="How often the charset of undeclared bytes is found.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--make", type=Path, metavar="TEXTS", help="fill the folder from these texts first")
    parser.add_argument("--each", type=int, default=4, help="pieces of each length (4)")
    parser.add_argument("--wrong", action="store_true", help="list our mistakes")
    parser.add_argument("--lengths", action="store_true", help="a row for each length, the first four signs of a name")
    asked = parser.parse_args()
    if asked.make:
        make(asked.folder, asked.make, asked.each)
    guessers: dict[str, Guess] = {"ours": ours, **peers()}
    right: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    spent: dict[str, float] = defaultdict(float)
    for label, path, text in cases(asked.folder):
        data = path.read_bytes()
        rows = ["ALL", f"of {path.name[:4]} bytes"] if asked.lengths else ["ALL", label]
        for name, guess in guessers.items():
            start = time.perf_counter()
            same = guess(data) == text
            spent[name] += time.perf_counter() - start
            for row in rows:
                right[row][name] += same
            if asked.wrong and name == "ours" and not same:
                found = decode(data).encoding if ours(data) is not None else "refused"
                print(f"{path.relative_to(asked.folder)}\t{found}")
        for row in rows:
            right[row]["files"] += 1
    print(f"{'encoding':20}{'files':>7}" + "".join(f"{name:>10}" for name in guessers))
    for row, marked in sorted(right.items(), key=lambda one: (one[0] == "ALL", one[0])):
        marks = "".join(f"{marked[name] / marked['files']:10.1%}" for name in guessers)
        behind = "  behind" if any(marked[name] > marked["ours"] for name in guessers) else ""
        print(f"{row:20}{marked['files']:7}{marks}{behind}")
    print(f"{'ms a file':27}" + "".join(f"{spent[name] * 1000 / right['ALL']['files']:10.2f}" for name in guessers))


if __name__ == "__main__":
    main()
