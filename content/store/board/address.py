"""Addresses of boards, `postgresql://HOST/BOARD`, as libpq understands them, and what is not safe to write in one."""

from __future__ import annotations

import hashlib
import ipaddress
import os
from importlib.util import find_spec
from itertools import zip_longest
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from content.errors import UsageError
from content.kept import compiled

_OTHER = compiled("[^A-Za-z0-9._-]+")
_SECURE = {"require", "verify-ca", "verify-full"}
_SECRETS = {"password", "sslpassword", "oauth_client_secret"}
_PLACED = {"host", "port", "user", "dbname"}
_KNOWN = (
    _PLACED
    | {"service", "hostaddr", "passfile", "connect_timeout", "options", "target_session_attrs", "load_balance_hosts"}
    | {"sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "sslcrldir", "sslsni", "sslnegotiation", "sslcertmode"}
    | {"ssl_min_protocol_version", "ssl_max_protocol_version", "channel_binding", "require_auth"}
    | {"gssencmode", "krbsrvname", "gsslib", "gssdelegation"}
)
_ENVIRONMENT = {"host": "PGHOST", "hostaddr": "PGHOSTADDR", "port": "PGPORT", "user": "PGUSER"}


class BoardAddress(NamedTuple):
    """A board's address: `shown` without anything secret, and the parameters that libpq is given."""

    shown: str
    parameters: tuple[tuple[str, str], ...]

    @property
    def database(self) -> str:
        """The name of the board's database; of a service, which has it, the name of that."""
        given = dict(self.parameters)
        return given.get("dbname") or given.get("service", "")

    @property
    def user(self) -> str:
        """The role that the address or the environment names; empty where neither does."""
        return dict(self.parameters).get("user", "")

    @property
    def name(self) -> str:
        """What the board is called in a sentence."""
        host = dict(self.parameters).get("host", "")
        return f"{self.database} on {host}" if host and not host.startswith("/") else self.database

    @property
    def folder(self) -> str:
        """The name of the folder that holds the copy of this board for this user."""
        start = _OTHER.sub("-", self.shown.partition("://")[2]).strip("-.")[:60]
        return f"{start}-{hashlib.sha256(self.shown.encode()).hexdigest()[:12]}"


def board_address(name: str) -> BoardAddress:
    """The address that was given.

    Raises UsageError when it cannot be read, when it holds a password, which other users of the machine could see in
    the list of processes, when it would let marks travel unencrypted, and when the extra is not installed.
    """
    if find_spec("psycopg") is None:
        raise UsageError("A board needs one more library: pip install 'briefmark[team]'.")
    try:
        parts = urlsplit(name)
        given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
        user, _, secret = parts.netloc.rpartition("@")[0].partition(":")
    except ValueError as error:
        raise UsageError(
            "The address of the board cannot be read: write postgresql://HOST/BOARD, or postgresql://USER@HOST/BOARD."
        ) from error
    if secret or _SECRETS & given.keys():
        raise UsageError(
            "An address must not hold a password, which others can see: put it into ~/.pgpass, or into a service file."
        )
    if unknown := given.keys() - _KNOWN:
        raise UsageError(f"An address of a board has no {min(unknown)!r}: leave it out.")
    hosts = [_host(one) for one in parts.netloc.rpartition("@")[2].split(",")]
    found = {
        "host": ",".join(unquote(host) for host, _ in hosts),
        "port": ",".join(port for _, port in hosts) if any(port for _, port in hosts) else "",
        "user": unquote(user),
        "dbname": unquote(parts.path.removeprefix("/")),
    }
    found = _with_environment({key: value for key, value in found.items() if value} | given)
    if not found.get("dbname") and "service" not in found:
        raise UsageError("The address of the board does not name it: write postgresql://HOST/BOARD.")
    return BoardAddress(_shown(found), tuple((found | {"sslmode": _encryption(found)}).items()))


def _with_environment(found: dict[str, str]) -> dict[str, str]:
    """With what libpq takes from the environment: with another environment it is another board."""
    if "service" not in found and os.environ.get("PGSERVICE"):
        found = found | {"service": os.environ["PGSERVICE"]}
    if "service" in found:  # comes before the environment
        return found
    return {key: os.environ[name] for key, name in _ENVIRONMENT.items() if os.environ.get(name)} | found


def _host(text: str) -> tuple[str, str]:
    """A host and its port, which may be empty; a host in brackets has colons of its own."""
    if text.startswith("["):
        host, end, rest = text[1:].partition("]")
        is_whole = bool(end) and rest[:1] in {"", ":"}
        port = rest[1:]
    else:
        host, _, port = text.partition(":")
        is_whole = "]" not in host
    if not is_whole or "[" in host or (port and not (port.isascii() and port.isdigit())):
        raise UsageError("The address of the board has a host that cannot be read: write postgresql://HOST/BOARD.")
    return host, port


def _shown(found: dict[str, str]) -> str:
    """The same address, always written in the same way."""
    user = f"{quote(found['user'], safe='')}@" if "user" in found else ""
    hosts, ports = found.get("host", "").split(","), found.get("port", "").split(",")
    places = [
        f"{quote(host, safe=':') if ':' not in host else f'[{host}]'}{f':{port}' if port else ''}"
        for host, port in zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=False)
    ]
    rest = urlencode(sorted((key, value) for key, value in found.items() if key not in _PLACED))
    return (
        f"postgresql://{user}{','.join(places)}/{quote(found.get('dbname', ''), safe='')}{f'?{rest}' if rest else ''}"
    )


def _encryption(found: dict[str, str]) -> str:
    """How the connection is encrypted: `sslmode` of libpq. Raises UsageError when it need not be, to another host.

    Without a word on it the server has to show a certificate that is valid for its name: encryption without that
    protects from nobody who can pose as the server.
    """
    said = found.get("sslmode") or os.environ.get("PGSSLMODE", "")
    places = zip_longest(found.get("hostaddr", "").split(","), found.get("host", "").split(","), fillvalue="")
    if "service" not in found and all(_is_here(address or host) for address, host in places):
        return said or "prefer"
    if said and said not in _SECURE:
        raise UsageError(
            f"sslmode={said} would let marks travel unencrypted: leave it out, or write sslmode=verify-full."
        )
    return said or "verify-full"


def _is_here(host: str) -> bool:
    """Whether a host is this machine: a socket, a loopback address, or its usual name."""
    if not host or host.startswith(("/", "@")) or host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
