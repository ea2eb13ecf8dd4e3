"""NewsML-G2 (IPTC, 2.0 to 2.35): news items with their text, packages with references to their members."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING

from content.source.entries import Written, as_guessed
from content.source.news_item import EMBARGOED, MOST, NewsItem, embargo_until
from content.source.nitf import item_of
from content.source.stated_dates import in_iso
from content.source.xml_markup import as_html
from content.source.xml_tree import attribute, child, children, descendants, name_of, text_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

_CORRECTIONS = frozenset({"sig:correction", "sig:corr", "correction"})
_SUBHEADLINES = ("sub", "deck", "standfirst", "kicker")
_CAPTIONED = frozenset({"picture", "video", "audio", "graphic"})
_STATED_IN_NITF = frozenset({"correction", "embargo", "slug", "urgency", "priority", "version", "date", "words"})


def items_of_g2(root: _Element) -> list[NewsItem]:
    """The packages of a file, then its news items, each in the file's order; none when it is not NewsML-G2."""
    titles = {}
    for one in islice(descendants(root, "newsItem", "packageItem"), MOST + 1):
        titles[attribute(one, "guid")] = _title(one)
    packages = [_package(one, titles) for one in islice(descendants(root, "packageItem"), MOST + 1)]
    return [*packages, *(_report(one) for one in islice(descendants(root, "newsItem"), MOST + 1))]


def _report(item: _Element) -> NewsItem:
    meta, about = child(item, "itemMeta"), child(item, "contentMeta")
    lines = _lines(item)
    content = child(item, "contentSet")
    inner: list[NewsItem] = []
    for one in children(content, "inlineXML", "inlineData"):
        inner.append(_inline(one))
        if inner[-1].body and any(written.words.strip() for written in inner[-1].body):
            break  # the others are the same in other forms
    first = inner[-1] if inner else NewsItem()
    descriptions = [words(one) for one in children(about, "description") if words(one)]
    if not inner or not any(written.words.strip() for written in first.body):
        first.body = ()
        is_media = _code(child(meta, "itemClass")) in _CAPTIONED
        lines.captions = [(said, "") for said in descriptions] if is_media else ()
        lines.standfirsts = [*lines.standfirsts, *(() if is_media else descriptions)]
    lines.headline = lines.headline or first.headline
    lines.byline = lines.byline or first.byline
    lines.dateline = lines.dateline or first.dateline
    lines.standfirsts = [*lines.standfirsts, *first.standfirsts]
    lines.body, lines.ending = first.body, first.ending
    lines.notes = [*lines.notes, *first.notes]
    lines.captions = [*lines.captions, *_remote(content)]
    counted = next((found for one in children(content) if (found := attribute(one, "wordcount").lstrip("0"))), "")
    lines.metadata += [("words", counted), *((name, said) for name, said in first.metadata if name in _STATED_IN_NITF)]
    return lines


def _inline(element: _Element) -> NewsItem:
    """What stands in a content set: NITF, XHTML or plain text."""
    nitf = next(descendants(element, "nitf"), None)
    if nitf is not None:
        return item_of(nitf)
    body = next(descendants(element, "body"), element)
    if any(name_of(one) for one in body):
        return NewsItem(body=[Written(as_html(body), is_html=True)])
    return NewsItem(body=[as_guessed(text_of(element))])


def _remote(content: _Element | None) -> list[tuple[str, str]]:
    """Pictures and recordings by what is said of them: only those of which something is."""
    found = []
    for one in children(content, "remoteContent"):
        said = words(child(one, "altText")) or words(child(one, "title")) or words(child(one, "description"))
        if said:
            found.append((said, attribute(one, "href")))
    return found


def _lines(item: _Element) -> NewsItem:
    """The lines around a report and its metadata, as item and content metadata have them."""
    meta, about = child(item, "itemMeta"), child(item, "contentMeta")
    headlines = [one for one in children(about, "headline") if words(one)]
    main = next((one for one in headlines if not _is_sub(one)), None)
    others = [words(one) for one in headlines if _is_sub(one)]
    byline = "; ".join(filter(None, map(words, children(about, "by"))))
    return NewsItem(
        headline=words(main) or (words(child(meta, "title")) if not headlines else others.pop(0)),
        standfirsts=others,
        byline=byline,
        dateline=words(child(about, "dateline")),
        notes=[_note(one) for one in children(meta, "edNote") if words(one)],
        metadata=_metadata(item, meta, about, byline),
    )


def _is_sub(headline: _Element) -> bool:
    return any(part in attribute(headline, "role").lower() for part in _SUBHEADLINES)


def _note(element: _Element) -> Written:
    return Written(as_html(element), is_html=True) if len(element) else Written(words(element))


def _code(element: _Element | None) -> str:
    """The last part of a code: "usable" of "stat:usable"."""
    return attribute(element, "qcode", "uri").rpartition(":")[2].rpartition("/")[2].lower()


