"""What a report says about one annotation: the passage in its sentence, its section and speaker, annotator and time."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from content.annotation.records.others import differences
from content.annotation.records.timestamps import BEGINNING, write_time
from content.document.model import TextRange
from content.export.entry import ExportEntry
from content.export.looks import look_of
from content.export.place import innermost, place_in_words
from content.export.visible import shortened
from content.structure.joins import unwrapped

if TYPE_CHECKING:
    from content.annotation.records.model import Annotation
    from content.export.looks import Look
    from content.structure.model import Block, Briefing, Quotation, Statement

# Where a sentence ends: after a full stop, question or exclamation mark, and any quotation marks and brackets.
# An abbreviation may end one too early, so a report may show half a sentence, never a wrong one.
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»“)\]]*(?=\s)|[。！？][」』”’）]*|\n")

_HEADING = 72  # characters of a passage in its heading
_LOOKED_AT = 1000  # characters of a passage, blanks and all, that its heading is made of


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply, and the name of whom it answers."""

    annotation: Annotation
    to: str

    @property
    def words(self) -> str:
        """What it says."""
        return self.annotation.note

    @property
    def signed(self) -> str:
        """Who answered whom, and when; also who changed it later."""
        one = self.annotation
        to = f" to {self.to}" if self.to and self.to != one.annotator else ""
        made = one.created or one.time
        when = "" if made == BEGINNING else f", {write_time(made)}"
        later = one.contributor or (one.time - made).total_seconds() > 0
        by = f" by {one.contributor}" if one.contributor else ""
        changed = f" (changed{by}, {write_time(one.time)})" if later else ""
        words = f", words by {', '.join(one.note_by)}" if one.note_by else ""
        return f"{one.annotator or 'nobody named'}{to}{when}{changed}{words}"


