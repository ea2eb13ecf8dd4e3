"""Interviews: two people in turn, or questions as headings with an answer under each."""

from content.structure.kinds.interview.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.INTERVIEW,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    cautious=True,
)
