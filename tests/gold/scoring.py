"""How much of the gold the program finds: one tally per measure, and each disagreement in words."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import Document, TextRange
from content.languages.language import load
from content.structure import analyse
from content.structure.model import Quotation, QuotationKind, Role
from content.structure.syntax.sentences import split_sentences
from tests.gold.reading import Gold, GoldQuotation, Mention, squeezed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from content.structure.model import Briefing

SLACK = 2  # characters by which a quotation's range may differ at each end: its marks
SHOWN = 70  # characters of a passage in a listing
_READ_AS_SENTENCES = {Role.PARAGRAPH, Role.LIST_ITEM}
_TITLES = re.compile(r"\b(?:mr|mrs|ms|dr|prof|the|der|die|das|herr|frau|le|la|el|il|lo|de|het)\b\.?", re.IGNORECASE)


class Measure(NamedTuple):
    """What is measured, as a table of figures.toml and a name in it."""

    table: str
    name: str


@dataclass(slots=True)
class Tally:
    """Hits, false alarms and misses; a share has no false alarms."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def share(self) -> float:
        """Hits among all that are in the gold, in percent; 100 where there is none."""
        return 100 * self.hits / (self.hits + self.missed) if self.hits + self.missed else 100.0

    @property
    def precision(self) -> float:
        """Hits among all that were found, in percent; 100 where nothing was."""
        return 100 * self.hits / (self.hits + self.false) if self.hits + self.false else 100.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both, in percent."""
        every = 2 * self.hits + self.false + self.missed
        return 200 * self.hits / every if every else 100.0


class Disagreement(NamedTuple):
    """Where gold and program differ: the briefing, the measures that it costs, and both in words."""

    name: str
    measures: tuple[Measure, ...]
    expected: str
    found: str


@dataclass
class Score:
    """All tallies and disagreements; measures with an F1 are in `f1s`, the others are shares."""

    tallies: dict[Measure, Tally] = field(default_factory=lambda: defaultdict(Tally))
    f1s: set[Measure] = field(default_factory=set)
    disagreements: list[Disagreement] = field(default_factory=list)

    def share(self, measures: Iterable[Measure], *, right: bool) -> None:
        """Count one more that is right or not."""
        for measure in measures:
            self.tallies[measure].hits += right
            self.tallies[measure].missed += not right

    def f1(self, measure: Measure) -> Tally:
        """The tally of a measure of which both false alarms and misses count."""
        self.f1s.add(measure)
        return self.tallies[measure]

    def differ(self, gold: Gold, measures: Iterable[Measure], expected: str, found: str) -> None:
        """Note a disagreement."""
        self.disagreements.append(Disagreement(gold.name, tuple(measures), expected, found))

    def figures(self) -> dict[Measure, float]:
        """All measures in percent."""
        figures = {}
        for measure, tally in self.tallies.items():
            figures[measure] = tally.f1 if measure in self.f1s else tally.share
            if measure in {Measure("quotations", "f1"), Measure("background", "sentences")}:
                figures[Measure(measure.table, "precision")] = tally.precision
                figures[Measure(measure.table, "recall")] = tally.share
        return figures


def score(briefings: Iterable[Gold]) -> Score:
    """What the program finds in some gold briefings."""
    kept = Score()
    for gold in briefings:
        found = analyse(Document(gold.text))
        _judge_lines(kept, gold, found)
        _judge_sections(kept, gold, found)
        _judge_details(kept, gold, found)
        _judge_items(kept, gold, found)
        for kind in QuotationKind:
            _judge_quotations(kept, gold, found, kind)
        _judge_background(kept, gold, found)
        _judge_kind(kept, gold, found)
    return kept


def _shown(text: str, found: TextRange | None) -> str:
    """The words of a range, shortened."""
    words = "-" if found is None else squeezed(found.of(text))
    return words if len(words) <= SHOWN else f"{words[: SHOWN - 25]} ... {words[-20:]}"


def _judge_lines(kept: Score, gold: Gold, found: Briefing) -> None:
    """Each block's role is that of the program's block at its middle; its bounds must be found, too."""
    right, bounds = Measure("lines", "right"), Measure("lines", "bounds")
    ranges = {block.range for block in found.blocks}
    for block in gold.blocks:
        middle = (block.range.start + block.range.end) // 2
        got = next((one.role for one in found.blocks if one.range.covers(middle)), None)
        wanted_role, got_role = Measure("roles", block.role.value), Measure("roles", got.value if got else "none")
        words = _shown(gold.text, block.range)
        kept.share([right], right=got is block.role)
        kept.share([bounds], right=block.range in ranges)
        if got is block.role:
            kept.f1(wanted_role).hits += 1
        else:
            kept.f1(wanted_role).missed += 1
            if got is not None:
                kept.f1(got_role).false += 1
            kept.differ(gold, [right, wanted_role, got_role], f"{block.role}: {words}", f"{got_role.name}: {words}")
        if block.range not in ranges:
            over = next((one.range for one in found.blocks if one.range.covers(middle)), None)
            kept.differ(gold, [bounds], f"block: {words}", f"block: {_shown(gold.text, over)}")


def _judge_sections(kept: Score, gold: Gold, found: Briefing) -> None:
    """A briefing's sections are right when all of its headings are."""
    exact = Measure("lines", "sections")
    got = [section.heading for section in found.sections if section.heading]
    kept.share([exact], right=gold.headings == got)
    if gold.headings != got:
        shown = [" | ".join(_shown(gold.text, one)[:30] for one in some) or "-" for some in (gold.headings, got)]
        kept.differ(gold, [exact], f"sections: {shown[0]}", f"sections: {shown[1]}")


