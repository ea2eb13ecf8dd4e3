"""How probable a text is in a language, by which letters follow each other in it: a cost in half bits."""

from __future__ import annotations

import json
import unicodedata
import zlib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "letters.bin"

# Costs, in half bits, of what the models do not hold. A letter of 30 in a random order costs 10.
_FOREIGN = 22  # a letter of the same script that the language does not use
_STRANGE = 32  # a letter of another script
_LATIN = 14  # a Latin letter at the start of a word in a language of another script
_SAME_SCRIPT = 13  # after a letter of its script, where no model knows the script
_UNKNOWN = 40  # a character that a writing of thousands of signs does not have
ASCII_COST = 9  # a character of ASCII in such a writing

# Costs of signs between words: common ones, those of ordinary typography, those of tables and formulas, boxes, others.
_COMMON_SIGNS = frozenset("“”„’‘–—…«»€")
_USUAL_SIGNS = frozenset("\xa0‚‹›°§©®·•™£¿¡№ºª½†‰、。，．・「」『』（）：；？！〈〉《》ー～“”，【】、\u3000،؛؟٪״׳־")
_SIGN_COSTS = (10, 15, 22, 22, 36)
_MIXED = 20  # letters of two scripts in a word
_NEVER = 48  # controls of C1, unassigned and private characters, what could not be decoded


@dataclass(frozen=True, slots=True)
class Language:
    """A language's letters (both cases of one have one number) and the cost of each after each other."""

    name: str
    script: str
    numbers: dict[str, int]
    costs: tuple[bytes, ...]
    signs: dict[str, int] = field(default_factory=dict)  # of a writing with thousands of signs: each with its cost

    def cost(self, pairs: dict[tuple[str, str], int]) -> int:
        """The cost of the second character of each pair, times its count. Case and signs are costed apart."""
        if self.signs:
            return sum(count * self._sign(second) for (_, second), count in pairs.items())
        total = 0
        numbers, costs, latin = self.numbers, self.costs, self.script == "LATIN"
        for (first, second), count in pairs.items():
            before, after = numbers.get(first), numbers.get(second)
            if before is None:
                before = -1 if _is_letter(first) else 0
            if after is None:
                after = -1 if _is_letter(second) else 0
            if not latin and second in _ASCII_LETTERS:
                total += count * (ASCII_COST if first in _ASCII_LETTERS else _LATIN if not before else _FOREIGN)
            elif after < 0:
                total += count * (_FOREIGN if script(second) == self.script else _STRANGE)
            elif before < 0 or (not latin and first in _ASCII_LETTERS):
                total += count * (10 if after else 4)
            else:
                total += count * costs[before][after]
        return total

    def _sign(self, char: str) -> int:
        known = self.signs.get(char)
        if known is not None:
            return known
        if char < "\x80":
            return ASCII_COST
        return _rank(self.name, char) if _is_letter(char) else 0  # other signs are costed for all alike


class AnyScript:
    """Letters of a script that no model knows: they keep to their script."""

    name = "any"
    script = ""

    def cost(self, pairs: dict[tuple[str, str], int]) -> int:
        """As of a language: what stays in the script is cheap, ideographs apart."""
        total = 0
        for (first, second), count in pairs.items():
            if not _is_letter(second):
                total += count * (4 if second < "\u3000" else 10)
            elif (own := script(second)) == "CJK" or "\u3000" <= second < "\uac00":
                total += count * _UNKNOWN
            else:
                same = own == script(first) or not _is_letter(first)
                total += count * (_SAME_SCRIPT + (6 if own == "HANGUL" else 0) if same else _STRANGE)
        return total


@cache
def _rank(name: str, char: str) -> int:
    """The cost of a sign by its place in the national standards, whose first levels hold the common ones."""
    for codec, first, last, cost in _LEVELS[name]:
        try:
            data = char.encode(codec)
        except UnicodeError:
            continue
        if len(data) == 2 and first <= data[0] <= last:
            return cost
    return _UNKNOWN


# By language: codec, first and last lead byte, cost in half bits.
_LEVELS = {
    "zhs": (("gb2312", 0xB0, 0xD7, 26), ("gb2312", 0xD8, 0xF7, 34)),
    "zht": (("big5", 0xA4, 0xC6, 27), ("big5", 0xC9, 0xF9, 36)),
    "ja": (("euc_jp", 0xB0, 0xCF, 26), ("euc_jp", 0xA4, 0xA5, 22), ("euc_jp", 0xD0, 0xF4, 35)),
    "ko": (("euc_kr", 0xB0, 0xC8, 26), ("euc_kr", 0xCA, 0xFD, 36), ("cp949", 0x81, 0xC8, 36), ("johab", 0, 255, 36)),
}


