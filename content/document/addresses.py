"""What a link's target is before anybody opens it: the address in full, and what is suspicious about it."""

from __future__ import annotations

import re
import string
import unicodedata
from enum import StrEnum
from ipaddress import IPv6Address
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from content.kept import compiled

LONGEST = 8_000  # characters of an address that is opened; servers refuse longer ones
_SCHEMES = frozenset({"http", "https"})
_SCHEME = re.compile(r"\A([a-zA-Z][a-zA-Z0-9+.-]{0,30}):")
_HOST = re.compile(r"[a-z0-9._-]{1,253}", re.ASCII)
_LONGEST_NAME = 253  # characters of a host's name (RFC 1035)
_IPV6 = re.compile(r"[0-9a-f:.]{2,45}", re.ASCII)
_LABEL_DOTS = compiled("[。．｡]")
_SITE = compiled(r"\A[(<“\"']?([hH][tT][tT][pP][sS]?://|[wW]{3}\.)?([^\s/?#@:]{1,253})")
_DOTTED = compiled(r"(?:[^\W_][\w-]{0,62}\.){1,20}(?:[^\W\d_]{2,24}|xn--[a-z0-9-]{2,59})")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_HEAD = 400  # characters in which a scheme stands, however often it is encoded
_SAFE = string.punctuation.replace("%", "").replace("\\", "").replace('"', "").replace("<", "").replace(">", "")
# Names such as report.pdf look like sites and are not.
_FILES = frozenset({
    "csv", "doc", "docx", "epub", "gif", "htm", "html", "jpeg", "jpg", "json", "md", "mp", "odt", "pdf", "png", "pptx",
    "rtf", "txt", "xls", "xlsx", "xml", "zip",
})  # fmt: skip
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Doubt(StrEnum):
    """Something suspicious about a link."""

    USER = "user"  # what looks like a site stands before an @
    WORDS = "words"  # its words name another site than the one that it leads to
    LETTERS = "letters"  # the name of the site has letters of other scripts
    UNSEEN = "unseen"  # it has characters that cannot be seen


class Address(NamedTuple):
    """A target as it is shown, opened and copied: all of it printable ASCII when it can be opened.

    `host` is the site, in punycode where its name has other letters, which `readable` shows; both are empty for what
    is not an http or https address. `why_not` says why it cannot be opened.
    """

    shown: str
    host: str = ""
    readable: str = ""
    doubts: tuple[Doubt, ...] = ()
    why_not: str = ""

    @property
    def opens(self) -> bool:
        """Whether it may be given to a browser."""
        return not self.why_not


def address_of(target: str, words: str = "", page: str = "") -> Address:
    """The address that a link leads to; `words` are the link's own, `page` the address of the page it stands on.

    Only http and https are opened, judged after the last decoding: `%66ile:` is `file:`.
    """
    if len(target) > LONGEST:
        return Address(target, why_not=f"It is longer than {LONGEST:,} characters.")
    unseen = any(unicodedata.category(one) in {"Cf", "Cc", "Zl", "Zp", "Cs", "Co", "Cn"} for one in target)
    try:
        whole = urljoin(page, target) if page and not _scheme(_decoded(target[:_HEAD])) else target
        found = _read(whole, words)
    except ValueError:
        return Address(target, why_not="It is not a whole http or https address.")
    doubts = (*found.doubts, *((Doubt.UNSEEN,) if unseen else ()))
    return found._replace(doubts=doubts)


def base_of(source: str, link: object) -> str:
    """The address to which relative targets belong: that of the page, or the one that a saved page states."""
    return next((one for one in (source, link) if isinstance(one, str) and _scheme(one) in _SCHEMES), "")


def host_of(target: str) -> str:
    """The site that a target names, for a list; the scheme of what is not http or https, empty without one."""
    head = target[:_HEAD]
    scheme = _scheme(head)
    if scheme not in _SCHEMES:
        return f"{scheme}:" if scheme else ""
    try:
        return _host(urlsplit(head).netloc.rpartition("@")[2])[0]
    except ValueError:
        return ""


