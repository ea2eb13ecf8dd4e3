"""Mail as plain text: header, greeting, body, close and signature, with the mails that it answers or forwards."""

from content.structure.kinds.mail.recognising import recognise
from content.structure.kinds.rules import KindRules, when_needed
from content.structure.model import Kind

RULES = KindRules(
    Kind.MAIL,
    recognise,
    starts=when_needed(f"{__name__}.lines", "starts"),
    roles=when_needed(f"{__name__}.lines", "roles"),
    parts=when_needed(f"{__name__}.lines", "parts"),
    wraps=True,
    body=when_needed(f"{__name__}.lines", "body"),
    joins=when_needed(f"{__name__}.lines", "joins"),
)
