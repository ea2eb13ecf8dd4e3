"""Who may come in: tokens in the address that are exchanged for cookies, the names of visitors, hosts and origins."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from typing import NamedTuple
from urllib.parse import urlsplit

from content.errors import UsageError
from tui.render.clean import clean

_BYTES = 32  # of chance in a token and a cookie: 256 bits
_MOST = 1000  # visitors that are remembered; of those who are not there the oldest is forgotten
_LONGEST_NAME = 60  # characters

# Letters and marks that take part in words but are not seen: fillers, joiners, selectors of variants, an empty pattern.
_HIDDEN = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
    + "".join(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
)
# Greek and Cyrillic letters, digits and strokes that look like Latin ones, in upper or lower case.
_LOOKS_LIKE = str.maketrans(
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυχАВЕЅІЈКМНОРСТУХҮавеѕіјкмнорстухүһԁԛԝɑıiI1|0",
    "ABEZHlKMNOPTYXalkvopuxABESlJKMHOPCTYXYabesljkmhopctyxyhdqwalllllo",
)


class Visitor:
    """Somebody with a cookie: `name` is what they are called once they said so, `open` how many readers they have."""

    def __init__(self, number: int, name: str | None) -> None:
        self.number, self.name, self.open = number, name, 0


class Gate:
    """Knows the one token that is good now, and the visitors who came in.

    A token is good once; then another is made. One that is for sharing stays good as long as the program runs.
    """

    def __init__(self, *, shared: bool, name: str | None) -> None:
        """`name` is the annotator's name that a visitor gets; those of a `shared` gate say theirs."""
        self._is_shared, self._name = shared, name
        self._visitors: dict[bytes, Visitor] = {}  # by the hash of their cookie: looking one up tells nothing of it
        self._count = 0
        self.token = secrets.token_urlsafe(_BYTES)

    def enter(self, token: str) -> str | None:
        """A cookie for a token that is good, else None."""
        if not hmac.compare_digest(token.encode("utf-8", "replace"), self.token.encode()):
            return None
        if not self._is_shared:
            self.token = secrets.token_urlsafe(_BYTES)
        self._make_room()
        cookie = secrets.token_urlsafe(_BYTES)
        self._count += 1
        self._visitors[_hashed(cookie)] = Visitor(self._count, None if self._is_shared else self._name)
        return cookie

    def visitor(self, cookie: str | None) -> Visitor | None:
        """Whose cookie it is."""
        return self._visitors.get(_hashed(cookie)) if cookie else None

    def is_taken(self, name: str, by: Visitor) -> bool:
        """Whether another visitor who is there now has a name that reads the same."""
        wanted = _folded(name)
        others = (one for one in self._visitors.values() if one is not by and one.open and one.name)
        return any(_folded(one.name or "") == wanted for one in others)

    def _make_room(self) -> None:
        if len(self._visitors) >= _MOST:
            gone = next((key for key, one in self._visitors.items() if not one.open), None)
            if gone is not None:
                del self._visitors[gone]


class Doors(NamedTuple):
    """The hosts and origins by which this program may be asked: all others come from a foreign page or name."""

    hosts: frozenset[str]
    origins: frozenset[str]

    @classmethod
    def of(cls, port: int, address: str | None) -> Doors:
        """Those of a port on this machine and of the `address` that a proxy has in front of it, if there is one."""
        here = {f"127.0.0.1:{port}", f"localhost:{port}"}
        origins = {f"http://{host}" for host in here}
        if address is not None:
            origins.add(address)
        return cls(frozenset(urlsplit(one).netloc for one in origins), frozenset(origins))

    def is_host(self, host: str | None) -> bool:
        """Whether a Host header names this program."""
        return host is not None and host.lower() in self.hosts

    def is_origin(self, origin: str | None) -> bool:
        """Whether an Origin header names a page of this program."""
        return origin is not None and origin.lower() in self.origins


def origin_of(address: str) -> str:
    """The origin of the address that visitors use, such as https://briefs.example. Raises UsageError."""
    wrong = UsageError(f"{address!r} is not an address such as https://briefings.example.org: give one without a path.")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise wrong from error
    host = parts.hostname or ""
    is_plain = parts.scheme in {"http", "https"} and not parts.username and parts.path in {"", "/"}
    if not is_plain or not host.isascii() or not host or parts.query or parts.fragment:
        raise wrong
    shown = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{shown}" if port in {None, usual} else f"{parts.scheme}://{shown}:{port}"


def name_of(typed: str) -> str:
    """A visitor's name as it is recorded: composed, with single blanks. Raises UsageError, saying what is wrong."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if not name:
        raise UsageError("Type a name: your marks are recorded under it.")
    if len(name) > _LONGEST_NAME:
        raise UsageError(f"This name is too long: {_LONGEST_NAME} characters are the most.")
    if clean(name) != name or all(_is_hidden(letter) for letter in name if letter != " "):
        raise UsageError("This name has characters that cannot be seen: type it with letters.")
    return name


def _folded(name: str) -> str:
    """A name as it reads: without what cannot be seen of it, and with one letter for those that look the same."""
    seen = "".join(letter for letter in unicodedata.normalize("NFKC", name) if not _is_hidden(letter))
    return " ".join(seen.translate(_LOOKS_LIKE).casefold().translate(_LOOKS_LIKE).split())


def _is_hidden(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" or letter in _HIDDEN


def _hashed(cookie: str) -> bytes:
    return hashlib.sha256(cookie.encode("utf-8", "replace")).digest()
