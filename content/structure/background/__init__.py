"""Sentences and sections that give history or context, and the dates that a text names."""
