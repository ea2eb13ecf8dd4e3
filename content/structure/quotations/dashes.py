"""Speech that dashes mark, in lines that begin with one: —No sabíamos nada —dijo X—. Nadie avisó."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.document.model import TextRange
from content.kept import compiled
from content.structure.quotations.marks import Quoted
from content.structure.syntax.clause import is_cue
from content.structure.syntax.orders import syntax_of

if TYPE_CHECKING:
    from content.structure.syntax.clause import Clause
    from content.structure.syntax.tokenised import TokenisedText

_DASHES = "–—―-"
_OPENING = compiled(r"(?:[–—―]|-(?=\s))\s?(?=[^\W\d_]|[¿¡«“\"(])")
_AFTER_COLON = compiled(r":\s(?=[–—―]\s?[^\W_a-z])")
_ENDS = ",!?…."  # of what is said, before who says it
_LONGEST = 1500  # characters of a line that is looked through
_MOST = 6  # stretches of speech in it
_NEAR = 4  # words after a dash in which its verb stands


def last_dash(text: str) -> int:
    """Where the last line begins with a dash, or a dash follows a colon; -1 if none does."""
    first = 0 if text[:1] in {*_DASHES} else -1
    return max(first, *(text.rfind(before + one) + 1 for one in _DASHES for before in "\n "))


def find_dashed(words: TokenisedText, block: TextRange) -> list[Quoted]:
    """The stretches of speech in a line that begins with a dash, if it says who speaks."""
    text, language = words.text, words.language
    if not language.dash_speech or len(block) > _LONGEST:
        return []
    opening = _OPENING.match(text, block.start, block.end)
    if opening is None:
        return _after_colon(words, block)
    clause = words.clause(block)
    found: list[Quoted] = []
    start, at = block.start, 1
    while len(found) < _MOST:
        ends = _telling(clause, at)
        if ends is None:
            break
        stop, verb = ends
        last = clause.tokens[stop if clause.tokens[stop].text in _ENDS else stop - 1]
        found.append(_speech(text, start, last.end))
        at = _goes_on(clause, verb + 1)
        if at >= len(clause.tokens):
            return found
        start = clause.tokens[at].start
    rest = text[start : block.end].rstrip()
    return [*found, _speech(text, start, start + len(rest))] if found and any(map(str.isalpha, rest)) else found


def _goes_on(clause: Clause, begin: int) -> int:
    """The index of the word with which speech goes on, after the dash that ends the words of telling."""
    at = clause.find(_DASHES, begin) + 1
    while at < len(clause.tokens) and clause.tokens[at].text in _ENDS:
        at += 1
    return at


def _speech(text: str, start: int, end: int) -> Quoted:
    mark = text[start] if text[start] in _DASHES else ""
    return Quoted(TextRange(start, end), mark, closing=0)


def _telling(clause: Clause, begin: int) -> tuple[int, int] | None:
    """The index of the sign that ends what is said, and that of the verb behind it which says who speaks."""
    tokens, syntax = clause.tokens, syntax_of(clause.language)
    for at in range(begin, len(tokens) - 1):
        if tokens[at].text not in _DASHES + _ENDS:
            continue
        dashed = tokens[at].text in _DASHES or tokens[at + 1].text in _DASHES
        verb = clause.skip_fillers(at + 1 + (tokens[at + 1].text in _DASHES and tokens[at].text not in _DASHES))
        if verb >= len(tokens) or verb - at > _NEAR or not _tells(clause, verb):
            continue
        if dashed or syntax.subject_after(clause, verb + 1) is not None or "-" in tokens[verb].text:
            return at, verb
    return None


def _tells(clause: Clause, at: int) -> bool:
    """Whether a word reports, also with its subject joined to it: répond-il."""
    language, token = clause.language, clause.tokens[at]
    if is_cue(clause, at) or syntax_of(language).reports(clause, at):
        return True
    verb, hyphen, pronoun = token.folded.partition("-")
    return bool(hyphen) and verb in language.cues and pronoun in language.clitics


def _after_colon(words: TokenisedText, block: TextRange) -> list[Quoted]:
    """The rest of a paragraph after a verb, a colon and a dash: Он ответил: — Нас не предупредили."""
    colon = _AFTER_COLON.search(words.text, block.start, block.end)
    if colon is None:
        return []
    clause = words.clause(TextRange(block.start, colon.start()))
    told = any(is_cue(clause, at) for at in range(len(clause.tokens)))
    return [_speech(words.text, colon.end(), block.end)] if told else []
