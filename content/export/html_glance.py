"""The text at a glance: a map of its sections and marks, who speaks how much, and the dates that it names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from content.export.html_cards import words
from content.export.html_text import blocks_of, row_at
from content.export.pictures import Bar, lane, time_line
from content.export.visible import shortened
from content.structure.background.timeline import in_time, moments_of
from content.structure.speakers import shares

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.document.model import TextRange
    from content.export.html_text import Placed
    from content.structure.background.timeline import Moment
    from content.structure.model import Briefing

_SPEAKERS = 8
_DATES = 60
_AROUND = 40  # characters before a date, and as many behind it


def glance(briefing: Briefing, marks: Sequence[Placed], row_id: str) -> str:
    """The pictures that have something to show, each with its words; nothing for a text without structure and marks."""
    pictures = [*_map(briefing, marks, row_id), *_speakers(briefing), *_dates(briefing, row_id)]
    if not pictures:
        return ""
    return f'<section class="glance" aria-label="At a glance">\n{"".join(pictures)}</section>\n'


def _map(briefing: Briefing, marks: Sequence[Placed], row_id: str) -> list[str]:
    """A line each for sections, turns, quotations, background and marks, all from the first character to the last."""
    length = len(briefing.document.text)
    blocks = blocks_of(briefing)
    if not length or not (marks or len(briefing.sections) > 1):
        return []

    def bars(ranges: Sequence[TextRange], *, linked: bool = False) -> list[Bar]:
        return [
            Bar(
                one.start / length,
                one.end / length,
                "odd" if number % 2 else "",
                f"#{row_id}{row_at(blocks, one.start)}" if linked else "",
            )
            for number, one in enumerate(ranges)
        ]

    by_class: defaultdict[str, list[Bar]] = defaultdict(list)
    for mark in marks:
        place = mark.range
        by_class[mark.classes.split()[0]].append(
            Bar(place.start / length, place.end / length, mark.classes, f"#m{mark.number}")
        )
    lanes = {
        "Sections": bars([one.range for one in briefing.sections], linked=True) if len(briefing.sections) > 1 else [],
        "Turns": bars([one.range for one in briefing.turns], linked=True),
        "Quotations": bars([one.range for one in briefing.quotations]),
        "Background": bars([one.range for one in briefing.background if not one.reason.is_doubtful]),
        "Marks": [bar for some in by_class.values() for bar in some],
    }
    rows = (
        f'<div class="lanes {name.lower()}"><span>{name} <small>{len(found)}</small></span>{lane(found, name)}</div>\n'
        for name, found in lanes.items()
        if found
    )
    return [f'<figure class="map">\n<figcaption>Where in the text</figcaption>\n{"".join(rows)}</figure>\n']


def _speakers(briefing: Briefing) -> list[str]:
    """A bar for each of those who speak most."""
    found = shares(briefing)
    if len(found) < 2:
        return []
    rows = [
        f'<div class="lanes"><span>{words(shortened(one.name or "nobody named", 40))}</span>'
        f"{lane([Bar(0, one.share)], 'share')}"
        f"<small>{one.share:.0%}, {one.words:,} words</small></div>\n"
        for one in found[:_SPEAKERS]
    ]
    rest = found[_SPEAKERS:]
    if rest:
        rows.append(f"<p><small>{len(rest)} more speak {sum(one.share for one in rest):.0%}.</small></p>\n")
    return [f'<figure class="speakers">\n<figcaption>Who speaks how much</figcaption>\n{"".join(rows)}</figure>\n']


def _dates(briefing: Briefing, row_id: str) -> list[str]:
    """The dates on a line, then one by one with the words around them."""
    found = [moment for moment in in_time(moments_of(briefing)) if moment.year]
    if len(found) < 2:
        return []
    blocks = blocks_of(briefing)
    times = [_years(moment) for moment in found]
    first, span = times[0], (times[-1] - times[0]) or 1
    places = [
        ((time - first) / span, f"#{row_id}{row_at(blocks, moment.range.start)}")
        for time, moment in zip(times, found, strict=True)
    ]
    lines = [
        f'<li><a href="{href}"><time datetime="{moment}">{moment}</time></a> {_around(briefing, moment)}</li>\n'
        for moment, (_, href) in zip(found[:_DATES], places, strict=False)
    ]
    more = f"<p><small>and {len(found) - _DATES} more</small></p>\n" if len(found) > _DATES else ""
    listed = f"<summary>{len(found)} dates</summary>\n<ol>\n{''.join(lines)}</ol>\n{more}"
    return [
        (
            '<figure class="dates">\n<figcaption>Dates in the text</figcaption>\n'
            f'<div class="lanes"><span>{found[0]}</span>{time_line(places, "dates")}<small>{found[-1]}</small></div>\n'
            f"<details>{listed}</details>\n</figure>\n"
        )
    ]


def _years(moment: Moment) -> float:
    """The moment as a number of years, near enough for a picture."""
    return moment.year + max(0, moment.month - 1) / 12 + max(0, moment.day - 1) / 372


def _around(briefing: Briefing, moment: Moment) -> str:
    """The words around a date, within its line."""
    text, place = briefing.document.text, moment.range
    start = max(text.rfind("\n", 0, place.start) + 1, place.start - _AROUND)
    end = text.find("\n", place.end, place.end + _AROUND)
    stop = min(len(text), place.end + _AROUND) if end < 0 else end
    if start and text[start - 1] != "\n":
        start = min(place.start, start + len(text[start : place.start].partition(" ")[0]))
    before = "…" if start and text[start - 1] != "\n" else ""
    after = "…" if end < 0 and stop < len(text) else ""
    return words(f"{before}{text[start:stop].strip()}{after}")
