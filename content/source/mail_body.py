"""Which parts of a mail are what it says, and which are attached."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.source.mime import Part

PLAIN = "text/plain"
HTML = "text/html"
_SHOWN = frozenset({PLAIN, HTML, "text/enriched", "text/richtext", "text/markdown", "text/x-amp-html"})
_SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_PRECEDENCE = (PLAIN, HTML)
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_STRUCTURE = re.compile(rb"<(?:h[1-6]|th)\b", re.IGNORECASE)
_QUOTES = re.compile(rb"^>", re.MULTILINE)
_LETTERS = re.compile(rb"[\w\x80-\xff]{2,60}")
_FEW = 40  # words of a text that may only say that the mail is elsewhere
_MANY_TIMES = 5  # as many words in the other form of the same mail
_LOOKED_AT = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Contents:
    """The parts that are shown one after the other, and the others, in order; whether they cannot be read."""

    shown: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    encrypted: bool = False


def contents_of(mail: Part) -> Contents:
    """What a mail says and has attached. Its first text is shown even where it is called an attachment."""
    shown: list[Part] = []
    attached: list[Part] = []
    encrypted = _walk(mail, shown, attached)
    if not shown and not encrypted:
        first = next((part for part in attached if part.media_type in {PLAIN, HTML} and not part.name), None)
        if first is not None:
            attached.remove(first)
            shown.append(first)
    return Contents(shown, attached, encrypted)


def is_signature(part: Part) -> bool:
    """Whether a part is the signature of another."""
    return part.media_type in _SIGNATURES


def _walk(mail: Part, shown: list[Part], attached: list[Part]) -> bool:
    """Sort the parts; whether one of them is encrypted. No deeper than the parts themselves, which have a limit."""
    kind = mail.media_type
    if not mail.parts:
        if kind in _SEALED and mail.parameters.get("smime-type", "") not in {"signed-data", "certs-only"}:
            attached.append(mail)
            return True
        (shown if _is_shown(mail) else attached).append(mail)
        return False
    if kind == "multipart/encrypted":
        attached.extend(mail.leaves())
        return True
    if kind == "multipart/alternative":
        best = _best(mail.parts)
        rest = [leaf for part in mail.parts if part is not best for leaf in part.leaves()]
        found = _walk(best, shown, attached)
        attached += [part for part in rest if part.media_type not in _SHOWN]
        return found
    if kind == "multipart/related":
        root = _root(mail)
        found = _walk(root, shown, attached)
        attached += [leaf for part in mail.parts if part is not root for leaf in part.leaves()]
        return found
    results = [_walk(part, shown, attached) for part in mail.parts]
    return any(results)


def _is_shown(part: Part) -> bool:
    if part.media_type.startswith("multipart/"):  # its borders were not found
        return True
    return part.media_type in _SHOWN and part.disposition != "attachment" and not part.name


def _best(parts: Sequence[Part]) -> Part:
    """The plain text among alternatives, if it is a real one and the HTML has no more structure; else the HTML."""
    plain = next((part for part in parts if _leads_to(part, PLAIN)), None)
    html = next((part for part in parts if _leads_to(part, HTML)), None)
    if plain is not None and (html is None or (_is_real(plain, html) and not _says_more(plain, html))):
        return plain
    return html or parts[-1]


def _leads_to(part: Part, media_type: str) -> bool:
    """Whether the first text in a part is of a type."""
    first = next((leaf for leaf in part.leaves() if leaf.media_type in _PRECEDENCE), None)
    return first is not None and first.media_type == media_type


def _is_real(plain: Part, html: Part) -> bool:
    """Whether a plain text says what the HTML beside it says, and not only that there is HTML."""
    said = _count(plain, PLAIN)
    return said >= _FEW or (said > 0 and said * _MANY_TIMES >= _count(html, HTML)) or not _count(html, HTML)


def _says_more(plain: Part, html: Part) -> bool:
    """Whether HTML has headings or tables, of which plain text can only have the looks, and quotes no other mail."""
    return _STRUCTURE.search(_first(html, HTML)) is not None and _QUOTES.search(_first(plain, PLAIN)) is None


def _first(part: Part, media_type: str) -> bytes:
    """The beginning of a part's first text of a type."""
    return next((leaf.data[:_LOOKED_AT] for leaf in part.leaves() if leaf.media_type == media_type), b"")


def _count(part: Part, media_type: str) -> int:
    """How many words a part's first text of a type has."""
    text = _first(part, media_type)
    return len(_LETTERS.findall(_TAG.sub(b" ", text) if media_type == HTML else text))


def _root(related: Part) -> Part:
    """The part that the others belong to: the one that it names, else the first."""
    start = related.parameters.get("start", "")
    named = (part for part in related.parts if start and part.words("content-id") == start)
    return next(named, related.parts[0])
