"""What pages read of the guidance."""

from wellbought.web.guidance.queries.packs import pack_in, search_index

__all__ = ["pack_in", "search_index"]
