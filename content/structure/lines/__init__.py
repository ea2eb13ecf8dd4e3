"""The blocks of a text and what each is for: headline, heading, paragraph, quote and the rest."""