@cache
def languages() -> dict[str, Language]:
    """All languages with a model, by their codes."""
    stored = json.loads(zlib.decompress(_FILE.read_bytes()))
    found: dict[str, Language] = {}
    for name, (letters, costs) in stored["letters"].items():
        wide = len(letters) + 1
        rows = tuple(bytes(ord(char) - 48 for char in costs[at * wide : (at + 1) * wide]) for at in range(wide))
        numbers = {form: number for number, char in enumerate(letters, 1) for form in forms(char)}
        own = script(letters[len(letters) // 2])
        found[name] = Language(name, own, numbers, rows)
    for name, levels in stored["signs"].items():
        signs = {char: int(cost) for cost, chars in levels.items() for char in chars}
        found[name] = Language(name, "CJK", {}, (), signs)
    return found


_ASCII_SMALL = frozenset("abcdefghijklmnopqrstuvwxyz")
_ASCII_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")


def forms(char: str) -> set[str]:
    """A small letter and its capital."""
    return {one for one in (char, char.upper()) if len(one) == 1}


def folded(char: str) -> str:
    """The small letter of `char`, which stays one character."""
    small = char.lower()
    return small if len(small) == 1 else char


@cache
def _is_letter(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or char in "\u200c\u200d"


@cache
def script(char: str) -> str:
    """The first word of a letter's name in Unicode ("LATIN", "CJK"); "" where it has none. Marks belong to Latin."""
    name = unicodedata.name(char, "").partition(" ")[0]
    if name in {"COMBINING", "MODIFIER", "FEMININE", "MASCULINE", "MICRO", "KELVIN", "ANGSTROM", "FULLWIDTH"}:
        return "LATIN"
    return "ARABIC" if name.startswith("ZERO") else "CJK" if name in {"HIRAGANA", "KATAKANA", "HALFWIDTH"} else name


@cache
def _kind(char: str) -> str:
    """How a character takes part in case and spelling: `u`pper, `l`ower, other `a`lphabetic, `d`igit, `s`pace, sign."""
    if unicodedata.category(char) == "Lu":
        return "u"
    if unicodedata.category(char) == "Ll":
        return "l"
    if _is_letter(char):
        return "a"
    return "d" if char.isdigit() else "s" if char.isspace() else "-"


# Costs of case: a capital in a word, a capital after a capital, a capital at its start; small letters cost nothing.
_CASE = {"lu": 20, "uu": 5, "-u": 5, "su": 5, "du": 8, "au": 4, "ul": 1, "dl": 4, "-l": 1}


@cache
def _sign_cost(char: str) -> int:
    if char in _COMMON_SIGNS:
        return _SIGN_COSTS[0]
    if char in _USUAL_SIGNS:
        return _SIGN_COSTS[1]
    category = unicodedata.category(char)
    if category in {"Cc", "Cn", "Co", "Cs"} or char == "\ufffd":
        return _NEVER
    if "\u2500" <= char <= "\u259f":
        return _SIGN_COSTS[3]
    return _SIGN_COSTS[2] if category[0] in "PSNZ" else _SIGN_COSTS[4]


@cache
def _pair_cost(first: str, second: str) -> int:
    """What case and signs of a pair cost in any language."""
    before, after = _kind(first), _kind(second)
    if after in "ula":
        cost = _CASE.get(before + after, 0)
        if before in "ula" and script(first) != script(second):
            small = first in _ASCII_SMALL or second in _ASCII_SMALL
            cost += _MIXED if small or "CJK" not in {script(first), script(second)} else 0
        if before == "-" and first > "\x7f":
            if first in "”»…€™‰·•º":
                cost += 6
            elif first not in _COMMON_SIGNS:
                cost += 2 if first in "¿¡„‚§©№\xa0" else 8
        return cost
    if second in "|[]^{}~\\`":
        return 8
    if second < "\x80":
        return 30 if (second < " " and second not in "\t\n\r\x0c\x1b") or second == "\x7f" else 0
    if second == first and _sign_cost(second) < _NEVER:
        return 3  # rows of dashes and boxes
    cost = _sign_cost(second)
    if before in "ula" and second not in "’”“»…–\xa0ºª™®":
        cost += 4 if second in _COMMON_SIGNS or second in _USUAL_SIGNS else 8
    return cost


def common_cost(pairs: dict[tuple[str, str], int]) -> int:
    """What case and signs cost in any language, in half bits."""
    return sum(count * _pair_cost(*pair) for pair, count in pairs.items())
