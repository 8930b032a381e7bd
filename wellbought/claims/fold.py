"""One spelling for what people write in many: without accents, capitals and printers' marks, and of the same length.

Phrases are looked for in folded text; places found there hold in the text as it was written.
"""

import unicodedata
from typing import Final

#: What stands for what, where taking the accent off is not enough.
MARKS: Final = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‹": '"',
    "›": '"',
    "–": "-",
    "—": "-",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "\u00a0": " ",
    "\u202f": " ",
    "\u2009": " ",
    "\u2007": " ",
    "\t": " ",
    "\n": " ",
    "\r": " ",
    "…": ".",
    "％": "%",
    "ß": "s",
    "ø": "o",
    "ł": "l",
    "œ": "o",
    "æ": "a",
}


class _Folding(dict[int, str]):
    """Folds a character when it is first met, and remembers."""

    def __missing__(self, code: int) -> str:
        folded = _fold_one(chr(code))
        self[code] = folded
        return folded


def _fold_one(character: str) -> str:
    if character in MARKS:
        return MARKS[character]
    plain = unicodedata.normalize("NFKD", character)
    letters = "".join(part for part in plain if not unicodedata.combining(part))
    lowered = MARKS.get(letters, letters).lower()
    return lowered if len(lowered) == 1 else character


_FOLDING: Final = _Folding()


def fold(text: str) -> str:
    """The text in one spelling; each character keeps its place.

    >>> fold("L’IA réduit de 40 %")
    "l'ia reduit de 40 %"
    """
    return text.translate(_FOLDING)
