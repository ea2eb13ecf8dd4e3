r"""Make articles to learn line roles from, out of public git repositories whose markup says what each line is.

    python -m tests.benchmarks.posts markdown REPOSITORY PATTERN SITE OUT.jsonl
    python -m tests.benchmarks.posts guardian REPOSITORY OUT.jsonl

Takes, at HEAD of a clone: posts in Markdown with a title in their front matter, whose path matches the regular
expression PATTERN; or the articles among the fixtures of the Guardian's renderer. Markup tells the roles. Posts with
code or tables, of few paragraphs or more than 80 lines are left out. OUT has one article a line, in the order of the
paths, as train_roles.py reads it. Needs the extra `train`.

The shipped model learned from github.com/GSA/digitalgov.gov at 4979583206 (`content/.*(news|posts).*\.md$` as
digital.gov) and github.com/guardian/dotcom-rendering at f72cb8fc59.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import chompjs

from content.source import document_from_bytes
from content.structure.lines.blocks import split_blocks
from content.structure.lines.markup import judge_marked
from content.structure.model import Role

if TYPE_CHECKING:
    from collections.abc import Iterator

Line = dict[str, str]

FRONT = re.compile(r"---\s*\n(.*?)\n---\s*\n(.*)", re.DOTALL)
TITLE = re.compile(r"^title:\s*(['\"]?)(.+?)\1\s*$", re.MULTILINE)
NO_TEXT = re.compile(r"\{[{%].*?[%}]\}|\{[:#].*?\}|<!--.*?-->|<[^<>]*>", re.DOTALL)  # shortcodes, attributes, HTML
BULLET = re.compile(r"(?:•|\d+\.) ")
FIXTURES = re.compile(r"fixtures/generated/fe-articles/\w+\.ts$")
LONG, LEAST, MOST = 150, 3, 80  # characters of a long line, how many of those an article has, and how many lines


def files(repository: Path, pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Paths and texts of the files at HEAD, in the order of the paths."""

    def git(*arguments: str) -> str:
        done = subprocess.run(["git", "-C", str(repository), *arguments], capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")

    for path in sorted(git("ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0")):
        if pattern.search(path):
            yield path, git("show", f"HEAD:{path}").replace("\r\n", "\n")


def lines_of(marked_up: str, suffix: str) -> list[Line]:
    """The blocks of Markdown or HTML without their bullets, with the roles that markup gives them."""
    document = document_from_bytes(marked_up.encode(), source="post", suffix=suffix)
    pieces = split_blocks(document)
    lines = []
    for piece, (role, _) in zip(pieces, judge_marked(document.text, pieces), strict=True):
        words = " ".join(piece.range.of(document.text).split())
        bullet = BULLET.match(words) if role is Role.LIST_ITEM else None
        lines.append({"text": words[bullet.end() if bullet else 0 :], "role": str(role)})
    return [line for line in lines if line["text"]]


def post(text: str) -> list[Line]:
    """The lines of a post in Markdown; none without a title."""
    front = FRONT.match(text)
    title = TITLE.search(front[1]) if front else None
    if front is None or title is None:
        return []
    return [{"text": unescape(title[2]), "role": "title"}, *within(front[2], ".md")]


def within(marked_up: str, suffix: str) -> list[Line]:
    """The lines of a text below its title."""
    words = NO_TEXT.sub("", marked_up) if suffix == ".md" else marked_up
    lines = lines_of(words, suffix)
    return [{**line, "role": "heading"} if line["role"] == Role.HEADLINE else line for line in lines]


def fixture(text: str) -> list[Line]:
    """The lines of one of the Guardian's articles: its text and pictures as a page has them."""
    article: dict[str, Any] = chompjs.parse_js_object(text[text.index("= {") + 2 :])
    lines = told(article["headline"], "title")
    lines += [{**line, "sub": "standfirst"} for line in within(article.get("standfirst") or "", ".html")]
    lines += told(article.get("byline"), "byline")
    for block in ({"elements": article.get("mainMediaElements", [])}, *article["blocks"]):
        for element in block["elements"]:
            lines += part(element)
    return lines


def part(element: dict[str, Any]) -> list[Line]:
    """The lines of one element of an article."""
    match element["_type"].rpartition(".")[2]:
        case "TextBlockElement" | "SubheadingBlockElement":
            return within(element["html"], ".html")
        case "BlockquoteBlockElement" | "TweetBlockElement":
            return [{**line, "role": "quote"} for line in lines_of(element["html"], ".html")[:1]]
        case "PullquoteBlockElement":
            return [*told(element["html"], "quote"), *told(element.get("attribution"), "attribution")]
        case "ImageBlockElement":
            credit = element["data"].get("credit") if element.get("displayCredit", True) else None
            return told(f"{element['data'].get('caption') or ''} {credit or ''}", "caption")
        case "RichLinkBlockElement":
            return told(f"{element.get('prefix') or 'Related: '}{element.get('text') or ''}", "other")
    return []


def told(html: str | None, role: str) -> list[Line]:
    words = " ".join(line["text"] for line in lines_of(html or "", ".html"))
    return [{"text": words, "role": role}] if words else []


def is_article(lines: list[Line], *, furniture: bool) -> bool:
    """Whether it has enough text, not too much, and nothing besides the text unless there is `furniture`."""
    others = sum(line["role"] == "other" for line in lines)
    long = sum(len(line["text"]) > LONG for line in lines)
    return long >= LEAST and len(lines) <= MOST and (furniture or not others)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    kinds = parser.add_subparsers(dest="kind", required=True)
    markdown, guardian = kinds.add_parser("markdown"), kinds.add_parser("guardian")
    for kind in (markdown, guardian):
        kind.add_argument("repository", type=Path)
    markdown.add_argument("pattern", type=re.compile)
    markdown.add_argument("site")
    for kind in (markdown, guardian):
        kind.add_argument("out", type=Path)
    given = parser.parse_args()
    is_post = given.kind == "markdown"
    read, site = (post, given.site) if is_post else (fixture, "theguardian.com")
    with given.out.open("w", encoding="utf-8") as out:
        for path, text in files(given.repository, given.pattern if is_post else FIXTURES):
            lines = read(text)
            if is_article(lines, furniture=not is_post):
                article = {"id": path, "source": f"{given.kind}|{site}", "lang": "en", "lines": lines}
                out.write(json.dumps(article, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
