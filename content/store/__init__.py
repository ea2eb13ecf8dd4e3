"""Files: annotations, and the library of recent briefings."""
