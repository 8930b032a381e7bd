"""Decisions and gates of a purchase."""
