"""Transcripts: press briefings, hearings, debates, records of parliaments."""

from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.TRANSCRIPT, lambda _: None)
