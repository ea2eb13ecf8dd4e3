"""Finds an annotation's passage in a text that may have changed since."""
