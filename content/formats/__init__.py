"""Other tools' files of annotations, read and written."""
