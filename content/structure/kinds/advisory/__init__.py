"""Advisories: what threatens whom, how badly, and what to do, of security, weather, aviation and travel."""

from __future__ import annotations

from content.structure.kinds.advisory.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.ADVISORY,
    recognise,
    starts=when_needed(f"{__name__}.reading", "starts"),
    roles=when_needed(f"{__name__}.reading", "roles"),
    parts=when_needed(f"{__name__}.telling", "parts"),
)
