"""Direct quotations of each paragraph with their speakers, carried on where the text goes on quoting."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from content.languages.language import Language

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from content.document.model import TextRange
from content.structure.model import Quotation, QuotationKind, Reason, Role, SourceClass, Speaker
from content.structure.quotations.attribution import attribute, goes_on_unnamed, is_reported
from content.structure.quotations.coreference import refer, with_name
from content.structure.quotations.marks import Quoted, find_quoted, last_mark
from content.structure.quotations.paragraph import Paragraph
from content.structure.quotations.ranking import choose
from content.structure.quotations.source_class import classify_source
from content.structure.quotations.surroundings import Attribution
from content.structure.quotations.titles import is_name_in_marks
from content.structure.syntax.german_clauses import speaks
from content.structure.syntax.noun_phrases import PRONOUNS, Clause, Phrase, is_cue
from content.structure.syntax.sentences import split_sentences
from content.structure.syntax.subjects import first_subject, subject_of
from content.structure.syntax.tokens import tokens_in

_TOKEN = re.compile(r"\w+|[^\w\s]")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_SPEECH = 4  # words from which a quotation counts as speech without any cue
_WIDE_SPEECH = 8  # ... and Chinese, Japanese or Korean characters
_GUESS = 0.6  # below it a speaker is no better than the one before
_TITLE = 9  # words up to which capitals all through make a title
_SURE = 0.7  # confidence from which a cue makes words speech that look like a title
_MOST_QUOTED = 3000  # quotations of a text whose speakers are looked for; 1 MB of articles has fewer
_MOST_WORDS = 100_000  # ... and signs of the paragraphs that these are in; 1 MB of articles has 80,000 such
_MOST_IN_PARAGRAPH = 400  # ... and of one of its paragraphs; more is no prose
TOO_MANY = Reason("one of very many quotations, of which not all have their speakers looked for", 0.5)
_MOST_NAMES = 8  # stretches in a row that are no speech, whose surroundings are read again for the next
_MOST_TELLERS = 6  # reporting verbs of a sentence whose subjects are looked for, from the last on
_LONGEST_TOLD = 1500  # characters of a paragraph that is looked through for a speaker of the next
_OPENING = frozenset("\"“„«»‘'「『")
_QUOTED_IN = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM, Role.CAPTION, Role.BYLINE})
_WIDE = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")
_ENDS = frozenset('.!?…”“»")')
_DEFINITE = re.compile(r"\b(?:der|die|das|dem|den|des|im|am|vom|zum|zur)\s$", re.IGNORECASE)
_DASHED_NAME = re.compile(r"[-–—―]\s?(?=[A-ZÀ-Þ])")


# The paragraph, the offset of a quotation in it, the speaker before it and the one that the rules suggest.
Chooser = Callable[[Paragraph, int, Attribution | None, Attribution | None], Attribution | None]


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch in quotation marks with its speaker, if any."""

    quoted: Quoted
    speaker: Attribution | None


def direct_quotations(
    text: str, blocks: Sequence[tuple[TextRange, Role]], language: Language, chooser: Chooser = choose
) -> list[Quotation]:
    """All quotations in quotation marks in the prose, in order."""
    found: list[Quotation] = []
    carried: Attribution | None = None
    last: Known | None = None
    opened = False  # the last quotation has no closing mark
    looked_at = words = 0
    last_marked = last_mark(text)
    for index, (block, role) in enumerate(blocks):
        if block.start > last_marked:
            break
        if role not in _QUOTED_IN:
            carried = carried if role is Role.OTHER else None
            continue
        if looked_at > _MOST_QUOTED or words > _MOST_WORDS:
            found += _not_attributed(text, find_quoted(text, block.start, block.end))
            continue
        after = blocks[index + 1][0] if index + 1 < len(blocks) else None
        goes_on = after is not None and text[after.start] in _OPENING
        quoted = [one for one in find_quoted(text, block.start, block.end) if not is_name_in_marks(text, one, language)]
        if not quoted:
            opened = False
            carried = _last_teller(text, block, language) if goes_on else None
            continue
        earlier = blocks[index - 1][0] if index and blocks[index - 1][1] in _QUOTED_IN else None
        before = earlier if earlier is not None and text[earlier.end - 1] in ":：" else None
        looked_at += len(quoted)
        words += sum(1 for _ in _TOKEN.finditer(text, block.start, block.end)) if words < _MOST_WORDS else 0
        if looked_at > _MOST_QUOTED or words > _MOST_WORDS or len(quoted) > _MOST_IN_PARAGRAPH:
            found += _not_attributed(text, quoted)
            continue
        paragraph = Paragraph(text, block, quoted, earlier, language)
        spoken = _in_paragraph(paragraph, before, carried, chooser, goes_on=opened)
        if len(spoken) == 1 and spoken[0].speaker is None and after is not None:
            spoken = [replace(spoken[0], speaker=_named_below(text, after))]
        for one in spoken:
            quotation = _quotation(text, one, last, language, goes_on=goes_on and one is spoken[-1])
            found.append(quotation)
            last = _known(text, quotation) or last
        carried = spoken[-1].speaker if spoken else None
        opened = bool(spoken) and not spoken[-1].quoted.closed
        if goes_on and not spoken:
            carried = _last_teller(text, block, language)
    return found


