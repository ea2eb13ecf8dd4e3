"""Press releases: news from those whom it is about, with who may be asked and what the sender says of itself."""

from __future__ import annotations

from content.structure.kinds.release.reading import roles, starts
from content.structure.kinds.release.recognising import recognise
from content.structure.kinds.release.telling import parts
from content.structure.kinds.rules import KindRules
from content.structure.model import Kind

RULES = KindRules(Kind.RELEASE, recognise, starts, roles, parts)
