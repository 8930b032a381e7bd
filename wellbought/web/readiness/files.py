"""Readiness as files."""

import json
from datetime import date
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.cache import patch_cache_control

from wellbought.documents.formats import FORMATS
from wellbought.documents.learning.deck import ENDINGS as DECK_ENDINGS
from wellbought.documents.learning.deck import write_deck
from wellbought.documents.readiness import ENDINGS, Report, readiness_document, write_readiness
from wellbought.documents.readiness_slides import readiness_deck
from wellbought.pack.read import Pack
from wellbought.readiness.sheets import Round

SLIDES: Final = "pptx"


def report_response(report: Report, pack: Pack, ending: str, *, on: date) -> HttpResponse:
    """The report, or the slides for ``pptx``.

    :raises Http404: if it is not made in that format
    """
    if ending == SLIDES:
        deck = readiness_deck(report, pack, on=on)
        return handed_over(write_deck(deck, ending), DECK_ENDINGS[ending], f"{deck.file_name}.{ending}")
    if ending not in ENDINGS:
        raise Http404
    document = readiness_document(report, pack, on=on)
    return handed_over(write_readiness(document, ending), FORMATS[ending].media_type, f"{document.file_name}.{ending}")


def answers_response(found: Round) -> HttpResponse:
    """The answers, to be opened again or read by the command."""
    content = json.dumps(found.as_json(), ensure_ascii=False, indent=2).encode()
    return handed_over(content, "application/json", "readiness.json")


def handed_over(content: bytes, media_type: str, name: str) -> HttpResponse:
    """A file that no cache on the way keeps."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    patch_cache_control(response, private=True, no_cache=True)
    return response
