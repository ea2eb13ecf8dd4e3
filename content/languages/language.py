"""A language as a value: how it orders its words, and which words do what, read from one TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from content.errors import BriefmarkError
from content.languages.folding import fold

Words = frozenset[str]
Phrases = tuple[str, ...]

_FOLDER = Path(__file__).parent
_SHARED = "shared"  # the file of what texts in all languages have: agencies, English words of web pages, header fields
_NONE: Words = frozenset()


class WordOrder(StrEnum):
    """Where the subject and the verb of a main clause stand (Dryer, WALS chapters 81 and 82)."""

    SUBJECT_FIRST = "subject first"
    VERB_SECOND = "verb second"
    VERB_FINAL = "verb final"
    VERB_FIRST = "verb first"


class LanguageError(BriefmarkError):
    """A file of a language that cannot be used: which file and line, what is wrong, and what to write instead."""


@dataclass(frozen=True, eq=False)
class Language:
    """What the rules know of one language. TEMPLATE.toml explains each field, in the same order.

    `code` is its ISO 639-1 code. Sets of words are folded (see `fold`); phrases are in the order of the file.
    """

    code: str
    name: str
    word_order: WordOrder
    rules: Phrases
    free_inversion: bool = False
    letter_case: bool = True
    capital_nouns: bool = False
    drops_subject: bool = False
    marks: Phrases = ()

    # [detection]
    function_words: Words = _NONE

    # [pronouns]
    masculine: Words = _NONE
    feminine: Words = _NONE
    neuter: Words = _NONE
    generic: Words = _NONE
    plural: Words = _NONE
    first: Words = _NONE
    second: Words = _NONE
    other_pronouns: Words = _NONE
    clitics: Words = _NONE

    # [grammar]
    articles: Words = _NONE
    indefinite_articles: Words = _NONE
    genitive_articles: Words = _NONE
    object_articles: Words = _NONE
    elided_articles: Phrases = ()
    determiners: Words = _NONE
    quantifiers: Words = _NONE
    possessives: Words = _NONE
    genitive_determiners: Words = _NONE
    title_articles: Words = _NONE
    definite: Words = _NONE
    particles: Words = _NONE
    nobiliary: Words = _NONE
    links: Words = _NONE
    elided_links: Phrases = ()
    inside: Words = _NONE
    place_links: Words = _NONE
    prepositions: Words = _NONE
    plural_prepositions: Words = _NONE
    agents: Words = _NONE
    conjunctions: Words = _NONE
    stoppers: Words = _NONE
    relatives: Words = _NONE
    subject_relatives: Words = _NONE
    subordinators: Words = _NONE
    openers: Words = _NONE
    starts: Words = _NONE
    auxiliaries: Words = _NONE
    second_verbs: Words = _NONE
    passive_auxiliaries: Words = _NONE
    hearsay: Words = _NONE
    adverbs: Words = _NONE
    manner: Words = _NONE
    infinitive_markers: Words = _NONE
    noun_markers: Words = _NONE
    asides: Words = _NONE
    comparison: Words = _NONE
    thus: Words = _NONE
    than: Words = _NONE
    as_or_for: Words = _NONE
    means: Words = _NONE
    reflexives: Words = _NONE
    after_verbs: Words = _NONE
    accompanied: Words = _NONE
    these: Words = _NONE
    reported_forms: Words = _NONE
    filler_endings: Phrases = ()
    adverb_endings: Phrases = ()
    likely_adverb_endings: Phrases = ()
    adjective_endings: Phrases = ()
    verb_endings: Phrases = ()
    past_endings: Phrases = ()
    gerund_endings: Phrases = ()
    participle_endings: Phrases = ()
    participle_prefixes: Phrases = ()
    genitive_endings: Phrases = ()
    ablative_endings: Phrases = ()
    relative_endings: Phrases = ()
    case_endings: Phrases = ()
    joined_prefixes: Phrases = ()
    joined_prepositions: Phrases = ()
    possessive_endings: Words = _NONE

    # [speech]
    cues: Words = _NONE
    light_cues: Words = _NONE
    cue_particles: Words = _NONE
    naming_cues: Words = _NONE
    quoting_cues: Words = _NONE
    passive_cues: Words = _NONE
    closing_cues: Words = _NONE
    introducing_words: Words = _NONE
    relative_cues: Words = _NONE
    statement_participles: Words = _NONE
    statement_passives: Words = _NONE
    topic_particles: Words = _NONE
    complementizers: Words = _NONE
    embedding: Words = _NONE
    document_cues: Words = _NONE
    document_verbs: Words = _NONE
    document_prepositions: Words = _NONE
    document_openers: Words = _NONE
    origin_verbs: Words = _NONE
    speech_nouns: Words = _NONE
    speech_stems: Phrases = ()
    naming_stems: Phrases = ()
    titled: Words = _NONE
    credited: Phrases = ()
    broadcast: Words = _NONE
    viewpoint: Words = _NONE
    according: Phrases = ()
    views: Words = _NONE
    view_prepositions: Words = _NONE
    afterthoughts: Words = _NONE

    # [people]
    roles: Words = _NONE
    role_modifiers: Words = _NONE
    honorifics: Words = _NONE
    bodies: Words = _NONE
    seats: Words = _NONE
    source_links: Words = _NONE
    source_adjectives: Words = _NONE

    # [time]
    months: Phrases = ()
    months_also_words: Words = _NONE
    months_also_names: Words = _NONE
    before_months: Words = _NONE
    before_days: Words = _NONE
    date_of: Phrases = ()
    date_endings: Phrases = ()
    before_dates: Words = _NONE
    decade_endings: Phrases = ()
    ages: Phrases = ()
    weekdays: Words = _NONE
    days: Words = _NONE
    times: Words = _NONE
    which_time: Words = _NONE
    abbreviations: Phrases = ()

    # [background]
    past: Words = _NONE
    now: Words = _NONE
    coming: Words = _NONE
    standing: Words = _NONE
    last: Words = _NONE
    recent: Words = _NONE
    causes: Words = _NONE
    opinion: Words = _NONE
    ago: Words = _NONE
    ago_phrases: Phrases = ()
    since: Phrases = ()
    clause_openers: Phrases = ()
    finite_verbs: Words = _NONE
    past_verbs: Words = _NONE
    past_verb_endings: Phrases = ()
    amounts: Words = _NONE
    background_headings: Phrases = ()

    # [lines]
    credit_words: Words = _NONE
    caption_words: Words = _NONE
    byline_words: Words = _NONE
    page_words: Words = _NONE
    first_person: Words = _NONE
    second_person: Words = _NONE
    finite: Words = _NONE
    questions: Words = _NONE
    sections: Words = _NONE
    clock: Words = _NONE
    channels: Words = _NONE
    section_labels: Phrases = ()
    turn_labels: Phrases = ()
    turn_letters: Phrases = ()
    sides: Phrases = ()
    lead_articles: Words = _NONE
    credit_labels: Phrases = ()
    credit_marks: Phrases = ()
    figure_dates: Phrases = ()

    # [page]
    elsewhere: Phrases = ()
    asks: Phrases = ()
    invites: Phrases = ()
    made_by: Phrases = ()
    byline_openers: Phrases = ()
    dated: Phrases = ()
    reading_time: Phrases = ()
    from_elsewhere: Phrases = ()
    copyrights: Phrases = ()
    tables: Phrases = ()
    photo_credits: Phrases = ()
    photo_credits_of: Phrases = ()
    greetings: Phrases = ()
    closings: Phrases = ()
    releases: Phrases = ()
    immediate: Phrases = ()
    embargoes: Phrases = ()
    endings: Phrases = ()
    timed_endings: Phrases = ()
    takes: Phrases = ()
    updates: Phrases = ()
    contacts: Phrases = ()
    classifications: Phrases = ()
    caveats: Phrases = ()
    page_numbers: Phrases = ()
    no_datelines: Phrases = ()

    # [messages]
    header_fields: Words = _NONE
    subject_fields: Words = _NONE

    @cached_property
    def pronouns(self) -> Words:
        """All pronouns that can be a subject."""
        by_person = self.masculine | self.feminine | self.plural | self.first | self.second
        return by_person | self.impersonal | self.other_pronouns

    @cached_property
    def impersonal(self) -> Words:
        """Pronouns that stand for nobody in particular: it, es, man, on."""
        return self.neuter | self.generic

    @cached_property
    def governing(self) -> Words:
        """Small words before a noun that is no subject: prepositions, and "of" or its like."""
        return self.prepositions | self.links

    @cached_property
    def no_verbs(self) -> Words:
        """Small words that are not verbs."""
        return self.governing | self.determiners | self.stoppers

    @cached_property
    def closed_class(self) -> Words:
        """Small words that are neither verb nor noun."""
        return self.no_verbs | self.pronouns

    @cached_property
    def subordinating(self) -> Words:
        """Words that open a subordinate clause."""
        return (self.stoppers | self.means) - self.conjunctions

    @cached_property
    def before_subjects(self) -> Words:
        """Words that open a sentence whose subject comes later."""
        return self.prepositions | self.asides | self.stoppers | self.adverbs | self.manner

    @cached_property
    def clause_starts(self) -> Words:
        """Words that open a clause and are not part of its subject."""
        return self.stoppers | self.starts | self.comparison

    @cached_property
    def months_and_days(self) -> Words:
        """The names of months and weekdays, months also cut short."""
        return frozenset(name for names in self.months for name in names.split()) | self.weekdays

    @cached_property
    def calendar(self) -> Words:
        """Months, weekdays, and words such as "today": capitals that are no names."""
        return (
            frozenset(name for names in self.months for name in names.split() if len(name) > 3)
            | self.weekdays
            | self.days
        )

    @property
    def verb_second(self) -> bool:
        """Whether the verb of a main clause stands second, so that anything may stand before it."""
        return self.word_order is WordOrder.VERB_SECOND


_KINDS = {field.name: str(field.type) for field in fields(Language)}
_REQUIRED = frozenset(field.name for field in fields(Language) if field.default is MISSING) - {"code"}


def codes() -> tuple[str, ...]:
    """The codes of the languages that there are files of, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("??.toml")))


