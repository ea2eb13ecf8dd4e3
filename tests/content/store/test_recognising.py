"""Annotation files are recognised by their content, even when torn; briefings are never taken for one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from content.annotation.records.json_lines import write_record
from content.annotation.records.model import TextSnapshot, parse_record
from content.errors import SaveError
from content.store.log import AnnotationFile
from content.store.recognising import begins_annotations

if TYPE_CHECKING:
    from pathlib import Path

RECORD: dict[str, Any] = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "id": "urn:uuid:1",
    "type": "Annotation",
    "target": {"source": "a.txt"},
}
GONE = {"@context": "https://www.w3.org/ns/activitystreams", "id": "urn:uuid:1", "type": "Tombstone"}
LINE = json.dumps(RECORD).encode()
DAMAGE = b"\xff\xfe not a record"

ANNOTATIONS = {
    "nothing": b"",
    "blanks and zero bytes": b"\xef\xbb\xbf\0\0 \n\n",
    "a record": LINE + b"\n",
    "a record without a line end": LINE,
    "a record of another tool": b'{"body": "x", "type": ["Annotation"], "target": "a.txt"}\n',
    "a deletion": json.dumps(GONE).encode(),
    "a text": write_record(TextSnapshot.make("The water rose.\n")),
    "a text beyond what is looked at": write_record(TextSnapshot.make("The water rose.\n" * 9000))[:65536],
    "a text that is not its own": LINE.replace(b"Annotation", b"Text") + b"\n",
    "a collection": json.dumps(
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [RECORD]}}
    ).encode(),
    "a collection over several lines": json.dumps([RECORD], indent=2).encode(),
    "the start of one": json.dumps([RECORD] * 9, indent=2).encode()[:900],
    "damage before a record": DAMAGE + b"\n" + LINE + b"\n",
    "the end of a record": LINE[40:] + b"\n",
} | {f"{size} bytes of a record": LINE[:size] for size in (1, 2, 9, 50, 60, 80, 100)}

OTHERS = {
    "an article": b"River rises\n\nThe water rose.\n",
    "an article that has a record": b"How records look\n\nFor example:\n\n" + LINE + b"\n\nSo it is.\n",
    "an article that has one over several lines": b"How\n\nFor example:\n\n" + json.dumps(RECORD, indent=2).encode(),
    "an article with the words in it": b'[Reuters] Files say {"type": "Annotation"}.\n\nThat is all of it.\n\nSo.\n',
    "a feed": b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "urn:uuid:1", "title": "Flood"}]}',
    "a story of an agency": b'{"id": "urn:newsml:example.com:20261128:1", "headline": "Flood"}\n',
    "stories of an agency": b'{"id": "urn:newsml:example.com:1", "headline": "x"}\n' * 9,
    "a story for search engines": b'{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Flood"}\n',
    "a post": b'{"@context": "https://www.w3.org/ns/activitystreams", "id": "urn:x", "type": "Note"}\n',
    "a story with its words in blocks": b'{"title": "x", "blocks": [{"type": "Text", "value": "Rain."}]}\n',
    "a story whose words speak of it": json.dumps({"title": "x", "text": LINE.decode()}).encode(),
    "the same over several lines": json.dumps({"title": "x", "text": LINE.decode()}, indent=2).encode(),
    "a story that has an annotation": json.dumps({"title": "x", "notes": [RECORD]}).encode(),
    "a table": b"Highlight,Title\nwater,Flood\n",
    "a picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
}


@pytest.mark.parametrize("start", ANNOTATIONS.values(), ids=ANNOTATIONS)
def test_annotations_are_recognised_by_their_beginning(start: bytes) -> None:
    assert begins_annotations(start)


@pytest.mark.parametrize("start", OTHERS.values(), ids=OTHERS)
def test_nothing_is_added_to_anything_else(start: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(start)
    with pytest.raises(SaveError, match="something other than annotations"):
        AnnotationFile(path).append([parse_record(RECORD)])
    assert path.read_bytes() == start
