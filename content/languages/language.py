"""A language as a value: how it orders its words, and which words do what, read from one TOML file."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from content.errors import BriefmarkError
from content.kept import ready
from content.languages.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = frozenset[str]
Phrases = tuple[str, ...]

_FOLDER = Path(__file__).parent
_SHARED = "shared"  # the file of what texts in all languages have: agencies, English words of web pages, header fields


class WordOrder(StrEnum):
    """Where the subject and the verb of a main clause stand (Dryer, WALS chapters 81 and 82)."""

    SUBJECT_FIRST = "subject first"
    VERB_SECOND = "verb second"
    VERB_FINAL = "verb final"
    VERB_FIRST = "verb first"


class LanguageError(BriefmarkError):
    """A file of a language that cannot be used: which file and line, what is wrong, and what to write instead."""


def _sets(number: int) -> tuple[Words, ...]:
    return tuple(repeat(frozenset(), number))


def _lists(number: int) -> tuple[Phrases, ...]:
    return tuple(repeat((), number))


class Language:
    """What the rules know of one language: an immutable value, equal only to itself.

    `code` is its ISO 639-1 code. TEMPLATE.toml explains each field. Sets of words are folded (see `fold`), as they are
    looked up; phrases are in the order of the file. What a file leaves out is empty or False.
    """

    code: str
    name: str
    word_order: WordOrder
    rules: Phrases
    free_inversion = False
    letter_case = True
    capital_nouns = False
    drops_subject = False
    clause_commas = False
    ordinals = False
    dash_speech = False
    marks: Phrases = ()
    # fmt: off
    (
        function_words, letters, masculine, feminine, neuter, generic, plural, first, second, other_pronouns,
        oblique_pronouns, clitics, articles, indefinite_articles, genitive_articles, object_articles, determiners,
        quantifiers, possessives, genitive_determiners, title_articles, definite, particles, nobiliary, links, inside,
        place_links, prepositions, plural_prepositions, agents, conjunctions, stoppers, relatives, subject_relatives,
        subordinators, openers, starts, auxiliaries, second_verbs, passive_auxiliaries, hearsay, adverbs, manner,
        negations, infinitive_markers, noun_markers, asides, comparison, thus, as_or_for, means, reflexives,
        after_verbs, accompanied, these, reported_forms, possessive_endings, cues, light_cues, cue_particles,
        naming_cues, quoting_cues, passive_cues, closing_cues, introducing_words, relative_cues,
        statement_participles, statement_passives, topic_particles, complementizers, embedding, document_cues,
        document_verbs, document_prepositions, document_openers, origin_verbs, addressees, speech_nouns, titled,
        broadcast, viewpoint, views, view_prepositions, afterthoughts, roles, role_modifiers, honorifics, bodies,
        seats, source_links, source_adjectives, months_also_words, months_also_names, before_months, before_days,
        before_dates, weekdays, days, times, which_time, past, now, coming, standing, last, recent, causes, opinion,
        ago, finite_verbs, past_verbs, amounts, credit_words, caption_words, byline_words, page_words, first_person,
        second_person, finite, questions, sections, clock, channels, lead_articles, header_fields, subject_fields,
        marks_only, unsaid, addressing, occasions, joining, nobody,
        asking, infinitives, clausal_cues,
        other_cues, documents, accordingly, conditional_forms, anonymity_reasons, quantities,
    ) = _sets(141)
    (
        elided_articles, elided_prepositions, possessor_endings, plural_endings, clitic_links, elisions, elided_links,
        filler_endings, adverb_endings, likely_adverb_endings, adjective_endings, verb_endings, past_endings,
        gerund_endings, participle_endings, participle_prefixes, genitive_endings, ablative_endings, relative_endings,
        case_endings, joined_prefixes, joined_prepositions, dative_endings, oblique_endings, speech_stems,
        naming_stems, credited, according, months, date_of, date_endings, decade_endings, ages, abbreviations,
        ago_phrases, since, clause_openers, past_verb_endings, background_headings, section_labels, turn_labels,
        turn_letters, sides, credit_labels, credit_marks, figure_dates, elsewhere, asks, invites, made_by,
        byline_openers, dated, reading_time, from_elsewhere, copyrights, tables, photo_credits, photo_credits_of,
        greetings, closings, releases, immediate, embargoes, endings, timed_endings, takes, updates, contacts,
        classifications, caveats, page_numbers, no_datelines, anonymity, reported_endings,
    ) = _lists(74)
    refusals, having, enclitics, to_tell = _sets(4)
    feminine_words, masculine_words, feminine_articles, masculine_articles = _sets(4)
    refusal_endings, feminine_endings, masculine_endings, closing_abbreviations, announcements = _lists(5)
    feminine_name_endings, masculine_name_endings = _lists(2)
    # fmt: on

    def __init__(self, **values: object) -> None:
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{name} cannot be set: a language is a value.")

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
        """Small words before a noun that is not a subject: prepositions, and "of" or its like."""
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
    def month_numbers(self) -> Mapping[str, int]:
        """The names of the months, also cut short, with their numbers from 1 to 12."""
        return {name: number for number, names in enumerate(self.months, start=1) for name in names.split()}

    @cached_property
    def months_and_days(self) -> Words:
        """The names of months and weekdays, months also cut short."""
        return frozenset(self.month_numbers) | self.weekdays

    @cached_property
    def calendar(self) -> Words:
        """Months, weekdays, and words such as "today": capitals that are not names."""
        return frozenset(name for name in self.month_numbers if len(name) > 3) | self.weekdays | self.days

    @cached_property
    def joined_articles(self) -> Phrases:
        """The articles among what is written together with the noun, the bare one first: all but single letters."""
        return tuple(prefix for prefix in self.joined_prefixes if len(prefix) > 1)

    @cached_property
    def verb_second(self) -> bool:
        """Whether the verb of a main clause stands second, so that anything may stand before it."""
        return self.word_order is WordOrder.VERB_SECOND


_REQUIRED = frozenset({"name", "word_order", "rules"})
_KINDS: dict[str, type] = {"name": str, "word_order": WordOrder, "rules": tuple} | {
    name: type(value) for name, value in vars(Language).items() if isinstance(value, frozenset | tuple | bool)
}


@cache
def codes() -> tuple[str, ...]:
    """The codes of the languages that there are files of, in alphabetical order."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("??.toml")))


