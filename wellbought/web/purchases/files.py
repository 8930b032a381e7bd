"""What a file of evidence is: a name that is safe, and a content that is what the name says."""

import io
import re
import unicodedata
import zipfile
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

import puremagic
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError

_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."

#: What may be kept, by the ending of its name. Nothing in it runs in a browser.
MEDIA_TYPES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "docx": f"{_OFFICE}wordprocessingml.document",
        "xlsx": f"{_OFFICE}spreadsheetml.sheet",
        "pptx": f"{_OFFICE}presentationml.presentation",
        "odt": f"{_OPEN}text",
        "ods": f"{_OPEN}spreadsheet",
        "odp": f"{_OPEN}presentation",
        "png": "image/png",
        "jpg": "image/jpeg",
        "jpeg": "image/jpeg",
        "webp": "image/webp",
        "txt": "text/plain",
        "md": "text/markdown",
        "csv": "text/csv",
        "json": "application/json",
        "eml": "message/rfc822",
    }
)
#: What tells one packed format from another: a part that each of them has.
_PARTS: Final[Mapping[str, str]] = MappingProxyType(
    {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "pptx": "ppt/presentation.xml"}
)
_TEXTS: Final = frozenset({"txt", "md", "csv", "json", "eml"})
#: Parts of a packed file that hold programs.
_PROGRAMS: Final = re.compile(r"(?:^|/)vbaProject\.bin$|^Basic/|\.exe$", re.IGNORECASE)

LONGEST_NAME: Final = 120
_UNSAFE: Final = re.compile(r"[^\w.,()&+@ -]+")
_RESERVED: Final = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)


class FileRefused(WellboughtError):
    """A file that is not kept; the message says why, and what would be."""


def safe_name(given: str) -> str:
    """A file's name without folders, controls and whatever a system could read as more than a name."""
    flat = given.replace("\\", "/").rsplit("/", 1)[-1]
    letters = "".join(one for one in unicodedata.normalize("NFC", flat) if unicodedata.category(one)[0] != "C")
    tidy = re.sub(r"\s+", " ", _UNSAFE.sub("_", letters)).strip(" .")
    stem, dot, ending = tidy.rpartition(".")
    stem, ending = (stem, ending) if dot else (tidy, "")
    stem = stem.strip(" .") or "file"
    if _RESERVED.match(stem):
        stem = f"{stem}_"
    ending = ending.lower()[:12]
    return f"{stem[: LONGEST_NAME - 13]}.{ending}" if ending else stem[: LONGEST_NAME - 13]


def kind_of(name: str, content: bytes) -> str:
    """The media type of a file whose content is what its name says.

    :raises FileRefused: if the ending is not one that is kept, or the content is something else
    """
    ending = PurePosixPath(name).suffix.removeprefix(".").lower()
    if ending not in MEDIA_TYPES:
        raise FileRefused(
            _("Files that end in “%(ending)s” are not kept. These are: %(endings)s.")
            % {"ending": f".{ending}" if ending else "", "endings": ", ".join(MEDIA_TYPES)}
        )
    if not content:
        raise FileRefused(_("The file is empty."))
    if not _is(ending, content):
        raise FileRefused(
            _("The name ends in .%(ending)s, but the content is something else. Save it again as what it is.")
            % {"ending": ending}
        )
    return MEDIA_TYPES[ending]


def _is(ending: str, content: bytes) -> bool:
    if ending in _TEXTS:
        return _is_text(content)
    if ending in _PARTS or ending.startswith("od"):
        return _is_packed(ending, content)
    try:
        endings = {one.extension.lstrip(".") for one in puremagic.magic_string(content)}
    except (puremagic.PureError, ValueError):
        return False
    same = {"jpg", "jpeg", "jfif"} if ending in ("jpg", "jpeg") else {ending}
    return bool(endings & same)


def _is_text(content: bytes) -> bool:
    """Whether it is text: no NUL, and in UTF-8, UTF-16 with its mark, or a Western code page without controls."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", errors="replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", errors="replace")
    return not any(letter < " " and letter not in "\t\n\r\f\x1b" for letter in text[:1_000_000])


def _is_packed(ending: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:120].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError):
        return False
    if any(_PROGRAMS.search(name) for name in names):
        raise FileRefused(_("The file holds a program (a macro). Save it without macros, then send it again."))
    return _PARTS[ending] in names if ending in _PARTS else mime.strip() == MEDIA_TYPES[ending]
