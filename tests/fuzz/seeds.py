"""The seeds of inputs: small sound files of each kind that is read."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from content.annotation.anchoring.selectors import select
from content.annotation.records.model import Annotation, Target, TextSnapshot, Tombstone
from content.document.model import Document, TextRange
from content.export.entry import ExportEntry
from content.formats import WRITTEN
from content.formats.writing import export
from content.structure import analyse
from tests.fuzz.format_seeds import SEEDS

_ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)

TEXT = """Port closed after storm: ministry
By Ann Lee
ANKARA, Nov 28 (Reuters) - The port shut on Monday. Officials said: “Ships wait outside.” Nobody knows more. 🌊
“We are watching,” Mary Jones, the minister, told reporters. She added that crews were safe.
“Ships wait outside.”
— officials
Background
In 2011 a storm closed it too. The port had been built in 1990, according to the harbour office.
"""
OLDER = TEXT.replace("Monday", "Sunday").replace(" Nobody knows more.", "") + "The port shut on Monday.\n"
DOCUMENT = Document(TEXT, source="port.txt")

_HTML = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>Port closed</title></head><body><nav>Menu</nav>
<article><h1>Port closed</h1><p class="byline">By Ann Lee</p><p>The port <b>shut</b> on <a href="/m">Monday</a>.</p>
<blockquote><p>“Ships wait outside.”</p><footer>— officials</footer></blockquote><ul><li>one<li>two</ul>
<table><tr><td>a<td>b</table><figure><img><figcaption>The port</figcaption></figure><pre> a
 b</pre><p hidden>no</p></article></body></html>
"""
_MARKDOWN = """# Port closed

*By Ann Lee*

The port **shut** on [Monday](https://example.org "m"). `code` ![alt](a.png) <b>x</b>

> “Ships wait outside.”
>
> — officials

1. one
   - two
2. three

| a | b |
|---|---|
| c | d |

```
code
```

Background
----------
In 2011 a storm closed it too.\\
[ref]: https://example.org
"""
_TOML = b"""annotator = "Ada"
theme = "dark"
mouse = true
snapshot = false
[keys]
"move.left" = "h"
move.right = ["l", "ctrl+f"]
quit = "q"
"""
_TEMPLATES = (
    (
        b"# $headline ($count marks)\n<!-- each annotation -->\n- **$category**: $passage ($section). $note\n"
        b"<!-- end -->\nby $annotator\n"
    ),
    (
        b"$id $source $marking ${tags} $before[$passage]$after $speaker $source_class $created $time\n"
        b"$state $start-$end $$ $sha256\n"
    ),
)


def _cases(folder: str) -> list[bytes]:
    return [path.read_bytes() for path in sorted((_ROOT / "tests" / "cases" / folder).glob("*.txt"))]


@cache
def prose() -> tuple[bytes, ...]:
    """Briefings as plain text: the sample, and the texts of the cases."""
    cases = [
        case.split(b"\n---")[0].partition(b"\n")[2] for file in _cases("structure") for case in file.split(b"=== ")
    ]
    return ((_ROOT / "content" / "sample.txt").read_bytes(), TEXT.encode(), *filter(None, cases), *_cases("anchoring"))


