"""Direct quotations of each paragraph with their speakers, carried over while the text keeps quoting."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from content.document.model import TextRange
from content.kept import compiled
from content.languages.folding import CAPITALS
from content.structure.model import Quotation, QuotationKind, Reason, Role, SourceClass
from content.structure.quotations.announced import announced
from content.structure.quotations.coreference import with_name
from content.structure.quotations.dashes import find_dashed, last_dash
from content.structure.quotations.denied import is_denied
from content.structure.quotations.marks import Quoted, find_quoted, last_mark
from content.structure.quotations.paragraph import Paragraph
from content.structure.quotations.ranking import choose
from content.structure.quotations.rules import attribute, goes_on_reporting, is_reported, verb_alone
from content.structure.quotations.sourcing import names_speaker, source_of
from content.structure.quotations.surroundings import Attribution, surroundings
from content.structure.quotations.surroundings import found as found_in
from content.structure.quotations.things import is_governed, is_thing
from content.structure.quotations.titles import is_long, is_name_in_marks, is_speech
from content.structure.quotations.unclosed import cut_before_telling
from content.structure.syntax.clause import is_cue
from content.structure.syntax.orders import syntax_of
from content.structure.syntax.tokens import is_capitalised_name, is_role

if TYPE_CHECKING:
    from content.languages.language import Language
    from content.structure.quotations.surroundings import Surroundings
    from content.structure.syntax.clause import Clause, Phrase
    from content.structure.syntax.tokenised import TokenisedText

_GUESS = 0.6  # below this confidence the previous speaker is as good
_MOST_QUOTED = 3000  # quotations of a text whose speakers are looked for; 1 MB of articles has fewer
_MOST_CHARACTERS = 450_000  # ... and characters of the paragraphs that these are in; 1 MB of articles has 400,000
_MOST_IN_PARAGRAPH = 400  # ... and of one of its paragraphs; more is not prose
TOO_MANY = Reason.of("too-many-quotations", 0.5)
_THING = 0.5  # at most the confidence that a thing speaks
_GUESSED = frozenset(
    {"likeliest", "subject-before", "subject"}
)  # reasons that do not show that a speaker speaks at all
_MOST_NAMED = 6  # quotations before one among whose speakers a pronoun's is looked for
_MOST_NAMES = 8  # stretches in a row that are not speech and whose surroundings are read again for the next
_MOST_TELLERS = 6  # reporting verbs of a sentence whose subjects are looked for, from the last on
_LONGEST_TOLD = 1500  # characters of a paragraph that is looked through for a speaker of the next
_LONGEST_NAME = 100  # characters of a line with a dash and a name
_OPENING = frozenset("\"“„«»‘'「『")
_PAIRS = ("„”", "„“", "“”", "«»", "»«", "‘’", "‚‘")  # marks around a name
_QUOTED_IN = frozenset({Role.PARAGRAPH, Role.STANDFIRST, Role.LIST_ITEM, Role.CAPTION, Role.BYLINE})
_ENDS = frozenset('.!?…”“»")؟')
_NAME_END = compiled(r"[,(;:]")
_DASHED_NAME = compiled(rf"[-–—―]\s?(?=[{CAPITALS}])")

# The paragraph, the offset of a quotation in it, the speaker before it and the one that the rules suggest.
Chooser = Callable[[Paragraph, int, Attribution | None, Attribution | None], Attribution | None]


class Found(NamedTuple):
    """A stretch in quotation marks with its speaker, if any."""

    quoted: Quoted
    speaker: Attribution | None


def direct_quotations(
    words: TokenisedText,
    blocks: Sequence[tuple[TextRange, Role]],
    chooser: Chooser = choose,
    turns: Collection[int] = frozenset(),
) -> list[Quotation]:
    """All quotations in quotation marks in the prose, in order; `turns` are the offsets where somebody else speaks."""
    text, language = words.text, words.language
    found: list[Quotation] = []
    carried: Attribution | None = None
    named: list[Quotation] = []  # whose speakers their own words name
    opened = False  # the last quotation has no closing mark
    looked_at = seen = 0
    last_marked = max(last_mark(text), last_dash(text) if language.dash_speech else -1)
    for index, (block, role) in enumerate(blocks):
        if block.start > last_marked:
            break
        if role not in _QUOTED_IN and not (role is Role.QUOTE and text[block.start] == ">"):
            carried = carried if role is Role.OTHER else None
            continue
        if block.start in turns:
            carried, opened = None, False
        marked = find_quoted(text, block.start, block.end, language)
        speech = [cut_before_telling(words, one) for one in marked if not is_name_in_marks(text, one, language)]
        quoted = find_dashed(words, block) or speech
        looked_at += len(quoted)
        seen += len(block) if quoted else 0
        if looked_at > _MOST_QUOTED or seen > _MOST_CHARACTERS or len(quoted) > _MOST_IN_PARAGRAPH:
            found += _not_attributed(text, quoted)
            continue
        after = blocks[index + 1][0] if index + 1 < len(blocks) else None
        goes_on = after is not None and text[after.start] in _OPENING
        earlier = blocks[index - 1][0] if index and blocks[index - 1][1] in _QUOTED_IN else None
        above = blocks[index - 1][0] if index else None
        spoken = _in_paragraph(Paragraph(words, block, quoted, earlier, above), carried, chooser, goes_on=opened)
        if len(spoken) == 1 and spoken[0].speaker is None and after is not None:
            spoken = [spoken[0]._replace(speaker=_named_below(words, after))]
        for one in spoken:
            if role is Role.QUOTE and one.speaker is None:
                continue  # the words of the quote are its own
            found.append(_quotation(words, one, named, goes_on=goes_on and one is spoken[-1]))
            named += [found[-1]] if names_speaker(words, found[-1]) else []
        opened = bool(spoken) and not spoken[-1].quoted.closed
        carried = spoken[-1].speaker if spoken else _last_teller(words, block) if goes_on else None
    return found


def _not_attributed(text: str, quoted: Iterable[Quoted]) -> Iterator[Quotation]:
    for one in quoted:
        if is_long(text, one):
            yield Quotation(one.range, QuotationKind.DIRECT, None, None, SourceClass.UNATTRIBUTED, TOO_MANY)


class Situation(NamedTuple):
    """What a quotation stands in: its paragraph, the words around it, and who spoke before."""

    paragraph: Paragraph
    number: int  # of the quotation in its paragraph
    begin: int  # where the words before it begin that are nobody else's
    around: Surroundings
    named: Attribution | None  # whom its own sentence names
    last: Attribution | None  # who spoke right before, in this paragraph or, when it opens with a quotation, the last
    previous: Attribution | None  # the same, however the paragraph opens
    fresh: bool  # no quotation stands before it in its paragraph


def _in_paragraph(paragraph: Paragraph, carried: Attribution | None, chooser: Chooser, *, goes_on: bool) -> list[Found]:
    """The quotations of one paragraph; `carried` spoke last before it, and if it `goes_on` that one is still open."""
    words, quoted, language = paragraph.words, paragraph.quoted, paragraph.words.language
    spoken: list[Found] = []
    last = carried if quoted and quoted[0].range.start == paragraph.block.start else None
    begin = paragraph.start
    names = 0
    for number, one in enumerate(quoted):
        around = surroundings(words, TextRange(begin, paragraph.space_after(number)), one.range)
        named = attribute(around)
        if spoken and (named is None or named.confidence < _GUESS) and goes_on_reporting(around):
            named = spoken[-1].speaker or named
        if not is_speech(words.text, one, named, language, partial(is_reported, around)):
            names += 1
            begin = one.range.end if names > _MOST_NAMES else begin
            continue
        names = 0
        if is_denied(around, named):
            begin = one.range.end
            spoken.append(Found(one, None))
            continue
        previous = spoken[-1].speaker if spoken else carried
        now = Situation(paragraph, number, begin, around, named, last, previous, fresh=not spoken)
        if goes_on and number == 0 and last is not None and (named is None or named.cue is None):
            last = last._replace(cue=None, why=("same-speaker",))
        else:
            suggested = next(filter(None, (resolve(now) for resolve in RESOLVERS)), None)
            last = chooser(paragraph, one.range.start, previous, suggested)
            last = _without_things(now, last) if last is not None else None
        begin = one.range.end
        spoken.append(Found(one, last))
    first = next((index for index, one in enumerate(spoken) if one.speaker is not None), 0)
    later = _weaker(spoken[first].speaker, language) if spoken else None  # who speaks next has spoken from the start
    return [one._replace(speaker=later) if index < first else one for index, one in enumerate(spoken)]


def _without_things(now: Situation, guess: Attribution) -> Attribution | None:
    """A guess, not sure if it is a thing of the same sentence, and none if of one before: Exports fell. “...”"""
    if guess.why[0] not in _GUESSED:
        return guess
    words, before = now.paragraph.words, now.around.before.tokens
    own = before[0].start if before else now.paragraph.quoted[now.number].range.start
    if guess.speaker.end <= own:
        no_speaker = is_thing(words, guess.speaker) or is_governed(words, guess.speaker)
        return None if no_speaker else guess
    thing = is_thing(words, guess.speaker)
    return guess._replace(confidence=min(guess.confidence, _THING)) if thing else guess


def _announced(now: Situation) -> Attribution | None:
    """The speaker that the line above announces, or the words before it do, if no verb of its own sentence tells."""
    paragraph, named = now.paragraph, now.named
    start, end = paragraph.block.start, paragraph.quoted[now.number].range.start
    told = named is not None and named.cue is not None and named.speaker.start >= start
    if told or not now.fresh:
        return None
    return announced(paragraph.words, TextRange(start, end) if start < end else paragraph.above)


def _named(now: Situation) -> Attribution | None:
    """The speaker its own sentence names; in verb-second languages only if that is more than a guess."""
    guess = now.named is not None and now.named.confidence < _GUESS
    if guess and now.last is not None and now.paragraph.words.language.verb_second:
        return _weaker(now.last, now.paragraph.words.language)
    return now.named


def _named_by_next(now: Situation) -> Attribution | None:
    """The speaker named after the next quotation, if nothing separates the two: “...” “...,” said X.

    Where somebody has spoken before in the paragraph, the next quotation answers, and this one is still theirs.
    """
    words, quoted = now.paragraph.words, now.paragraph.quoted
    following = quoted[now.number + 1].range if now.number + 1 < len(quoted) else None
    if following is None or words.text[quoted[now.number].range.end : following.start].strip():
        return None
    if not now.fresh and now.previous is not None and now.previous.speaker.start >= now.begin:
        return _weaker(now.previous, words.language)
    space = TextRange(following.start, now.paragraph.space_after(now.number + 1))
    named = attribute(surroundings(words, space, following))
    return named._replace(firm=False, why=("next-too", *named.why)) if named else None


def _unnamed(now: Situation) -> Attribution | None:
    """The previous speaker, or the subject of the previous sentence, if a verb says that somebody continues."""
    cue = verb_alone(now.around)
    own = _weaker(now.previous, now.paragraph.words.language) or _told_of_before(now) if cue else None
    return own._replace(cue=cue) if own else None


def _told_of_before(now: Situation) -> Attribution | None:
    """The subject of the sentence before, or the last speaker if that is only a guess."""
    own = _subject_before(now)
    guess = own is None or own.confidence < _GUESS
    return _weaker(now.last, now.paragraph.words.language) if guess and now.last is not None else own


RESOLVERS: tuple[Callable[[Situation], Attribution | None], ...] = (
    _announced,
    _named,
    _named_by_next,
    _unnamed,
    _told_of_before,
)
"""Who may have spoken, the surest first."""


def _weaker(attribution: Attribution | None, language: Language) -> Attribution | None:
    """The speaker of the quotation before, for one that goes on: less sure where the verb stands second."""
    if attribution is None:
        return None
    sure = attribution.confidence
    sure = min(sure, 0.8) - 0.1 if language.verb_second else max(0.5, sure - 0.02)
    return Attribution(attribution.speaker, None, round(max(sure, 0.4), 3), ("same-speaker",))


def _subject_before(now: Situation) -> Attribution | None:
    """The subject of the last whole sentence before the quotation, unless an earlier quotation is a part of it."""
    words, block = now.paragraph.words, now.paragraph.block
    text, language, syntax = words.text, words.language, syntax_of(words.language)
    end = now.paragraph.quoted[now.number].range.start
    start = block.start if now.fresh else now.begin
    near = max(start, end - _LONGEST_TOLD)
    sentences = words.sentences(near, end)
    if sentences and text[near:end].rstrip()[-1:] not in _ENDS:
        sentences = sentences[:-1]
    opens = text[near - 2 : near - 1] in {*".!?…"} and text[near : near + 2].strip()[:1].isupper()
    if not (now.fresh or near > start or opens):
        sentences = sentences[1:]
    for sentence in reversed(sentences):
        clause = words.clause(sentence)
        if (teller := _teller(clause)) is not None:
            code = "told-before" if language.verb_second else "subject-before"
            return Attribution(clause.span(*teller), None, 0.65 if language.verb_second else 0.6, (code,))
        if clause.has(language.reported_forms) or (language.verb_second and text[sentence.end - 1] == "?"):
            continue
        subject = syntax.first_subject(clause)
        if subject is None:
            return None
        beside = with_name(words, clause.span(*subject))
        if beside.end > clause.span(*subject).end:
            return Attribution(beside, None, 0.6, ("subject-before",))
        if language.letter_case and not clause.named(subject):
            return None
        return found_in(clause, subject, None, 0.6 if syntax.can_speak(clause, subject) else 0.5, "subject-before")
    return None


def _teller(clause: Clause, most: int = _MOST_TELLERS) -> Phrase | None:
    """The subject of a reporting verb of a sentence, of `most` that are looked at: the last, the first in English."""
    order = range(len(clause.tokens) - 1, 0, -1) if clause.language.verb_second else range(1, len(clause.tokens))
    cues = (at for at in order if is_cue(clause, at))
    subjects = (syntax_of(clause.language).subject_of(clause, verb) for verb in islice(cues, most))
    return next((subject for subject in subjects if subject is not None and clause.named(subject)), None)


def _last_teller(words: TokenisedText, block: TextRange) -> Attribution | None:
    if len(block) > _LONGEST_TOLD:
        return None
    clause = words.clause(words.sentences(block.start, block.end)[-1])
    return found_in(clause, _teller(clause, most=1), None, 0.6, "told-paragraph")


def _named_below(words: TokenisedText, block: TextRange) -> Attribution | None:
    """“...” and below it a line with a dash and a name, or what somebody is."""
    dash = _DASHED_NAME.match(words.text, block.start, block.end) if len(block) <= _LONGEST_NAME else None
    if dash is None:
        return None
    name = _NAME_END.split(words.text[dash.end() : block.end], maxsplit=1)[0].strip(" .")
    titled = any(is_role(token.folded, words.language) for token in words.tokens(dash.end(), block.end))
    if not titled and not is_capitalised_name(name, words.language):
        return None
    return Attribution(TextRange(dash.end(), block.end), None, 0.85, ("dash-below",))


def _with_mark(text: str, speaker: TextRange) -> TextRange:
    """The speaker with the mark that closes a name in it: the paper “The Day(”)."""
    found, after = speaker.of(text), text[speaker.end : speaker.end + 1]
    opened = any(pair[1] == after and found.rfind(pair[0]) > found.rfind(after) for pair in _PAIRS)
    opened = opened or (after == '"' and found.count('"') % 2 == 1)
    return TextRange(speaker.start, speaker.end + 1) if opened else speaker


def _quotation(words: TokenisedText, one: Found, named: Sequence[Quotation], *, goes_on: bool) -> Quotation:
    """The value for a stretch in marks; it `goes_on` without a closing mark if the next paragraph opens with one."""
    closed = one.quoted.closed or goes_on
    found = one.speaker
    if found is None:
        reason = Reason.of("nobody", 0.6 if closed else 0.5)
        return Quotation(one.quoted.range, QuotationKind.DIRECT, None, None, SourceClass.UNATTRIBUTED, reason)
    whole = _with_mark(words.text, with_name(words, found.speaker))
    source = source_of(words, whole, named[-_MOST_NAMED:])
    parts = (found.why, source.why) if closed else (found.why, source.why, ("unclosed",))
    reason = Reason.shared(parts, round(max(0.3, found.confidence - (0 if closed else 0.1)), 3))
    return Quotation(one.quoted.range, QuotationKind.DIRECT, source.speaker, found.cue, source.source_class, reason)
