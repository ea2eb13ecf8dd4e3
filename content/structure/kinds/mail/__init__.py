"""Mail as plain text: header, greeting, body, close and signature, with the mails that it answers or forwards."""

from content.structure.kinds.mail.lines import body, joins, parts, roles, starts
from content.structure.kinds.mail.recognising import recognise
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.MAIL, recognise, starts, roles, parts, wraps=True, body=body, joins=joins)
