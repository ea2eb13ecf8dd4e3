"""Minutes of meetings, communiqués and numbered statements: what was there to decide, and what was decided."""

from __future__ import annotations

from content.structure.kinds.minutes.reading import roles, starts
from content.structure.kinds.minutes.recognising import recognise
from content.structure.kinds.minutes.telling import parts
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.MINUTES, recognise, starts, roles, parts)
