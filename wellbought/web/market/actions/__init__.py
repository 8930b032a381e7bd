"""Everything that changes the data, or what a team keeps of its research."""

from wellbought.web.market.actions.bringing import NothingRead, bring_in, bring_sample, take_file
from wellbought.web.market.actions.kept import (
    FactsChanged,
    NoteTooLong,
    Origin,
    PinnedAlready,
    VendorListed,
    VendorNameless,
    list_vendor,
    note_facts,
    pin,
    strike_vendor,
    take_back,
)

__all__ = [
    "FactsChanged",
    "NoteTooLong",
    "NothingRead",
    "Origin",
    "PinnedAlready",
    "VendorListed",
    "VendorNameless",
    "bring_in",
    "bring_sample",
    "list_vendor",
    "note_facts",
    "pin",
    "strike_vendor",
    "take_back",
    "take_file",
]
