"""Digests: newsletters, round-ups and headlines of the day, each a row of stories."""

from content.structure.kinds.digest.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.DIGEST,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    body=when_needed(f"{__name__}.lines", "body"),
    joins=when_needed(f"{__name__}.lines", "joins"),
)
