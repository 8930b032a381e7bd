"""Taking a purchase or a whole organisation along as one file, and reading it in elsewhere."""
