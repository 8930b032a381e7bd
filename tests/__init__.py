"""Everything that must hold. ``python -m tests`` runs it all; see ``__main__``."""
