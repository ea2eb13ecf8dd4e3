"""NewsML 1.0 to 1.2 (IPTC): news items of components in components, with text as NITF, XHTML or plain words."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from content.source.entries import Written, as_guessed, plain
from content.source.news_item import EMBARGOED, MOST, NewsItem, embargo_until
from content.source.nitf import item_of
from content.source.stated_dates import in_iso
from content.source.xml_markup import as_html
from content.source.xml_tree import attribute, child, children, descendants, name_of, text_of, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lxml.etree import _Element

_TEXT = frozenset({"", "text", "complextext", "article", "story"})
_CAPTIONS = frozenset({"caption", "legend"})
# What some agencies have in components of their own beside that of the text.
_BODIES = frozenset({"body", "main"})
_BESIDE = frozenset({"headline", "subheadline", "abstract", "summary", "byline", "dateline", "contact"})
_NO_TEXT = frozenset({"stylesheet"})
_INSTRUCTIONS = frozenset({"correction", "correct", "corrected"})
_NOTED = frozenset({"advisoryline", "note", "editorialnote", "ednote", "instruction", "editornote"})
_MOST_COMPONENTS = 200  # around a text that are looked at for pictures
_STATED_IN_NITF = frozenset({"correction", "embargo", "slug", "urgency", "priority", "version", "date", "words"})


def items_of_1(root: _Element) -> list[NewsItem]:
    """The reports of a file: of a news item with several texts one of each; none when it is not NewsML 1."""
    found: list[NewsItem] = []
    for item in islice(descendants(root, "NewsItem"), MOST + 1):
        if next(item.iterancestors("NewsItem"), None) is None:
            found += _reports(item, root, MOST + 1 - len(found))
    return found


def _reports(item: _Element, root: _Element, most: int) -> list[NewsItem]:
    texts = list(islice(_stories(item), most))
    common = _metadata(item, root)
    captions: dict[_Element, list[tuple[str, str]]] = {}
    reports = []
    for component in texts or [item]:
        holder = _holder(component, item)
        if holder not in captions:
            captions[holder] = _captions(holder)
        report = _report(component, item)
        report.captions = captions[holder]
        report.metadata += common
        reports.append(report)
    return reports


def _stories(item: _Element) -> Iterator[_Element]:
    """The components that hold a text of their own; of several that are forms of the same text the first."""
    with_text = set()
    roles: dict[_Element, frozenset[str]] = {}
    for component in descendants(item, "NewsComponent"):
        if _is_caption(component) or not any(map(_is_text, children(component, "ContentItem"))):
            continue
        role = _role(component)
        if role in _NO_TEXT or (role in _BESIDE and not _BODIES.isdisjoint(_roles_beside(component, roles))):
            continue
        outer = component.getparent()
        if attribute(outer, "EquivalentsList").lower() == "yes":
            if outer in with_text:
                continue
            with_text.add(outer)
        yield component


def _role(component: _Element) -> str:
    return attribute(child(component, "Role"), "FormalName").lower()


def _roles_beside(component: _Element, known: dict[_Element, frozenset[str]]) -> frozenset[str]:
    """The roles of the components beside one; `known` are those found before, by what is around them."""
    outer = component.getparent()
    if outer is None:
        return frozenset()
    if outer not in known:
        known[outer] = frozenset(map(_role, children(outer, "NewsComponent")))
    return known[outer]


def _is_text(content: _Element) -> bool:
    kind = attribute(child(content, "MediaType"), "FormalName").lower()
    data = child(content, "DataContent")
    return kind in _TEXT and data is not None and bool(words(data))


def _is_caption(component: _Element) -> bool:
    return _role(component) in _CAPTIONS


def _report(component: _Element, item: _Element) -> NewsItem:
    """A text with the lines that stand nearest around it, and the captions of what comes with it."""
    around = [component, *(outer for outer in component.iterancestors("NewsComponent"))]
    if component is item:
        around = list(islice(descendants(item, "NewsComponent"), 1))
    blocks = [lines for one in around for lines in children(one, "NewsLines")]
    beside = _beside(component)
    inner = next((_data(one) for one in children(component, "ContentItem") if _is_text(one)), NewsItem())
    notes = [*_noted(blocks), *inner.notes]
    notes += [Written(said) for one in _management(item, "SpecialNotes", "EditorialNote") if (said := words(one))]
    metadata: list[tuple[str, str | Iterable[str]]] = [
        ("slug", _nearest(blocks, "SlugLine")),
        ("rights", _nearest(blocks, "CopyrightLine")),
        ("credit", _nearest(blocks, "CreditLine")),
    ]
    return NewsItem(
        headline=_nearest(blocks, "HeadLine") or _plain(beside, "headline") or inner.headline,
        standfirsts=[*_every(blocks[:1], "SubHeadLine"), _plain(beside, "subheadline"), *inner.standfirsts],
        byline=_nearest(blocks, "ByLine") or _plain(beside, "byline") or inner.byline,
        dateline=_nearest(blocks, "DateLine") or inner.dateline,
        body=[*inner.body, *beside.get("contact", ())],
        ending=inner.ending,
        notes=notes,
        metadata=[*metadata, *((name, said) for name, said in inner.metadata if name in _STATED_IN_NITF)],
    )


def _beside(component: _Element) -> dict[str, Sequence[Written]]:
    """What stands in components of their own beside that of a text, by their roles."""
    outer = component.getparent()
    if outer is None or _role(component) not in _BODIES:
        return {}
    found: dict[str, Sequence[Written]] = {}
    for one in islice(children(outer, "NewsComponent"), _MOST_COMPONENTS):
        if _role(one) in _BESIDE:
            content = next((content for content in children(one, "ContentItem") if _is_text(content)), None)
            found.setdefault(_role(one), _data(content).body if content is not None else ())
    return found


def _plain(beside: dict[str, Sequence[Written]], role: str) -> str:
    return " ".join(map(plain, beside.get(role, ())))


def _data(content: _Element) -> NewsItem:
    data = child(content, "DataContent")
    nitf = next(descendants(data, "nitf"), None)
    if nitf is not None:
        return item_of(nitf)
    if data is None:
        return NewsItem()
    body = next(descendants(data, "body", "body.content"), data)
    if any(name_of(one) for one in body):
        return NewsItem(body=[Written(as_html(body), is_html=True)])
    return NewsItem(body=[as_guessed(text_of(data))])


def _every(blocks: list[_Element], *names: str) -> list[str]:
    return [said for block in blocks for one in children(block, *names) if (said := words(one))]


def _nearest(blocks: list[_Element], name: str) -> str:
    """The line of that name from the innermost block that has it."""
    return next(iter(_every(blocks, name)), "")


def _noted(blocks: list[_Element]) -> list[Written]:
    """The lines for editors among those that have a name of their own."""
    notes = []
    for block in blocks:
        for line in children(block, "NewsLine"):
            kind = attribute(child(line, "NewsLineType"), "FormalName").lower()
            said = words(child(line, "NewsLineText"))
            if said and kind in _NOTED:
                notes.append(Written(said))
    return notes


def _holder(component: _Element, item: _Element) -> _Element:
    """What holds the pictures that come with a text: the component around its own, else its own."""
    outer = component.getparent()
    return component if component is item or outer is None or name_of(outer) != "NewsComponent" else outer


def _captions(holder: _Element) -> list[tuple[str, str]]:
    """What is said of the pictures in a component."""
    found = []
    for one in islice(descendants(holder, "NewsComponent"), _MOST_COMPONENTS):
        if one is holder or _role(one) in _BESIDE | _BODIES | _NO_TEXT or not _has_pictures(one):
            continue
        said = next((words(data) for data in descendants(one, "DataContent") if words(data)), "")
        said = said or next((words(line) for line in descendants(one, "HeadLine") if words(line)), "")
        address = next((attribute(content, "Href") for content in descendants(one, "ContentItem")), "")
        if said:
            found.append((said, address))
    return found


def _has_pictures(component: _Element) -> bool:
    """Whether a picture or recording, or its caption, is in a component."""
    kinds = {attribute(child(one, "MediaType"), "FormalName").lower() for one in descendants(component, "ContentItem")}
    return bool(kinds - _TEXT) or _is_caption(component)


def _management(item: _Element, *names: str) -> list[_Element]:
    return children(child(item, "NewsManagement"), *names)


def _formal(element: _Element | None) -> str:
    return attribute(element, "FormalName") or words(element)


def _metadata(item: _Element, root: _Element) -> list[tuple[str, str | Iterable[str]]]:
    management = child(item, "NewsManagement")
    identifier = child(item, "Identification", "NewsIdentifier")
    envelope = child(root, "NewsEnvelope")
    revision = child(identifier, "RevisionId")
    urgency = _formal(child(management, "Urgency"))
    about = list(descendants(item, "DescriptiveMetadata"))
    administrative = list(descendants(item, "AdministrativeMetadata"))
    named = {
        (attribute(one, "FormalName").lower(), attribute(one, "Value"))
        for one in descendants(item, "Property")
        if attribute(one, "Value")
    }
    creators = [_formal(one) for block in administrative for one in descendants(child(block, "Creator"), "Party")]
    providers = [
        _formal(one)
        for block in administrative
        for name in ("Provider", "Source")
        for one in descendants(child(block, name), "Party")
    ]
    status = _formal(child(management, "Status"))
    created = words(child(management, "FirstCreated")) or words(child(envelope, "DateAndTime"))
    return [
        ("slug", words(child(item, "Identification", "NameLabel"))),
        ("urgency", urgency),
        ("priority", _formal(child(envelope, "Priority")) or urgency),
        ("embargo", _embargo(management, status)),
        ("version", words(revision)),
        ("correction", _correction(management)),
        ("status", status.lower()),
        ("identifier", words(child(identifier, "PublicIdentifier")) or words(child(identifier, "NewsItemId"))),
        ("date", in_iso(created)),
        ("updated", in_iso(words(child(management, "ThisRevisionCreated")))),
        ("publisher", next(iter(providers), "") or words(child(identifier, "ProviderId"))),
        ("author", ", ".join(dict.fromkeys(filter(None, creators)))),
        ("located", next((value for name, value in sorted(named) if name == "city"), "")),
        ("keywords", _keywords(item, about)),
        ("genre", next((_formal(one) for block in about for one in children(block, "Genre")), "")),
        ("language", _language(item, about)),
        ("words", next((value for name, value in sorted(named) if name in {"words", "wordcount"}), "")),
    ]


def _keywords(item: _Element, about: list[_Element]) -> list[str]:
    """The keywords that are stated as such, and the names of subjects in the item's own language, if it has them."""
    found = [
        attribute(one, "Value")
        for block in about
        for one in descendants(block, "Property")
        if attribute(one, "FormalName").lower() in {"keyword", "keywords"}
    ]
    language = attribute(item, "lang").lower() or _language(item, about).lower()
    for topic in descendants(item, "Topic"):
        names = children(topic, "Description")
        named = [one for one in names if attribute(one, "Variant").lower() in {"", "name"}]
        own = [one for one in named if attribute(one, "lang").lower() == language]
        found.append(words(next(iter(own or named), None)))
    return found


def _language(item: _Element, about: list[_Element]) -> str:
    stated = (attribute(one, "FormalName") for block in about for one in children(block, "Language"))
    return next(stated, "") or attribute(item, "lang")


def _embargo(management: _Element | None, status: str) -> str:
    """Until when: the date at which the status will be another one, when it is one of an embargo now."""
    if not status.lower().startswith(("embargo", "withh")):
        return ""
    return embargo_until(words(child(management, "StatusWillChange", "DateAndTime"))) or EMBARGOED


def _correction(management: _Element | None) -> str:
    """What a correction says of itself: an instruction or a type of item that names it."""
    for one in children(management, "Instruction", "NewsItemType"):
        if _formal(one).lower() in _INSTRUCTIONS:
            return words(one) or _formal(one)
    return ""
