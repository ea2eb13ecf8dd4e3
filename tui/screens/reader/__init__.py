"""The reader's screen, composed: `screen` has what it shows first, and each feature has its own module."""
