"""What the envelope of a transmission tells: number, urgency, category, slug, version, time."""

from __future__ import annotations

import re

_IPTC = re.compile(
    r"(?P<id>[A-Za-z]{1,6} ?\d{1,5}) (?P<priority>\d) (?P<category>[A-Za-z]{1,6}) (?P<words>\d{1,6})(?!\S)(?P<rest>.*+)"
)
"""IPTC 7901: source and number, priority from 1 (most urgent), category, words; then options and the service."""

_SERVICE = re.compile(r"(?:^|\s)(?P<publisher>[A-Za-z][\w-]{1,14}) \d{1,5}\s*+$")
_NUMBER = re.compile(r"(?P<id>[A-Za-z]?\d{4})(?P<publisher>[A-Za-z][\w -]{0,14})? (?P<service>[\w-]{1,12})")
"""ANPA 1312: service level and number, sometimes the agency, then the selector of who gets it."""

_ROUTING = re.compile(
    r"(?P<priority>[A-Za-z]) (?P<category>[A-Za-z]{1,2}) {1,4}(?P<slug>\S{1,60})(?P<version> [^\n]{0,60}?)?"
    r" {1,40}(?P<date>\d{1,2}-\d{1,2})(?: {1,8}(?P<words>\d{1,6}))?(?!\S)"
)
"""... and priority (f for flash, u for urgent, down to z), category, keyword, version, month and day, words."""

_KEYWORDS = re.compile(r"(?P<slug>[^\s,<][^,<\n]{1,100})(?P<rest>[^<\n]{0,100})")
_COUNT = re.compile(r",\s{0,4}\d{1,6}\s*+$")
_ANPA_TIME = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)-(?P<year>\d\d) {1,4}(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<zone>[A-Z]{3})\b"
)
_IPTC_TIME = re.compile(r"\d{6} {0,3}(?:[A-Z]{1,4} {1,3})?[^\W\d_]{3,9}\.? {1,3}\d{2,4}")
_UNIVERSAL = frozenset({"GMT", "UTC"})
_SAME = 6  # characters in which the keyword of a heading and the fuller one of the text must agree

Told = dict[str, str | tuple[str, ...]]


def heading_of(heading: str, text: str) -> Told:
    """What a heading tells, by the names of `show --json`; a fuller slug is taken from the first line of the text."""
    first, *others = [line.strip() for line in heading.split("\n") if line.strip()] or [""]
    if iptc := _IPTC.match(first):
        return _iptc(iptc, others)
    number, routing = _NUMBER.match(first), next(filter(None, map(_ROUTING.match, [first, *others])), None)
    told: Told = (
        {name: value.strip() for name, value in number.groupdict().items() if value and value.strip("-")}
        if number
        else {}
    )
    if routing is not None:
        told |= {name: value.strip() for name, value in routing.groupdict().items() if value and value.strip()}
        told["urgency"] = routing["priority"]
        told |= _fuller(routing["slug"], text)
    elif others and not number:
        told |= _slug(others)
    if not told and first:
        told["header"] = first
    return told


def _named(found: re.Match[str]) -> dict[str, str]:
    return {name: value.strip() for name, value in found.groupdict().items() if value and value.strip(" -")}


def _iptc(found: re.Match[str], others: list[str]) -> Told:
    told: Told = {name: found[name] for name in ("id", "priority", "category", "words")}
    told["urgency"] = found["priority"]
    if service := _SERVICE.search(found["rest"]):
        told["publisher"] = service["publisher"]
    return told | _slug(others)


def _slug(lines: list[str]) -> Told:
    """The keyword line: words between strokes, the first the most general."""
    slug = " ".join(lines).strip("/ ")
    words = tuple(word for part in slug.split("/") if (word := part.strip()))
    return ({"slug": slug} if slug else {}) | ({"keywords": words} if len(words) > 1 else {})


def _fuller(slug: str, text: str) -> Told:
    """The keyword line that opens the text of ANPA 1312, which the heading cuts short: keyword, version, words."""
    first = text.split("\n", 1)[0].lstrip("^ ")
    match = _KEYWORDS.match(first)
    if match is None or match["slug"][:_SAME].casefold() != slug[:_SAME].casefold():
        return {}
    version = _COUNT.sub("", match["rest"]).strip(", ")
    return {"slug": match["slug"].strip()} | ({"version": version} if version and not version.isdigit() else {})


def time_of(trailer: str) -> Told:
    """The time of a transmission, as `date`: ISO 8601 where it is in figures, else as the agency writes it."""
    if anpa := _ANPA_TIME.search(trailer):
        date = f"20{anpa['year']}-{anpa['month']}-{anpa['day']}T{anpa['hour']}:{anpa['minute']}"
        if anpa["zone"] in _UNIVERSAL:
            return {"date": f"{date}:00Z"}
        return {"date": anpa[0]}
    iptc = _IPTC_TIME.search(trailer)
    return {"date": " ".join(iptc[0].split())} if iptc else {}
