"""Where a page may redirect to: not from the public web to what only this machine or its network can reach."""

from __future__ import annotations

import re
import socket
import string
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from content.errors import InputError
from content.source.connecting import addresses_of_proxy, port_of, proxy_of, resolved

if TYPE_CHECKING:
    from content.source.allowance import Allowance
    from content.source.connecting import Found

_LONGEST_LOOKUP = 5.0  # seconds for a name that the proxy will look up itself
_LONGEST_SHOWN = 100  # characters of an address in a message
_SERVER = re.compile(r"(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::[0-9]{0,5})?", re.IGNORECASE | re.ASCII)
_GLOBAL = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")  # the IPv4 address is the rest


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, the same from everywhere. Raises ValueError.

    An IPv6 address that stands for an IPv4 address is judged as that.
    """
    found: IPv4Address | IPv6Address = ip_address(address)
    if isinstance(found, IPv6Address):
        inner = (
            found.ipv4_mapped or found.sixtofour or (IPv4Address(int(found) & 0xFFFFFFFF) if found in _NAT64 else None)
        )
        if inner is None:
            return found in _GLOBAL and found.is_global  # the block of Teredo is not
        found = inner
    return found.is_global and not found.is_multicast


def target_of(location: str | None, place: SplitResult) -> SplitResult | None:
    """The address that an answer from `place` redirects to; None when that is not the address of a page."""
    if location is None:
        return None
    try:  # http.client reads bytes as ISO-8859-1
        target = urlsplit(urljoin(place.geturl(), quote(location, safe=string.punctuation, encoding="iso-8859-1")))
        known = target.scheme in {"http", "https"} and _SERVER.fullmatch(target.netloc) and port_of(target)
    except ValueError:
        return None
    return target if known else None


class Route:
    """What one page may be read from: what the reader named, and from there on the public web."""

    def __init__(self, named: SplitResult, allowance: Allowance) -> None:
        self._named = named
        self._allowance = allowance
        self._inside: bool | None = None  # whether the reader named an address off the public web, if known

    def to(self, place: SplitResult) -> tuple[Found, SplitResult | None]:
        """What to connect to for `place`: the addresses of its host, or those of a proxy, and the proxy.

        Raises InputError when a redirect there is not allowed, OSError and ValueError when it cannot be found.
        """
        if self._named.scheme == "https" and place.scheme == "http":
            raise InputError(f"{_leads(place)}, which is not encrypted: open that address itself if you trust it.")
        proxy = proxy_of(place)
        if proxy is not None:
            if place is not self._named:
                self._admit(place, self._found_here(place))
            return addresses_of_proxy(proxy, place), proxy
        found = resolved(place.hostname or "", port_of(place))
        addresses = _addresses(found)
        if place is self._named:
            self._inside = _is_inside(addresses)
        else:
            self._admit(place, addresses)
        return found, None

    def _admit(self, place: SplitResult, addresses: list[str]) -> None:
        if all(map(is_public, addresses)):
            return
        if self._inside is None:
            self._inside = _is_inside(self._found_here(self._named))
        if not self._inside:
            raise InputError(
                f"{_leads(place)}, which is not on the public web: open that address itself if you trust it."
            )

    def _found_here(self, place: SplitResult) -> list[str]:
        """The IP addresses of a host as this machine knows them; none when only the proxy may know it."""
        host = (place.hostname or "").rstrip(".")
        if host == "localhost" or host.endswith(".localhost"):
            return ["127.0.0.1"]
        try:
            return _addresses(self._allowance.within(partial(resolved, host, port_of(place)), at_most=_LONGEST_LOOKUP))
        except (OSError, ValueError):
            return []


def _addresses(found: Found) -> list[str]:
    return [entry[4][0] for entry in found if entry[0] in {socket.AF_INET, socket.AF_INET6}]


def _is_inside(addresses: list[str]) -> bool:
    return bool(addresses) and not any(map(is_public, addresses))


def _leads(place: SplitResult) -> str:
    shown = place.geturl()
    return f"This page redirects to {shown if len(shown) <= _LONGEST_SHOWN else shown[:_LONGEST_SHOWN] + '…'}"
