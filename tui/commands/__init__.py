"""The headless commands, one a file: each takes its options and the console, and returns the exit code."""
