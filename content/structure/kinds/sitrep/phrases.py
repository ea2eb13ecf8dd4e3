"""The phrases of situation reports, as patterns."""

from __future__ import annotations

from content.structure.kinds.words import KindWords

WORDS = KindWords(__file__)
TITLES = WORDS.pattern(r"(?<!\w){titles}(?!\w)")
WEAK = WORDS.pattern(r"\A.{0,80}(?<!\w){weak_titles}(?:\W{0,3}(?:#\s?|[^\W\d_]{1,3}\.\s?)?\d{0,4})?$")
HAZARD = WORDS.pattern(r"(?<!\w){hazards}(?!\w)")
NUMBERED = WORDS.pattern(
    r"(?:(?<!\w){numbers}\s?[:.]?\s?|#\s?)(?P<number>\d{1,4})(?!\w)|{titles}\s(?P<after>\d{1,3})(?!\w)"
)
VALID = WORDS.pattern(r"\A(?:\W{0,3}{valid})\s?:?\s(?=.{0,60}\d)")
PERIOD = WORDS.pattern(r"\A(?:\W{0,3}{periods})\s?:?\s(?P<value>\S.{0,80})")
SECTIONS = WORDS.folded("sections")
CONTACT = WORDS.pattern(r"\A\W{0,3}{about}(?!\w)")
ABOUT = WORDS.folded("about")
LABELS = WORDS.folded("valid") | WORDS.folded("periods") | WORDS.folded("publishers")
DATES = WORDS.folded("valid")
PERIODS = WORDS.folded("periods")
PUBLISHERS = WORDS.folded("publishers")
HIGHLIGHTS = WORDS.folded("highlights")
STOPS = WORDS.folded("stops")
OF = WORDS.folded("of")
TIMES = WORDS.folded("times")
_NUMBER = r"(?P<number>\d{1,3}(?:[ .,\u00a0\u202f’']\d{3})+(?!\d)|\d+(?:[.,]\d+)?)"
AMOUNT = WORDS.pattern(
    r"(?<![\w.,:/#-])(?:(?P<currency>{currencies})\s?)?"
    + _NUMBER
    + r"(?:\s?(?P<scale>{scales})(?!\w))?(?:\s?(?P<unit>%|{units}|{currencies})(?!\w))?(?![\w:/-]|[.,]\d)"
)
BOX = WORDS.pattern(r"\A(?:{currencies}\s?)?\d[\d.,\s]{0,12}(?:\s?(?:{scales}|%|\+)){0,2}$")
FACTS = WORDS.folded("facts")
