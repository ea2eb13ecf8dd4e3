"""Pure functions between offsets, cells and strips."""
