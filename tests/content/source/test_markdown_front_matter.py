"""Front matter gives a Markdown file's headline, byline and metadata; what cannot be understood is shown."""

from __future__ import annotations

import pytest

from content.document.model import Document, Markup
from content.source import document_from_bytes


def read(text: str) -> Document:
    return document_from_bytes(text.encode(), source="a.md", suffix=".md")


def kinds(document: Document) -> list[tuple[str, str]]:
    return [(span.markup.value, span.range.of(document.text)) for span in document.markup]


YAML = """---
title: >-
  A report
  in two lines
author: Ada Roe  # who wrote it
date: 2026-03-01
tags: [harbour, "strike: day 2"]
draft: false
Reading-Time: 5
summary: |
  First.
  Second.
---
Words.
"""
TOML = """+++
title = "A report"  # comment
date = 2026-03-01T10:00:00Z
authors = ["Ada Roe", "Ben Low"]
tags = ["harbour"]
draft = true
[extra]
deep = 1
+++
Words.
"""


def test_yaml_becomes_metadata() -> None:
    assert read(YAML).metadata == (
        ("title", "A report in two lines"),
        ("date", "2026-03-01"),
        ("tags", ("harbour", "strike: day 2")),
        ("draft", "false"),
        ("reading_time", "5"),
        ("description", "First. Second."),
        ("author", "Ada Roe"),
    )


def test_toml_becomes_metadata() -> None:
    assert read(TOML).metadata == (
        ("title", "A report"),
        ("date", "2026-03-01T10:00:00+00:00"),
        ("tags", ("harbour",)),
        ("draft", "true"),
        ("author", ("Ada Roe", "Ben Low")),
    )


@pytest.mark.parametrize(("source", "names"), [(YAML, "Ada Roe"), (TOML, "Ada Roe, Ben Low")])
def test_the_title_is_the_headline_and_the_authors_the_byline(source: str, names: str) -> None:
    found = kinds(read(source))
    assert [kind for kind, _ in found] == ["heading", "byline", "paragraph"]
    assert found[1:] == [("byline", names), ("paragraph", "Words.")]


def test_a_headline_in_the_text_is_not_doubled_and_the_byline_follows_it() -> None:
    document = read("---\ntitle: Other\nauthor: Ada Roe\n---\n# Head\n\nText\n")
    assert document.text == "Head\n\nAda Roe\n\nText"


def test_a_byline_in_the_text_is_not_doubled() -> None:
    assert read("---\ntitle: T\nauthor: Ada Roe\n---\nBy Ada Roe\n\nText\n").text == "T\n\nBy Ada Roe\n\nText"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("author:\n  name: Ada Roe\n  url: x", "Ada Roe"),
        ("authors:\n  - name: Ada Roe\n  - Ben Low", ("Ada Roe", "Ben Low")),
        ('by: "[[Ada Roe]]"', "Ada Roe"),
        ("Author: Ada Roe", "Ada Roe"),
    ],
)
def test_authors_are_found_in_many_forms(author: str, names: str | tuple[str, ...]) -> None:
    assert read(f"---\n{author}\n---\nText\n").metadata == (("author", names),)


@pytest.mark.parametrize(
    "lines",
    [
        "title: [unclosed",
        "title: {{ .Title }}: x",
        "a: &x [1]\nb: [*x, *x]",
        "a: " + "[" * 3000,
        "a: " + "[" * 20 + "]" * 20,
        "- a: list",
        "This is a sentence that stands between two rules: nothing else, and far too long.: b",
        "a: " + "x" * 20_000,
    ],
)
def test_what_is_no_front_matter_that_can_be_trusted_is_shown_as_it_stands(lines: str) -> None:
    document = read(f"---\n{lines}\n---\nText\n")
    assert document.text == f"{lines}\n\nText"
    assert document.metadata == ()
    assert document.markup[0].markup is Markup.CODE_BLOCK


def test_broken_toml_is_shown_as_it_stands() -> None:
    assert read("+++\ntitle = x y\n+++\nText\n").text == "title = x y\n\nText"


def test_front_matter_without_a_text_is_shown() -> None:
    document = read("---\ntitle: A film\nyear: 1982\n---\n")
    assert document.text == "A film\n\ntitle: A film\nyear: 1982"


@pytest.mark.parametrize(
    "source", ["---\n\nNote: text\n\n---\n\nEnd\n", "---\nno end: here\n", "Text\n\n---\na: b\n---\n"]
)
def test_a_rule_is_not_front_matter(source: str) -> None:
    assert read(source).metadata == ()


def test_tags_of_yaml_run_nothing() -> None:
    document = read("---\ntitle: !!python/object/apply:os.getcwd []\nslug: a\n---\nText\n")
    assert document.metadata == (("slug", "a"),)
