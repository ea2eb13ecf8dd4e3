"""Situation reports, flash updates and outlooks: how a situation stands, again and again."""

from __future__ import annotations

from content.structure.kinds.rules import KindRules, when_needed
from content.structure.kinds.sitrep.recognising import recognise
from content.structure.model import Kind

RULES = KindRules(
    Kind.SITREP,
    recognise,
    starts=when_needed(f"{__name__}.reading", "starts"),
    roles=when_needed(f"{__name__}.reading", "roles"),
    parts=when_needed(f"{__name__}.telling", "parts"),
)
