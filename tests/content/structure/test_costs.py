"""What the analysis costs, by counting: how often a paragraph is read, and how many bytes a long text takes."""

from __future__ import annotations

import pickle
import subprocess
import sys
import tracemalloc
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from content import analyst
from content.document.model import Document, TextRange
from content.languages.language import load
from content.structure import analyse
from content.structure.background import timeline
from content.structure.kinds import hints
from content.structure.syntax import tokenised
from content.structure.syntax.tokenised import TokenisedText
from content.structure.syntax.tokens import tokens_in
from tests.benchmarks.generated import prose

if TYPE_CHECKING:
    from pathlib import Path

    from content.languages.language import Language
    from content.structure.syntax.tokens import Token

PARAGRAPHS = (
    (
        "“We had to act before the winter,” said Ruth Lang, head of the harbour office in Port {0}. She said the {0} "
        "men would be paid in 20{1:02}."
    ),
    (
        "The minister, who had resigned in 19{1:02}, told reporters that the plan of district {0} was not finished. "
        "It will cost $ {0} million this year."
    ),
    "Officials said on Monday that the bridge over the river {0} would open again. Nobody was hurt.",
)
MOST_BYTES = 65  # for each character of a text of quotations; 99 when all words and names of features were kept


def long_text(paragraphs: int) -> str:
    """A briefing with so many paragraphs, all of them different."""
    said = (PARAGRAPHS[at % 3].format(1_000 + at * 7, at % 90 + 10) for at in range(paragraphs))
    return "\n\n".join(["Briefing on the harbour", *said])


def counting(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[int, int]]:
    """How often each part of a text is cut into words from now on."""
    cut, seen = tokens_in, Counter[tuple[int, int]]()

    def counted(text: str, start: int, end: int, language: Language) -> list[Token]:
        seen[start, end] += 1
        return cut(text, start, end, language)

    monkeypatch.setattr(tokenised, "tokens_in", counted)
    return seen


def test_each_paragraph_of_an_article_is_cut_into_words_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = counting(monkeypatch)
    analyse(Document(long_text(60)))
    assert len(seen) >= 40
    assert set(seen.values()) == {1}


def test_a_line_is_compared_with_names_of_sections_once_for_all_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    text, seen, name = long_text(60), Counter[str](), hints.section_name

    def counted(words: str) -> str:
        seen[words] += 1
        return name(words)

    monkeypatch.setattr(hints, "section_name", counted)
    analyse(Document(text))
    assert len(seen) == 61
    assert set(seen.values()) == {1}


def test_dates_are_tried_only_where_digits_are(monkeypatch: pytest.MonkeyPatch) -> None:
    text, tried = long_text(60), []

    class NoDate:
        def match(self, _: str, start: int, __: int) -> None:
            tried.append(start)

    monkeypatch.setattr(timeline, "_dated", lambda _: NoDate())
    assert not [one for one in timeline.moments(text, load("en")) if one.month]
    assert 60 <= len(tried) <= 200  # in 6,000 characters with 100 numbers


def test_the_words_of_a_long_text_are_kept_only_near_where_it_is_read() -> None:
    text = long_text(3_000)
    blocks, start = [], 0
    for paragraph in text.split("\n\n"):
        blocks.append(TextRange(start, start + len(paragraph)))
        start += len(paragraph) + 2
    words = TokenisedText(text, blocks, load("en"))
    tracemalloc.start()
    read = sum(len(words.tokens(block.start, block.end)) for block in blocks)
    kept = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert read > 60_000
    assert kept < 8_000_000


def test_a_long_text_takes_few_bytes_for_each_character() -> None:
    analyse(Document(long_text(30)))  # what is read once
    text = long_text(1_500)
    tracemalloc.start()
    briefing = analyse(Document(text))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(briefing.quotations) >= 500
    assert peak < MOST_BYTES * len(text)


@pytest.mark.parametrize(("what", "most"), [("blocks", 280), ("quotations", 800)])
def test_what_is_held_of_a_long_text_takes_few_bytes_each(what: str, most: int, tmp_path: Path) -> None:
    """As the reader gets it from its child: a block took 370 bytes, a quotation 900."""
    file = tmp_path / "long.txt"
    prose(file, 200_000)
    briefing = analyse(Document(file.read_text(encoding="utf-8")))
    messages = [pickle.dumps(value) for name, value in analyst._pieces(briefing) if name == what]
    tracemalloc.start()
    held = [one for message in messages for one in pickle.loads(message)]  # noqa: S301 - from the line above
    taken = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert len(held) == len(getattr(briefing, what)) >= 80
    assert taken < most * len(held)


def test_a_text_is_analysed_without_modules_that_it_does_not_need() -> None:
    """No screen, no parser of formats or arguments, and no rules of kinds that it is not of."""
    code = "import sys; import content.structure.assembly; print(*sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert not [name for name in found.stdout.split() if name.endswith((".reading", ".telling", "kinds.mail.lines"))]
    unwanted = {"textual", "rich", "argparse", "json", "lxml", "platformdirs", "subprocess", "asyncio"}
    assert unwanted.isdisjoint(found.stdout.split())
