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
#: The same words both with their endings and without: a slip may be in the ending, or beside another ending.
NEAR_BOOSTS: Final = {"near_title": 4.0, "near_text": 1.0}
#: How much a word counts for its own sake, and how much one that is a slip away from it.
RIGHT, NEAR = 3.0, 0.3
#: Words of three letters or fewer are a slip away from too many others.
SHORTEST_NEAR: Final = 4
#: What a search may be narrowed to.
NARROWING: Final = ("kind", "stage", "role", "approach")
ANY: Final = "any"
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
        # Half characters, which a command line may hand over, are no text to the search engine.
        words = query[:LONGEST_QUERY].encode(errors="replace").decode()
        right, near = self._right(words), self._near(words)
        limit = min(most, len(self._documents))
        if limit < 1 or not (right or near):
            return ()
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in (*right, *near)])
        only = self._only(kind=tuple(kinds), stage=(stage,), role=(role,), approach=(approach, ANY))
        narrowed = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (asked, *only)])
        snippets = tantivy.SnippetGenerator.create(self._searcher, asked, self._index.schema, "text")
        snippets.set_max_num_chars(SNIPPET_LENGTH)
        hits = []
        for score, address in self._searcher.search(narrowed, limit=limit, count=False).hits:
            stored = self._searcher.doc(address)
            document = self._documents[stored["place"][0]]
            snippet = _snippet(snippets, stored, document)
            hits.append(Hit(document.kind, document.id, document.title, snippet, float(score)))
        return tuple(hits)

    def _right(self, query: str) -> list[tantivy.Query]:
        """The words of a query by their stems; none if they are all words that say nothing."""
        return [
            tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, field, word), RIGHT * boost)
            for word in _words(query, _stemmed(self.language))
            for field, boost in BOOSTS.items()
        ]

    def _near(self, query: str) -> list[tantivy.Query]:
        """The words of a query with one letter wrong, missing, too many or out of its place."""
        return [
            tantivy.Query.boost_query(tantivy.Query.fuzzy_term_query(self._index.schema, field, word), NEAR * boost)
            for word in dict.fromkeys(_words(query, _spelt(self.language)) + _words(query, _stemmed(self.language)))
            if len(word) >= SHORTEST_NEAR
            for field, boost in NEAR_BOOSTS.items()
        ]

    def _only(self, **allowed: tuple[str, ...]) -> Iterator[tantivy.Query]:
        """What narrows a search, without counting for any hit."""
        for field, values in allowed.items():
            if values and values[0]:
                one_of = tantivy.Query.term_set_query(self._index.schema, field, list(values))
                yield tantivy.Query.const_score_query(one_of, 0.0)


def _words(text: str, analyser: tantivy.TextAnalyzer) -> list[str]:
    return list(dict.fromkeys(analyser.analyze(text)))


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
        schema.add_text_field(field, stored=field == "text", tokenizer_name="stemmed")
    for field in NEAR_BOOSTS:
        schema.add_text_field(field, tokenizer_name="spelt", index_option="basic")
    for field in NARROWING:
        schema.add_text_field(field, tokenizer_name="raw", index_option="basic")
    schema.add_unsigned_field("place", stored=True)
    index = tantivy.Index(schema.build())
    index.register_tokenizer("stemmed", _stemmed(language))
    index.register_tokenizer("spelt", _spelt(language))
    writer = index.writer(heap_size=30_000_000, num_threads=1)
    for place, document in enumerate(documents):
        writer.add_document(
            tantivy.Document(
                title=[document.title],
                names=[document.names],
                lead=[document.lead],
                text=[document.text],
                near_title=_both_ways(f"{document.title} {document.names}", language),
                near_text=_both_ways(f"{document.lead} {document.text}", language),
                kind=[document.kind],
                stage=list(document.stages),
                role=list(document.roles),
                approach=list(document.approaches or (ANY,)),
                place=[place],
            )
        )
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index


def _both_ways(text: str, language: str) -> list[str]:
    """A text as it is, and its stems."""
    return [text, " ".join(_words(text, _stemmed(language)))]


@cache
def _stemmed(language: str) -> tantivy.TextAnalyzer:
    """Words by their stems, without those that say nothing."""
    analyser = _telling(language)
    if language in STEMMERS:
        analyser = analyser.filter(tantivy.Filter.stemmer(STEMMERS[language]))
    return analyser.filter(tantivy.Filter.ascii_fold()).build()


@cache
def _spelt(language: str) -> tantivy.TextAnalyzer:
    """Words as they are spelt, without those that say nothing."""
    return _telling(language).filter(tantivy.Filter.ascii_fold()).build()


def _telling(language: str) -> tantivy.TextAnalyzerBuilder:
    analyser = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
    if language in STOP_WORDS:
        analyser = analyser.filter(tantivy.Filter.stopword(STOP_WORDS[language]))
    return analyser


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
