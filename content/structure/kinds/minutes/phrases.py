"""The phrases of minutes, as patterns."""

from __future__ import annotations

from content.kept import compiled
from content.structure.kinds.words import KindWords

WORDS = KindWords(__file__)
TITLES = WORDS.pattern(r"(?<!\w){titles}(?!\w)")
STRONG = WORDS.pattern(r"(?<!\w){strong_titles}(?!\w)")
MEETING = WORDS.pattern(r"(?<!\w){meetings}(?!\w)")
COUNTED = WORDS.pattern(r"(?<!\w){meetings}\s(?:#\s?|[^\W\d_]{1,2}[.°º]?\s?)?\d{1,4}(?!\w)")
DOCUMENTS = WORDS.pattern(r"(?<!\w){documents}(?!\w)")
ACTS = WORDS.pattern(r"(?<!\w){acts}(?!\w)")
SECTIONS = WORDS.folded("sections")
LABELS = WORDS.folded("presents") | WORDS.folded("absents") | WORDS.folded("chairs")
NAMED = WORDS.pattern(r"(?<!\w)(?:{strong_titles}|{meetings})(?!\w)")
CLOSING = WORDS.pattern(r"\A\W{0,3}{closings}(?!\w)")
ITEM = WORDS.pattern(r"\A(?:[^\W\d_]{1,4} )?{labels}\s?\d{1,3}(?!\w)", 0)
INITIALS = compiled(r"\A(?:[A-Z]{2,4}(?:[/,] ?[A-Z]{2,4}){0,3})\s?:\s+\S")
ATTENDEE = compiled(r"\([A-Z]{2,4}\)")
NUMBERED = compiled(r"\A(\d{1,3})\.?\s+\S")
PRESENT = (WORDS.folded("presents") | WORDS.folded("absents")) - SECTIONS
CHAIRS = WORDS.folded("chairs")
PRESENTS = WORDS.folded("presents")
ABSENTS = WORDS.folded("absents")
DECISION = WORDS.pattern(r"(?<!\w){decisions}(?!\w)")
MOTION = WORDS.pattern(r"(?<!\w){motions}(?!\w)")
VOTE = WORDS.pattern(r"(?<!\w)(?:{unanimous}(?!\w)|\d{1,4}\s{votes}(?!\w)|{votes}\s?:?\s\d{1,4}(?!\w))")
NO_TURNS = LABELS | SECTIONS | WORDS.folded("votes") | WORDS.folded("decisions") | WORDS.folded("motions")
DECIDES = WORDS.pattern(r"\A\W{0,3}{decided}\s?:")
WHO = (PRESENTS | ABSENTS) & SECTIONS