def marks() -> list[Annotation]:
    """Annotations of every kind, on the text and on an older version of it."""
    found = []
    for number, (text, words) in enumerate(
        [(TEXT, "shut on Monday"), (TEXT, "Ships wait"), (OLDER, "a storm"), (OLDER, "The port"), (TEXT, "Background")]
    ):
        start = text.rindex(words)
        place = TextRange(start, start + len(words))
        target = Target("port.txt", Document(text).sha256, *select(text, place), NOW)
        found.append(
            Annotation.make(
                target,
                annotator=("Ada", "Ben")[number % 2],
                now=NOW,
                id=f"urn:test:{number}",
                category=(None, "claim")[number % 2],
                note=("", "Whose *words*?\n\n=1+1")[number // 2 % 2],
                tags=("a", "b c")[:number],
                role="heading" if words == "Background" else None,
            )
        )
    return found


@cache
def annotation_lines() -> tuple[bytes, ...]:
    """Annotation files: lines of marks, deletions and texts, a collection, and marks without some of their parts."""
    made = marks()
    records = [TextSnapshot.make(OLDER).record, *(one.record for one in made), Tombstone.make("urn:test:1", NOW).record]
    bare = [{**one.record, "target": {**one.record["target"], "state": None}} for one in made]
    quotes = [
        {
            "type": "Annotation",
            "id": f"urn:q:{n}",
            "body": {"type": "TextualBody", "value": "x"},
            "target": {"selector": s},
        }
        for n, s in enumerate(
            [{"type": "TextQuoteSelector", "exact": "The port", "prefix": ". ", "suffix": " had"},
             {"type": "TextPositionSelector", "start": 3, "end": 20}]
        )
    ]  # fmt: skip
    collection = {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": quotes}}
    return tuple(
        "".join(f"{json.dumps(record)}\n" for record in some).encode()
        for some in (records, bare, quotes, [collection], [made[0].record], [bare[0]])
    )


@cache
def exports() -> tuple[bytes, ...]:
    """Files of the tools that can be imported: our own exports in their formats, and Hypothesis's."""
    place = TextRange(TEXT.index("shut on"), TEXT.index("shut on") + 14)
    entries = [ExportEntry(one, place) for one in marks()]
    briefing = analyse(DOCUMENT)
    own = [export([(briefing, entries)], name).encode() for name in WRITTEN if name not in {"html", "text", "markdown"}]
    selector = [
        {"type": "RangeSelector", "startContainer": "/p[1]"},
        {"type": "TextPositionSelector", "start": place.start, "end": place.end},
        {"type": "TextQuoteSelector", "exact": place.of(TEXT), "prefix": "The port ", "suffix": ". "},
    ]
    row = {
        "id": "AbC", "created": "2026-11-20T08:00:00.000000+00:00", "updated": "2026-11-21T08:00:00+00:00",
        "user": "acct:ada@hypothes.is", "uri": "https://example.org/", "text": "How high?", "tags": ["flood"],
        "user_info": {"display_name": "Ada"}, "references": [], "target": [{"source": "x", "selector": selector}],
    }  # fmt: skip
    doccano = {"text": TEXT, "entities": [{"start_offset": 1, "end_offset": 5, "label": "claim"}], "relations": []}
    return (
        *own,
        json.dumps({"total": 2, "rows": [row, {**row, "id": "D"}]}).encode(),
        json.dumps([row]).encode(),
        json.dumps(doccano).encode(),
        b"T1\tclaim 51 55;59 65\tport Monday\n#1\tAnnotatorNotes T1\tx\nA1\tSure T1 yes\nN1\tReference T1 W:1\ty\n",
        b'Highlight,Book Title,Note,Tags,Location\r\n"The port",Port,".claim .b\nx","c, d",51\r\n',
    )


def seeds_of(target: str) -> tuple[bytes, ...]:  # noqa: PLR0911 - one line a target
    """The files that inputs of a target are grown from."""
    if target.startswith("format"):
        return tuple(seed.encode() for seed in SEEDS[target.removeprefix("format")])
    match target:
        case "html":
            return (_HTML.encode(), f"<html><body><p>{TEXT}".encode(), *prose()[:6])
        case "markdown":
            return (_MARKDOWN.encode(), *prose()[:6])
        case "annotations":
            return annotation_lines()
        case "imports":
            return exports()
        case "settings":
            return (_TOML,)
        case "templates":
            return _TEMPLATES
        case "decoding":
            codecs = (
                "utf-16",
                "utf-16-be",
                "utf-32",
                "cp1254",
                "shift_jis",
                "gb18030",
                "utf-7",
                "iso2022_jp",
                "koi8-r",
            )
            words = "„Straße“ İstanbul 「海峡」 Москва"
            return (*prose()[:8], *((words + TEXT).encode(codec, "replace") for codec in codecs))
        case _:
            return prose()
