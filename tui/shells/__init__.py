"""What a shell and `man` know of the command line: all of it read from its parsers."""
