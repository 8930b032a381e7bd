"""The formats that a document can be written in: one module each, which writes a document as the bytes of a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType
from typing import Final

from wellbought.documents.blocks import Document
from wellbought.errors import WellboughtError


@dataclass(frozen=True, slots=True)
class Format:
    """A file format.

    :ivar ending: the file name's ending, and the name of the module that writes it
    :ivar name: what people call it
    """

    ending: str
    name: str
    media_type: str

    def write(self, document: Document) -> bytes:
        """The document as the bytes of a file. Only the module of this format, and its library, are loaded."""
        made: bytes = import_module(f"{__name__}.{self.ending}").write(document)
        return made


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "docx": Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document"),
        "pdf": Format("pdf", "PDF", "application/pdf"),
        "xlsx": Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet"),
        "html": Format("html", "HTML", "text/html; charset=utf-8"),
        "md": Format("md", "Markdown", "text/markdown; charset=utf-8"),
        "epub": Format("epub", "EPUB", "application/epub+zip"),
        "json": Format("json", "JSON", "application/json"),
    }
)


class FormatNotOffered(WellboughtError):
    """The document is of a kind that is not written in that format."""

    def __init__(self, ending: str, offered: tuple[str, ...]) -> None:
        super().__init__(f"This document is not offered as “{ending}”. Use one of: {', '.join(offered)}.")