@dataclass(frozen=True)
class Passage:
    """An export entry with its briefing. Words are as in the text, hard-wrapped lines joined; nothing is shortened."""

    briefing: Briefing
    entry: ExportEntry

    @cached_property
    def text(self) -> str:
        """The passage in the current text, or the words it was made on when it has no place."""
        if self.entry.range is not None:
            return self._unwrapped(self.entry.range.start, self.entry.range.end)
        quote = self.entry.annotation.quote
        return quote.exact if quote is not None else ""

    @cached_property
    def sentence(self) -> tuple[str, str, str]:
        """The words before the passage in its sentence, the passage, and the words after it."""
        here = self.entry.range
        if here is None:
            return "", self.text, ""
        start, end = self._start_of_sentence(here.start), self._end_of_sentence(here.end)
        return self._unwrapped(start, here.start).lstrip(), self.text, self._unwrapped(here.end, end).rstrip()

    @cached_property
    def section(self) -> str:
        """The heading above the passage; empty in the lead."""
        block = self._block
        if block is None or block.section >= len(self.briefing.sections):
            return ""
        return self.words(self.briefing.sections[block.section].heading)

    @cached_property
    def role(self) -> str:
        """The role of the block in which the passage begins; empty when it has no place."""
        return self._block.role.value if self._block is not None else ""

    @cached_property
    def speaker(self) -> str:
        """Who says the passage, in the text's words; empty when nobody does."""
        speaker = self._quotation.speaker if self._quotation is not None else None
        return self.words(speaker.range) if speaker is not None else ""

    @cached_property
    def source_class(self) -> str:
        """The kind of source: named, institution, anonymous or unattributed; empty outside quotations."""
        return self._quotation.source_class.value if self._quotation is not None else ""

    @property
    def title(self) -> str:
        """What it is: the category of a mark; a note on the whole briefing, or a reply, for what has no passage."""
        annotation = self.entry.annotation
        if annotation.reply_to is not None:
            return "reply"
        return "note on the whole briefing" if annotation.is_page_note else annotation.category or "highlight"

    @property
    def heading(self) -> str:
        """What a report calls it: the first words of the passage or, where there is none, of the note."""
        annotation, here = self.entry.annotation, self.entry.range
        # A passage may be the whole of a long text: no more of it is copied than is shown.
        words = self._unwrapped(here.start, min(here.end, here.start + _LOOKED_AT)) if here is not None else self.text
        return shortened(words, _HEADING) or shortened(annotation.note, _HEADING) or self.title

    @property
    def signed_title(self) -> str:
        """What it is, after the sign of the category."""
        return f"{self.look.sign} {self.title}" if self.entry.annotation.category else self.title

    @property
    def look(self) -> Look:
        """The sign and colour of its category."""
        return look_of(self.entry.annotation.category, self.entry.meaning)

    @property
    def replies(self) -> list[Answer]:
        """The replies to it, in the order of their thread."""
        names = {one.id: one.annotator for one in self.entry.annotations}
        return [
            Answer(reply.annotation, names.get(reply.annotation.reply_to or "", "")) for reply in self.entry.replies
        ]

    @property
    def headline(self) -> str:
        """The briefing's headline; its source when it has none."""
        return self.words(self.briefing.headline) or self.briefing.document.source

    @property
    def time(self) -> str:
        """When this version of the annotation was made, in UTC; empty when it does not say."""
        time = self.entry.annotation.time
        return "" if time == BEGINNING else write_time(time)

    def with_replies(self) -> list[Passage]:
        """The annotation and each reply to it, as if it stood alone."""
        return [self, *(Passage(self.briefing, ExportEntry(reply.annotation, None)) for reply in self.entry.replies)]

    def fields(self) -> dict[str, str]:
        """Everything above by name: the columns of a table, the fields of a template."""
        annotation, here = self.entry.annotation, self.entry.range
        before, _, after = self.sentence
        return {
            "id": annotation.id,
            "headline": self.headline,
            "marking": self.briefing.stamp or "",
            "section": self.section,
            "category": annotation.category or "",
            "tags": ", ".join(annotation.tags),
            "passage": self.text,
            "before": before,
            "after": after,
            "speaker": self.speaker,
            "source_class": self.source_class,
            "note": annotation.note,
            "annotator": annotation.annotator,
            "contributor": annotation.contributor,
            "note_by": ", ".join(annotation.note_authors),
            "reply_to": annotation.reply_to or "",
            "was": self.entry.was or "",
            "category_by": annotation.category_author,
            "decision": f"{annotation.decision.made} by {annotation.decision.by}" if annotation.decision else "",
            "earlier_words": annotation.decision.was if annotation.decision else "",
            "replies": "\n".join(f"{answer.signed}: {answer.words}" for answer in self.replies),
            "created": write_time(annotation.created) if annotation.created else "",
            "time": self.time,
            "state": self.entry.state.value if annotation.has_passage else "",
            "start": str(here.start) if here is not None else "",
            "end": str(here.end) if here is not None else "",
            "role": self.role,
            "source": self.briefing.document.source,
            "sha256": self.briefing.document.sha256,
        }

    def details(self) -> dict[str, str]:
        """What a report shows below the passage, by name; empty values are left out."""
        annotation = self.entry.annotation
        made = write_time(annotation.created) if annotation.created else ""
        by = f" by {annotation.contributor}{self._done_to_it}" if annotation.contributor else ""
        decision = annotation.decision
        earlier = f"{decision.was} ({decision.made} by {decision.by or 'nobody named'})" if decision else ""
        details = {
            "Words changed, was": self.entry.was or "",
            "Earlier words": "" if self.entry.was else earlier,
            "Section": self.section,
            "Speaker": f"{self.speaker or 'nobody named'} ({self.source_class})" if self.source_class else "",
            "Tags": ", ".join(annotation.tags),
            "Annotator": annotation.annotator,
            "Category by": annotation.category_author,
            "Note by": ", ".join(annotation.note_by),
            "Made": made,
            "Changed": f"{self.time}{by}".strip() if by or self.time != made else "",
            "Place": self._place,
            "Annotation": annotation.id,
        }
        return {name: value for name, value in details.items() if value}

    @property
    def _answered(self) -> str:
        answered = self.entry.answered
        if answered is None:
            return f"a reply to {self.entry.annotation.reply_to}, which is not here"
        words = f": “{answered.quote.exact}”" if answered.quote else ""
        return f"a reply to an annotation by {answered.annotator or 'nobody named'} that is not here any more{words}"

    @property
    def _done_to_it(self) -> str:
        """What somebody else changed in the annotator's own version, as far as that is known."""
        own = self.entry.own
        said = "; ".join(differences(own, self.entry.annotation)) if own is not None else ""
        return f" ({said})" if said else ""

    @property
    def _place(self) -> str:
        annotation, here = self.entry.annotation, self.entry.range
        if annotation.reply_to is not None:
            return self._answered
        if annotation.is_page_note:
            return "the whole briefing"
        place = "not found in the current text" if here is None else place_in_words(self.briefing, here)
        stayed = here is not None and annotation.position is not None and here.start == annotation.position.start
        state = "words changed" if self.entry.was and stayed else self.entry.state.value
        return f"{place}, {state}" if place else state

    def words(self, range_: TextRange | None) -> str:
        """The words at a range of the briefing, or nothing."""
        return self._unwrapped(range_.start, range_.end) if range_ is not None else ""

    def _unwrapped(self, start: int, end: int) -> str:
        """The text between two offsets, the lines of hard-wrapped paragraphs joined."""
        return unwrapped(self._text, TextRange(start, end), self.briefing.breaks)

    @property
    def _text(self) -> str:
        return self.briefing.document.text

    @cached_property
    def _block(self) -> Block | None:
        here = self.entry.range
        if here is None:
            return None
        return self._block_at(here.start)

    def _block_at(self, offset: int) -> Block | None:
        """The block that holds the character at `offset`, or the next one."""
        blocks = self.briefing.blocks
        at = bisect_right(blocks, offset, key=lambda block: block.range.end)
        return blocks[at] if at < len(blocks) else None

    def _start_of_sentence(self, offset: int) -> int:
        block = self._block_at(offset)
        if block is None or block.range.start > offset:
            return offset
        return max((end for end in self._ends(block) if end <= offset), default=block.range.start)

    def _end_of_sentence(self, offset: int) -> int:
        block = self._block_at(max(0, offset - 1))
        if block is None or block.range.start > offset:
            return offset
        return min((end for end in self._ends(block) if end >= offset), default=block.range.end)

    def _ends(self, block: Block) -> list[int]:
        found = _SENTENCE_END.finditer(self._text, block.range.start, block.range.end)
        return [match.end() for match in found if match[0] != "\n" or not self._is_joined(match.start())]

    def _is_joined(self, offset: int) -> bool:
        """Whether the line end at an offset stands for a blank."""
        at = bisect_right(self.briefing.breaks, offset, key=lambda one: one.range.start) - 1
        return at >= 0 and self.briefing.breaks[at].range.covers(offset)

    @cached_property
    def _quotation(self) -> Quotation | Statement | None:
        """The innermost quotation that holds the passage, else the first one that it overlaps."""
        here = self.entry.range
        if here is None:
            return None
        quotations = self.briefing.quotations
        return innermost(quotations, here) or next((one for one in quotations if one.range.overlaps(here)), None)
