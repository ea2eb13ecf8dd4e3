"""What a text can cost is bounded: nothing recurses over it, and of very many lines or quotations most are left."""

from __future__ import annotations

import tracemalloc
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from content.document.model import Document, TextRange
from content.languages.language import Language, load
from content.structure import analyse
from content.structure.assembly import assemble
from content.structure.model import QuotationKind, Role
from content.structure.quotations import marks, ranking
from content.structure.quotations.paragraph import Paragraph
from content.structure.quotations.surroundings import Attribution
from content.structure.reasons import worded
from content.structure.syntax import free_inversion, subjects, tokenised
from content.structure.syntax.tokenised import TokenisedText
from content.structure.syntax.tokens import Token, tokens_in

if TYPE_CHECKING:
    from types import ModuleType

    from content.structure.quotations.direct import Chooser

PROSE = "Reporters met in the town hall on Monday after the storm had passed over the country. " * 8


@pytest.mark.parametrize("unit", [": , a ", "- a ", ", a ", "(a) ", ", the mayor ", "– b "])
@pytest.mark.parametrize("words", ["The minister", "Le ministre", "Der Minister", "El ministro", "Bakan"])
def test_nothing_recurses_over_a_sentence(unit: str, words: str) -> None:
    text = f"{PROSE}\n\n{words} {unit * 1500}, said “I will go there now” and more."
    assert analyse(Document(text)).blocks


@pytest.mark.parametrize("line", ["a{}", "- a{}", "“I will go there now,” he said {}.", "A? B{}"])
def test_of_very_many_lines_the_first_are_judged_and_all_are_blocks(line: str) -> None:
    text = "\n".join(line.replace("{}", str(at)) for at in range(12_000))
    blocks = analyse(Document(text)).blocks
    assert all(one.range.end <= other.range.start for one, other in pairwise(blocks))
    covered = sum(len("".join(block.range.of(text).split())) for block in blocks)
    assert covered == len("".join(text.split()))
    assert worded(blocks[-1].reason).startswith("one of very many lines")
    assert not worded(blocks[5].reason).startswith("one of very many lines")


def test_a_block_of_many_takes_little_memory() -> None:
    text = "\n".join(f"a{at}" for at in range(60_000))
    document = Document(text)
    analyse(Document(text[:1000]))
    tracemalloc.start()
    briefing = analyse(document)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000 * len(briefing.blocks)  # bytes; it was 4,000 and more


def test_of_very_many_quotations_the_speakers_of_the_first_are_found() -> None:
    text = "Title\n\n" + "\n\n".join(f"“I will go there now {at},” Anna Weber said." for at in range(4500))
    found = [one for one in analyse(Document(text)).quotations if one.kind is QuotationKind.DIRECT]
    assert len(found) == 4500
    assert found[0].speaker is not None
    assert found[-1].speaker is None
    assert worded(found[-1].reason).startswith("one of very many quotations")


def test_a_pull_quote_among_many_is_found_again_in_the_body() -> None:
    quotes = "\n\n".join(f"> Never before was so much said {at} by so few" for at in range(300))
    body = "He added that never before was so much said, 7: by so few, and left."
    text = f"Title\n\n{body}\n\n{quotes}\n"
    repeats = [one.repeats for one in analyse(Document(text)).quotations if one.kind is QuotationKind.PULL]
    assert [place.of(text) for place in repeats if place] == ["never before was so much said, 7: by so few"]


