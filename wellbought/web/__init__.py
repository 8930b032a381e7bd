"""Everything Django."""
