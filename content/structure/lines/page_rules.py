"""Rules for lines of a page that are around its text and say so: credits, names, what leads elsewhere or asks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from content.languages.language import every
from content.languages.words import read_pairs, word_lists
from content.structure.model import Reason, Role
from content.structure.syntax.tokens import is_capitalised_name

if TYPE_CHECKING:
    from content.structure.lines.text_lines import Judged, Lines

_COPYRIGHT = re.compile(r"©|(?:\(c\)|copyright)\s?(?:©|\d{4}|by\b)", re.IGNORECASE)
_LENGTH = re.compile(r"\d{1,3}[ -]min(?:ute)?s?[ -]read\b|(?:lesezeit|lesedauer)\s?:?\s?\d", re.IGNORECASE)
_DATED = re.compile(
    r"(?:(?:last |first )?(?:updated?|published|posted)|(?:zuletzt )?aktualisiert|veröffentlicht|erstellt|stand|"
    r"mis à jour|publié|actualizado|publicado|aggiornato|pubblicato|atualizado|güncelleme|yayınlanma|"
    r"发布时间|更新)(?!\w)",
    re.IGNORECASE,
)
_FROM_ELSEWHERE = re.compile(
    r"[（(\[【]?\s?(?:本文来源|文章来源|来源|责任编辑|责编|编辑|校对|作者|原标题|原题|记者|本报记者|本报讯)(?:为|于)?\s?[:：\s|/《]"
)
_TABLE = re.compile(
    r"(?:tab(?:le|elle|leau|la|lo)|fig(?:ure|ura|\.)|abb(?:ildung|\.)|schaubild|chart|grafik|şekil)\s?\d{1,3}\s?[.:–—-]",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"(?:photos?|fotos?|bild(?:er)?|images?|fotoğraf|foto de)\s?(?:(?::|/|©)\s?\S| (?:by|von|de) (?P<name>\S.*))"
    r"|(?:图片?|照片)(?:来源|说明|源|注)\s?[:：]|写真\s?[:：=]|사진\s?[:：=/]",
    re.IGNORECASE,
)
OPENS_BYLINE = re.compile(r"(?:by|von|par|por|yazan|haber|di|door|af|av)\s*:?\s", re.IGNORECASE)
_JOINED = re.compile(r",|\b(?:and|und|et|y|e|ve|en|og|och)\b")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_ALONE = re.compile(r"\A(?:\W*+$|\s?[:：]\s*\S)")
_BRIEF = 80  # characters
_NEAR_EDGE = 3  # lines
_LONGEST_TITLE = 100
_LONGEST_CREDIT = 60
_LONGEST_NAME = 80


def _is_dated(line: str) -> bool:
    """Whether a line says when its text was written, and no more than that."""
    said = _DATED.match(line)
    words = [word.strip(".,:()|") for word in line[said.end() :].lower().split()] if said else []
    names = {word for word in words if word and not word[0].isdigit()}
    return (
        any(word[:1].isdigit() for word in words)
        and names <= word_lists("line_words")["months"] | word_lists("line_words")["clock"]
    )


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    """A line that starts with one of the phrases of this kind in page_phrases.txt."""
    phrases = [phrase for phrase, kinds in read_pairs("page_phrases").items() if kinds == kind]
    return re.compile("|".join(map(re.escape, sorted(phrases, key=len, reverse=True))), re.IGNORECASE)


def _leads_elsewhere(line: str) -> bool:
    """Whether a line is such a phrase alone, or has it before a colon."""
    said = _phrases("elsewhere").match(line)
    return said is not None and not line.endswith(".") and _ALONE.match(line[said.end() :]) is not None


def _asks(line: str) -> bool:
    """Whether a line asks the reader to do something on the page, or invites to one of its channels."""
    said = _phrases("asks").match(line)
    if said is None and (said := _phrases("invites").match(line)) is not None:
        rest = set(_WORD.findall(line[said.end() :].lower()))
        if ":" in line or (rest and rest.isdisjoint(word_lists("line_words")["channels"])):
            return False
    return said is not None and not line[said.end() : said.end() + 1].isalnum()


_KINDS: tuple[tuple[Callable[[str], object], int, str], ...] = (
    (_leads_elsewhere, 2 * _BRIEF, "leads to other pages"),
    (_asks, _BRIEF, "asks the reader to do something"),
    (_COPYRIGHT.match, 2 * _BRIEF, "a copyright"),
    (_is_dated, _BRIEF, "says when it was written"),
    (_LENGTH.match, _BRIEF, "says how long it takes to read"),
    (_FROM_ELSEWHERE.match, _BRIEF, "says where it comes from"),
)


def table_title(lines: Lines, index: int) -> Judged | None:
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_TITLE or not _TABLE.match(line):
        return None
    return Role.CAPTION, Reason("the title of a table or figure", 0.9)


def photo_credit(lines: Lines, index: int) -> Judged | None:
    """Foto: X; photo by X Y."""
    line = lines.words[index]
    said = _CREDIT.match(line) if index != lines.first and len(line) <= _LONGEST_CREDIT else None
    if said is None or (said["name"] and not is_capitalised_name(said["name"].replace("/", " "), every())):
        return None
    return Role.CAPTION, Reason("a photo credit", 0.9)


def prompt(lines: Lines, index: int) -> Judged | None:
    """What leads to other pages, asks the reader, or says whose and when."""
    line = lines.words[index]
    why = next((words for kind, most, words in _KINDS if len(line) <= most and kind(line)), None)
    return (Role.OTHER, Reason(why, 0.9)) if why and index != lines.first else None


def byline(lines: Lines, index: int) -> Judged | None:
    """By X Y; Von X Y und Z W, NDR: whole names and nothing else, near the top or the end; reporting by X."""
    line = lines.words[index]
    if index == lines.first or len(line) > _LONGEST_NAME:
        return None
    credited = _phrases("credits").match(line)
    if credited is not None and line[credited.end() + 1 : credited.end() + 2].isupper():
        return Role.BYLINE, Reason("names who made it", 0.9)
    by = OPENS_BYLINE.match(line)
    outside = index - lines.first <= _NEAR_EDGE or len(lines.words) - index <= _NEAR_EDGE
    if by is None or not outside or not is_capitalised_name(line[by.end() :], every()):
        return None
    first = _JOINED.split(line[by.end() :])[0].split()
    return (Role.BYLINE, Reason("names who wrote it", 0.9)) if len(first) > 1 else None
