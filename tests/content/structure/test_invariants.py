"""What holds of the structure of any text at all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from content.document.model import Document, Markup, MarkupSpan, TextRange
from content.structure import analyse
from content.structure.background.timeline import moments_of
from content.structure.model import Briefing, Role
from content.structure.reasons import worded

PIECES = [
    "“",
    "”",
    "„",
    "«",
    "»",
    "‘",
    "’",
    "'",
    '"',
    "「",
    "」",
    "``",
    "\n",
    "\n\n",
    "\n--\n",
    "A      B\n",
    " ",
    "\t",
    "\u2028",
    "\u00a0",
    "\x00",
    ".",
    ",",
    ":",
    "?",
    "!",
    "-",
    "–",
    "—",
    "•",
    "1.",
    ">",
    "=====",
    "5'10\"",
    "said",
    "she",
    "Mary Jones",
    "the sources",
    "according to",
    "In 2019",
    "TLP:AMBER+STRICT",
    "ANKARA, Nov 28 (Reuters) -",
    "By Ann Lee",
    "sagte",
    "der Sprecher",
    "dedi",
    "政府",
    "。",
    "Background",
    "A long line of ordinary words that goes on and on without any sign of an end to it",
    "😀",
    "\ud800",
]
texts = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join))
texts = st.one_of(texts, st.lists(st.sampled_from(PIECES), max_size=60).map("".join))


@st.composite
def marked_documents(draw: st.DrawFn) -> Document:
    text = draw(texts)
    edges = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(edges, edges, st.sampled_from(list(Markup))), max_size=8))
    markup = tuple(MarkupSpan(TextRange(min(a, b), max(a, b)), kind, level=1) for a, b, kind in spans)
    return Document(text, markup=markup)


def check(briefing: Briefing) -> None:
    text = briefing.document.text
    length = len(text)
    covered = bytearray(length)
    last = 0
    for block in briefing.blocks:
        assert last <= block.range.start < block.range.end <= length
        last = block.range.end
        covered[block.range.start : block.range.end] = b"x" * len(block.range)
        assert 0 <= block.section < len(briefing.sections)
        assert briefing.sections[block.section].range.contains(block.range)
    assert all(mark or character.isspace() for mark, character in zip(covered, text, strict=True))
    starts = [one.range for one in briefing.quotations]
    assert starts == sorted(starts)
    for one in briefing.quotations:
        parts = [
            one.range,
            one.cue,
            one.repeats,
            one.speaker and one.speaker.range,
            one.speaker and one.speaker.refers_to,
        ]
        assert all(place is None or (place and place.end <= length) for place in parts)
        assert 0 < one.reason.confidence <= 1
        assert worded(one.reason)
    assert [one.range for one in briefing.statements] == sorted(one.range for one in briefing.statements)
    for said in briefing.statements:
        assert said.range == TextRange(said.spans[0].start, said.spans[-1].end)
        assert all(one.end <= other.start for one, other in pairwise(said.spans))
        assert all(len(one) > 0 for one in said.spans)
        for place in (said.range, said.cue, said.speaker.range if said.speaker else None):
            assert place is None or (place and place.end <= length)
        assert 0 < said.reason.confidence <= 1
        assert worded(said.reason)
    for mark in briefing.background:
        assert mark.range
        assert mark.range.end <= length
        assert 0.5 <= mark.reason.confidence <= 1
        assert not any(
            other is not mark and other.level is mark.level and other.range.contains(mark.range)
            for other in briefing.background
        )
    for places in (briefing.sentences, [date.range for date in moments_of(briefing)]):
        assert all(one.end <= other.start for one, other in pairwise(places))
        assert all(place and place.end <= length for place in places)
    assert sum(block.role is Role.HEADLINE for block in briefing.blocks) <= 1
    for section in briefing.sections:
        assert section.heading is None or section.range.contains(section.heading)


@given(texts)
def test_any_text_has_a_sound_structure(text: str) -> None:
    check(analyse(Document(text)))


@given(marked_documents())
def test_any_markup_has_a_sound_structure(document: Document) -> None:
    check(analyse(document))


@given(texts)
def test_the_same_text_has_the_same_structure(text: str) -> None:
    assert analyse(Document(text)) == analyse(Document(text))


@given(texts, st.sampled_from(list(Role)), st.data())
def test_the_reader_has_the_last_word(text: str, role: Role, data: st.DataObject) -> None:
    document = Document(text)
    blocks = analyse(document).blocks
    if not blocks:
        return
    chosen = data.draw(st.sampled_from(blocks))
    briefing = analyse(document, {chosen.range: role})
    (same,) = [block for block in briefing.blocks if block.range == chosen.range]
    assert same.role is role
    assert (worded(same.reason), same.reason.confidence) == ("set by the reader", 1.0)


def test_a_blank_text_has_no_structure() -> None:
    for text in ("", " \n\t\n", "\n"):
        briefing = analyse(Document(text))
        assert not any((briefing.blocks, briefing.sections, briefing.quotations, briefing.background))
        assert briefing.statements == ()
        assert briefing.headline is None


# A paragraph by which the language is told, and words that its rules on speakers go by.
SOUPS = {
    "en": (
        "The council is not of the city, and that was for the people who have been there with it as it was.",
        "the mayor said that he told reporters whether to who which asked not and but according to because , . : “ ”",
    ),
    "de": (
        "Der Rat ist nicht von der Stadt, und das wird für die Leute auch so sein, wie es war.",
        "der dem er sie sich sagte nannte gesagt zitiert wird soll haben , wie heißt in laut Besorgt Molter : . „ “",
    ),
    "fr": (
        "Le conseil est dans la ville et il n'y a pas de raison pour que ce soit une autre chose.",
        "le de l'homme d'antenne et a dit déclare-t-il explique qui selon il quant à elle Dupont directrice , : . « »",
    ),
    "es": (
        "El consejo es de la ciudad y no hay razón para que sea una cosa más que se ha dicho en los años.",
        "el la de y que quien según ha dicho añadió farfulló él se a La Gaceta Piedra directora , : . ( ) “ ”",
    ),
    "tr": (
        "Bu kurul bir şehir için çok daha önemli ve ne olarak olduğunu her zaman göre dedi.",
        "bir ve şunları yaptığı yapılan dedi diye diyen belirten göre Ayşe Kaya'nın Bakanlığının muhtarı , : . “ ”",
    ),
}


def soups_of(language: str) -> st.SearchStrategy[tuple[str, list[str]]]:
    words = st.lists(st.sampled_from(SOUPS[language][1].split()), max_size=40)
    return st.tuples(st.just(language), words)


@given(st.sampled_from(sorted(SOUPS)).flatmap(soups_of))
@example(("de", ["Er", "schwieg", ":", "nannte", "sie", "„", "das", "war", "es", "nicht", "“"]))
def test_rules_on_speakers_stand_any_order_of_their_words(said: tuple[str, list[str]]) -> None:
    language, words = said
    briefing = analyse(Document(f"Title\n\n{SOUPS[language][0]}\n\n{' '.join(words)}"))
    assert briefing.language == language
    check(briefing)
