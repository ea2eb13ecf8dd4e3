"""The records of an annotation file, what they add up to, and edits of them."""
