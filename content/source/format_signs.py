"""How the first bytes of each format look, for data whose name does not tell what it is."""

from __future__ import annotations

import re

from content.kept import compiled

_PROLOG = (
    rb"\A(?:\xef\xbb\xbf)?\s*+(?:<\?(?:(?!\?>).)*+\?>\s*+|<!--(?:(?!-->).)*+-->\s*+"
    rb"|<!(?!--)[^>\[]*+(?:\[[^\]]*+\]\s*+)?>\s*+)*+"
)
"""What may stand before the root of an XML document: a mark, declarations, comments, a document type."""

_MARKDOWN = compiled(
    rb"\A(?:\xef\xbb\xbf)?(?:---\n(?:[A-Za-z_][\w-]{0,40}:[^\n]*\n)(?:[^\n]*\n){0,200}?(?:---|\.\.\.)\n"
    rb"|\+\+\+\n[A-Za-z_][\w-]{0,40} ?=[^\n]*\n(?:[^\n]*\n){0,200}?\+\+\+\n"
    rb"|\n*+#{1,6} [^\n]*\n(?=(?:[^\n]*\n){0,400}?"
    rb"(?:#{1,6} \S|```|[-*+] \S|[^\n]*?(?:\[[^\]\n]{1,200}\]\([^()\n]{1,400}\)|\*\*\w))))"
)
_FEED = compiled(_PROLOG + rb"<(?:rss|feed|channel|(?:\w{1,20}:)?RDF)\b", re.DOTALL)
_OPML = compiled(_PROLOG + rb"<opml\b", re.DOTALL)
_NEWSML = compiled(
    _PROLOG
    + rb"<(?:\w{1,20}:)?(?:NewsML|NewsEnvelope|newsMessage|(?:news|package|concept|knowledge|planning|catalog)Item)\b",
    re.DOTALL,
)
_NITF = compiled(_PROLOG + rb"<(?:\w{1,20}:)?nitf\b", re.DOTALL)
_XML = compiled(rb"\A(?:\xef\xbb\xbf)?\s*+<\?xml\s")
_FLAT_ODT = compiled(_PROLOG + rb"<office:document\b", re.DOTALL)
_JSON_FEED = compiled(
    rb"\A(?:\xef\xbb\xbf)?\s*+\{.{0,2000}?\"version\"\s{0,9}:\s{0,9}\"https?:(?:\\?/){2}jsonfeed\.org", re.DOTALL
)
_NINJS = compiled(
    rb"\A(?:\xef\xbb\xbf)?\s*+[\[{](?=.*?\"(?:uri|guid|standard)\"\s*+:)"
    rb"(?=.*?\"(?:body_?(?:text|html|xhtml)|bodies|headlines?|versioncreated|pubstatus)\"\s*+:)",
    re.DOTALL | re.IGNORECASE,
)
_FIELD = rb"[!-9;-~]{1,76}:[^\n]*+\n(?:[ \t][^\n]*+\n)*+"
MAIL_FIELD = (
    rb"(?i:from|to|cc|bcc|subject|date|received|return-path|message-id|mime-version|delivered-to|reply-to|sender|status"
    rb"|list-[a-z-]{1,40}|content-[a-z-]{1,40}|x-[a-z0-9-]{1,60}|arc-[a-z-]{1,40}|dkim-signature)[ \t]{0,9}:"
)
"""The beginning of a line that a mail has above its text."""

_MAIL = compiled(
    rb"\A\s*+(?:>?From [^\n]*+\n)?"
    rb"(?=(?:" + _FIELD + rb")*?(?i:message-id|mime-version|received|return-path|delivered-to|x-mozilla-status):)"
    rb"(?=(?:" + _FIELD + rb")*?(?i:from|date|subject|to):)"
)
_MBOX = compiled(rb"\A\s*+From [^\n]{1,200}\d\d:\d\d[^\n]*+\n" + MAIL_FIELD)
_SUBTITLES = compiled(
    rb"\A(?:\xef\xbb\xbf)?(?:WEBVTT(?=[ \t\n]|\Z)|\s*+\d{1,5}[ \t]*+\n\d{1,3}:\d\d:\d\d[,.]\d{1,3} {0,3}-->)"
)
_WIRE = compiled(
    rb"\A(?:\xff\xfe|\xfe\xff)?[\x00\x16\x7f\n ]*+\x01"
    rb"(?:(?=[^\x02]{0,400}[A-Za-z0-9]{3})[^\x02]{0,400}\x02|[A-Za-z0-9]{3}[^\x00-\x08\n]{0,400}\n)"
)


_WIDE_MARKS = b"\xff\xfe", b"\xfe\xff"  # of UTF-16 and UTF-32, in which each letter of markup has a zero byte


def _looks(pattern: re.Pattern[bytes], head: bytes) -> bool:
    if head.startswith(_WIDE_MARKS) or b"\0" in head[:4]:
        head = head.removeprefix(_WIDE_MARKS[0]).removeprefix(_WIDE_MARKS[1]).replace(b"\0", b"")
    return pattern.match(head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")) is not None


def is_markdown(head: bytes) -> bool:
    """Whether the first bytes are those of Markdown: front matter, or a heading above something that is marked up."""
    return _looks(_MARKDOWN, head)


def is_feed(head: bytes) -> bool:
    """Whether the first bytes are those of RSS or Atom."""
    return _looks(_FEED, head)


def is_opml(head: bytes) -> bool:
    """Whether the first bytes are those of OPML."""
    return _looks(_OPML, head)


def is_newsml(head: bytes) -> bool:
    """Whether the first bytes are those of NewsML."""
    return _looks(_NEWSML, head)


def is_nitf(head: bytes) -> bool:
    """Whether the first bytes are those of NITF."""
    return _looks(_NITF, head)


def is_xml(head: bytes) -> bool:
    """Whether the first bytes declare XML of whatever form."""
    return _looks(_XML, head)


def is_flat_odt(head: bytes) -> bool:
    """Whether the first bytes are those of an OpenDocument text in one file."""
    return _looks(_FLAT_ODT, head)


def is_json_feed(head: bytes) -> bool:
    """Whether the first bytes are those of a JSON Feed."""
    return _looks(_JSON_FEED, head)


def is_ninjs(head: bytes) -> bool:
    """Whether the first bytes are those of ninjs."""
    return _looks(_NINJS, head)


def is_mail(head: bytes) -> bool:
    """Whether the first bytes are those of a mail, or of one as `notmuch show` prints it."""
    return _looks(_MAIL, head) or head.startswith(b"\fmessage{ ")


def is_mbox(head: bytes) -> bool:
    """Whether the first bytes are those of a mailbox."""
    return _looks(_MBOX, head)


def is_subtitles(head: bytes) -> bool:
    """Whether the first bytes are those of subtitles."""
    return _looks(_SUBTITLES, head)


def is_wire(head: bytes) -> bool:
    """Whether the first bytes are those of a transmission with control characters."""
    return _looks(_WIRE, head)


def is_tar(head: bytes) -> bool:
    """Whether the first bytes are those of a tar archive."""
    return head[257:262] == b"ustar"
