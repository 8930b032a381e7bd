"""Search over the guidance: an index in memory for each language, built from the pack when it is first needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import tantivy

from wellbought.pack.kinds import (
    Clause,
    Criterion,
    Disclosure,
    Duty,
    Item,
    Question,
    Term,
    Topic,
)
from wellbought.pack.plain import plain_text
from wellbought.pack.read import Pack

#: Snowball's names of the languages whose words it can bring to their stem.
STEMMERS: Final = {"en": "english", "es": "spanish", "fr": "french", "ar": "arabic"}
STOP_WORDS: Final = {"en": "english", "es": "spanish", "fr": "french"}

#: How much more a word counts in a title, or among the other names of a thing, than in its text.
BOOSTS: Final = {"title": 4.0, "names": 3.0, "lead": 2.0, "text": 1.0}
MOST_HITS: Final = 100
LONGEST_QUERY: Final = 400
SNIPPET_LENGTH: Final = 220


@dataclass(frozen=True, slots=True)
class Searched:
    """What is known of one item to the search."""

    kind: str
    id: str
    title: str
    lead: str
    text: str
    names: str = ""
    stages: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a snippet; ``hit`` pieces are words that were searched for."""

    text: str
    hit: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One item found, the best first."""

    kind: str
    id: str
    title: str
    snippet: tuple[Fragment, ...]
    score: float


class SearchIndex:
    """The words of a pack in one language, ready to be searched."""

    def __init__(self, pack: Pack) -> None:
        self.language = pack.language
        self._documents: list[Searched] = list(_searched(pack))
        self._index = _built(self._documents, pack.language)
        self._searcher = self._index.searcher()

    def find(
        self,
        query: str,
        *,
        kinds: Iterable[str] = (),
        stage: str = "",
        role: str = "",
        approach: str = "",
        most: int = 20,
    ) -> tuple[Hit, ...]:
        """Find items by words: any of them, whatever their ending, with a letter or two wrong if need be.

        :param query: what a person typed; no syntax is expected of them
        :param kinds: only these kinds, all if empty
        """
        words = query.replace("\x00", " ")[:LONGEST_QUERY].strip()
        if not words:
            return ()
        asked = self._query(words)
        wanted = frozenset(kinds)
        hits = []
        snippets = tantivy.SnippetGenerator.create(self._searcher, asked, self._index.schema, "text")
        snippets.set_max_num_chars(SNIPPET_LENGTH)
        for score, address in self._searcher.search(asked, limit=MOST_HITS).hits:
            stored = self._searcher.doc(address)
            document = self._documents[stored["place"][0]]
            if not _passes(document, wanted, stage=stage, role=role, approach=approach):
                continue
            hits.append(
                Hit(document.kind, document.id, document.title, _snippet(snippets, stored, document), float(score))
            )
            if len(hits) == most:
                break
        return tuple(hits)

    def _query(self, words: str) -> tantivy.Query:
        fields = list(BOOSTS)
        plain = _without_syntax(words)
        exact, _ = self._index.parse_query_lenient(plain, fields, field_boosts=BOOSTS)
        near, _ = self._index.parse_query_lenient(
            plain,
            fields,
            field_boosts=BOOSTS,
            fuzzy_fields=dict.fromkeys(("title", "names", "lead", "text"), (False, 1, True)),
        )
        return tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Should, tantivy.Query.boost_query(exact, 3.0)),
                (tantivy.Occur.Should, tantivy.Query.boost_query(near, 0.3)),
            ]
        )


def _passes(document: Searched, kinds: frozenset[str], *, stage: str, role: str, approach: str) -> bool:
    return (
        (not kinds or document.kind in kinds)
        and (not stage or stage in document.stages)
        and (not role or role in document.roles)
        and (not approach or not document.approaches or approach in document.approaches)
    )


def _without_syntax(words: str) -> str:
    """The words alone: no field names, quotes or operators of the search engine's own language."""
    kept = "".join(letter if letter.isalnum() or letter in "'’-" else " " for letter in words)
    return " ".join(word.strip("-'’") for word in kept.lower().split() if word.strip("-'’"))


