"""Words, sentences, noun phrases and subjects, found by surface grammar: no parser, no model."""
