"""Interviews: two people in turn, or questions as headings with an answer under each."""

from content.structure.kinds.interview.lines import parts, roles, starts
from content.structure.kinds.interview.recognising import recognise
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.INTERVIEW, recognise, starts, roles, parts, cautious=True)
