"""Advisories: what threatens whom, how badly, and what to do, of security, weather, aviation and travel."""

from __future__ import annotations

from content.structure.kinds.advisory.reading import roles, starts
from content.structure.kinds.advisory.recognising import recognise
from content.structure.kinds.advisory.telling import parts
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.ADVISORY, recognise, starts, roles, parts)
