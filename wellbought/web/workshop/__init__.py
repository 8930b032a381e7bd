"""Workshops: a room decides on a worked purchase by phone, sees where it differs, and takes its notes along."""
