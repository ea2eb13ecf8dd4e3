"""Wire copy: a report with the header, marks and sign-off that its agency puts around it for other newsrooms."""

from content.structure.kinds.rules import KindRules, when_needed
from content.structure.kinds.wire.envelope import own_words
from content.structure.kinds.wire.recognising import recognise
from content.structure.model import Kind

RULES = KindRules(
    Kind.WIRE,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    wraps=True,
    body=when_needed(f"{__name__}.lines", "body"),
    joins=when_needed(f"{__name__}.lines", "joins"),
    own_words=own_words,
)
