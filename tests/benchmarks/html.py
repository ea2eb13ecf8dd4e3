"""Pages opened by Briefmark beside trafilatura and readability-lxml: are the article's words there, and nothing else?

    python -m tests.benchmarks.html FOLDER [--half 0|1] [--worst N] [--json]

FOLDER holds docs.jsonl, a line a page: {"id", "url", "body", "title"}, and pages/ID.html.gz. Words are compared as
bags, case folded, a character a word in scripts without blanks; a headline or byline is no part of the body.
Precision, recall and F1 are means over pages; `title` is right when one holds the other and neither is twice as long.
`byline` counts, of the pages that show the author their own data name, those where a block marked as the byline has
that name. `ms` is CPU time a page: of Briefmark's opening alone, and of a peer's extraction with its metadata. `--half`
takes every other page by id, so that rules can be made on one half and measured on the other. A peer that is not
installed is left out: both are in the extra `train`.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from content.document.model import Markup
from content.source import opened
from content.source.received import Options, Received
from content.structure import analyse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_BLANKS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f"
WORD = re.compile(rf"[{NO_BLANKS}]|[^\W{NO_BLANKS}]+")
NO_WORDS = frozenset({"headline", "byline"})  # roles of blocks that the gold leaves out


class Found(NamedTuple):
    """What one reader found on a page; `byline` is None where the page shows no author or the reader is not asked."""

    text: str
    title: str
    seconds: float
    byline: bool | None = None


def words(text: str) -> list[str]:
    """The words to compare."""
    return WORD.findall(text.lower())


def score(gold: list[str], got: list[str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of one page."""
    both = (Counter(gold) & Counter(got)).total()
    precision, recall = both / len(got) if got else 0.0, both / len(gold) if gold else 1.0
    return precision, recall, 2 * precision * recall / (precision + recall) if both else 0.0


def same_title(got: str, gold: str) -> bool:
    """Whether two titles are one."""
    one, other = " ".join(words(got)), " ".join(words(gold))
    return bool(one) and (one in other or other in one) and max(len(one), len(other)) <= 2 * min(len(one), len(other))


def briefmark(page: bytes) -> Found:
    """What Briefmark shows of a page."""
    began = time.process_time()
    (document,) = opened(Received(page, "page.html", ".html"))
    seconds = time.process_time() - began
    briefing = analyse(document)
    text = "\n".join(block.range.of(document.text) for block in briefing.blocks if block.role not in NO_WORDS)
    title = briefing.headline.of(document.text) if briefing.headline else ""
    return Found(text, title, seconds, _has_byline(page, document.text, document))


def _has_byline(page: bytes, text: str, document: Any) -> bool | None:
    author = dict(document.metadata).get("author")
    if not isinstance(author, str):
        return None
    name = author.split(",")[0].casefold()
    (whole,) = opened(Received(page, "page.html", ".html", options=Options(whole_page=True)))
    if name not in whole.text.casefold():
        return None
    spans = (span.range.of(text) for span in document.markup if span.markup is Markup.BYLINE)
    return any(name in said.casefold() for said in spans)


def trafilatura(page: bytes) -> Found:
    """What trafilatura extracts, as it is by default, with metadata."""
    from trafilatura import bare_extraction

    began = time.process_time()
    found: Any = bare_extraction(page, with_metadata=True)
    seconds = time.process_time() - began
    return Found((found and found.text) or "", (found and found.title) or "", seconds)


def readability_lxml(page: bytes) -> Found:
    """What readability-lxml extracts."""
    from lxml import html
    from readability import Document

    began = time.process_time()
    article = Document(page.decode("utf-8", "replace"))
    summary, title = article.summary(), article.short_title()
    seconds = time.process_time() - began
    return Found(str(html.fromstring(summary).text_content()), title, seconds)


PEERS: Mapping[str, Callable[[bytes], Found]] = {"trafilatura": trafilatura, "readability-lxml": readability_lxml}


def run(name: str, reader: Callable[[bytes], Found], pages: Mapping[str, bytes]) -> dict[str, Found] | None:
    """What a reader found on each page; None when it is not installed."""
    found: dict[str, Found] = {}
    try:
        reader(next(iter(pages.values())))  # imports do not count
    except ImportError as error:
        print(f"{name} is left out: {error}", file=sys.stderr)
        return None
    for key, page in pages.items():
        try:
            found[key] = reader(page)
        except Exception as error:  # noqa: BLE001 - whoever fails on a page has found nothing there
            print(f"{name} {key}: {error}", file=sys.stderr)
            found[key] = Found("", "", 0)
    return found


def figures(docs: list[dict[str, Any]], found: Mapping[str, Found]) -> dict[str, float | None]:
    """The row of one reader."""
    rows = [score(words(doc["body"]), words(found[doc["id"]].text)) for doc in docs]
    titled = [same_title(found[doc["id"]].title, doc["title"]) for doc in docs if doc["title"]]
    signed = [one.byline for one in found.values() if one.byline is not None]
    return {
        "precision": statistics.mean(row[0] for row in rows),
        "recall": statistics.mean(row[1] for row in rows),
        "f1": statistics.mean(row[2] for row in rows),
        "under_half": sum(row[2] < 1 / 2 for row in rows),
        "title": statistics.mean(titled) if titled else None,
        "byline": statistics.mean(signed) if signed else None,
        "ms": 1000 * statistics.mean(one.seconds for one in found.values()),
        "pages": len(docs),
    }


def main() -> None:
    """Prints the table."""
    here = Path(__file__).parent
    sys.path[:] = [folder for folder in sys.path if Path(folder) != here]  # this file is not the library `html`
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", type=int, choices=(0, 1))
    parser.add_argument("--worst", type=int, default=0, metavar="N", help="print the N pages with the lowest F1")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    lines = (given.folder / "docs.jsonl").read_text("utf-8").split("\n")
    docs = sorted((json.loads(line) for line in lines if line.strip()), key=lambda doc: str(doc["id"]))
    docs = docs if given.half is None else docs[given.half :: 2]
    pages = {doc["id"]: gzip.decompress((given.folder / "pages" / f"{doc['id']}.html.gz").read_bytes()) for doc in docs}
    outcome = {}
    for name, reader in {"briefmark": briefmark, **PEERS}.items():
        found = run(name, reader, pages)
        if found is None:
            continue
        outcome[name] = figures(docs, found)
        if given.worst and name == "briefmark":
            ranked = sorted((score(words(doc["body"]), words(found[doc["id"]].text))[2], doc["url"]) for doc in docs)
            print("\n".join(f"F1 {f1:.3f}  {url}" for f1, url in ranked[: given.worst]), file=sys.stderr)
    if given.json:
        print(json.dumps(outcome))
        return
    for name, row in outcome.items():
        shown = "  ".join(f"{key} {'-' if value is None else round(value, 3)}" for key, value in row.items())
        print(f"{name:17} {shown}")


if __name__ == "__main__":
    main()