def _snippet(generator: tantivy.SnippetGenerator, stored: tantivy.Document, document: Searched) -> tuple[Fragment, ...]:
    snippet = generator.snippet_from_doc(stored)
    text = snippet.fragment()
    if not text:
        lead = document.lead or document.text
        return (Fragment(lead[:SNIPPET_LENGTH] + ("…" if len(lead) > SNIPPET_LENGTH else ""), hit=False),)
    raw = text.encode()
    fragments: list[Fragment] = []
    end = 0
    for marked in snippet.highlighted():
        if marked.start > end:
            fragments.append(Fragment(raw[end : marked.start].decode(), hit=False))
        fragments.append(Fragment(raw[marked.start : marked.end].decode(), hit=True))
        end = marked.end
    if end < len(raw):
        fragments.append(Fragment(raw[end:].decode(), hit=False))
    return tuple(fragments)


def _built(documents: list[Searched], language: str) -> tantivy.Index:
    schema = tantivy.SchemaBuilder()
    for field in BOOSTS:
        schema.add_text_field(field, stored=field == "text", tokenizer_name="words")
    schema.add_unsigned_field("place", stored=True)
    index = tantivy.Index(schema.build())
    index.register_tokenizer("words", _analyser(language))
    writer = index.writer(heap_size=30_000_000, num_threads=1)
    for place, document in enumerate(documents):
        fields = {"title": document.title, "names": document.names, "lead": document.lead, "text": document.text}
        writer.add_document(tantivy.Document(**{name: [words] for name, words in fields.items()}, place=[place]))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


@cache
def _analyser(language: str) -> tantivy.TextAnalyzer:
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    if language in STOP_WORDS:
        analyser = analyser.filter(tantivy.Filter.stopword(STOP_WORDS[language]))
    if language in STEMMERS:
        analyser = analyser.filter(tantivy.Filter.stemmer(STEMMERS[language]))
    return analyser.filter(tantivy.Filter.ascii_fold()).build()


def _searched(pack: Pack) -> Iterator[Searched]:
    for topic in pack.all(Topic):
        yield Searched(
            topic.kind,
            topic.id,
            topic.title,
            topic.what,
            " ".join([*topic.key_points, plain_text(topic.body)]),
            stages=topic.stages,
            roles=topic.who,
            approaches=topic.approaches,
        )
    for question in pack.all(Question):
        yield Searched(
            question.kind,
            question.id,
            question.text,
            question.why,
            " ".join([question.why, question.good_answer, *question.warning_signs, *question.evidence]),
            stages=(question.stage,),
            roles=(question.lead, *question.consulted),
        )
    for term in pack.all(Term):
        yield Searched(
            term.kind,
            term.id,
            term.term,
            term.meaning,
            f"{term.meaning} {term.matters or ''}",
            names=" ".join(term.also),
        )
    for clause in pack.all(Clause):
        words = " ".join([clause.purpose, clause.ask_for, clause.fallback, plain_text(clause.body)])
        yield Searched(clause.kind, clause.id, clause.title, clause.purpose, words, stages=("contract",))
    for criterion in pack.all(Criterion):
        words = " ".join([criterion.what, *criterion.evidence])
        yield Searched(
            criterion.kind,
            criterion.id,
            criterion.title,
            criterion.what,
            words,
            stages=("evaluation",),
            roles=criterion.scored_by,
        )
    for disclosure in pack.all(Disclosure):
        words = f"{disclosure.why} {disclosure.good_answer}"
        yield Searched(disclosure.kind, disclosure.id, disclosure.ask, disclosure.why, words, stages=("solicitation",))
    for duty in pack.all(Duty):
        words = f"{duty.what} {duty.do} {duty.binds}"
        yield Searched(
            duty.kind, duty.id, duty.title, duty.what, words, names=duty.place, stages=(duty.stage,), roles=duty.roles
        )


def kinds_searched() -> tuple[type[Item], ...]:
    """The kinds of item that the search finds."""
    return (Topic, Question, Term, Clause, Criterion, Disclosure, Duty)
