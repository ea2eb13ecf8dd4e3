"""Learn which letters follow each other in each language and store it as content/document/data/letters.bin.

    python -m tests.benchmarks.train_charsets TEXTS

TEXTS has one file a language, CODE.txt in UTF-8, of 10 KB or more; `zhs`, `zht`, `ja` and `ko` learn the frequencies
of single signs instead. The same texts give the same file. Only counts are stored, no text.
"""

from __future__ import annotations

import argparse
import json
import math
import unicodedata
import zlib
from collections import Counter
from itertools import pairwise
from pathlib import Path

from content.document.letters import folded

TARGET = Path(__file__).parents[2] / "content" / "document" / "data" / "letters.bin"
SIGNS = ("zhs", "zht", "ja", "ko")  # writings of thousands of signs
MOST_SIGNS = 1000
DEAREST = 31  # half bits
TRUST = 4.0  # how many times a letter must be seen for its followers to weigh as much as their frequency alone
RARE = 4e-5  # of the letters: less is foreign
TONES = "\u0300\u0301\u0303\u0309\u0323"  # windows-1258 writes these after the letter
CEDILLAS = str.maketrans("șțȘȚ", "şţŞŢ")  # what windows-1250 has in their place


def toned(text: str) -> str:
    """Vietnamese as windows-1258 has it: tones apart, other marks not."""
    parts: list[str] = []
    for char in unicodedata.normalize("NFC", text):
        apart = unicodedata.normalize("NFD", char)
        tone = next((mark for mark in apart if mark in TONES), "")
        base = "".join(mark for mark in apart if mark not in TONES)
        parts.append((unicodedata.normalize("NFC", base) + tone) if tone else char)
    return "".join(parts)


def is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or char in "\u200c\u200d"


def letters_of(name: str, text: str) -> tuple[str, str]:
    """The letters and the cost of each after each (first of no letter), a character from "0" on for each."""
    if name == "vi":
        text += toned(text)
    if name == "ro":
        text += text.translate(CEDILLAS)
    text = " " + "".join(map(folded, text))
    counts = Counter(char for char in text if is_letter(char))
    latin = sum(count for char, count in counts.items() if char.isascii() or "LATIN" in unicodedata.name(char, ""))
    least = max(3.0, RARE * counts.total())
    own = {char for char, count in counts.items() if count >= least}
    if latin * 2 < counts.total():  # all Latin letters are one
        own = {char for char in own if "LATIN" not in unicodedata.name(char, "")}
        alphabet = "".join(sorted(own)) + "a"
        text = "".join("a" if char.isascii() and char.isalpha() else char for char in text)
    else:
        alphabet = "".join(sorted(own))
        alphabet = alphabet if "a" not in alphabet else alphabet.replace("a", "") + "a"
    number = {char: at for at, char in enumerate(alphabet, 1)}
    size = len(alphabet) + 1
    seen = [[0] * size for _ in range(size)]
    alone = [1] * size
    numbers = [number.get(char, -1 if is_letter(char) else 0) for char in text]
    for before, after in pairwise(numbers):
        if before >= 0 and after >= 0:
            seen[before][after] += 1
            alone[after] += 1
    total = sum(alone)
    costs = ""
    for row in seen:
        whole = sum(row)
        for after, count in enumerate(row):
            chance = (count + TRUST * alone[after] / total) / (whole + TRUST)
            costs += chr(48 + min(DEAREST, round(-2 * math.log2(chance))))
    return alphabet, costs


def signs_of(text: str) -> dict[str, str]:
    """The most frequent signs by their cost."""
    counts = Counter(char for char in text if char > "\x7f")
    total = counts.total()
    levels: dict[str, list[str]] = {}
    for char, count in sorted(counts.most_common(MOST_SIGNS)):
        if count > 2:
            levels.setdefault(str(round(-2 * math.log2(count / total))), []).append(char)
    return {cost: "".join(chars) for cost, chars in sorted(levels.items())}


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn which letters follow each other in each language.")
    parser.add_argument("texts", type=Path)
    folder: Path = parser.parse_args().texts
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}
    stored = {
        "letters": {name: letters_of(name, text) for name, text in texts.items() if name not in SIGNS},
        "signs": {name: signs_of(texts[name]) for name in SIGNS if name in texts},
    }
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_bytes(zlib.compress(json.dumps(stored, ensure_ascii=False).encode(), 9))
    print(f"{len(texts)} languages, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