@cache
def load(code: str | None) -> Language:
    """The language of an ISO 639-1 code; for None, or one without a file, what all languages have, in English order.

    Raises LanguageError when the file cannot be used.
    """
    if code not in codes():
        return every()
    files = [_FOLDER / f"{code}.toml", _FOLDER / f"{_SHARED}.toml"]
    return _of(ready(f"language {code}", files, lambda: _plain(read(files[0], _shared()))))


@cache
def every() -> Language:
    """All languages in one: for a text whose language is unknown, and for what pages have in any language.

    Of its fields only those are read that are asked for: 3 ms and 4 MB less at the start.
    """
    english = load("en")
    return _Every(code="", name="unknown", word_order=english.word_order, rules=english.rules)


class _OfAll:
    """A field of all languages together, which is read when it is first asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, language: Language, _: type[Language]) -> object:
        name = self._name
        value: object = ready(f"all languages {name}", all_files(), lambda: getattr(_together(), name))
        vars(language)[name] = value
        return value


class _Every(Language):
    """All languages as one."""


for _field in [name for name, kind in _KINDS.items() if kind in {frozenset, tuple} and name not in _REQUIRED]:
    setattr(_Every, _field, _OfAll(_field))


@cache
def all_files() -> tuple[Path, ...]:
    """The files of all languages, and what they share."""
    return tuple(_FOLDER / f"{code}.toml" for code in (*codes(), _SHARED))


def _plain(language: Language) -> dict[str, Any]:
    """The values of a language in the types that can be kept."""
    return vars(language) | {"word_order": language.word_order.value}


def _of(values: dict[str, Any]) -> Language:
    return Language(**values | {"word_order": WordOrder(values["word_order"])})


@cache
def _together() -> Language:
    found = [load(code) for code in codes()]
    values: dict[str, Any] = {}
    for name, kind in _KINDS.items():
        if kind is frozenset:
            values[name] = frozenset().union(*(getattr(language, name) for language in found))
        elif kind is tuple and name not in _REQUIRED:
            values[name] = tuple(dict.fromkeys(one for language in found for one in getattr(language, name)))
    months = zip(*(language.months for language in found if language.months), strict=True)
    english = load("en")
    values |= {"word_order": english.word_order, "rules": english.rules, "months": tuple(map(" ".join, months))}
    return Language(code="", name="unknown", **values)


def read(path: Path, shared: dict[str, Any] | None = None) -> Language:
    """The language of a TOML file; `shared` are words that all languages have. Raises LanguageError."""
    found = _values(path)
    if missing := sorted(_REQUIRED - found.keys()):
        raise LanguageError(f"{path.name} lacks {missing[0]!r}: see TEMPLATE.toml for what to write.")
    for name, value in (shared or {}).items():
        own = found.get(name, type(value)())
        found[name] = own | value if isinstance(value, frozenset) else own + value
    return Language(code=path.stem, **found)


@cache
def _shared() -> dict[str, Any]:
    return _values(_FOLDER / f"{_SHARED}.toml")


def _values(path: Path) -> dict[str, Any]:
    """The fields of a file, in whichever table they stand. Raises LanguageError with the line of what is wrong."""
    import tomllib  # noqa: PLC0415 - only where what was kept of it is out of date

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
    if kind is None:
        raise ValueError(f"there is no key {name!r}: TEMPLATE.toml lists the keys.")
    if kind is frozenset:
        if not isinstance(entry, str):
            raise ValueError(f"{name!r} takes words with blanks between them, in quotation marks.")
        return frozenset(fold(entry).split())
    if kind is tuple:
        if not isinstance(entry, list) or not all(isinstance(one, str) and one for one in entry):
            raise ValueError(f"{name!r} takes a list of phrases, each in quotation marks.")
        if name == "months" and len(entry) != 12:
            raise ValueError(f"'months' takes twelve entries, and there are {len(entry)}.")
        return tuple(entry)
    if kind is bool and not isinstance(entry, bool):
        raise ValueError(f"{name!r} is true or false.")
    if kind is WordOrder:
        if entry not in set(WordOrder):
            raise ValueError(f"{name!r} is one of {', '.join(map(repr, map(str, WordOrder)))}.")
        return WordOrder(str(entry))
    return entry


def _line_of(name: str, text: str) -> int:
    """The number of the line that sets a key, from 1."""
    keys = (line.partition("=")[0].strip() for line in text.splitlines())
    return next((number for number, key in enumerate(keys, start=1) if key == name), 1)
