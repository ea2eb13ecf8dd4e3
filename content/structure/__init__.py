"""Splits a document into blocks, sections, quotations and background."""