def _judge_details(kept: Score, gold: Gold, found: Briefing) -> None:
    for name, wanted in gold.details.items():
        got = getattr(found, name)
        words = squeezed(got.of(gold.text)) if isinstance(got, TextRange) else got
        measure = Measure("details", name)
        kept.share([measure], right=words == wanted)
        if words != wanted:
            kept.differ(gold, [measure], f"{name}: {wanted or '-'}", f"{name}: {words or '-'}")


def _judge_items(kept: Score, gold: Gold, found: Briefing) -> None:
    """Stories, entries and turns count by their bounds; of those found, headlines, times and labels by their words."""
    lists: dict[str, list[tuple[TextRange, TextRange | None]]] = {
        "story": [(one.range, one.headline) for one in found.stories],
        "entry": [(one.range, one.time) for one in found.entries],
        "turn": [(one.range, one.speaker.range if one.speaker else None) for one in found.turns],
    }
    for sort, got in lists.items():
        wanted = [one for one in gold.items if one.sort == sort]
        if not wanted:
            continue
        measure, labels = Measure("items", sort), Measure("items", f"{sort}-label")
        labelled = dict(got)
        kept.f1(measure).false += sum(where not in {one.range for one in wanted} for where in labelled)
        for where in labelled:
            if where not in {one.range for one in wanted}:
                kept.differ(gold, [measure], "-", f"{sort}: {_shown(gold.text, where)}")
        for one in wanted:
            kept.f1(measure).hits += one.range in labelled
            kept.f1(measure).missed += one.range not in labelled
            if one.range not in labelled:
                kept.differ(gold, [measure], f"{sort}: {_shown(gold.text, one.range)}", "-")
            elif one.asked:
                label = labelled[one.range]
                words = squeezed(label.of(gold.text)) if label else None
                kept.share([labels], right=words == one.label)
                if words != one.label:
                    kept.differ(gold, [labels], f"{sort} called {one.label or '-'}", f"{sort} called {words or '-'}")


def _judge_quotations(kept: Score, gold: Gold, found: Briefing, kind: QuotationKind) -> None:
    """Direct quotations are measured over all briefings and by language, pull quotes over all."""
    tables = ["pull"] if kind is QuotationKind.PULL else ["quotations", f"quotations-{gold.details['language']}"]
    left = [one for one in found.quotations if one.kind is kind]
    finding = [Measure(table, "f1") for table in tables]
    for wanted in gold.quotations:
        if wanted.kind is not kind:
            continue
        got = next((one for one in left if _same_range(one.range, wanted.range)), None)
        if got is not None:
            left.remove(got)
        for measure in finding:
            kept.f1(measure).hits += got is not None
            kept.f1(measure).missed += got is None
        words = _shown(gold.text, wanted.range)
        if got is None:
            kept.differ(gold, finding, f"{kind} quotation: {words}", "-")
        _judge_source(kept, gold, tables, wanted, got)
    for one in left:
        for measure in finding:
            kept.f1(measure).false += 1
        kept.differ(gold, finding, "-", f"{kind} quotation: {_shown(gold.text, one.range)}")


def _same_range(got: TextRange, wanted: TextRange) -> bool:
    return abs(got.start - wanted.start) <= SLACK and abs(got.end - wanted.end) <= SLACK


