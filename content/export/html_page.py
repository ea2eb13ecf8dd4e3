"""Briefings as one self-contained HTML page: the whole text with its marks, notes beside it, and filters.

Everything from a briefing is escaped text. There is no script: filters are check boxes that the style sheet reads.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from content.export.html_cards import card, listed, words
from content.export.html_glance import glance
from content.export.html_style import Styled, style_sheet
from content.export.html_text import Placed, blocks_of, text_rows
from content.export.visible import one_line
from content.structure.model import Role
from content.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from content.export.passage import Passage
    from content.structure.model import Briefing

_UNNAMED = "nobody named"
_KEY = ('<span class="said">“quotation”</span>', '<span class="older">background</span>')
_TOP = 6  # blocks among which a headline is the title of the page


class _Numbered(NamedTuple):
    """An annotation on the page: its number there, and the classes by which it is coloured and filtered."""

    number: int
    passage: Passage
    classes: str


def page(briefings: Sequence[tuple[Briefing, Sequence[Passage]]]) -> str:
    """One page for all briefings, each with its annotations."""
    everything = [passage for _, passages in briefings for passage in passages]
    categories = _classes("k", (passage.entry.annotation.category or "" for passage in everything))
    annotators = _classes("a", (passage.entry.annotation.annotator for passage in everything))
    parts = []
    number = 1
    for at, (briefing, passages) in enumerate(briefings, 1):
        numbered = []
        for passage in passages:
            one = passage.entry.annotation
            classes = f"{categories[one.category or '']} {annotators[one.annotator]}"
            numbered.append(_Numbered(number, passage, classes))
            number += 1
        parts.append(_briefing(at, briefing, numbered))
    titles = dict.fromkeys(_title(briefing) for briefing, _ in briefings)
    first = {passage.entry.annotation.category or "": passage for passage in reversed(everything)}
    looks = [Styled(name, first[category].look) for category, name in categories.items()]
    stamps = {f"s{at}": one_line(briefing.stamp or "") for at, (briefing, _) in enumerate(briefings, 1)}
    style = style_sheet(looks, list(annotators.values()), stamps)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    # Nothing may be loaded or run, whatever a briefing says; of styles, only this very one.
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="generator" content="Briefmark">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape('; '.join(titles) or 'Annotations')}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_filters(everything, categories, annotators)}<main>\n{_contents(briefings)}{''.join(parts)}</main>\n"
        "</body>\n</html>\n"
    )


def _classes(letter: str, names: Iterable[str]) -> dict[str, str]:
    """A class for each name, in the order of how often it occurs."""
    return {name: f"{letter}{number}" for number, (name, _) in enumerate(Counter(names).most_common())}


def _title(briefing: Briefing) -> str:
    headline = briefing.headline.of(briefing.document.text) if briefing.headline else ""
    return one_line(headline) or one_line(briefing.document.title) or one_line(briefing.document.source)


def _filters(passages: Sequence[Passage], categories: Mapping[str, str], annotators: Mapping[str, str]) -> str:
    """What is shown: a check box for each category and annotator. On paper it is the legend."""
    if not passages:
        return ""
    per_category = Counter(passage.entry.annotation.category or "" for passage in passages)
    per_annotator = Counter(passage.entry.annotation.annotator for passage in passages)
    first = {passage.entry.annotation.category or "": passage for passage in reversed(passages)}
    boxes = []
    for name, class_ in categories.items():
        sign = f'<span class="swatch {class_}">{escape(first[name].look.sign)}</span> '
        boxes.append(_box(class_, f"{sign}{words(name or 'highlight')} <small>{per_category[name]}</small>"))
    people = [
        _box(class_, f"{words(name or _UNNAMED)} <small>{per_annotator[name]}</small>")
        for name, class_ in annotators.items()
    ]
    shown = [
        '<label class="box"><input type="checkbox" id="only"> marked passages only</label>\n',
        '<label class="box"><input type="checkbox" id="plain"> text alone</label>\n',
    ]
    groups = {"Categories": boxes, "Annotators": people, "Show": shown, "Text": _KEY}
    drawn = "".join(_group(name, lines) for name, lines in groups.items())
    return f'<nav class="filters" aria-label="What is shown">\n{drawn}</nav>\n'


def _group(name: str, boxes: Sequence[str]) -> str:
    return f'<fieldset class="{name.lower()}"><legend>{name}</legend>\n{"".join(boxes)}</fieldset>\n'


def _box(class_: str, label: str) -> str:
    return f'<label class="box"><input type="checkbox" id="{class_}" checked> {label}</label>\n'


def _contents(briefings: Sequence[tuple[Briefing, Sequence[Passage]]]) -> str:
    """Links to the briefings, where there are several."""
    if len(briefings) < 2:
        return ""
    lines = (
        f'<li><a href="#b{at}">{words(_title(briefing))}</a> <small>{counted(len(passages), "mark")}</small></li>\n'
        for at, (briefing, passages) in enumerate(briefings, 1)
    )
    return f'<nav class="contents" aria-label="Briefings">\n<ol>\n{"".join(lines)}</ol>\n</nav>\n'


def _briefing(at: int, briefing: Briefing, numbered: Sequence[_Numbered]) -> str:
    stamp = f'<p class="stamp">{escape(one_line(briefing.stamp))}</p>\n' if briefing.stamp else ""
    placed: list[_Numbered] = []
    whole: list[_Numbered] = []
    lost: list[_Numbered] = []
    for one in numbered:
        if one.passage.entry.range is not None:
            placed.append(one)
        else:
            (whole if one.passage.entry.annotation.is_page_note else lost).append(one)
    marks = [Placed(here, one.number, one.classes, _link(one)) for one in placed if (here := one.passage.entry.range)]
    beside = {one.number: card(one.passage, one.number, one.classes) for one in numbered}
    rows = text_rows(briefing, marks, beside, f"p{at}-")
    below = _below_headline(briefing)  # where the pictures stand
    title = "" if below else f"<h1>{words(_title(briefing))}</h1>\n"
    language = f' lang="{escape(briefing.language)}"' if briefing.language else ""
    return (
        f'<article class="briefing s{at}" id="b{at}">\n<header>\n{stamp}'
        f'<p class="source">{_line(briefing, numbered)}</p>\n'
        f"{title}</header>\n{_cards('Notes on the whole briefing', whole, beside)}"
        f'<div class="text"{language}>\n{"".join(rows[:below])}</div>\n{glance(briefing, marks, f"p{at}-")}'
        f'<div class="text"{language}>\n{"".join(rows[below:])}</div>\n'
        f"{_cards('Without a place in this text', lost, beside)}"
        f"<footer>\n<h2>About this text</h2>\n{listed(_about(briefing, numbered))}{stamp}</footer>\n</article>\n"
    )


def _below_headline(briefing: Briefing) -> int:
    """The number of the block behind the headline, if it is near the top; else 0."""
    top = blocks_of(briefing)[:_TOP]
    return next((at for at, (_, role) in enumerate(top, 1) if role is Role.HEADLINE), 0)


def _link(one: _Numbered) -> str:
    """The number and sign behind a passage, which lead to its note."""
    sign = escape(one.passage.look.sign)
    return f'<sup class="ref {one.classes}"><a href="#n{one.number}" id="m{one.number}">{one.number}{sign}</a></sup>'


def _cards(title: str, ones: Sequence[_Numbered], beside: Mapping[int, str]) -> str:
    if not ones:
        return ""
    cards = "".join(beside[one.number] for one in ones)
    return f'<section class="apart">\n<h2>{title}</h2>\n{cards}</section>\n'


def _line(briefing: Briefing, numbered: Sequence[_Numbered]) -> str:
    """Where the text is from, what it is and how much is marked, in one line."""
    kind = "" if briefing.kind == "article" and not briefing.blocks else f" · {briefing.kind.value}"
    return f"{words(briefing.document.source)}{kind} · {counted(len(numbered), 'mark')}"


def _about(briefing: Briefing, numbered: Sequence[_Numbered]) -> dict[str, str]:
    """The facts about the text and who marked it, by name."""
    document = briefing.document
    people = Counter(one.passage.entry.annotation.annotator or _UNNAMED for one in numbered)
    read = sorted(filter(None, (one.passage.entry.annotation.text_read for one in numbered)))
    days = list(dict.fromkeys((f"{read[0]:%Y-%m-%d}", f"{read[-1]:%Y-%m-%d}"))) if read else []
    found = {
        "Source": document.source,
        "Headline": briefing.headline.of(document.text) if briefing.headline else "",
        "Byline": briefing.byline.of(document.text) if briefing.byline else "",
        "Kind": briefing.kind.value,
        "Marking": briefing.stamp or "",
        "Language": briefing.language or "",
        "Read": " to ".join(days),
        "Length": f"{len(document.text):,} characters",
        "Annotators": ", ".join(f"{name} ({count})" for name, count in people.most_common()),
        "SHA-256 of the text": document.sha256,
        "Warnings": " ".join((*document.warnings, *briefing.warnings)),
    }
    return {name: value for name, value in found.items() if value}
