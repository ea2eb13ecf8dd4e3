"""The headless commands, one per file: each takes its options and the console, and returns the exit code."""
