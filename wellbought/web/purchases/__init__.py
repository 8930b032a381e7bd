"""The workspace of a purchase."""
