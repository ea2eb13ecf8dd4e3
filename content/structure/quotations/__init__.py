"""Words in quotation marks and pull quotes: who said them, by which words, and what kind of source that is."""
