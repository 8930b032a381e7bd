"""A document about a purchase as an answer to a request."""

from datetime import date
from types import MappingProxyType
from typing import Final

from django.http import HttpResponse

from wellbought.documents import write_document
from wellbought.pack.read import Pack
from wellbought.purchase import Purchase

#: The formats on offer, with their media types.
CONTENT_TYPES: Final = MappingProxyType(
    {
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "pdf": "application/pdf",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "json": "application/json",
        "md": "text/markdown; charset=utf-8",
        "html": "text/html; charset=utf-8",
    }
)


def document_response(kind: str, purchase: Purchase, pack: Pack, *, ending: str, on: date) -> HttpResponse:
    """A document, offered as a file to keep."""
    made = write_document(kind, purchase, pack, ending=ending, on=on, language=pack.language)
    response = HttpResponse(made, content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{kind}.{ending}"'
    return response
