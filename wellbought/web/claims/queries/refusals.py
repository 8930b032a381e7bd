"""What the engine says of a file that it cannot read, or not all of, in the reader's language."""

from typing import Final

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from wellbought.pack.translate import SOURCE_LANGUAGE, FallbackText

#: The engine speaks English; these are its sentences, so that they can be translated. A test knows if one is missing.
SENTENCES: Final = (
    _("This file is broken, or made in a way that cannot be read. Ask for a new copy, or for the text."),
    _("This file takes too much memory to read. Part it, or save it as text."),
    _("This file is broken: its parts do not fit together. Open it, save it anew, and try again."),
    _("This file holds macros. They were not run."),
    _("There is no text in this file, perhaps only pictures. Ask the vendor for the text."),
    _("This file is locked with a password. Ask the vendor for one without."),
    _("This file would unpack to far more than a document holds. It was not opened."),
    _("This is a file with macros. They are never run here. Save it as .docx or .pptx and try again."),
    _("This file is broken: it cannot be unpacked. Ask for a new copy."),
    _("This file holds definitions that no document needs. It was not opened."),
    _(
        "This PDF holds pictures of pages and no text. Ask the vendor for the file it was made from, or run "
        "text recognition (OCR) on it first."
    ),
    _("This PDF is broken and cannot be opened. Ask for a new copy."),
    _("This PDF is locked with a password. Ask the vendor for one without, or open it and print it to a PDF."),
    _("This is not text, and not a kind of file that can be read here. Send a PDF or .docx."),
    _("The file does not say how its letters are stored. Check names and accents."),
    _("This is a spreadsheet. Save the text in it as .docx or PDF."),
    _("This is an OpenDocument file. Save it as .docx or PDF."),
    _("This file is empty."),
    _("This is a packed file. Unpack it and give the files in it."),
    _(
        "This is an old Office file, or one with a password. Open it, take the password off, and save it as "
        ".docx, .pptx or PDF."
    ),
    _("There is no text in this file."),
    _("This file took longer than 60 seconds to read. Part it, or save it as text."),
    _("This is an RTF document. Save it as .docx or PDF."),
    _("This is a picture. Send a PDF or text that can be selected."),
    _("This is a program. It was not opened."),
)


def in_own_words(sentence: str) -> str:
    """A sentence of the engine in the reader's language, or marked as English where there is no translation."""
    said = gettext(sentence)
    return FallbackText(said) if said == sentence and get_language() != SOURCE_LANGUAGE else said
