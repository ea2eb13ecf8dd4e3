"""Finding words in the text and in notes."""
