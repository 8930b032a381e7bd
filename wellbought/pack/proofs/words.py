"""Links in prose lead somewhere, and every source and term is used: each is a promise that the guidance keeps."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from wellbought.pack.files import PackFault, read_text
from wellbought.pack.kinds import Clause, Item, Lesson, Question, Rule, Source, Term, Topic
from wellbought.pack.partial import is_read
from wellbought.pack.proofs.names import named_by
from wellbought.pack.proofs.telling import as_far_as_read, fault, is_there, items
from wellbought.pack.read import Pack

#: The kinds that prose may link to, as in ``[words](question:id)``.
LINKED_KINDS: Final = ("topic", "question", "term", "clause", "source", "criterion", "disclosure", "duty")

#: A link that names what it leads to, be it of ours, as ``topic:id``, or of the web, as ``https://…``.
LINK: Final = re.compile(r"\]\(([A-Za-z][A-Za-z-]*):([^)\s@]+)(?:@(?:[^()\n]|\([^()\n]*\))*)?\)")
WEB_SCHEMES: Final = ("https", "http", "mailto")


def links_of(text: str) -> Iterator[tuple[str, str]]:
    """The kind and id of each link to another piece of guidance in a Markdown text."""
    for match in LINK.finditer(text):
        if match[1] in LINKED_KINDS:
            yield match[1], match[2]


def links(pack: Pack) -> Iterator[PackFault]:
    """Every link in prose leads to a piece of the guidance, or to the web."""
    prose: list[Topic | Clause | Lesson] = [*pack.all(Topic), *pack.all(Clause), *pack.all(Lesson)]
    for item in prose:
        if item.origin not in pack.unread.adrift:
            yield from as_far_as_read(_links(pack, item))


def _links(pack: Pack, item: Topic | Clause | Lesson) -> Iterator[PackFault]:
    for match in LINK.finditer(item.body):
        kind, item_id = match[1], match[2]
        if kind in WEB_SCHEMES or (kind in LINKED_KINDS and is_there(pack, kind, item_id)):
            continue
        message = f"The link “{kind}:{item_id}” leads nowhere."
        if kind not in LINKED_KINDS:
            message += f" A link names one of: {', '.join(LINKED_KINDS)}."
        path = pack.entries[item.kind, item.id].giving("body").path
        line = _first_line_of_body(path, item.body) + item.body.count("\n", 0, match.start(1))
        yield PackFault(message, path=path, line=line, field="body")


def _first_line_of_body(path: Path, body: str) -> int:
    if not path.is_file():  # an item that lies in a database
        return 1
    text = read_text(path)
    return text.count("\n", 0, text.rindex(body)) + 1


def orphans(pack: Pack) -> Iterator[PackFault]:
    """Sources that nothing cites and terms that no text uses."""
    prose: list[Topic | Clause | Lesson] = [*pack.all(Topic), *pack.all(Clause), *pack.all(Lesson)]
    if not all(is_read(item, "body") for item in prose):
        return  # a text that is not there may use any of them
    used = {(kind, item_id) for item in items(pack) for kind, item_id, _ in named_by(pack, item)}
    bodies = [item.body for item in prose]
    used |= {link for body in bodies for link in links_of(body)}
    wrong = " ".join(_words_of_what_is_wrong(pack))
    words = " ".join([*bodies, *_all_words(pack), wrong]).casefold()
    for source in pack.all(Source):
        if ("source", source.id) not in used and not pack.unread.mentions(source.id) and source.id not in wrong:
            yield from as_far_as_read(_unused(pack, source, "Nothing cites this source."))
    for term in pack.all(Term):
        if ("term", term.id) not in used and is_read(term, "term", "also"):
            spellings = [term.term, *term.also]
            if not any(one.casefold() in words or pack.unread.mentions(one) for one in (*spellings, f"term:{term.id}")):
                yield from as_far_as_read(_unused(pack, term, "No text uses this term."))


def _unused(pack: Pack, item: Item, message: str) -> Iterator[PackFault]:
    yield fault(pack, item, message, "id")


def _all_words(pack: Pack) -> Iterator[str]:
    for question in pack.all(Question):
        if (question.kind, question.id) not in pack.unread.partial:
            yield " ".join([question.text, question.why, question.good_answer, *question.warning_signs])
    for rule in pack.all(Rule):
        if is_read(rule, "because"):
            yield rule.because
    for term in pack.all(Term):
        if is_read(term, "meaning"):
            yield term.meaning


def _words_of_what_is_wrong(pack: Pack) -> Iterator[str]:
    """What stands in the fields of items that are not right, whatever the fields are called."""
    for kind, item_id in pack.unread.partial - {(Source.kind, source.id) for source in pack.all(Source)}:
        yield from _texts_in(pack.entries[kind, item_id].all_fields())


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _texts_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts_in(part)
