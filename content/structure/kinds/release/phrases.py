"""The phrases of press releases, as patterns."""

from __future__ import annotations

from content.kept import compiled
from content.structure.kinds.words import KindWords

WORDS = KindWords(__file__)
LABEL = WORDS.pattern(r"\A\W{0,4}{labels}(?:\W{0,3}$|\s?[:–—-]|.{0,24}\d)")
LABEL_ALONE = WORDS.pattern(r"\A\W{0,4}{labels}(?:\W{0,3}$|.{0,24}\d[\d.]{0,8}\W{0,3}$)")
IMMEDIATE = WORDS.pattern(r"\A\W{0,4}{immediate}(?!\w)")
EMBARGO = WORDS.pattern(r"\A\W{0,4}{embargoes}(?!\w)")
ABOUT = WORDS.pattern(r"\A\W{0,4}{about}(?!\w)")
CONTACT = WORDS.pattern(r"\A\W{0,4}{contacts}(?:\s?[:：,]|\W{0,3}$|\s[–-]\s)")
LINK = WORDS.pattern(r"\A[\W\d]{0,4}{links}(?!\w)")
SERVICE = WORDS.pattern(r"[(/]\s?{services}(?!\w)")
SAYS = WORDS.pattern(r"(?<!\w){says}(?!\w)")
ANNOUNCES = WORDS.pattern(r"(?<!\w){announces}(?!\w)")
END = WORDS.pattern(r"\A(?:[#*\s-]{0,8}{ends}[#*\s.-]{0,8}|#(?:\s?#){1,4}|-\s?30\s?-)$")
REACHED = compiled(r"(?<![\w.+-])[\w.+-]{1,64}@\w|https?://|www\.|(?<![\d.,])\+?\(?\d[\d ()/.-]{6,30}\d")
PRESS_CONTACT = WORDS.pattern(r"\A\W{0,4}{press_contacts}(?!\w)")
TICKER = compiled(
    r"\((?:[^()]{0,30}\b)?(?:NYSE|NASDAQ|Nasdaq|TSXV?|TSX-V|AMEX|LSE|AIM|OTC[A-Z]{0,4}|CSE|ASX|Euronext|FSE|SIX|XETRA|SGX|HKEX)"
    r"(?:\s?[:–-]|\s)[^()]{1,60}\)"
)
