"""Situation reports, flash updates and outlooks: how a situation stands, again and again."""

from __future__ import annotations

from content.structure.kinds.rules import KindRules
from content.structure.kinds.sitrep.reading import roles, starts
from content.structure.kinds.sitrep.recognising import recognise
from content.structure.kinds.sitrep.telling import parts
from content.structure.model import Kind

RULES = KindRules(Kind.SITREP, recognise, starts, roles, parts)
