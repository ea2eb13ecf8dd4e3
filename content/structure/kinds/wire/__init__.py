"""Wire copy: a report with the header, marks and sign-off that its agency puts around it for other newsrooms."""

from content.structure.kinds.rules import KindRules
from content.structure.kinds.wire.envelope import own_words
from content.structure.kinds.wire.lines import body, joins, parts, roles, starts
from content.structure.kinds.wire.recognising import recognise
from content.structure.model import Kind

RULES = KindRules(Kind.WIRE, recognise, starts, roles, parts, wraps=True, body=body, joins=joins, own_words=own_words)
