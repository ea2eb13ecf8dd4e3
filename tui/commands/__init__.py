"""The headless commands, one in each file: each takes its options and the console, and returns the exit code."""
