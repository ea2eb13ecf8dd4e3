"""Roles that need no weighing: an ordered list of rules, each of which says what a line is, how sure, and why."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.languages.phrases import PagePattern
from content.structure.lines.blocks import BULLETS
from content.structure.lines.dateline import opens_report
from content.structure.lines.page_rules import OPENS_BYLINE, byline, caption, prompt
from content.structure.lines.portions import portion_of
from content.structure.model import Reason, Role
from content.structure.syntax.tokens import is_capitalised_name, is_role

if TYPE_CHECKING:
    from content.structure.lines.judged_lines import Judged, Lines

    Rule = Callable[[Lines, int], Judged | None]

_SIGN = compiled(rf"[{BULLETS}]\s*\S|[*+]\s+\S")
_HYPHEN = compiled(r"[-–—o]\s+\S")
_NUMBER = compiled(r"\(?(\d{1,2})[.)]\s+\S")
_TURN = PagePattern(r"({turn_letters}|(?i:{turn_labels}))\s?([:.])\s+\S", 0)
_GREETING = PagePattern(r"{greetings}\b.{0,60}[,:!]$", 0)
_UNLIKE_NAME = compiled(r"[:/©|@\d]")
_SENTENCES = compiled(r"[^\W\d_]{2}[.!?]\s+\S")
_OPENS = {"“": "”", "„": "“”", "«": "»", "»": "«"}
_DASHES = frozenset("-–—*•")  # of items
_MARKS = frozenset('"“„«»')
_LONGEST_SHORT = 120  # characters; most rules are for lines up to this length
_LONGEST_HEADLINE = 250  # characters; the longest of 352 real ones has 140
_LONGEST_SENTENCE = 150  # characters of one with a full stop; none of those had more than 90
_STOPS = (".", ".”", '."', ".“", ".»")
_LONGEST_ITEM = 90  # characters; longer numbered lines are paragraphs more often than not
_LONGEST_TITLE = 100
_LONGEST_CAPITALS = 80
_FEWEST_LETTERS = 4
_LONGEST_CREDIT = 60
_LONGEST_NAME = 80
_PULLED = range(25, 301)  # characters of a pull quote
_FEWEST = 4  # blanks: titles of songs, films and books have fewer words than pull quotes
_MORE = 10  # characters that the paragraph has beside the words pulled from it, at least
_NEAR = 60  # lines before and after it
_SURE = 0.95


def certain(lines: Lines, index: int) -> Judged | None:
    """What the first matching rule says about the line."""
    rules = RULES if len(lines.words[index]) <= _LONGEST_SHORT else RULES_OF_LONG_LINES
    return next(filter(None, (rule(lines, index) for rule in rules)), None)


def goes_on(lines: Lines, index: int) -> bool:
    """Whether a line opens with a quotation mark after one that opened with it and closed none: the same speech."""
    line, above = lines.words[index], lines.at(index - 1)
    if line[0] not in _MARKS or not above or line[0] != above[0]:
        return False
    if line[0] == '"':
        return above.count('"') % 2 == 1
    return above.count(above[0]) > sum(map(above.count, _OPENS[above[0]]))


def _underlined(lines: Lines, index: int) -> Judged | None:
    if index not in lines.rules_below:
        return None
    return (Role.HEADLINE if index == lines.first else Role.HEADING), Reason.of("underlined", _SURE)


def _shaped(matches: Callable[[str], object], role: Role, reason: Reason) -> Rule:
    """A rule for lines of one shape, wherever they stand."""
    return lambda lines, index: (role, reason) if matches(lines.words[index]) else None


def _numbered_heading(lines: Lines, index: int) -> Judged | None:
    """Numbered, alone between blank lines, with others like it, but none of them next to it: that is a list."""
    depth = lines.numbered.get(index)
    if depth is None or len(lines.numbered) < 2 or depth in map(lines.numbered.get, (index - 1, index + 1)):
        return None
    return Role.HEADING, Reason.of("numbered-alone", 0.9)


def _capitals(lines: Lines, index: int) -> Judged | None:
    """A short line in capitals after a blank line, above a list or a paragraph."""
    line, below = lines.words[index], lines.at(index + 1)
    if index not in lines.after_blank or index == lines.first or len(line) > _LONGEST_CAPITALS or not line.isupper():
        return None
    prose = len(below) > len(line) and not below.isupper()
    if not prose or not (line[-1].isalpha() or line[-1] in "?)") or sum(map(str.isalpha, line)) < _FEWEST_LETTERS:
        return None
    return Role.HEADING, Reason.of("capitals-alone", 0.85)


def _in_row(lines: Lines, index: int) -> Judged | None:
    """The line before or after starts with a hyphen as well, or with the number before or after."""
    line = lines.words[index]
    if _is_paragraph(line):
        return None
    found = Role.LIST_ITEM, Reason.of("alike", _SURE)
    around = lines.at(index - 1), lines.at(index + 1)
    if _HYPHEN.match(line):
        plain = line[0] == "-" or (len(line) <= 100 and line[-1].isalnum()) or line[0] == "o"
        return found if plain and any(_HYPHEN.match(other) and other[0] == line[0] for other in around) else None
    number = _NUMBER.match(line)
    if number is None:
        return None
    others = [match for match in map(_NUMBER.match, around) if match and not _is_paragraph(match.string)]
    return found if any(abs(int(match[1]) - int(number[1])) == 1 for match in others) else None


def _is_paragraph(line: str) -> bool:
    return len(line) > _LONGEST_ITEM or _SENTENCES.search(line) is not None


def _turn(lines: Lines, index: int) -> Judged | None:
    """A question or an answer: with a full stop after its letter only beside another one, since A. Bridges is not."""
    match = _TURN.match(lines.words[index])
    if match is None:
        return None
    near = [other for at in (-2, -1, 1, 2) if (other := _TURN.match(lines.at(index + at))) and other[2] == match[2]]
    if (match[2] == "." and all(other[1] == match[1] for other in near)) or (not near and index == lines.first):
        return None
    return Role.PARAGRAPH, Reason.of("turn", _SURE)


def _portion_marked(lines: Lines, index: int) -> Judged | None:
    """A numbered paragraph with its classification: (U), (S//NF)."""
    line = lines.words[index]
    if line[0] in _DASHES or portion_of(line) is None:
        return None
    if line[-1] in ".!?:;" or len(line) > _LONGEST_TITLE or index == lines.first:
        return Role.PARAGRAPH, Reason.of("portion-marked", 0.9)
    return Role.HEADING, Reason.of("portion-heading", 0.85)


def _section_name(lines: Lines, index: int) -> Judged | None:
    """A word that names a section, above a longer line."""
    named = fold(lines.words[index].rstrip(":")) in every().sections and index != lines.first
    return (
        (Role.HEADING, Reason.of("section-name", 0.9))
        if named and len(lines.at(index + 1)) >= _LONGEST_CREDIT
        else None
    )


def _dateline(lines: Lines, index: int) -> Judged | None:
    opens = index == lines.first and opens_report(lines.words[index], lines.language)
    return (Role.PARAGRAPH, Reason.of("opens-dateline", _SURE)) if opens else None


def _pulled(lines: Lines, index: int) -> Judged | None:
    """Words that a paragraph has as well, without quotation marks, above the name or role of somebody."""
    line = lines.words[index]
    if len(line) not in _PULLED or index < lines.first + 2 or line[-1] == ":" or index + 1 in lines.rules_below:
        return None
    words = lines.plain[index] if _names_somebody(lines.at(index + 1)) else ""
    if words.count(" ") < _FEWEST:
        return None
    near = lines.plain[max(0, index - _NEAR) : index + _NEAR]
    if not any(len(other) >= len(words) + _MORE and f" {words} " in f" {other} " for other in near):
        return None
    return Role.QUOTE, Reason.of("pulled", 0.9)


def _pulled_from(lines: Lines, index: int) -> Judged | None:
    if len(lines.words[index]) > _LONGEST_NAME or not lines.at(index - 1) or _pulled(lines, index - 1) is None:
        return None
    return Role.ATTRIBUTION, Reason.of("pulled-from", 0.9)


def _names_somebody(line: str) -> bool:
    """Whether a line looks like “Maria Stone”, “Maria Stone, engineer” or “A senior official”."""
    if len(line) > _LONGEST_NAME:
        return False
    bare = line.lstrip("-–—―~ ")
    if not bare or bare[-1] in ".?!:;," or not bare[0].isupper() or bare.isupper():
        return False
    words = bare.split()
    if len(words) > 10 or _UNLIKE_NAME.search(bare) or fold(words[0]) in every().byline_words:
        return False
    name = bare.partition(",")[0]
    called = len(name.split()) > 1 and is_capitalised_name(name, every())
    return called or any(is_role(fold(word).strip(",()"), every()) for word in words)


def _first_line(lines: Lines, index: int) -> Judged | None:
    """The first line is the headline, unless it is long or the only one."""
    if index != lines.first:
        return None
    if lines.count == 1:
        return Role.PARAGRAPH, Reason.of("only-line", _SURE)
    words = lines.words[index]
    if len(words) > (_LONGEST_SENTENCE if words.endswith(_STOPS) else _LONGEST_HEADLINE):
        return Role.PARAGRAPH, Reason.of("first-but-long", _SURE)
    if index in lines.wrapped and words.endswith(_STOPS):
        return Role.PARAGRAPH, Reason.of("wrapped-sentence", 0.9)
    return None


def _second_of_two(lines: Lines, index: int) -> Judged | None:
    """A text of two short lines has a headline and a paragraph, and a byline only where it says so."""
    line = lines.words[index]
    if lines.count != 2 or index == lines.first or len(line) > _LONGEST_CREDIT or OPENS_BYLINE.match(line):
        return None
    return Role.PARAGRAPH, Reason.of("second-of-two", 0.7)


_mailed = _shaped(compiled(">").match, Role.QUOTE, Reason.of("quoted-mail", _SURE))
_bulleted = _shaped(_SIGN.match, Role.LIST_ITEM, Reason.of("bullet", _SURE))
_greeting = _shaped(_GREETING.match, Role.PARAGRAPH, Reason.of("greeting", 0.9))

RULES: tuple[Rule, ...] = (
    _underlined,
    _mailed,
    _bulleted,
    prompt,
    byline,
    _numbered_heading,
    _capitals,
    _in_row,
    _turn,
    _greeting,
    _portion_marked,
    _section_name,
    caption,
    _dateline,
    _pulled,
    _pulled_from,
    _first_line,
    _second_of_two,
)

RULES_OF_LONG_LINES = (_mailed, _bulleted, _turn, _portion_marked, _dateline, _pulled, _first_line)
"""Those of the rules that can know a line of any length, in the same order."""
