"""The report as one self-contained HTML page: everything from the briefing is escaped text, there are no scripts."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from content.export.visible import one_line, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Answer, Passage

# Nothing may be loaded or run, whatever a briefing says.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

_STYLE = """
body { font: 1rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem; color: #222; }
h1, h2, dl, .marking { font-family: system-ui, sans-serif; }
.marking { font-weight: bold; border: 2px solid; padding: 0 .5rem; display: inline-block; }
article { border-top: 1px solid #bbb; margin-top: 1.5rem; }
blockquote { margin: 0 0 1rem; padding-left: 1rem; border-left: 4px solid #888; }
blockquote, .note { white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: #ffe9a8; color: inherit; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; font-size: .85rem; color: #555; }
.reply { margin-left: 1rem; padding-left: 1rem; border-left: 2px solid #bbb; }
h3 { font: bold .85rem system-ui, sans-serif; color: #555; }
dd { margin: 0; overflow-wrap: anywhere; }
"""


def page(passages: Sequence[Passage]) -> str:
    """One page for all briefings; `<bdi>` keeps the direction of foreign words to themselves."""
    bodies = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        bodies.append(_briefing(list(group)))
    titles = dict.fromkeys(one_line(passage.headline) for passage in passages)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(_POLICY)}">\n'
        '<meta name="generator" content="Briefmark">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape('; '.join(titles) or 'Annotations')}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{''.join(bodies)}</body>\n</html>\n"
    )


def _briefing(passages: list[Passage]) -> str:
    briefing = passages[0].briefing
    marking = f'<p class="marking">{escape(briefing.stamp)}</p>\n' if briefing.stamp else ""
    about = {"Source": briefing.document.source, "SHA-256 of the text": briefing.document.sha256}
    return (
        f"<section>\n{marking}<h1>{_words(passages[0].headline)}</h1>\n{_list(about)}"
        f"{''.join(map(_item, passages))}{marking}</section>\n"
    )


def _item(passage: Passage) -> str:
    annotation = passage.entry.annotation
    before, words, after = (escape(visible(part)) for part in passage.sentence)
    quoted = f"<blockquote><bdi>{before}<mark>{words}</mark>{after}</bdi></blockquote>\n" if words else ""
    note = f'<p class="note"><bdi>{escape(visible(annotation.note))}</bdi></p>\n' if annotation.note else ""
    return (
        f"<article>\n<h2>{_words(passage.title.capitalize())}</h2>\n{quoted}{note}{_list(passage.details())}"
        f"{''.join(map(_reply, passage.replies))}</article>\n"
    )


def _reply(answer: Answer) -> str:
    return (
        f'<section class="reply">\n<h3>Reply by {_words(answer.signed)}</h3>\n'
        f'<p class="note"><bdi>{escape(visible(answer.words))}</bdi></p>\n</section>\n'
    )


def _list(details: dict[str, str]) -> str:
    pairs = (f"<dt>{name}</dt><dd>{_words(value)}</dd>\n" for name, value in details.items())
    return f"<dl>\n{''.join(pairs)}</dl>\n"


def _words(text: str) -> str:
    return f"<bdi>{escape(one_line(text))}</bdi>"
