"""Transcripts: press briefings, hearings, debates, records of parliaments."""

from content.structure.kinds.rules import KindRules
from content.structure.kinds.transcript.lines import parts, roles, starts
from content.structure.kinds.transcript.recognising import recognise
from content.structure.model import Kind

RULES = KindRules(Kind.TRANSCRIPT, recognise, starts, roles, parts, cautious=True)
