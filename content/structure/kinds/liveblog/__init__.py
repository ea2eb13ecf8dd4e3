"""Live blogs and timelines: entries that begin with their time or date, the newest first or last."""

from content.structure.kinds.liveblog.lines import body, parts, roles, starts
from content.structure.kinds.liveblog.recognising import recognise
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.LIVEBLOG, recognise, starts, roles, parts, body=body)
