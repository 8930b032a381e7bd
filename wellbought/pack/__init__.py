"""Reads and proves packs: the guidance, and all that the rules refer to, as files."""
