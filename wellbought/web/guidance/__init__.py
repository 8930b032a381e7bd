"""Reading and searching the guidance."""