def _not_attributed(text: str, quoted: Iterable[Quoted]) -> Iterator[Quotation]:
    """The quotations of a text that has too many of them, as far as they have the words of speech."""
    for one in quoted:
        if len(one.range) >= 2 * _SPEECH and len(_WORD.findall(one.inner(text))) >= _SPEECH:
            yield Quotation(one.range, QuotationKind.DIRECT, None, None, SourceClass.UNATTRIBUTED, TOO_MANY)


@dataclass(frozen=True, slots=True)
class Known:
    """A speaker that its own words name, with its class."""

    speaker: TextRange
    source_class: SourceClass


def _known(text: str, quotation: Quotation) -> Known | None:
    """The speaker of a quotation, if it is no pronoun."""
    speaker = quotation.speaker
    if speaker is None or speaker.refers_to is not None or speaker.range.of(text).lower() in PRONOUNS:
        return None
    return Known(speaker.range, quotation.source_class)


def _in_paragraph(
    paragraph: Paragraph, before: TextRange | None, carried: Attribution | None, chooser: Chooser, *, goes_on: bool
) -> list[Found]:
    """The quotations of one paragraph; `before` is the paragraph before when it ends with a colon.

    `goes_on` says that the one before ended with an open quotation, which one that starts this paragraph goes on with.
    """
    text, block, quoted, language = paragraph.text, paragraph.block, paragraph.quoted, paragraph.language
    edges = [before.start if before else block.start]
    edges += [edge for one in quoted for edge in (one.range.start, one.range.end)]
    edges.append(block.end)
    spoken: list[Found] = []
    last = carried if quoted and quoted[0].range.start == block.start else None
    begin = edges[0]
    names = 0
    for number, one in enumerate(quoted):
        space = TextRange(begin, edges[2 * number + 3])
        own = attribute(text, space, one.range, language)
        if not _is_speech(text, one, own, language):
            names += 1
            begin = one.range.end if names > _MOST_NAMES else begin
            continue
        names = 0
        if own is None:
            own = _of_next(paragraph, number, edges)
        if goes_on and last is not None and number == 0 and (own is None or own.cue is None):
            last = replace(last, cue=None, words="goes on with the same speaker")
            spoken.append(Found(one, last))
            begin = one.range.end
            continue
        if own is not None and language.code == "de" and last is not None and own.confidence < _GUESS:
            own = _weaker(last, language)
        if own is None and goes_on_unnamed(text, space, one.range, language):
            own = _weaker(spoken[-1].speaker if spoken else carried, language)
        if own is None:
            start = begin if spoken or before is None else block.start
            own = _subject_before(text, start, one.range.start, language, fresh=not spoken)
            if last is not None and (own is None or own.confidence < _GUESS):
                own = _weaker(last, language)
        own = chooser(paragraph, one.range.start, spoken[-1].speaker if spoken else carried, own)
        last = own
        begin = one.range.end
        spoken.append(Found(one, own))
    return _filled_back(spoken, language)


def _of_next(paragraph: Paragraph, number: int, edges: Sequence[int]) -> Attribution | None:
    """Who the words after the next quotation say speaks, when nothing stands between the two: “...” “...,” said X."""
    if number + 1 == len(paragraph.quoted):
        return None
    one, following = paragraph.quoted[number].range, paragraph.quoted[number + 1].range
    if paragraph.text[one.end : following.start].strip():
        return None
    space = TextRange(following.start, edges[2 * number + 5])
    found = attribute(paragraph.text, space, following, paragraph.language)
    return replace(found, firm=False, words=f"{found.words}, of the next one too") if found else None


def _filled_back(spoken: Sequence[Found], language: Language) -> list[Found]:
    """Quotations without a speaker at the start of a paragraph have that of the next one."""
    first = next((index for index, one in enumerate(spoken) if one.speaker is not None), 0)
    later = spoken[first].speaker if spoken else None
    return [
        replace(one, speaker=_weaker(later, language)) if index < first else one for index, one in enumerate(spoken)
    ]


def _is_speech(text: str, quoted: Quoted, found: Attribution | None, language: Language) -> bool:
    """Whether words in quotation marks are speech and not a title, a name or a doubted word."""
    inner = quoted.inner(text)
    words = _WORD.findall(inner)
    sure = found is not None and found.cue is not None and found.confidence > 0.9
    least = _SPEECH - (language.code == "de")
    if not words:
        return False
    if not inner.isascii() and len(_WIDE.findall(inner)) >= _WIDE_SPEECH:
        return True
    title = sum(word[0].isupper() or len(word) < 4 for word in words) == len(words) <= _TITLE and words[-1][0].isupper()
    if title and not (language.code == "de" and _german_nouns(text, quoted, found)):
        return found is not None and found.firm
    if found is not None and found.confidence >= _SURE:
        return len(words) > 1 or sure
    return len(words) >= least or (len(words) > 1 and inner[-1:] in ".!?")


