"""Which format received bytes are in: as the reader says, by their first bytes, their name, or their content."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from content.errors import InputError, UsageError
from content.source import format_signs as signs
from content.source.declaration import HTML, is_html

if TYPE_CHECKING:
    from content.source.received import Received

_HEAD = 16_384  # bytes looked at: a mail can begin with a long account of its way


class Format(NamedTuple):
    """A format that can be opened: its `name` after `--as`, and the importer's module in `content.source`.

    `suffixes` are those of its files, `media_types` what servers call it; `apart` says that it is parsed in a process
    of its own. `magic` are bytes that no other format begins with; `is_it` judges the first bytes of data whose name
    tells nothing; `telling` says that it is asked even where a suffix names another format, `in_text` where it names
    a text.
    """

    name: str
    module: str
    suffixes: frozenset[str] = frozenset()
    media_types: frozenset[str] = frozenset()
    magic: tuple[bytes, ...] = ()
    is_it: Callable[[bytes], bool] = lambda _: False
    telling: bool = False
    in_text: bool = False
    apart: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_G2 = "application/vnd.iptc.g2."
_PACKED = "application/gzip application/zip application/zstd application/x-xz application/x-bzip2 application/x-tar"


def _some(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ZIP = b"PK\x03\x04", b"PK\x05\x06"
_COMPRESSED = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd"
FORMATS: tuple[Format, ...] = (
    Format("text", "plain", _some(".txt .text"), _some("text/plain")),
    Format("markdown", "markdown", _some(".md .markdown .mdown .mkd"), _some("text/markdown"), is_it=signs.is_markdown),
    Format("html", "html", HTML, _some("text/html application/xhtml+xml"), is_it=is_html, telling=True),
    Format("mbox", "mbox", _some(".mbox .mbx"), _some("application/mbox"), is_it=signs.is_mbox, in_text=True),
    Format(
        "mail",
        "mail",
        _some(".eml .emlx .mht .mhtml"),
        _some("message/rfc822 multipart/related"),
        is_it=signs.is_mail,
        in_text=True,
    ),
    Format(
        "feed",
        "feed",
        _some(".rss .atom .rdf"),
        _some("application/rss+xml application/atom+xml application/rdf+xml"),
        is_it=signs.is_feed,
        telling=True,
    ),
    Format("json-feed", "json_feed", _some(".jsonfeed"), _some("application/feed+json"), is_it=signs.is_json_feed),
    Format("opml", "opml", _some(".opml"), _some("text/x-opml"), is_it=signs.is_opml),
    Format(
        "newsml",
        "newsml",
        _some(".newsml .newsmlg2"),
        _some(f"{_G2}newsitem+xml {_G2}packageitem+xml {_G2}newsmessage+xml"),
        is_it=signs.is_newsml,
    ),
    Format("nitf", "nitf", _some(".nitf"), is_it=signs.is_nitf),
    Format("ninjs", "ninjs", _some(".ninjs"), is_it=signs.is_ninjs),
    Format("xml", "other_xml", _some(".xml"), _some("application/xml text/xml"), is_it=signs.is_xml),
    Format("wire", "wire", _some(".iptc .anpa .7901"), is_it=signs.is_wire, telling=True),
    Format(
        "subtitles",
        "subtitles",
        _some(".srt .vtt .sbv .ass .ssa"),
        _some("text/vtt application/x-subrip"),
        is_it=signs.is_subtitles,
    ),
    Format("csv", "table", _some(".csv .tsv"), _some("text/csv text/tab-separated-values")),
    Format("json", "table", _some(".json .jsonl .ndjson"), _some("application/json application/x-ndjson")),
    Format("docx", "docx", _some(".docx .docm .dotx"), _some(_OFFICE), apart=True),
    Format(
        "odt",
        "odt",
        _some(".odt .ott .fodt"),
        _some("application/vnd.oasis.opendocument.text"),
        is_it=signs.is_flat_odt,
        apart=True,
    ),
    Format("epub", "epub", _some(".epub"), _some("application/epub+zip"), apart=True),
    Format("rtf", "rtf", _some(".rtf"), _some("application/rtf text/rtf"), magic=(b"{\\rtf",), apart=True),
    Format("pdf", "pdf", _some(".pdf"), _some("application/pdf"), magic=(b"%PDF-",), apart=True),
    Format(
        "packed",
        "packed",
        _some(".gz .bz2 .xz .lzma .zst .zip .tar .tgz .tbz2 .txz"),
        _some(_PACKED),
        magic=(*_COMPRESSED, *_ZIP),
        is_it=signs.is_tar,
    ),
)
"""All formats; of two that would recognise the same bytes the first counts."""

NAMES = tuple(one.name for one in FORMATS)
PLAIN = FORMATS[0]
_BY_NAME = {one.name: one for one in FORMATS}
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_BY_MEDIA_TYPE = {media_type: one for one in FORMATS for media_type in one.media_types}

# Files of these suffixes may be anything: in a folder they are briefings only when their first bytes say so.
_VAGUE = _some(".xml .json .jsonl .ndjson .csv .tsv .log") | {""}


_PROVED = frozenset({"docx", "odt", "epub", "rtf", "pdf", "packed"})  # by their first bytes ...
_BARE = frozenset({".fodt", ".tar", ".lzma"})  # ... but for these

_PARTS = (
    ({"META-INF/container.xml"}, "epub"),
    ({"mimetype", "content.xml"}, "odt"),
    ({"[Content_Types].xml"}, "docx"),
)
"""The members by which a document is told from other archives ..."""

_IN_ZIP = (
    (b"application/epub+zip", "epub"),
    (b"META-INF/container.xml", "epub"),
    (b"application/vnd.oasis.opendocument", "odt"),
    (b"[Content_Types].xml", "docx"),
)
"""... and what stands at the beginning of one that is damaged."""


def recognise(received: Received) -> Format:
    """The format of what was received; plain text when nothing tells.

    Raises UsageError for an unknown `--as`, InputError for an archive that is a document of another program.
    """
    told = received.options.as_format
    if told is not None:
        return named(told)
    return format_of(received.data, received.suffix)


def format_of(data: bytes, suffix: str) -> Format:
    """The format of bytes with a suffix, or of the first so many of them. Raises InputError as `recognise` does."""
    head = data[:_HEAD]
    by_suffix = _BY_SUFFIX.get(suffix)
    if (by_magic := _by_magic(data, by_suffix)) is not None:
        return by_magic
    if by_suffix is not None and _is_only_called_so(by_suffix, suffix, head):
        by_suffix = None
    sure = by_suffix is not None and suffix not in _VAGUE
    asked = [one for one in FORMATS if one.telling or not sure or (one.in_text and by_suffix is PLAIN)]
    by_content = next((one for one in asked if one.is_it(head)), None)
    return by_content or by_suffix or PLAIN


def named(name: str) -> Format:
    """The format that `--as` names. Raises UsageError."""
    found = _BY_NAME.get(name.lower()) or _BY_SUFFIX.get(f".{name.lower().lstrip('.')}")
    if found is None:
        raise UsageError(f"{name!r} is not a format: choose one of {', '.join(NAMES)}.")
    return found


def suffix_of_media_type(media_type: str) -> str:
    """A suffix that stands for what a server or a mail calls a part; empty when it tells nothing."""
    found = _BY_MEDIA_TYPE.get(media_type.lower())
    return min(found.suffixes) if found is not None else ""


def may_be_briefing(suffix: str, head: bytes) -> bool:
    """Whether a file in a folder is taken for a briefing, by its suffix and, where that is vague, its head."""
    if suffix in _VAGUE:
        return any(one.is_it(head[:_HEAD]) for one in FORMATS if one.name != "xml")  # which may be anything
    return suffix in _BY_SUFFIX


def _is_only_called_so(by_suffix: Format, suffix: str, head: bytes) -> bool:
    """Whether a text has the suffix of a format that begins with bytes of its own: it is read as what it is."""
    if by_suffix.name not in _PROVED or suffix in _BARE or not head:
        return False
    return b"\0" not in head and not (by_suffix.name == "pdf" and b"%PDF-" in head)


def _by_magic(data: bytes, by_suffix: Format | None) -> Format | None:
    """The format that the first bytes prove; of a ZIP archive by the names of its members."""
    if data.startswith(_ZIP):
        return _zip_kind(data, by_suffix)
    return next((one for one in FORMATS if one.magic and data.startswith(one.magic)), None)


def _zip_kind(data: bytes, by_suffix: Format | None) -> Format:
    if by_suffix is not None and by_suffix.name in {"docx", "odt", "epub"}:
        return by_suffix
    from content.source.archives import names_in_zip

    names = names_in_zip(data)
    if names is not None:
        if "Index/Document.iwa" in names:
            raise InputError("This is a document of Pages, Numbers or Keynote: export it there as PDF, and open that.")
        return next((_BY_NAME[kind] for some, kind in _PARTS if names.issuperset(some)), _BY_NAME["packed"])
    return next((_BY_NAME[name] for sign, name in _IN_ZIP if sign in data[:_HEAD]), _BY_NAME["packed"])
