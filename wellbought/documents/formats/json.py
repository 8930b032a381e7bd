"""JSON: the document's blocks, and the facts behind them."""

import json

from wellbought.documents.blocks import Document
from wellbought.documents.serial import document_as_json


def write(document: Document) -> bytes:
    """The facts behind the document, with the document itself under ``document``."""
    whole = {**document.data, "document": document_as_json(document)}
    return (json.dumps(whole, ensure_ascii=False, indent=2) + "\n").encode()
