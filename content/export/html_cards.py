"""What stands beside a passage on the page: the category, who marked it, the note, replies, and the rest folded."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from content.export.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from content.export.passage import Answer, Passage

_ALWAYS_SEEN = ("Words changed, was", "Earlier words", "Tags", "Place")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\.\d{6}Z")


def card(passage: Passage, number: int, classes: str) -> str:
    """The card of one annotation; of one without a place in the text, with its words and why it has none."""
    annotation = passage.entry.annotation
    placed = passage.entry.range is not None
    link = f'<a href="#m{number}">{number}</a>' if placed else str(number)
    details = passage.details()
    if placed:
        folded = {name: value for name, value in details.items() if name not in _ALWAYS_SEEN[:3]}
        seen = {name: details[name] for name in _ALWAYS_SEEN[:3] if name in details}
    else:
        folded = {name: value for name, value in details.items() if name not in _ALWAYS_SEEN}
        seen = {name: details[name] for name in _ALWAYS_SEEN if name in details}
    is_cut = not placed and one_line(passage.text) not in {"", passage.heading}
    quote = f"<blockquote>{_lines(passage.text)}</blockquote>\n" if is_cut else ""
    note = f'<p class="note">{_lines(annotation.note)}</p>\n' if annotation.note else ""
    return (
        f'<aside class="card {classes}" id="n{number}">\n'
        f'<h3><span class="number">{link}</span> {words(passage.heading)}</h3>\n{quote}{note}'
        f"{listed(seen)}{''.join(map(_reply, passage.replies))}{_more(passage, folded)}</aside>\n"
    )


def _more(passage: Passage, details: Mapping[str, str]) -> str:
    """Category and annotator, which open to the rest."""
    who = passage.entry.annotation.annotator
    by = f' <span class="who">{words(who)}</span>' if who else ""
    kind = f'<span class="sign">{escape(passage.look.sign)}</span> {words(passage.title)}'
    return f"<details>\n<summary>{kind}{by}</summary>\n{listed(details)}</details>\n"


def _reply(answer: Answer) -> str:
    return (
        f'<section class="reply">\n<h4>Reply by {words(plain_time(answer.signed))}</h4>\n'
        f'<p class="note">{_lines(answer.words)}</p>\n</section>\n'
    )


def listed(details: Mapping[str, str]) -> str:
    """Names and values as a list; nothing when there are none."""
    pairs = (f"<dt>{escape(name)}</dt><dd>{words(plain_time(value))}</dd>\n" for name, value in details.items())
    return f"<dl>\n{''.join(pairs)}</dl>\n" if details else ""


def words(text: str) -> str:
    """Foreign words on one line; `<bdi>` keeps their direction to themselves."""
    return f"<bdi>{escape(one_line(text))}</bdi>"


def _lines(text: str) -> str:
    return f"<bdi>{escape(visible(text))}</bdi>"


def plain_time(text: str) -> str:
    """The same with its times to the minute, as people write them."""
    return _TIME.sub(r"\1 \2 UTC", text)
