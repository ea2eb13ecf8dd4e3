"""Guesses the charset of undeclared bytes: that in which they are the most probable text of any language."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from content.document.charset import strictly
from content.document.charset_candidates import MAINFRAME, MANY_BYTES, ONE_BYTE, Candidate
from content.document.letters import ASCII_COST, AnyScript, Language, common_cost, languages, script

_LEAST = 16  # bytes: fewer are as well damaged UTF-8
_SAMPLE = 16 * 1024  # bytes beyond ASCII and around, which tell as much as a megabyte

_FREQUENT = 160  # pairs of bytes that tell which readings are worth a closer look
_PROMISING = 24  # of these

_UNDECODED = 40  # half bits for each byte that is not of the charset
_DEAREST = 26  # half bits a character beyond ASCII: what costs more is not a text in any of these charsets

_OTHER_SCRIPT = 30  # half bits, at most, for a language of another script among words of ASCII
_ASCII_COST = 14  # the same for each ASCII character in words with others

# In charsets of mainframes signs of ASCII stand in various places: these do not follow a blank.
_AFTER_BLANK = re.compile(r" [!\])},;.](?= )")
_MISPLACED = 12  # half bits

_WORD = re.compile(rb"[^\x00-\x20]+")
_RUN = re.compile(rb"[A-Za-z\x80-\xff]+")  # letters in a charset of one byte each
_ASCII = bytes(range(128))

Pairs = dict[tuple[str, str], int]


@dataclass(frozen=True, slots=True)
class _Sample:
    """What tells about the charset: words with bytes beyond ASCII, and the ASCII words around them."""

    near: bytes
    far: bytes
    beyond: int  # bytes beyond ASCII in `near`

    @classmethod
    def of(cls, data: bytes) -> _Sample:
        near: list[bytes] = []
        far: list[bytes] = []
        room = others = _SAMPLE
        for match in _WORD.finditer(data if len(data) <= 2 * _SAMPLE else _telling(data)):
            word = match.group()
            if word.isascii():
                if others > 0:
                    far.append(word)
                    others -= len(word)
            else:
                near.append(word[:room])
                room -= len(word)
                if room <= 0:
                    break
        joined = b" ".join(near)
        return cls(b" " + joined + b" ", b" " + b" ".join(far) + b" ", len(joined.translate(None, _ASCII)))


def guess(data: bytes) -> tuple[str, str] | None:
    """The most probable charset, and the text it gives; None when nothing fits.

    What the charset does not have becomes U+FFFD, as a stray byte in a long text is no reason to misread all of it.
    """
    if len(data) < _LEAST:
        return None
    if _is_of_mainframe(data):
        head = data[:_SAMPLE]
        ranked = [
            (cost + _MISPLACED * len(_AFTER_BLANK.findall(head.decode(codec, "replace"))), codec)
            for cost, codec in _ranked_whole(head, MAINFRAME)
            if cost < _ASCII_COST * len(head)
        ]
        ranked.sort()
    else:
        sample = _Sample.of(data)
        ranked = sorted([*_ranked_bytes(sample), *_ranked_near(sample)], key=lambda one: one[0])
        if ranked and ranked[0][0] > _DEAREST * sample.beyond + _ASCII_COST * (len(sample.near) - sample.beyond) + 40:
            return None
    for _, codec in ranked[:1]:
        text = data.decode(codec, "replace")
        if _reads_as_words(text):
            return codec, text
    return None


def _ranked_bytes(sample: _Sample) -> list[tuple[float, str]]:
    """The charsets of one byte a character by cost: all by the most frequent pairs, the best of these by every pair."""
    runs = b" " + b" ".join(run for run in _RUN.findall(sample.near) if not run.isascii()) + b" "
    left_out = (len(sample.near) - len(runs)) * ASCII_COST
    counts = Counter(pairwise(runs))
    surroundings = _surroundings(sample)
    readings = [(one, name) for one in ONE_BYTE for name in one.languages]
    if len(counts) > _FREQUENT:
        first = _costs(dict(counts.most_common(_FREQUENT)), readings, surroundings)
        readings = [reading for _, reading in first[:_PROMISING]]
    return [(cost + left_out, one.codec) for cost, (one, _) in _costs(counts, readings, surroundings)]


_Reading = tuple[Candidate, str]  # a charset, and a language in it


def _costs(
    counts: dict[tuple[int, int], int], readings: list[_Reading], surroundings: dict[str, float]
) -> list[tuple[float, _Reading]]:
    """The cost of each reading that its script allows, the cheapest first."""
    used = bytes({byte for pair in counts for byte in pair})
    tables: dict[str, tuple[int, Pairs, str]] = {}
    found: list[tuple[float, _Reading]] = []
    for one, name in readings:
        if one.codec not in tables:
            pairs = _merged(counts, dict(zip(used, used.decode(one.codec, "replace"), strict=True)))
            tables[one.codec] = (common_cost(pairs), pairs, _main_script(pairs))
        common, pairs, main = tables[one.codec]
        language = languages()[name]
        if language.script == main:
            around = surroundings[name] + _RARE.get(name, 0)
            found.append((common + one.cost + language.cost(pairs) + around, (one, name)))
    return sorted(found, key=lambda one: one[0])


# Half bits that a language costs for being rarer in news than the others of its script.
_RARE = {
    "se": 10,
    "fo": 10,
    "gd": 10,
    "br": 10,
    "eo": 8,
    "eu": 4,
    "yi": 10,
    "tg": 8,
    "af": 4,
    "az": 4,
    "cy": 4,
    "sq": 4,
}


def _merged(counts: dict[tuple[int, int], int], chars: dict[int, str]) -> Pairs:
    pairs: Pairs = {}
    for (first, second), count in counts.items():
        pair = chars[first], chars[second]
        pairs[pair] = pairs.get(pair, 0) + count  # bytes that are not of the charset are one character
    return pairs


def _main_script(pairs: Pairs) -> str:
    """The script of most letters beyond ASCII; "LATIN" where there are none."""
    counts: Counter[str] = Counter()
    for (_, char), count in pairs.items():
        if char > "\x7f" and unicodedata.category(char)[0] in "LM":
            counts[script(char)] += count
    return counts.most_common(1)[0][0] if counts else "LATIN"


def _surroundings(sample: _Sample) -> dict[str, float]:
    """What the ASCII words around cost in each language of Latin script, beyond the best.

    Names in another language are no reason to misread them: the cost is bounded by how much there is to misread.
    """
    text = sample.far.decode("ascii", "replace")
    counts = Counter(pairwise(text))
    costs = {name: one.cost(counts) for name, one in languages().items() if one.script == "LATIN"}
    least = min(costs.values())
    bound = 16 + 2.0 * sample.beyond
    found = {name: bound * (cost - least) / (cost - least + bound) for name, cost in costs.items()}
    others = _other_script(len(text))
    return {name: found.get(name, others) for name in languages()}


def _other_script(around: int) -> float:
    """What a language of another script costs where there are so many bytes of ASCII words around."""
    return _OTHER_SCRIPT * around / (around + 20)


def _ranked_near(sample: _Sample) -> list[tuple[float, str]]:
    """The charsets of several bytes a character by cost."""
    others = _other_script(len(sample.far))
    return [(cost + others, codec) for cost, codec in _ranked_whole(sample.near, MANY_BYTES)]


def _ranked_whole(data: bytes, candidates: tuple[Candidate, ...]) -> list[tuple[float, str]]:
    ranked: list[tuple[float, str]] = []
    for candidate in candidates:
        text = data.decode(candidate.codec, "replace")
        undecoded = text.count("\ufffd")
        if undecoded * 10 > len(text):
            continue
        pairs = Counter(pairwise(text))
        base = common_cost(pairs) + candidate.cost + undecoded * _UNDECODED
        ranked += (
            (base + languages()[name].cost(pairs) + _RARE.get(name, 0), candidate.codec) for name in candidate.languages
        )
    return sorted(ranked)


def _is_of_mainframe(data: bytes) -> bool:
    """Whether the blank is 0x40 and not 0x20."""
    head = data[:4096]
    blanks = head.count(0x40)
    return blanks * 20 > len(head) and head.count(0x20) * 10 < blanks


def _reads_as_words(text: str) -> bool:
    """Whether the characters beyond ASCII are mostly letters and punctuation, not blanks, boxes or controls."""
    beyond = "".join(char for char in text[: 4 * _SAMPLE] if char > "\x7f")
    return sum(unicodedata.category(char)[0] in "LMP" for char in beyond) * 2 >= len(beyond)


def _telling(data: bytes) -> bytes:
    """A sample of the lines with bytes beyond ASCII; the rest of a large text says nothing about its charset."""
    lines: list[bytes] = []
    size = 0
    for line in data.split(b"\n"):
        if not line.isascii():
            lines.append(line[: 4 * _SAMPLE - size])
            size += len(lines[-1])
            if size >= 4 * _SAMPLE:
                break
    return b"\n".join(lines)


def wide(data: bytes) -> str | None:
    """UTF-16 without a byte order mark in any script, by its letters; None when it does not read as such."""
    if len(data) < _LEAST:
        return None
    whole = data[: len(data) // 2 * 2]
    best: tuple[float, str] | None = None
    for codec in ("utf_16_le", "utf_16_be"):
        text = whole[: _SAMPLE // 2].decode(codec, "ignore")
        if strictly(whole, codec) is None or not text:
            continue
        pairs = Counter(zip(" " + text, text, strict=False))
        known: list[Language | AnyScript] = [AnyScript(), *languages().values()]
        cost = (common_cost(pairs) + min(one.cost(pairs) for one in known)) / len(text)
        ideographs = sum(script(char) in {"CJK", "HANGUL"} for char in text if char > "\u2fff") / len(text)
        if cost <= 14 + 10 * ideographs and (best is None or cost < best[0]):
            best = cost, codec
    if best is None:
        return None
    head = whole[: _SAMPLE // 2]
    narrow = _ranked_whole(b" " + head, MANY_BYTES)  # Chinese of two bytes a sign looks like other Chinese
    return None if narrow and narrow[0][0] < 0.6 * best[0] * len(head) else best[1]
