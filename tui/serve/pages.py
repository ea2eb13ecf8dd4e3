"""What is sent to browsers: pages, the files of the terminal, and the headers that keep all of it to this server."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from html import escape
from pathlib import Path
from string import Template
from typing import NamedTuple

import textual_serve

from tui.render.clean import clean

_OURS = Path(__file__).parent / "page"
_THEIRS = Path(textual_serve.__file__).parent / "static"
_JS, _CSS, _FONT = "text/javascript", "text/css", "font/ttf"


class Part(NamedTuple):
    """A file that the page asks for."""

    path: Path
    kind: str


# All there is: no folder is served, and nothing comes from anywhere else. The terminal, its style and its font
# (Roboto Mono, Apache 2.0) are those that textual-serve ships.
PARTS = {
    "before.js": Part(_OURS / "before.js", _JS),
    "page.js": Part(_OURS / "page.js", _JS),
    "page.css": Part(_OURS / "page.css", _CSS),
    "textual.js": Part(_THEIRS / "js" / "textual.js", _JS),
    "xterm.css": Part(_THEIRS / "css" / "xterm.css", _CSS),
    "upright.ttf": Part(_THEIRS / "fonts" / "RobotoMono-VariableFont_wght.ttf", _FONT),
    "italic.ttf": Part(_THEIRS / "fonts" / "RobotoMono-Italic-VariableFont_wght.ttf", _FONT),
}

# The style elements that the terminal's script makes: xterm's style sheet once more, and an empty one.
_THEIR_STYLES = (
    "'sha256-03EiY9OLVCaCQVNKUgCYxdI11BJ8pKsqSKUlTlszVsE=' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
)
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "no-referrer",
    "Server": "briefmark",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


@cache
def _style() -> str:
    return (_OURS / "words.css").read_text(encoding="utf-8")


def policy(host: str) -> str:
    """The content security policy for pages asked for by a host: they load from it alone, and nothing frames them.

    Older browsers do not count a WebSocket as their own, so it is named.
    """
    style = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        "default-src 'none'; script-src 'self'; font-src 'self'; img-src 'self' data:; "
        f"style-src 'self' 'sha256-{style}' {_THEIR_STYLES}; connect-src 'self' ws://{host} wss://{host}; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


def reader(title: str) -> str:
    """The page with the terminal, called like the briefing."""
    return _page("reader.html", title=escape(clean(title)))


def told(sentence: str) -> str:
    """A page that says one thing."""
    return _page("words.html", style=_style(), body=f"<h1>Briefmark</h1><p>{escape(clean(sentence))}</p>")


def on_the_way(path: str) -> str:
    """A page that goes on to a path at once: from there a browser sends the cookie that it was just given."""
    there = escape(path)
    body = f'<meta http-equiv="refresh" content="0;url={there}"><p><a href="{there}">Go on</a></p>'
    return _page("words.html", style=_style(), body=body)


def ask_name(title: str, typed: str = "", wrong: str = "") -> str:
    """The form that asks a visitor's name; `wrong` says what is wrong with the one that was `typed`."""
    said = f'<p class="wrong" role="alert">{escape(clean(wrong))}</p>' if wrong else ""
    body = (
        f"<h1>{escape(clean(title))}</h1><p>What you mark is recorded under your name for all who read this.</p>"
        f'{said}<form method="post" action="name"><label for="name">Your name</label>'
        '<input id="name" name="name" maxlength="60" required autofocus autocomplete="name" '
        f'value="{escape(clean(typed))}">'
        '<button type="submit">Read</button></form>'
    )
    return _page("words.html", style=_style(), body=body)


def _page(name: str, **values: str) -> str:
    return Template((_OURS / name).read_text(encoding="utf-8")).substitute(values)