@pytest.mark.parametrize("unit", ["('a", "\"'", "」「", "‘x ", "„a “b ", "«a "])
def test_marks_without_a_partner_are_looked_at_in_proportion_to_the_text(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts = []
    closes = marks._closes
    for size in (20_000, 40_000):
        count = [0]

        def counted(*given: object, count: list[int] = count) -> bool:
            count[0] += 1
            return closes(*given)  # type: ignore[arg-type]

        monkeypatch.setattr(marks, "_closes", counted)
        text = unit * (size // len(unit))
        list(marks.find_quoted(text, 0, len(text), load("en")))
        counts.append(count[0] + size)
    assert counts[1] < 2.6 * counts[0]


def test_a_long_ordinary_text_is_judged_to_its_end() -> None:
    text = "Title\n\n" + "\n\n".join(f"{PROSE}Paragraph {at}." for at in range(1500))
    briefing = analyse(Document(text))
    assert briefing.blocks[-1].role is Role.PARAGRAPH
    assert briefing.blocks[-1].reason.confidence > 0.8


def _calls(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, name: str, text: str, chooser: Chooser = ranking.choose
) -> int:
    """How often a function of a module is called while a text is analysed."""
    calls = [0]
    inner = getattr(module, name)

    def counted(*given: object, **named: object) -> object:
        calls[0] += 1
        return inner(*given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(module, name, counted)
        assemble(Document(text), {}, {}, chooser=chooser)
    return calls[0]


def _suggested(*asked: object) -> Attribution | None:
    """The speaker that the rules name, without the model."""
    found = asked[-1]
    return found if isinstance(found, Attribution) else None


@pytest.mark.parametrize("ending", ["\n", "\n\n", " |\n"])
def test_each_of_very_many_tiny_lines_is_a_block(ending: str) -> None:
    assert len(analyse(Document(f"a{ending}" * 60_000)).blocks) == 60_000


@pytest.mark.parametrize("unit", ["said x, ", "said ", "and said "])
def test_of_a_row_of_reporting_verbs_a_few_have_their_subjects_looked_for(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{PROSE}\n\n{unit * 50}“I will go there now” and more of it."
    assert _calls(monkeypatch, subjects, "subject_of", text, _suggested) <= 18


def test_of_a_row_of_spanish_reporting_verbs_too(monkeypatch: pytest.MonkeyPatch) -> None:
    prose = "El ministro no dijo en la reunión que el país fuera a seguir con el plan de los otros. " * 8
    text = f"{prose}\n\n{'dijo x, ' * 50}“Voy a ir allí ahora mismo” y más de eso."
    assert _calls(monkeypatch, free_inversion, "subject_of", text, _suggested) <= 18


def test_a_text_is_tokenised_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0

    def counted(text: str, start: int, end: int, language: Language) -> list[Token]:
        nonlocal seen
        seen += end - start
        return tokens_in(text, start, end, language)

    monkeypatch.setattr(tokenised, "tokens_in", counted)
    text = f"{PROSE}\n\nHe “a” " + "went “b” " * 300 + "and said “I will go there now” again.\n\nHe said: “It is over.”"
    analyse(Document(text))
    assert seen <= len(text)


@pytest.mark.parametrize("word", ["Smith word ", "the mayor of "])
def test_the_phrases_of_a_long_sentence_are_not_all_offered_for_each_quotation(
    word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = f"{PROSE}\n\n{word * 300}" + f"“I will go there now” and {word}" * 20
    assert _calls(monkeypatch, ranking, "_features", text) <= 20 * 50


def test_of_many_words_around_quotations_the_first_are_read() -> None:
    paragraph = f"{PROSE}“I will go there now,” Anna Weber said."
    found = analyse(Document("Title\n\n" + "\n\n".join([paragraph] * 900))).quotations
    assert found[0].speaker is not None
    assert worded(found[-1].reason).startswith("one of very many quotations")


def test_a_sentence_without_an_end_is_read_in_parts() -> None:
    text = "der, " * 4000 + "sagte “Ich gehe jetzt dort hin” und mehr."
    quoted = list(marks.find_quoted(text, 0, len(text), load("en")))
    whole = TextRange(0, len(text))
    passage = Paragraph(TokenisedText(text, [whole], load("de")), whole, quoted, None).passage
    assert max(end - start for start, end in passage.sentences) <= 250
    assert passage.sentences[-1][1] == len(passage.clause.tokens)


def test_a_name_beside_a_role_is_found_among_many_mentions_of_the_role() -> None:
    told = "“I will go there now,” the minister said.\n\n" * 10
    text = f"Title\n\n{PROSE}\n\nAnna Weber, the new minister, came.\n\n{told}"
    speakers = [one.speaker for one in analyse(Document(text)).quotations]
    assert {one.refers_to.of(text) for one in speakers if one and one.refers_to} == {"Anna Weber"}
