"""English, as it is written in these pages."""
