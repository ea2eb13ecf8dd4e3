"""Transcripts: press briefings, hearings, debates, records of parliaments."""

from content.structure.kinds.rules import KindRules, when_needed
from content.structure.kinds.transcript.recognising import recognise
from content.structure.model import Kind

RULES = KindRules(
    Kind.TRANSCRIPT,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    cautious=True,
)
