"""Annotations as reports and tables for readers, and a briefing's structure as `show` prints it."""
