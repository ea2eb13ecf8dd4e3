"""The words of labels, and how labels are compared."""

from __future__ import annotations

from functools import cache

from content.kept import compiled
from content.languages.folding import fold
from content.languages.language import every
from content.structure.kinds.words import KindWords

WORDS = KindWords(__file__)
BRACKETS = compiled(r"\([^()]*\)")


def key_of(words: str) -> str:
    """A label as labels are compared: small, without brackets and points."""
    plain = [word.strip(".,") for word in fold(BRACKETS.sub(" ", words)).replace(".", ". ").split()]
    return " ".join(word for word in plain if word)


@cache
def keys_of(name: str) -> frozenset[str]:
    """The labels of one kind, as labels are compared."""
    return frozenset(map(key_of, WORDS.phrases(name)))


def is_chair(key: str) -> bool:
    """Whether a label is that of whoever leads a sitting, alone or before the name."""
    first = key.partition(" ")[0]
    return key in keys_of("chairs") or (first in keys_of("chairs") and first not in WORDS.folded("titles"))


def is_role_label(key: str) -> bool:
    """Whether a label says what somebody does instead of who they are."""
    return any(key in keys_of(name) for name in ("unnamed", "questioners", "chairs"))


def without_address(key: str) -> str:
    """A label without forms of address."""
    return " ".join(word for word in key.split() if word not in every().honorifics)


def initials(key: str) -> str:
    """The first letters of the words of a name."""
    return "".join(word[0] for word in key.split())
