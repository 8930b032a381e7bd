"""The texts of documents for translators: what templates say in ``_("…")``, their titles, and the words all share.

They stand in a pack's catalogues beside its items, with contexts such as ``document/strategy:text``. A template's text
is found by its English words in any context that begins with ``document/``, its own kind's first, so that a sentence
that several templates share needs to be translated once only.
"""

from collections.abc import Iterator

from wellbought.documents import (
    assemble,
    claims,
    guide,
    kit,
    letters,
    market,
    question_cards,
    readiness,
    readiness_slides,
    views,
    workshop,
)
from wellbought.documents.learning import certificate, course_page, deck, training
from wellbought.documents.template import FOLDER, texts_of, texts_of_module
from wellbought.documents.words import all_texts
from wellbought.documents.workbooks import check, questions, scorecard
from wellbought.pack.read import Pack
from wellbought.pack.translate import Message

#: Modules that say sentences of their own, with ``say("…")``.
SPEAKING = (
    *(assemble, claims, guide, kit, letters, market, question_cards, views, check, questions, scorecard),
    *(certificate, course_page, deck, training),
    *(readiness, readiness_slides, workshop),
)


def document_messages(pack: Pack) -> Iterator[Message]:
    """All texts of documents, each once for each context."""
    yield from dict.fromkeys(_messages(pack))


def _messages(pack: Pack) -> Iterator[Message]:
    for text in all_texts():
        yield Message("document/words:text", text, "core")
    for module in SPEAKING:
        name = module.__name__.rpartition(".")[2]
        for text in texts_of_module(module):
            yield Message(f"document/{name}:text", text, "core")
    for origin, folder in pack.folders.items():
        for path in sorted((folder / FOLDER).glob("*.md")):
            for text in texts_of(path):
                yield Message(f"document/{path.stem.lstrip('_')}:text", text, origin)