def _named(element: _Element | None) -> str:
    """What a person, body, place or subject is called."""
    if element is None:
        return ""
    return words(child(element, "name")) or attribute(element, "literal") or attribute(element, "qcode", "uri")


def _metadata(
    item: _Element, meta: _Element | None, about: _Element | None, byline: str
) -> list[tuple[str, str | Iterable[str]]]:
    urgency = words(child(about, "urgency"))
    header = child(item.getroottree().getroot(), "header")
    rights = child(item, "rightsInfo")
    signals = [attribute(one, "qcode", "uri") for one in children(meta, "signal")]
    language = next(iter(children(about, "language")), None)
    creators = [_named(one) for one in children(about, "creator")]
    return [
        ("slug", words(child(about, "slugline"))),
        ("urgency", urgency),
        ("priority", words(child(header, "priority")) or urgency),
        ("embargo", _embargo(child(meta, "embargoed"))),
        ("version", attribute(item, "version")),
        ("correction", _correction(meta, signals)),
        ("status", _code(child(meta, "pubStatus"))),
        ("identifier", attribute(item, "guid")),
        ("date", in_iso(words(child(meta, "firstCreated")) or words(child(meta, "versionCreated")))),
        ("updated", in_iso(words(child(meta, "versionCreated")))),
        ("publisher", _named(child(meta, "provider"))),
        ("author", byline or ", ".join(creators)),
        ("located", _named(child(about, "located"))),
        ("keywords", [*map(words, children(about, "keyword")), *map(_subject, children(about, "subject"))]),
        ("genre", next((_named(one) for one in children(about, "genre")), "")),
        ("rights", words(child(rights, "copyrightNotice")) or _named(child(rights, "copyrightHolder"))),
        ("usage", " ".join(dict.fromkeys(map(words, children(rights, "usageTerms"))))),
        ("language", attribute(language, "tag") or attribute(item, "lang")),
        ("signals", signals),
    ]


def _subject(element: _Element) -> str:
    return words(child(element, "name")) or attribute(element, "literal")


def _embargo(element: _Element | None) -> str:
    """Until when; an embargo that is said to have no value has no known end."""
    until = embargo_until(words(element))
    return until or (EMBARGOED if attribute(element, "nil").lower() in {"true", "1"} else "")


def _correction(meta: _Element | None, signals: list[str]) -> str:
    """What a correction corrects, in the words of the note beside its signal; else the signal."""
    signal = next((one for one in signals if one.lower() in _CORRECTIONS or one.lower().endswith("correction")), "")
    if not signal:
        return ""
    return next((said for one in children(meta, "edNote") if (said := words(one))), signal)


def _title(item: _Element) -> str:
    return words(child(item, "contentMeta", "headline")) or words(child(item, "itemMeta", "title"))


def _package(item: _Element, titles: dict[str, str]) -> NewsItem:
    """A package as a list: its groups, with the title of each member as a link to it.

    `titles` are those of the items in the same file by their identifiers, for references that have none.
    """
    lines = _lines(item)
    lines.kind = ""
    groups = {attribute(one, "id"): one for one in descendants(child(item, "groupSet"), "group")}
    root = groups.get(attribute(child(item, "groupSet"), "root"))
    seen: set[str] = set()
    order = [] if root is None else _order(root, groups, seen)
    order += [one for name, one in groups.items() if name not in seen]
    lines.body = [Written(_listed(order or [item], titles), is_html=True)]
    return lines


def _order(root: _Element, groups: dict[str, _Element], seen: set[str]) -> list[_Element]:
    """The groups as the root refers to them, each once."""
    order: list[_Element] = []
    waiting = [root]
    while waiting:
        group = waiting.pop()
        if attribute(group, "id") in seen:
            continue
        seen.add(attribute(group, "id"))
        order.append(group)
        named = [groups.get(attribute(one, "idref")) for one in children(group, "groupRef")]
        waiting += [one for one in reversed(named) if one is not None]
    return order


def _listed(groups: list[_Element], titles: dict[str, str]) -> str:
    """The members of the groups as a list in HTML; each group has its title, where it has one."""
    parts = []
    for group in groups:
        title = words(child(group, "title")) or words(child(group, "headline")) or words(child(group, "name"))
        parts.append(f"<h2>{escape(title)}</h2>" if title else "")
        members = "".join(_member(one, titles) for one in children(group, "itemRef", "conceptRef"))
        parts.append(f"<ul>{members}</ul>" if members else "")
    return "".join(parts)


def _member(reference: _Element, titles: dict[str, str]) -> str:
    address = attribute(reference, "href", "residref")
    title = words(child(reference, "title")) or words(child(reference, "headline"))
    title = title or titles.get(attribute(reference, "residref"), "")
    summary = words(child(reference, "description"))
    name = title or summary or address
    said = f"<p>{escape(summary)}</p>" if summary and title and summary != title else ""
    return f'<li><a href="{escape(address)}">{escape(name)}</a>{said}</li>' if name else ""
