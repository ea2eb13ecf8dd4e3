"""Direct quotations of each paragraph with their speakers, carried on where the text goes on quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from content.document.model import TextRange
from content.structure.attribution import Attribution, attribute, is_pronoun
from content.structure.model import Quotation, QuotationKind, Reason, Role, SourceClass, Speaker
from content.structure.names import tokens_in
from content.structure.quotations import Quoted, find_quoted
from content.structure.sources import classify_source

_WORD = re.compile(r"\w+")
_SPEECH = 5  # words from which a quotation counts as speech without any cue


def direct_quotations(text: str, blocks: Sequence[tuple[TextRange, Role]], language: str | None) -> list[Quotation]:
    """All quotations in quotation marks but those inside quote blocks, in order."""
    found: list[Quotation] = []
    carried: Attribution | None = None
    for block, role in blocks:
        if role in {Role.QUOTE, Role.ATTRIBUTION, Role.OTHER}:
            continue
        if role is Role.HEADING:
            carried = None
        quoted = list(find_quoted(text, block.start, block.end))
        edges = [block.start, *(edge for one in quoted for edge in (one.range.start, one.range.end)), block.end]
        speaker = carried if quoted and quoted[0].range.start == block.start else None
        for number, one in enumerate(quoted):
            space = TextRange(edges[2 * number], edges[2 * number + 3])
            own = attribute(text, space, one.range, language)
            if own is None and not _is_speech(text, one):
                continue
            speaker = own or _weaker(speaker)
            found.append(_quotation(text, one, speaker, language))
        carried = speaker if quoted else None
    return found


def _is_speech(text: str, quoted: Quoted) -> bool:
    """Whether words in quotation marks without a cue are speech and not a title or a doubted word."""
    inner = quoted.inner(text)
    words = _WORD.findall(inner)
    return len(words) >= _SPEECH or (len(words) > 1 and inner[-1:] in ".!?,")


def _weaker(attribution: Attribution | None) -> Attribution | None:
    if attribution is None:
        return None
    return Attribution(attribution.speaker, None, min(attribution.confidence, 0.7), "goes on from the quotation before")


def _quotation(text: str, quoted: Quoted, found: Attribution | None, language: str | None) -> Quotation:
    """The value for one stretch in quotation marks and what is known of its speaker."""
    if found is None:
        return Quotation(
            quoted.range,
            QuotationKind.DIRECT,
            None,
            None,
            SourceClass.UNATTRIBUTED,
            Reason("in quotation marks; nobody is named as the speaker", 0.6 if quoted.closed else 0.5),
        )
    words = tokens_in(text, found.speaker.start, found.speaker.end)
    source_class, why = classify_source(words, language)
    why = f"{found.words}; {why}" + ("" if quoted.closed else "; the closing mark is missing")
    sure = found.confidence - (0.2 if is_pronoun(found.speaker.of(text)) else 0) - (0 if quoted.closed else 0.1)
    return Quotation(
        quoted.range, QuotationKind.DIRECT, Speaker(found.speaker), found.cue, source_class, Reason(why, sure)
    )
