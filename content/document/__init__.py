"""The canonical text of a briefing and the ranges over it."""
