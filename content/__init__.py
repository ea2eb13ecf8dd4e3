"""Everything about a briefing's text: documents, structure, annotations and their files. Knows no screen."""
