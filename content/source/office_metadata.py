"""What office documents state beside their text: title, author, date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.source.office_xml import local, words

if TYPE_CHECKING:
    from lxml.etree import _Element

Metadata = tuple[tuple[str, str | tuple[str, ...]], ...]

# By the name of the element in Dublin Core, OPC core properties or OpenDocument; of two for one name the first counts.
_NAMES = {
    "title": "title",
    "initial-creator": "author",
    "creator": "author",
    "creation-date": "date",
    "created": "date",
    "date": "date",
    "publisher": "publisher",
    "subject": "subject",
    "language": "language",
    "identifier": "identifier",
    "keywords": "keywords",
    "keyword": "keywords",
}
_SEVERAL = frozenset({"author", "keywords", "identifier"})
_LONGEST = 1000
_MOST = 50


def properties(root: _Element | None, *, several: bool = False) -> Metadata:
    """The metadata in any of the elements of `root`; `several` keeps all authors, in their order."""
    found: dict[str, list[str]] = {}
    given = {local(one): one for one in (root.iter() if root is not None else ())}
    for one in root.iter() if root is not None else ():
        source = local(one)
        name = _NAMES.get(source)
        if name is None or (said := words(one)[:_LONGEST]) == "":
            continue
        if (source == "creator" and "initial-creator" in given) or (source == "date" and "creation-date" in given):
            continue
        listed = found.setdefault(name, [])
        if not listed or (name in _SEVERAL and said not in listed and len(listed) < _MOST):
            listed.append(said)
    made: list[tuple[str, str | tuple[str, ...]]] = []
    for name, listed in found.items():
        if name == "keywords":
            split = [word.strip() for said in listed for word in said.replace(";", ",").split(",")]
            made.append((name, tuple(word for word in split if word)))
        elif len(listed) > 1 and several:
            made.append((name, tuple(listed)))
        else:
            made.append((name, listed[0]))
    return tuple(made)
