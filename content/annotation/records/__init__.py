"""The records of an annotation file, their sum, and edits."""