def _judge_source(kept: Score, gold: Gold, tables: list[str], wanted: GoldQuotation, got: Quotation | None) -> None:
    """Speaker, cue, class and whom the speaker stands for, of one quotation; all wrong if it was not found."""
    text = gold.text
    speaker = got.speaker if got else None
    refers_to = speaker.refers_to if speaker else None
    judged: list[tuple[str, str, str, bool]] = []
    if wanted.speaker is not None:
        right = speaker is not None and _same_speaker(text, speaker.range, wanted)
        judged.append(("speaker", wanted.speaker.words, _shown(text, speaker.range if speaker else None), right))
    if wanted.stands_for is not None:
        right = refers_to is not None and _same_name(refers_to.of(text), wanted.stands_for)
        judged.append(("stands-for", wanted.stands_for, _shown(text, refers_to), right))
    if "cue" not in wanted.not_asked and wanted.kind is QuotationKind.DIRECT:
        cue = got.cue if got else None
        judged.append(("cue", wanted.cue.words if wanted.cue else "-", _shown(text, cue), _same_cue(cue, wanted.cue)))
    if wanted.source_class is not None:
        right = got is not None and got.source_class is wanted.source_class
        judged.append(("class", wanted.source_class.value, got.source_class.value if got else "-", right))
    for name, expected, shown, right in judged:
        measures = [Measure(table, name) for table in tables]
        kept.share(measures, right=right)
        if not right and got is not None:
            words = _shown(text, wanted.range)
            kept.differ(gold, measures, f"{name} of {words}: {expected}", f"{name} of {words}: {shown}")


def _same_speaker(text: str, got: TextRange, wanted: GoldQuotation) -> bool:
    """Whether the speaker is the same mention, or the same name elsewhere."""
    if wanted.speaker is None:
        return False
    if got.overlaps(wanted.speaker.range):
        return True
    is_pronoun = wanted.stands_for is not None
    return _same_name(got.of(text), wanted.stands_for if is_pronoun and wanted.stands_for else wanted.speaker.words)


def _same_name(ours: str, theirs: str) -> bool:
    """Whether two names are of the same person: one has the other in it, or they end in the same word."""
    one, other = (re.sub(r"\W+", " ", _TITLES.sub(" ", words.lower())).split() for words in (ours, theirs))
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    width = len(shorter)
    return any(longer[at : at + width] == shorter for at in range(len(longer) - width + 1)) or one[-1] == other[-1]


def _same_cue(got: TextRange | None, wanted: Mention | None) -> bool:
    if got is None or wanted is None:
        return got is None and wanted is None
    return got.overlaps(wanted.range)


def _judge_background(kept: Score, gold: Gold, found: Briefing) -> None:
    """A sentence is background when half of it is in a marked range."""
    marked = [one.range for one in found.background]
    measure = Measure("background", "sentences")
    for block in gold.blocks:
        if block.role not in _READ_AS_SENTENCES:
            continue
        for sentence in split_sentences(gold.text, block.range.start, block.range.end, load(found.language)):
            if _is_covered(sentence, gold.perhaps_background):
                continue
            wanted, got = (_is_covered(sentence, some) for some in (gold.background, marked))
            kept.f1(measure).hits += wanted and got
            kept.f1(measure).missed += wanted and not got
            kept.f1(measure).false += got and not wanted
            if wanted is not got:
                words = f"background: {_shown(gold.text, sentence)}"
                kept.differ(gold, [measure], *((words, "-") if wanted else ("-", words)))
    _judge_background_sections(kept, gold, found)


def _judge_background_sections(kept: Score, gold: Gold, found: Briefing) -> None:
    measure = Measure("background", "sections")
    got = [one.heading for one in found.sections if one.background]
    wanted = gold.background_headings
    kept.f1(measure).hits += len(wanted.intersection(got))
    kept.f1(measure).missed += len(wanted.difference(got))
    kept.f1(measure).false += sum(heading not in wanted for heading in got)
    for heading in sorted(wanted.difference(got)):
        kept.differ(gold, [measure], f"background section: {_shown(gold.text, heading)}", "-")
    for alarm in got:
        if alarm not in wanted:
            kept.differ(gold, [measure], "-", f"background section: {_shown(gold.text, alarm)}")


def _is_covered(sentence: TextRange, marked: Iterable[TextRange]) -> bool:
    length = sentence.end - sentence.start
    return any(2 * (min(sentence.end, one.end) - max(sentence.start, one.start)) >= length for one in marked)


def _judge_kind(kept: Score, gold: Gold, found: Briefing) -> None:
    """The kind where the file says it, and its key figures; other files are articles, or nobody is asked."""
    if gold.kind is None:
        return
    kept.share([Measure("details", "kind")], right=found.kind == gold.kind)
    if found.kind != gold.kind:
        kept.differ(gold, [Measure("details", "kind")], f"kind: {gold.kind}", f"kind: {found.kind.value}")
    got = [(figure.value, figure.unit, figure.what) for figure in found.figures]
    measure = Measure("details", "figures")
    for figure in gold.figures:
        kept.f1(measure).hits += tuple(figure) in got
        kept.f1(measure).missed += tuple(figure) not in got
    for other in got:
        kept.f1(measure).false += other not in set(map(tuple, gold.figures))
    if sorted(map(str, got)) != sorted(map(str, map(tuple, gold.figures))):
        kept.differ(gold, [measure], f"figures: {list(map(tuple, gold.figures))}", f"figures: {got}")