@cache
def load(code: str | None) -> Language:
    """The language of an ISO 639-1 code; for None, or one without a file, what all languages have, in English order.

    Raises LanguageError when the file cannot be used.
    """
    return read(_FOLDER / f"{code}.toml", _shared()) if code in codes() else every()


@cache
def every() -> Language:
    """All languages in one: for a text whose language is unknown, and for what pages have in any language."""
    found = [load(code) for code in codes()]
    values: dict[str, Any] = dict.fromkeys(_REQUIRED)
    for name, kind in _KINDS.items():
        if kind == "Words":
            values[name] = frozenset().union(*(getattr(language, name) for language in found))
        elif kind == "Phrases" and name not in {"rules", "months"}:
            values[name] = tuple(dict.fromkeys(one for language in found for one in getattr(language, name)))
    months = zip(*(language.months for language in found if language.months), strict=True)
    english = load("en")
    order = {"word_order": english.word_order, "rules": english.rules, "months": tuple(map(" ".join, months))}
    return Language(**(values | order | {"code": "", "name": "unknown"}))


def read(path: Path, shared: dict[str, Any] | None = None) -> Language:
    """The language of a TOML file; `shared` are words that all languages have. Raises LanguageError."""
    found = _values(path)
    if missing := sorted(_REQUIRED - found.keys()):
        raise LanguageError(f"{path.name} lacks {missing[0]!r}: see TEMPLATE.toml for what to write.")
    for name, value in (shared or {}).items():
        found[name] = (
            (found[name] | value if isinstance(value, frozenset) else found[name] + value) if name in found else value
        )
    return Language(code=path.stem, **found)


