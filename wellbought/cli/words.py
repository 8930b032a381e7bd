"""The sentences of the interface for a command, from the catalogues that the pages use."""

from functools import cache
from gettext import NullTranslations, translation
from pathlib import Path

from wellbought.errors import WellboughtError

LOCALE = Path(__file__).parent.parent / "locale"


@cache
def _catalogue(language: str) -> NullTranslations:
    return translation("django", LOCALE, [language], fallback=True)


def in_words(fault: WellboughtError, language: str) -> str:
    """What is wrong, in a language if it is translated, else in English; without its place."""
    said = _catalogue(language).gettext(fault.sentence)
    return said % fault.values if fault.values else said
