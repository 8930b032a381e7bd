"""How documents look: one set of colours and sizes for all formats, the same as the pages'. Colours are RRGGBB."""

from typing import Final

from wellbought.diagrams.colours import ACCENT, BRAND, BRAND_SOFT, INK, LINE, QUIET, STRIPE, WHITE
from wellbought.documents.blocks import Tone

__all__ = ["ACCENT", "BRAND", "BRAND_SOFT", "INK", "LINE", "LINK", "OFFICE_FONT", "QUIET", "STRIPE", "TONES", "WHITE"]

LINK: Final = "0B5A6B"

#: For each tone of a callout: the colour of its edge and title, and the colour that it stands on.
TONES: Final[dict[Tone, tuple[str, str]]] = {
    Tone.NOTE: (BRAND, BRAND_SOFT),
    Tone.DECISION: ("1B6B46", "DCEFE4"),
    Tone.OPEN: ("7A5600", "FEFAEC"),
    Tone.WARNING: ("A23A12", "FCE1D4"),
}

#: The typeface of Office files, which every office suite has or has a match for.
OFFICE_FONT: Final = "Calibri"
