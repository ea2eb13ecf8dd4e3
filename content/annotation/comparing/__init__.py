"""Compares two versions of a text."""
