"""Press releases: news from those whom it is about, with who may be asked and what the sender says of itself."""

from __future__ import annotations

from content.structure.kinds.release.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.RELEASE,
    recognise,
    starts=when_needed(f"{__name__}.reading", "starts"),
    roles=when_needed(f"{__name__}.reading", "roles"),
    parts=when_needed(f"{__name__}.telling", "parts"),
)
