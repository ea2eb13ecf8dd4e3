"""Opens anything that a reader names: picks the importer by suffix, then by content."""