@cache
def _shared() -> dict[str, Any]:
    return _values(_FOLDER / f"{_SHARED}.toml")


def _values(path: Path) -> dict[str, Any]:
    """The fields of a file, in whichever table they stand. Raises LanguageError with the line of what is wrong."""
    text = path.read_text(encoding="utf-8")
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LanguageError(f"{path.name} is not valid TOML: {error}.") from error
    found: dict[str, Any] = {}
    for key, value in tables.items():
        for name, entry in value.items() if isinstance(value, dict) else [(key, value)]:
            try:
                found[name] = _value(name, entry)
            except ValueError as error:
                raise LanguageError(f"{path.name}, line {_line_of(name, text)}: {error}") from error
    return found


def _value(name: str, entry: object) -> Any:
    """The value of one field. Raises ValueError with a sentence that says what to write."""
    kind = _KINDS.get(name)
    if kind is None or name == "code":
        raise ValueError(f"there is no key {name!r}: see TEMPLATE.toml for those that there are.")
    if kind == "Words":
        if not isinstance(entry, str):
            raise ValueError(f"{name!r} takes words with blanks between them, in quotation marks.")
        return frozenset(map(fold, entry.split()))
    if kind == "Phrases":
        if not isinstance(entry, list) or not all(isinstance(one, str) and one for one in entry):
            raise ValueError(f"{name!r} takes a list of phrases, each in quotation marks.")
        if name == "months" and len(entry) != 12:
            raise ValueError(f"'months' takes twelve entries, and there are {len(entry)}.")
        return tuple(entry)
    if kind == "bool" and not isinstance(entry, bool):
        raise ValueError(f"{name!r} is true or false.")
    if kind == "WordOrder":
        if entry not in set(WordOrder):
            raise ValueError(f"{name!r} is one of {', '.join(map(repr, map(str, WordOrder)))}.")
        return WordOrder(str(entry))
    return entry


def _line_of(name: str, text: str) -> int:
    """The number of the line that sets a key, from 1."""
    keys = (line.partition("=")[0].strip() for line in text.splitlines())
    return next((number for number, key in enumerate(keys, start=1) if key == name), 1)
