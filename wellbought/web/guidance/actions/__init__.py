"""What the guidance does besides being read: it makes a site of itself, and files."""
