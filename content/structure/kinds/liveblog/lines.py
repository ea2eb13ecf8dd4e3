"""What the lines of a live blog are for, and its entries with their times."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.structure.kinds.liveblog.recognising import stamps
from content.structure.kinds.posts import posts
from content.structure.kinds.rules import Parts
from content.structure.model import Entry, Reason, Role, Story

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_TIME = Role.OTHER, Reason.of("entry-time", 0.9)
_TITLE = Role.HEADING, Reason.of("entry-title", 0.85)
_ENTRY = Role.PARAGRAPH, Reason.of("entry", 0.85)
_BODY = Role.PARAGRAPH, Reason.of("in-entry", 0.75)
_CAPTION = Role.CAPTION, Reason.of("below-picture", 0.6)
_SAYS_WHO = Role.ATTRIBUTION, Reason.of("name-above", 0.7)
_SAID = Role.QUOTE, Reason.of("below-name", 0.7)
_SHORT = 60
_OPENS, _CLOSES = frozenset('"“„«'), frozenset('"”“»')  # of lines that may be pull quotes
_WRAPPED = 30  # characters of a line that goes on below
_FEW = 6  # blanks
_NAMED = compiled(r"[A-ZÀ-ÞА-Я][\w'’.-]{0,20}(?: [A-ZÀ-ÞА-Я][\w'’.-]{0,20}){1,4}:$")
_LONGEST_TITLE = 130
_LONG = 120
_ITEM = compiled(r"[-*•‣◦▪–+]\s+\S")
_SENTENCE = compiled(r"[^\W\d_]{2}[.!?]\s+[^\W\d_]")
_STOPS = (".", "!", "…", ".”", '."', ":", ".)")


def starts(page: Page) -> frozenset[int]:
    """The lines with which entries begin, and those right after a time that stands alone."""
    found = stamps(page)
    alone = (index + 1 for index, stamp in found.items() if not page.words[index][stamp.words :].strip())
    return frozenset(found) | {index for index in alone if index < len(page.lines)}


def roles(page: Page) -> dict[int, Judged]:
    """The roles of lines that begin an entry, and of posts from elsewhere."""
    known = {index: _opening(page, index, stamp.words) for index, stamp in stamps(page).items()}
    return posts(page) | known


def _opening(page: Page, index: int, start: int) -> Judged:
    """A time alone, a time with a title, or the first paragraph of an entry."""
    words = page.words[index][start:].strip()
    if not any(map(str.isalnum, words)):
        return _TIME
    end = page.lines[index].range.end
    below = page.text[end + 1 : end + 2 + _LONG].partition("\n")[0]  # of wrapped text a line, not the paragraph
    alone = page.blank_before(index + 1) or len(below) > _LONG
    title = len(words) <= _LONGEST_TITLE and not words.endswith(_STOPS) and not _SENTENCE.search(words)
    return _TITLE if title and alone and "\n" not in page.lines[index].range.of(page.text) else _ENTRY


def body(page: Page) -> dict[int, Judged]:
    """After the first entry: long lines and wrapped ones are paragraphs, short ones of titleless entries captions."""
    found = stamps(page)
    titled = any(_opening(page, index, stamp.words)[0] is Role.HEADING for index, stamp in found.items())
    known = _announced(page)
    for index in range(min(found, default=len(page.words)), len(page.words)):
        line = page.words[index]
        if index in known or _ITEM.match(line) or (line[0] in _OPENS and line[-1] in _CLOSES):
            continue
        if len(line) > _LONG or (_goes_on(page, index) and index - 1 not in found):
            known[index] = _BODY
        elif not titled and _is_caption(page, index):
            known[index] = _CAPTION
        elif line.endswith(_STOPS) or (not titled and len(line) > _SHORT and len(page.at(index + 1)) <= _LONG):
            known[index] = _BODY
    return known


def _goes_on(page: Page, index: int) -> bool:
    """Whether a line may be the rest of a long one above: no blank line or end of a sentence stands between them."""
    above = page.at(index - 1)
    wrapped = len(above) > _WRAPPED and not page.blank_before(index)
    return wrapped and above[-1].isalpha() and page.words[index][0].isalpha()


def _is_caption(page: Page, index: int) -> bool:
    """Whether a line stands alone and is short: between the paragraphs of entries, these are below pictures."""
    line = page.words[index]
    alone = page.blank_before(index) and page.blank_before(index + 1)
    return alone and len(line) <= _SHORT and line.count(" ") < _FEW and line[-1].isalnum()


def _announced(page: Page) -> dict[int, Judged]:
    """The words of somebody whose name stands alone above them, with a colon."""
    known: dict[int, Judged] = {}
    for index, line in enumerate(page.words):
        alone = page.blank_before(index) and page.blank_before(index + 1)
        if alone and len(line) <= _SHORT and _NAMED.match(line) and len(page.at(index + 1)) > _SHORT:
            known |= {index: _SAYS_WHO, index + 1: _SAID}
    return known


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """The entries, each to the line before the next. They are stories, too: readers step through both alike."""
    found = sorted(stamps(page).items())
    if not found:
        return Parts()
    entries = []
    stories = []
    for (index, stamp), after in zip(found, [*(at for at, _ in found[1:]), len(page.lines)], strict=True):
        where = page.lines[index].range
        whole = TextRange(where.start, page.lines[after - 1].range.end)
        words = where.of(page.text)
        # The words of the line differ from the text by its white space only, which a time hardly has.
        time = TextRange(where.start + stamp.start, min(where.start + stamp.end, where.end))
        entries.append(Entry(whole, time))
        title = page.words[index][stamp.words :].strip()
        headed = _opening(page, index, stamp.words)[0] is Role.HEADING and title in words
        first = where.start + words.index(title) if headed else 0
        stories.append(Story(whole, TextRange(first, first + len(title)) if headed else None))
    return Parts(entries=tuple(entries), stories=tuple(stories))
