"""What each line of a mail is for, and what its header and its quotations tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from content.document.model import Markup
from content.kept import compiled
from content.structure.kinds.mail.ends import closings, disclaimer, names_before, sent_from, signatures
from content.structure.kinds.mail.fields import at_top, field_of, headers, is_original
from content.structure.kinds.mail.parcels import is_list_of_attachments, parcels
from content.structure.kinds.mail.quoting import attributions, attributions_in, quoted
from content.structure.kinds.once import once_a_page
from content.structure.kinds.rules import Parts
from content.structure.lines.messages import FIRST_LINES, subject_starts
from content.structure.model import MetadataValue, Reason, Role

if TYPE_CHECKING:
    from content.structure.kinds.page import Page
    from content.structure.lines.judged_lines import Judged

_QUOTED = Role.QUOTE, Reason.of("quoted-mail", 0.95)
_SAYS_WHO = Role.ATTRIBUTION, Reason.of("mail-attribution", 0.9)
_HEADER = Role.OTHER, Reason.of("other-header", 0.9)
_TOP = Role.OTHER, Reason.of("header", 0.95)
_SUBJECT = Role.HEADLINE, Reason.of("mail-subject", 0.95)
_PARCEL = Role.OTHER, Reason.of("mail-parcel", 0.9)
_CLOSING = Role.OTHER, Reason.of("closing", 0.85)
_SIGNATURE = Role.OTHER, Reason.of("signature", 0.9)
_NOTE = Role.OTHER, Reason.of("mail-note", 0.85)
_BODY = Role.PARAGRAPH, Reason.of("mail-body", 0.8)
_ITEM = Role.LIST_ITEM, Reason.of("bullet", 0.85)
_UNSAID = frozenset({None, Markup.PARAGRAPH})  # markup that leaves open what a block is for
_SIGN = compiled(r"[-*•‣◦▪–+]\s+\S")
_NUMBER = compiled(r"\(?(?:\d{1,3}|[A-Za-z])[.)]\s+\S")


def _borders(page: Page) -> dict[int, Judged]:
    """The lines at which mails within the mail begin."""
    found: dict[int, Judged] = {}
    for header in headers(page):
        if not at_top(page, header):
            found |= dict.fromkeys(header, _HEADER)
    for index, line in enumerate(page.words):
        if is_original(line):
            found[index] = _HEADER
    for said in attributions(page):
        found |= dict.fromkeys(said.lines, _SAYS_WHO)
    return found


def starts(page: Page) -> frozenset[int]:
    """The lines that begin another part of the mail, and the lines right after such parts."""
    own = roles(page)
    return frozenset(own) - joins(page) | {index + 1 for index in own if index + 1 < len(page.lines)}


def joins(page: Page) -> frozenset[int]:
    """The further lines of those that say who wrote what is quoted."""
    return frozenset(index for said in attributions(page) for index in said.lines[1:])


@once_a_page
def roles(page: Page) -> dict[int, Judged]:
    """The roles of what surrounds the body of a mail: quoted mails, closes, signatures, notes of programs."""
    borders = _borders(page)
    edges = frozenset(borders)
    known: dict[int, Judged] = dict.fromkeys(names_before(page, edges), _CLOSING)
    known |= dict.fromkeys(closings(page, edges), _CLOSING)
    known |= dict.fromkeys(signatures(page, edges), _SIGNATURE)
    for index, line in enumerate(page.words):
        if sent_from(line) or disclaimer(line):
            known[index] = _NOTE
    known |= dict.fromkeys(parcels(page), _PARCEL)
    if is_list_of_attachments(page.at(len(page.words) - 1)):
        known[len(page.words) - 1] = _PARCEL
    quotes = (index for index, line in enumerate(page.words) if quoted(line))
    return known | borders | dict.fromkeys(quotes, _QUOTED) | _top(page)


def _top(page: Page) -> dict[int, Judged]:
    """The lines of the header, or a subject alone, at the top, with what stands above."""
    header = next((header for header in headers(page) if at_top(page, header)), range(0))
    subjects = header or range(min(FIRST_LINES, len(page.words)))
    subject = next((at for at in subjects if subject_starts(page.words[at])), None)
    end = max(header.stop, 0 if subject is None else subject + 1)
    known: dict[int, Judged] = dict.fromkeys(range(end), _TOP)
    return known if subject is None else known | {subject: _SUBJECT}


def body(page: Page) -> dict[int, Judged]:
    """All other lines but those of the header, of numbered lists and headings are what the mail says."""
    header = next((header for header in headers(page) if at_top(page, header)), range(0))
    known = {}
    for index in range(header.stop, len(page.words)):
        line = page.words[index]
        if page.lines[index].markup not in _UNSAID:
            continue
        if _SIGN.match(line):
            known[index] = _ITEM
        elif not _NUMBER.match(line) and not line.isupper() and any(map(str.isalnum, line)):
            known[index] = _BODY
    return known


def parts(page: Page, _: Sequence[Judged]) -> Parts:
    """What the header tells, and whom the mail quotes."""
    metadata: dict[str, MetadataValue] = {}
    said = attributions_in([line.strip() for line in page.text.split("\n")])
    authors = [one.author for one in said if one.author]
    for header in headers(page):
        fields = [field for index in header if (field := field_of(page.words[index]))]
        if at_top(page, header):
            for name, value in fields:
                metadata.setdefault(name, value)
        else:
            authors += [value.partition("<")[0].strip(' "') for name, value in fields if name == "from"]
    if any(authors):
        metadata["quoted_authors"] = tuple(dict.fromkeys(filter(None, authors)))
    return Parts(metadata=metadata)