def _scheme(target: str) -> str:
    found = _SCHEME.match(target)
    return found[1].lower() if found else ""


def _decoded(head: str) -> str:
    """The start of a target after the last decoding, without what browsers leave out."""
    while (decoded := unquote(head)) != head:  # shorter each time
        head = decoded
    return _CONTROLS.sub("", head).strip()


def _read(whole: str, words: str) -> Address:
    """Raises ValueError for what is not an address."""
    scheme, real = _scheme(whole), _scheme(_decoded(whole[:_HEAD]))
    if scheme not in _SCHEMES or real != scheme:
        named = real or scheme
        known = f"It is a “{named}:” link" if named else "It belongs to a page that is not known"
        return Address(whole, why_not=f"{known}: only http and https addresses are opened.")
    if _CONTROLS.search(whole):
        raise ValueError(whole)
    parts = urlsplit(whole)
    user, at, place = parts.netloc.rpartition("@")
    host, readable, port = _host(place)
    rest = _encoded(parts.path or "/") + "".join(
        sign + _encoded(one) for sign, one in (("?", parts.query), ("#", parts.fragment)) if one
    )
    shown = f"{scheme}://{quote(unquote(user), safe=':')}{at}{host}{port}{rest}"
    doubts = []
    if at:
        doubts.append(Doubt.USER)
    if _names_another_site(words, host):
        doubts.append(Doubt.WORDS)
    if readable != host:
        doubts.append(Doubt.LETTERS)
    return Address(shown, host, readable, tuple(doubts))


def _encoded(part: str) -> str:
    """A part of an address in ASCII; what is encoded already stays."""
    return quote(_PERCENT.sub("%25", part), safe=f"{_SAFE}%")


def _host(place: str) -> tuple[str, str, str]:
    """The host of a "host:port" in ASCII and as it is read, and ":port" or nothing. Raises ValueError."""
    if place.startswith("["):
        inner, end, port = place[1:].partition("]")
        if not end or not _IPV6.fullmatch(inner.lower()):
            raise ValueError(place)
        host = readable = f"[{IPv6Address(inner)}]"
        port = port.removeprefix(":")
    else:
        name, _, port = place.partition(":")
        readable = _LABEL_DOTS.sub(".", unicodedata.normalize("NFKC", unquote(name[:_LONGEST_NAME])).lower())
        if max(len(name), len(readable)) > _LONGEST_NAME or not readable.isprintable():
            raise ValueError(place)
        host = ".".join(map(_in_ascii, readable.split(".")))
        readable = ".".join(map(_in_letters, host.split(".")))
    if not _HOST.fullmatch(host) and not host.startswith("["):
        raise ValueError(place)
    if port and not (port.isascii() and port.isdigit() and len(port) < 6):
        raise ValueError(place)
    return host, readable, f":{int(port)}" if port else ""


def _in_ascii(label: str) -> str:
    """A label of a host's name in punycode, where it has other letters (RFC 5891 without the tables of letters)."""
    return label if label.isascii() else f"xn--{label.encode('punycode').decode()}"


def _in_letters(label: str) -> str:
    """Raises ValueError for what is not punycode."""
    return label[4:].encode().decode("punycode") if label.startswith("xn--") else label


def _names_another_site(words: str, host: str) -> bool:
    """Whether words are an address whose site is neither the host nor above or below it."""
    words = words.strip()
    found = _SITE.match(words)
    if found is None or not (found[1] or " " not in words):
        return False
    name = found[2].rstrip(".,;:)>”")
    if not _DOTTED.fullmatch(name) or (not found[1] and name.rpartition(".")[2].lower() in _FILES):
        return False
    try:
        named = _host(name)[0].removeprefix("www.")
    except ValueError:
        return True
    host = host.removeprefix("www.")
    return named != host and not host.endswith(f".{named}") and not named.endswith(f".{host}")
