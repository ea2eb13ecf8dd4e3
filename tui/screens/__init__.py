"""Screens: hold the state and call the session."""
