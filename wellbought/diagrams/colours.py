"""The colours of everything that is drawn, the same as the pages'. Each is RRGGBB."""

from typing import Final

INK: Final = "16232A"
QUIET: Final = "4A5760"
BRAND: Final = "10434F"
BRAND_SOFT: Final = "E3EEF0"
ACCENT: Final = "F2B632"
LINE: Final = "C9CDC8"
STRIPE: Final = "F7F5F0"
WHITE: Final = "FFFFFF"

#: Lines that must be told apart; each also has dashes of its own, so that colour is never all that differs.
SERIES: Final = (("10434F", ""), ("A23A12", "7 4"), ("1B6B46", "2 4"), ("7A5600", "12 4 2 4"))
