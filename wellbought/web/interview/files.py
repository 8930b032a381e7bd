"""A document about a purchase as an answer to a request."""

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.http import HttpResponse

from wellbought.documents.assemble import assemble, write
from wellbought.documents.template import kinds, read_template
from wellbought.documents.words import Words
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


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of document as a page offers it."""

    kind: str
    title: str
    description: str
    formats: tuple[str, ...]


def kinds_of_document(pack: Pack) -> tuple[KindRow, ...]:
    """The documents that can be made about a purchase."""
    rows = []
    for kind in kinds(pack):
        card = read_template(kind, pack).card
        words = Words(pack, kind)
        formats = tuple(ending for ending in card.formats if ending in CONTENT_TYPES)
        rows.append(KindRow(kind, words.say(card.title), words.say(card.description), formats))
    return tuple(rows)


def document_response(kind: str, purchase: Purchase, pack: Pack, *, ending: str, on: date) -> HttpResponse:
    """A document, offered as a file to keep."""
    made = assemble(kind, purchase, pack, on=on, language=pack.language)
    response = HttpResponse(write(made, ending, pack), content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}.{ending}"'
    return response
