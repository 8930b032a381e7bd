"""Market research: what others bought, from open contracting data."""
