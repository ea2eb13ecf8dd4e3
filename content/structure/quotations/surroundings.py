"""The words of a quotation's own sentence, before and after it, and what they say of its speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from content.kept import compiled
from content.structure.syntax.clause import Clause, Phrase, is_cue
from content.structure.syntax.orders import Syntax, syntax_of

if TYPE_CHECKING:
    from content.document.model import TextRange
    from content.languages.language import Language
    from content.structure.syntax.tokenised import TokenisedText

COLONS = ":："
_MARKS = frozenset('"“”„«»')  # around names inside the sentence
_CLOSING = "\"“”„«»‘’'‹›」』 \u00a0\u202f"  # what may stand after the last sign of a quotation
_END_MARKS = 6  # characters of it at most
_ENDS = ".!?;:؟"
_PARTING = ",–—-،"  # between a quotation and its verb; a comma and a dash in Russian
_ABBREVIATED = compiled(r"\b(?:[A-Z]\.){2,8}$")  # on the last characters of what stands before
_LONGEST_ABBREVIATED = 17
_LEFT_SIGHT = 500  # characters of the same paragraph looked at before a quotation
_RIGHT_SIGHT = 260  # ... and after it
_WORDS_BEFORE, _WORDS_AFTER = 100, 60  # and signs, of them: as many characters of prose have fewer


class Attribution(NamedTuple):
    """A speaker and a cue as ranges, how sure that is (0 to 1), and why: the code of a reason with its arguments."""

    speaker: TextRange
    cue: TextRange | None
    confidence: float
    why: tuple[str, ...]
    firm: bool = False  # grammar makes it certain that these are that speaker's words


class Surroundings(NamedTuple):
    """The words of the quotation's own sentence before and after it; empty where the sentence starts or ends there."""

    before: Clause
    after: Clause
    ends_open: bool  # the quotation ends with a comma, a question or exclamation mark, or a comma follows it
    words: int  # in the quotation
    text: TokenisedText
    quoted: TextRange

    @property
    def language(self) -> Language:
        """The language of the text."""
        return self.text.language

    @property
    def inside(self) -> Clause:
        """The words of the quotation itself."""
        return Clause(tuple(self.text.tokens(self.quoted.start + 1, self.quoted.end)), self.language)

    @property
    def syntax(self) -> Syntax:
        """How the language builds its sentences."""
        return syntax_of(self.language)

    @property
    def ends_in_colon(self) -> bool:
        """Whether a colon stands between the words before and the quotation."""
        return len(self.before.tokens) > 1 and self.before.tokens[-1].text in COLONS


def found(
    clause: Clause, speaker: Phrase | None, cue: TextRange | None, sure: float, *why: str, firm: bool = False
) -> Attribution | None:
    """The attribution to a phrase of a clause, if there is one."""
    return Attribution(clause.span(*speaker), cue, sure, why, firm) if speaker else None


def told(  # noqa: PLR0913 - each part of an attribution is one argument
    clause: Clause, speaker: Phrase | None, verb: int, sure: float, code: str = "verb-after", *, firm: bool = False
) -> Attribution | None:
    """The attribution to a phrase of a clause, if there is one, by a verb of the same clause."""
    return found(clause, speaker, clause.span(verb, verb + 1), sure, code, clause.tokens[verb].text, firm=firm)


def surroundings(words: TokenisedText, space: TextRange, quoted: TextRange) -> Surroundings:
    """The words around a quotation in its own sentence, as far as they lie in `space`."""
    text, language = words.text, words.language
    begin = max(space.start, quoted.start - _LEFT_SIGHT)
    sentences = words.sentences(begin, quoted.start)
    start = sentences[-1].start if sentences else quoted.start
    lead = text[start : quoted.start].rstrip()
    if lead[-1:] in {".", "!", "?", ""} and not _ABBREVIATED.search(lead[-_LONGEST_ABBREVIATED:]):
        start = quoted.start
    before = [token for token in words.tokens(start, quoted.start) if token.text not in _MARKS][-_WORDS_BEFORE:]
    right = min(space.end, quoted.end + _RIGHT_SIGHT)
    after = [token for token in words.tokens(quoted.end, right) if token.text not in _MARKS][:_WORDS_AFTER]
    inner = text[max(quoted.start, quoted.end - _END_MARKS) : quoted.end].rstrip(_CLOSING)[-1:]
    comma = bool(after) and after[0].text in _PARTING
    after = after[next((at for at, token in enumerate(after[:2]) if token.text not in _PARTING), 2) :]
    stop = next((index for index, token in enumerate(after) if token.text in _ENDS), len(after))
    following = Clause(tuple(after[:stop]), language)
    if inner == "." and not comma and after and after[0].is_capital:  # a new sentence, unless it is: “....” Smith said
        verb = next((at for at in range(1, min(6, stop)) if is_cue(following, at)), None)
        following = following if verb is not None and stop - verb <= 3 else Clause((), language)
    ends_open = comma or inner in {*",?!，،؟"}
    before_it = Clause(tuple(before), language)
    return Surroundings(before_it, following, ends_open, len(quoted.of(text).split()), words, quoted)
