"""What people type, as it is kept."""

import unicodedata

from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError


class ControlCharacter(WellboughtError):
    """The text holds a character that is not text."""

    def __init__(self, text: str, place: int) -> None:
        line = text.count("\n", 0, place) + 1
        super().__init__(
            _(
                "Your text holds a control character (%(code)s) on line %(line)s, which cannot be shown or printed. "
                "Delete it and save again."
            )
            % {"code": f"U+{ord(text[place]):04X}", "line": line}
        )


class WordsMissing(WellboughtError):
    """Something has to be said, and nothing was."""


class WordsTooLong(WellboughtError):
    """The text is longer than it may be."""

    def __init__(self, length: int, most: int) -> None:
        super().__init__(
            _("Your text has %(length)s characters; it may have %(most)s. Shorten it.")
            % {"length": f"{length:,}", "most": f"{most:,}"}
        )


def clean_words(text: str) -> str:
    """Text with plain line ends and letters in their composed form.

    :raises ControlCharacter: if it holds what is not text; nothing is removed without a word
    """
    words = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    for place, letter in enumerate(words):
        if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
            raise ControlCharacter(words, place)
    return words.strip()


def words_within(text: str, most: int, *, missing: str = "") -> str:
    """Text as it is kept, if it is neither too long nor missing.

    :param missing: what to say if there are no words; empty if there need not be any
    :raises ControlCharacter, WordsMissing, WordsTooLong: if it cannot be kept
    """
    words = clean_words(text)
    if missing and not words:
        raise WordsMissing(missing)
    if len(words) > most:
        raise WordsTooLong(len(words), most)
    return words
