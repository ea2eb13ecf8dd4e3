"""Who is quoted in a mail: lines such as "On Monday, Ann Lee wrote:", which may be wrapped."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.structure.kinds.mail.fields import WORDS
from content.structure.kinds.once import once_a_page

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from content.structure.kinds.page import Page

_SAYS = WORDS.pattern(r"\A(?P<before>.{0,240}?)(?<!\w)(?P<wrote>{wrote})(?!\w)(?P<after>.{0,120})[:：](?: ?\])?$")
_OPENS = WORDS.pattern(r"{on}\b")
_SENT = compiled(
    r"\A(?=.{0,120}\d{1,4}[./-]\d{1,2}[./-]\d{1,4}|.{0,120}\d{1,2}[:.h]\d\d)(?P<before>.{1,200})<[^<>\s]+@[^<>\s]+>$"
)
"""A line with a date, a name and an address, and no verb: "2013/7/20 Ann Lee <ann@example.org>"."""
_AROUND = " \"“”'„,:*_"
_DATED = compiled(r"\d{1,2}[:.h]\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}|@")
_ADDRESS = compiled(r"(?:\s{0,3}[<\[(]|(?<!\S)\S{1,64}@).*")
_BETWEEN = WORDS.pattern(r"(?:{between}[.,]? )+")
_UP_TO_DATE = compiled(r"\A.{0,400}\d\S{0,40}(?: ?[AaPp]\.?[Mm]\.?)?(?: ?[-+]\d{4})?,?\s{0,8}")
_ENDS = (":", "：", ":]", ">")  # of such a line; most texts have none
_MOST_LINES = 4
_LONGEST = 360
_LONGEST_NAME = 60


class Attribution(NamedTuple):
    """The lines that say who wrote what is quoted below, and the name, if there is one."""

    lines: range
    author: str | None


def quoted(line: str) -> bool:
    """Whether a line has the sign of a quoted one; a stroke at its end as well makes it the row of a table."""
    return line.startswith(">") or (line.startswith("|") and line.count("|") == 1)


@once_a_page
def attributions(page: Page) -> list[Attribution]:
    """All such lines of a page, in order."""
    lines: list[str] = []
    numbers: list[int] = []
    for number, line in enumerate(page.words):
        if page.blank_before(number):
            lines.append("")
            numbers.append(number)
        lines.append(line)
        numbers.append(number)
    found = attributions_in(lines)
    return [said._replace(lines=range(numbers[said.lines[0]], numbers[said.lines[-1]] + 1)) for said in found]


def attributions_in(lines: Sequence[str]) -> list[Attribution]:
    """All such lines among these, the blank ones included, in order."""
    found = []
    at = 0
    for last in [at for at, line in enumerate(lines) if line.rstrip().endswith(_ENDS)]:
        at = max(at, last - _MOST_LINES + 1)
        while at <= last:
            one = _at(lines, at)
            if one:
                found.append(one)
            at = one.lines.stop if one else at + 1
    return found


def _at(lines: Sequence[str], first: int) -> Attribution | None:
    """The lines from `first` on, if they say who wrote what is quoted below."""
    if not lines[first]:
        return None
    words = ""
    opens = False
    for end in range(first + 1, min(first + _MOST_LINES, len(lines)) + 1):
        if len(lines[end - 1]) > _LONGEST:
            return None
        bare = lines[end - 1].lstrip(">| ")
        opened = _OPENS.match(bare) is not None
        words = f"{words} {bare}".strip()
        if not bare or quoted(lines[end - 1]) != quoted(lines[first]) or len(words) > _LONGEST:
            return None
        if opened and end > first + 1 and not opens:  # the line before belongs to something else
            return None
        opens = opens or opened
        if words.endswith(_ENDS[:-1]):
            said = _SAYS.match(words)
            below = next((line for line in lines[end : end + 2] if line), "")
            told = said is not None and _DATED.search(words) and (opens or quoted(below))
            return Attribution(range(first, end), _author(said)) if said and told else None
        if words[-1] == ">" and (sent := _SENT.match(words)) and any(map(quoted, lines[end : end + 2])):
            return Attribution(range(first, end), _name_in(sent["before"]))
        if not opens and not _DATED.search(words):
            return None
    return None


def _author(said: re.Match[str]) -> str | None:
    """The name in such a line: what is left of it without the date and the address."""
    return next(filter(None, map(_name_in, (said["after"], said["before"]))), None)


def _name_in(words: str) -> str | None:
    """The name among these words, without the date and the address."""
    without = _ADDRESS.sub("", words, count=1)
    name = _UP_TO_DATE.sub("", without, count=1).strip(_AROUND)
    if between := _BETWEEN.match(name):
        name = name[between.end() :].strip(_AROUND)
    named = name[:1].isupper() or " " not in name or without != words
    return name if name and named and len(name) <= _LONGEST_NAME else None
