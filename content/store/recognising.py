"""Distinguishes annotation files, even torn and damaged ones, from briefings, pictures and everything else."""

from __future__ import annotations

import json
import re

from content.annotation.records.json_lines import read_lines
from content.kept import compiled

_BLANK = b"\0 \t\r\n\xef\xbb\xbf"
_GAP = rb"[ \t]{0,9}"
# What only annotations contain: in JSON, quotation marks in an article's words are escaped.
_KEY = rb'"(?:@context"%b:%b\[?%b"http://www\.w3\.org/ns/anno\.jsonld"' % (
    _GAP,
    _GAP,
    _GAP,
) + rb'|type"%b:%b\[?%b"(?:Annotation(?:Collection|Page)?|Tombstone)")' % (_GAP, _GAP, _GAP)
_SAYS_SO = compiled(_KEY)
_SPREAD = compiled(rb"^[ \t\[{]{0,80}%b" % _KEY, re.MULTILINE)  # over several lines
_JSON = compiled(rb'[\[{]\s*(?:["{\[]|\Z)')
_OURS = b'{"@context": "http://www.w3.org/ns/anno.jsonld"'
_HEADS = (
    _OURS,
    b'{"@context": "https://www.w3.org/ns/activitystreams", "id": "urn:',
    b'{"id": "urn:',
    b'{"type": "Annotation"',
)
_LONG = 50_000  # bytes of a line that may only look torn because no more was read


def begins_annotations(start: bytes, *, whole: bool = True) -> bool:
    """Whether bytes are the start (or the `whole`) of an annotation file, or of an empty one that may become one.

    Most of its lines of text must be records or damaged records (half of them if the first one is), or it
    must be JSON of annotations over several lines.
    """
    begun = start.strip(_BLANK)
    if not begun:
        return whole
    if any(head.startswith(begun) for head in _HEADS):
        return True
    lines = [line for line in start.split(b"\n") if line.strip(_BLANK)]
    records = [is_record(line) for line in lines if _is_text(line)]
    if 2 * sum(records) + any(records[:1]) > len(records):
        return True
    if not _JSON.match(begun) or _is_json(lines[0]):
        return False
    return bool(read_lines(begun).records) if _is_json(begun) else bool(_SPREAD.search(begun))


def may_have_records(data: bytes) -> bool:
    """Whether bytes that cannot be read as records may still hold some.

    They may be torn or damaged, over several lines, in UTF-16, or within the file of another program.
    """
    return _SAYS_SO.search(data.replace(b"\0", b"")) is not None or any(map(is_record, data.split(b"\n")))


def is_record(line: bytes) -> bool:
    """Whether a line is one or more records, or the torn or damaged rest of one."""
    bare = line.strip(_BLANK)
    if not (bare.startswith((b"{", b"[")) or bare.endswith((b"}", b"]"))):
        return False
    if bare.startswith(_OURS) or read_lines(bare).records:
        return True
    is_torn = _SAYS_SO.search(bare) or (bare.startswith(_HEADS) and len(bare) < _LONG)
    return bool(is_torn) and not _is_json(bare)


def _is_text(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _is_json(text: bytes) -> bool:
    try:
        json.loads(text.strip(_BLANK))
    except (ValueError, RecursionError):
        return False
    return True
