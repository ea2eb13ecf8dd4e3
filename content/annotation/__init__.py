"""Annotations: what a reader saves, and how its passage is found again."""
