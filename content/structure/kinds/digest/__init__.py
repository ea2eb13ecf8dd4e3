"""Digests: newsletters, round-ups and headlines of the day, each a row of stories."""

from content.structure.kinds.digest.lines import body, joins, parts, roles, starts
from content.structure.kinds.digest.recognising import recognise
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.DIGEST, recognise, starts, roles, parts, body=body, joins=joins)
