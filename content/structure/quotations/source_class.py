"""What kind of source stands behind a quotation: a named person, a body, unnamed people, or nobody."""

from __future__ import annotations

from collections.abc import Sequence

from content.languages.language import Language, WordOrder
from content.structure.model import SourceClass
from content.structure.syntax.tokens import Token, is_body, is_common, is_name_word, is_proper, is_role, union

Judged = tuple[SourceClass, tuple[str, ...]]
"""A class with why: the code of a reason and its arguments."""

_NAME: Judged = (SourceClass.NAMED, ("name",))
_NO_NAME: Judged = (SourceClass.ANONYMOUS, ("no-name",))
_ARTICLES = "articles", "indefinite_articles", "object_articles", "quantifiers", "possessives"
_FULL_NAME = range(2, 5)  # words of a name that stands on its own between commas
_ABBREVIATION = range(2, 7)  # letters


def classify_source(words: Sequence[Token], language: Language) -> Judged:
    """The class of a speaker given as tokens (none for nobody), and why."""
    if not words:
        return SourceClass.UNATTRIBUTED, ("nobody-named",)
    if len(words) == 1 and words[0].folded in language.pronouns | language.oblique_pronouns:
        return SourceClass.NAMED, ("pronoun",)
    first, *others = _parts(words)
    inner = (part for part in others if len(part) in _FULL_NAME)
    if any(all(is_proper(token, language) or token.folded in language.particles for token in part) for part in inner):
        return SourceClass.NAMED, ("name-between-commas",)
    if _ends_in_full_name(first, language):
        return _NAME
    if not language.articles and language.word_order is not WordOrder.VERB_FINAL:
        return _by_first(first, language)
    main = _main(first, language)
    return _by_head(main, language) or _by_name(main, language)


def _ends_in_full_name(words: Sequence[Token], language: Language) -> bool:
    """Whether a name of two words follows what an office is about: el ministro del Interior Álvaro Conde."""
    if language.capital_nouns or not (language.free_inversion or language.verb_second) or len(words) < 5:
        return False
    about, *name = words[-3:]
    small = about.folded in language.links or about.folded in language.determiners or is_role(about.folded, language)
    titled = any(is_role(token.folded, language) for token in words[:-3])
    return titled and not small and all(is_proper(token, language) for token in name)


def _parts(words: Sequence[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = [[]]
    for token in words:
        if token.text in ",،()":
            parts.append([])
        elif token.is_word:
            parts[-1].append(token)
    return [part for part in parts if part] or [list(words)]


def _main(words: Sequence[Token], language: Language) -> Sequence[Token]:
    """The words before "of", "for" and the like, which say what the phrase is about, but for "von" inside a name."""
    for index in range(1, len(words)):
        word, before = words[index].folded, words[index - 1]
        inside = word in language.particles and is_proper(before, language)
        if word.startswith(language.elided_links) and index > 1:
            return words[:index]
        small = word in language.links or word in language.source_links
        if small and not words[index].is_capital and (not inside or index + 1 == len(words)):
            return words[:index]
    return words


def _by_head(main: Sequence[Token], language: Language) -> Judged | None:
    """The class by the head of the phrase, which is its last word, when that decides."""
    head = main[-1]
    article, _, noun = head.folded.partition("'")
    stem = noun if f"{article}'" in language.elided_articles else article
    bare = stem.removesuffix(next(filter(stem.endswith, language.case_endings), ""))
    if is_role(bare, language) and not _is_surname(main, language):
        return SourceClass.ANONYMOUS, ("unnamed", head.text)
    if is_body(bare, language):
        return SourceClass.INSTITUTION, ("body", head.text)
    if head.text.isupper() and head.text.isalpha() and len(head.text) in _ABBREVIATION and len(main) <= 2:
        return SourceClass.INSTITUTION, ("abbreviation",)
    if head.folded in language.seats and len(main) == 1:
        return SourceClass.INSTITUTION, ("seat", head.text)
    return None


def _is_surname(main: Sequence[Token], language: Language) -> bool:
    """Whether the last word is a capital right after a first name: Rosa Fuentes, and not fuentes."""
    if language.capital_nouns or len(main) < 2 or not main[-1].is_capital or main[-1].text.isupper():
        return False
    return is_name_word(main[-2], language, first=len(main) == 2) and not is_common(main[-2].folded, language)


def _by_first(words: Sequence[Token], language: Language) -> Judged:
    """The class where the head of a phrase comes first, without an article: by its first noun and what follows it."""
    nouns = [at for at, token in enumerate(words) if is_common(token.folded, language)]
    if not nouns:
        return _by_head(words, language) or (_by_name(words, language) if language.letter_case else _NAME)
    noun, rest = words[nouns[0]], words[nouns[-1] + 1 :]
    full = language.letter_case and len(words) > 2 and all(is_proper(token, language) for token in words[-2:])
    if full and nouns[0] and not words[0].is_capital:
        return _NAME  # skarbniczka miasta Beata Leśniak
    if not is_role(noun.folded, language):
        return SourceClass.INSTITUTION, ("body", noun.text)
    if language.letter_case:
        capitals = [token.is_capital for token in rest]
        named = capitals[:1] == [True] or capitals[-2:] == [True, True]  # мэр X; but not: mieszkańcy ulicy X
    else:
        named = _has_name(words, nouns[0], language)
    seat = len(rest) == 1 and rest[0].folded in language.seats
    return _NAME if named and not seat else (SourceClass.ANONYMOUS, ("unnamed", noun.text))


def _has_name(words: Sequence[Token], noun: int, language: Language) -> bool:
    """Whether a word without an article stands before another after the noun: محافظ اللاذقية (عامر الشيخ)."""
    definite = words[noun].folded.startswith(language.joined_articles)
    for token in words[noun + 2 - definite : -1]:
        small = token.folded in language.links or token.folded.startswith(language.joined_articles)
        if not small and not is_common(token.folded, language):
            return True
    return False


def _by_name(main: Sequence[Token], language: Language) -> Judged:
    determined = main[0].folded in language.determiners and len(main) > 1
    if not any(is_name_word(token, language, first=index == 0) for index, token in enumerate(main)):
        body = language.free_inversion and determined and is_body(main[1].folded, language)
        return (SourceClass.INSTITUTION, ("body", main[1].text)) if body else _NO_NAME
    titled = any(is_role(token.folded, language) for token in main[:-1])
    opening = main[1] if determined else main[0]
    if is_body(opening.folded, language) and not titled:
        return SourceClass.INSTITUTION, ("body", opening.text)
    if any(token.text[0].isdigit() and "-" in token.text for token in main):
        return _NO_NAME  # de 67-jarige Hagenaar
    if titled or main[0].folded not in union(language, *_ARTICLES):
        return _NAME
    if language.capital_nouns or not main[-1].is_capital:
        return _NO_NAME if sum(token.is_capital for token in main[1:]) == 1 else _NAME
    full = len(main) > 3 and not main[1].is_capital and main[-2].is_capital  # le naturopathe Olivier Panisset
    named = language.free_inversion and len(main) > 1 and (full or main[1].folded in language.honorifics)
    return _NAME if named else (SourceClass.INSTITUTION, ("article-and-name",))
