"""Minutes of meetings, communiqués and numbered statements: what was there to decide, and what was decided."""

from __future__ import annotations

from content.structure.kinds.minutes.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.MINUTES,
    recognise,
    starts=when_needed(f"{__name__}.reading", "starts"),
    roles=when_needed(f"{__name__}.reading", "roles"),
    parts=when_needed(f"{__name__}.telling", "parts"),
)
