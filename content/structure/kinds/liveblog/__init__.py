"""Live blogs and timelines: entries that begin with their time or date, the newest first or last."""

from content.structure.kinds.liveblog.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.LIVEBLOG,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    body=when_needed(f"{__name__}.lines", "body"),
)
