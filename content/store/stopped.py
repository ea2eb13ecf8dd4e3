"""Where reading stopped, asked before the briefing is opened: with as little loaded as that needs."""

from __future__ import annotations

from content.store.keeping import Keeping
from content.store.xdg import state_dir

BRIEFINGS = "briefing"  # the kind of value; its key is the SHA-256 of the text
_LEAST_CODES = 4  # bytes of a code point in UTF-8, at the most


def library_file() -> Keeping:
    """What the library keeps its values in."""
    return Keeping(state_dir() / "library.sqlite")


def stopped_at(text: str) -> int:
    """The offset at which reading of a text stopped; 0 when it was never read."""
    kept = library_file()
    if not kept.exists:
        return 0
    import hashlib
    import json

    found = kept.get(BRIEFINGS, hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    try:
        value = json.loads(found or "{}")
    except (ValueError, RecursionError):
        return 0
    offset = value.get("offset") if isinstance(value, dict) else 0
    return min(max(0, offset), len(text)) if type(offset) is int else 0


def may_have_stopped(size: int) -> bool:
    """Whether some text that could be that of a file of so many bytes was read, and not only its beginning."""
    kept = library_file()
    return kept.exists and kept.has_between(BRIEFINGS, "length", size // _LEAST_CODES, size) is not False
