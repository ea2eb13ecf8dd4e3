"""The head of a structured text: its headline, and what stands around that before the text begins."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from content.kept import compiled
from content.structure.kinds.hints import FIELD, close_set, is_dated, is_framed, is_time, section_name
from content.structure.kinds.words import KindWords
from content.structure.lines.dateline import is_date
from content.structure.lines.furniture import furniture
from content.structure.lines.messages import subject_starts
from content.structure.model import Reason, Role

if TYPE_CHECKING:
    from content.languages.phrases import PagePattern
    from content.structure.kinds.elements import Element
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_CODE = compiled(r"[A-Z\d][\w/:.#-]{0,40}$")
_ITEM = KindWords(__file__).pattern(r"{heading_labels}\s?\d{1,3}(?:\.\d{1,3}){0,3}[.:]?\s", 0)
_COLUMNS = frozenset({"columns", "figures"})
_LONGEST_DATE = 60
_LONGEST_SENTENCE = 40
_LONGEST_TITLE = 200  # characters
_LONGEST_HEAD = 100
_PROSE = 60
_MOST = 14  # elements of a head
_TITLE = Role.HEADLINE, Reason.of("title-of-kind", 0.9)
_AROUND = Role.OTHER, Reason.of("around-title", 0.8)


def headline_of(page: Page, elements: Sequence[Element], titles: PagePattern, *, named: bool) -> int | None:
    """The element that is the headline: the first that could be; with `named` rather the first with such a phrase."""
    subject = next((at for at, one in enumerate(elements[:_MOST]) if subject_starts(one.words)), None)
    if subject is not None:
        return subject
    could_be = [at for at, one in enumerate(elements[:_MOST]) if _could_be(page, one, titles)]
    if named:
        said = next((index for index in could_be if titles.search(close_set(elements[index].words))), None)
        if said is not None:
            return said
    text = next((at for at, one in enumerate(elements[:_MOST]) if _is_prose(one)), _MOST)
    return could_be[0] if could_be and could_be[0] < max(text, 1) else None


def _is_prose(element: Element) -> bool:
    return len(element.words) > _LONGEST_TITLE or (len(element.words) > _PROSE and element.words[-1] in ".。")


def _could_be(page: Page, element: Element, titles: PagePattern) -> bool:
    words = element.words
    if len(words) > _LONGEST_TITLE or words[-1] == ":" or (element.mark and not element.mark.number):
        return False
    reason = furniture(element.raw)
    columns = reason is not None and reason.parts[0][0] in _COLUMNS and titles.search(words) is not None
    if _is_code(words) or (reason is not None and not columns) or is_date(words, page.language):
        return False
    if _ITEM.match(words) or is_framed(words) or (words[-1] in ".。" and len(words) > _LONGEST_SENTENCE):
        return False
    field = FIELD.match(words)
    if field and (titles.match(field["label"]) or titles.search(field["value"] or "")):
        return True
    if field and any(map(str.isdigit, field["label"])):  # CVE-2026-40117: what it is
        return True
    return field is None or len(field["label"].split()) > 3 or len(field["value"] or "") > 30


def _is_code(words: str) -> bool:
    """Whether a line is one word of capitals, digits and signs, or has no letters."""
    return not any(map(str.isalpha, words)) or (
        _CODE.match(words) is not None and (words.isupper() or any(map(str.isdigit, words)))
    )


def head(elements: Sequence[Element], headline: int | None, sections: Collection[str]) -> dict[int, Judged]:
    """The roles of the headline, of all above it, and of the short lines below it that say who, when and for whom."""
    if headline is None:
        return {}
    above = elements[:headline]
    judged: dict[int, Judged] = {}
    if not any(one.mark or len(one.words) > _LONGEST_TITLE or section_name(one.words) in sections for one in above):
        judged = dict.fromkeys(range(headline), _AROUND)
    judged[headline] = _TITLE
    for index in range(headline + 1, min(len(elements), headline + _MOST)):
        element, below = elements[index], elements[index + 1] if index + 1 < len(elements) else None
        if element.mark or below is None or len(element.words) > _LONGEST_HEAD:
            break
        if element.words[-1] in ".!?。" and not (is_time(element.words) or is_dated(element.words)):
            break
        field = FIELD.match(element.words)
        if len(element.words) <= _LONGEST_DATE and (is_dated(element.words) or is_time(element.words)):
            judged[index] = _AROUND
            continue
        if section_name(element.words) in sections and not (field and field["value"]):
            break
        if field is None or not field["value"]:
            opens = below.mark or len(below.words) > _LONGEST_HEAD or below.words[-1] in ".!?。"
            opens = opens or (element.apart and not below.apart and len(below.words) > max(_PROSE, len(element.words)))
            if opens or (element.words.isupper() and len(element.words) > 4 and element.apart):
                break
        judged[index] = _AROUND
    return judged