def _german_nouns(text: str, quoted: Quoted, found: Attribution | None) -> bool:
    """Whether capitals are but German nouns: a whole sentence, or reported and not after "in der", as titles are."""
    if quoted.inner(text)[-1] == ".":
        return True
    start = quoted.range.start
    return found is not None and found.cue is not None and not _DEFINITE.search(text, max(0, start - 8), start)


def _subject_before(text: str, start: int, end: int, language: Language, *, fresh: bool) -> Attribution | None:
    """The subject of the last whole sentence before the quotation; the rest of an earlier one's sentence is no such.

    Sentences in reported speech are passed over: their subject is not who speaks.
    """
    near = max(start, end - _LONGEST_TOLD)
    fresh = fresh or near > start
    start = near
    sentences = split_sentences(text, start, end, language)
    if sentences and text[start:end].rstrip()[-1:] not in _ENDS:
        sentences = sentences[:-1]
    if not fresh and not _starts_sentence(text, start):
        sentences = sentences[1:]
    for sentence in reversed(sentences):
        clause = Clause(tuple(tokens_in(text, sentence.start, sentence.end, language)), language)
        if (teller := _teller(clause)) is not None:
            return Attribution(clause.span(*teller), None, 0.65, "told of in the sentence before")
        if is_reported(clause) or (language.code == "de" and text[sentence.end - 1] == "?"):
            continue
        subject = first_subject(clause)
        if subject is None or not clause.named(*subject):
            return None
        sure = 0.6 if language.code != "de" or speaks(clause, subject) else 0.5
        return Attribution(clause.span(*subject), None, sure, "the subject of the sentence before")
    return None


def _starts_sentence(text: str, start: int) -> bool:
    """Whether a new sentence starts after a quotation that ends here."""
    return text[start - 2 : start - 1] in {".", "!", "?", "…"} and text[start : start + 2].strip()[:1].isupper()


def _teller(clause: Clause) -> Phrase | None:
    """The subject of the last reporting verb of a German sentence."""
    if clause.language.code != "de":
        return None
    cues = (at for at in range(len(clause.tokens) - 1, 0, -1) if is_cue(clause, at))
    subjects = (subject_of(clause, verb) for verb in islice(cues, _MOST_TELLERS))
    return next((subject for subject in subjects if subject is not None and clause.named(*subject)), None)


def _last_teller(text: str, block: TextRange, language: Language) -> Attribution | None:
    """Whoever the last sentence of a paragraph without quotations says something of: the next may quote them."""
    if block.end - block.start > _LONGEST_TOLD:
        return None
    sentence = split_sentences(text, block.start, block.end, language)[-1]
    clause = Clause(tuple(tokens_in(text, sentence.start, sentence.end, language)), language)
    for verb in range(len(clause.tokens) - 1, 0, -1):
        if is_cue(clause, verb):
            subject = subject_of(clause, verb)
            if subject is not None and clause.named(*subject):
                return Attribution(clause.span(*subject), None, 0.6, "told of in the paragraph before")
            return None
    return None


def _named_below(text: str, block: TextRange) -> Attribution | None:
    """“...” and below it a line with a dash and a name."""
    dash = _DASHED_NAME.match(text, block.start, block.end)
    if dash is None or len(block) > 100:
        return None
    return Attribution(TextRange(dash.end(), block.end), None, 0.85, "named after a dash in the next line")


def _weaker(attribution: Attribution | None, language: Language) -> Attribution | None:
    """The speaker of the quotation before, for one that goes on: nearly as sure in English, less so elsewhere."""
    if attribution is None:
        return None
    sure = attribution.confidence
    sure = max(0.5, sure - 0.02) if language.code == "en" else min(sure, 0.8) - 0.1
    return Attribution(attribution.speaker, None, round(max(sure, 0.4), 3), "goes on with the same speaker")


def _quotation(text: str, one: Found, last: Known | None, language: Language, *, goes_on: bool) -> Quotation:
    """The value for one stretch in quotation marks; `last` is the speaker last named before it.

    `goes_on` says that the next paragraph opens with a quotation, so that this one needs no closing mark.
    """
    closed = one.quoted.closed or goes_on
    found = one.speaker
    if found is None:
        reason = Reason("in quotation marks; nobody is named as the speaker", 0.6 if closed else 0.5)
        return Quotation(one.quoted.range, QuotationKind.DIRECT, None, None, SourceClass.UNATTRIBUTED, reason)
    whole = with_name(text, found.speaker, language)
    words = tokens_in(text, whole.start, whole.end, language)
    source_class, why = classify_source(words, language)
    earlier = refer(text, whole, last.speaker if last else None, language)
    if earlier is not None:
        known = last is not None and earlier == last.speaker
        source_class = last.source_class if known and last else SourceClass.NAMED
        why = f"stands for “{earlier.of(text)}”"
    why = f"{found.words}; {why}" + ("" if closed else "; the closing mark is missing")
    sure = round(max(0.3, found.confidence - (0 if closed else 0.1)), 3)
    speaker = Speaker(whole, earlier)
    return Quotation(one.quoted.range, QuotationKind.DIRECT, speaker, found.cue, source_class, Reason(why, sure))
