"""Asking for facts and telling an outcome: what the check and the workspace share. It has no pages of its own."""
