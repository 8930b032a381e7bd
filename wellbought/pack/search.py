"""Search over the guidance: an index in memory for each language, built from the pack when it is first needed."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from math import log
from typing import Final

import tantivy

from wellbought.pack.bare import bare_text
from wellbought.pack.kinds import (
    AskedAs,
    Clause,
    Criterion,
    Disclosure,
    Duty,
    Item,
    Question,
    SearchWords,
    Term,
    Topic,
)
from wellbought.pack.links import linked
from wellbought.pack.read import Pack

#: Snowball's names of the languages whose words it can bring to their stem.
STEMMERS: Final = {"en": "english", "es": "spanish", "fr": "french", "ar": "arabic"}
STOP_WORDS: Final = {"en": "english", "es": "spanish", "fr": "french"}

#: How much more a word counts in a title, or among the other names of a thing, than in its text.
BOOSTS: Final = {"title": 4.0, "names": 3.0, "lead": 2.0, "text": 1.0}
#: The same words both with their endings and without: a slip may be in the ending, or beside another ending.
NEAR_BOOSTS: Final = {"near_title": 4.0, "near_text": 1.0}
#: How much a word counts for its own sake, one that means the same, and one that is a slip away from it.
RIGHT, SAME, NEAR = 3.0, 1.5, 0.3
#: How much two words count that stand side by side as they were typed.
TOGETHER: Final = {"title": 4.0, "names": 4.0, "text": 1.0}
#: A word counts where it counts most, and this much of the rest: one word everywhere is worth less than all somewhere.
TIE: Final = 0.15
#: What a reader is helped by most comes first where it fits as well: a duty binds in one place only.
HELPS: Final = {
    "topic": 1.3,
    "question": 1.15,
    "term": 1.05,
    "clause": 1.05,
    "criterion": 0.9,
    "disclosure": 0.9,
    "duty": 0.9,
}
#: How much of what linked pieces score is added to a piece: what is linked to much that fits, fits itself.
LINKED: Final = 5.0
#: So that the only link of a piece does not count for everything.
FEW_LINKS: Final = 3
#: What the score is worth of an item whose title names nothing of what was typed. A title of one word would else win
#: over all that speaks of the rest.
UNNAMED: Final = 0.55
#: How many more are looked at than are shown, since what helps most may come a little later by its words.
LOOKED_AT: Final = 40
#: Words with which people ask, or that all of the guidance is about: they say nothing of what is looked for.
ASKING: Final = {
    "en": "a about ai all am an any are artificial be been before buy buying can could did do does doing for from "
    "get give had has have how i if in intelligence is it its just know may me mean means might more much "
    "must my of on or our out purchase really shall should so some such than that the their them then there "
    "these they this to tool tools us use used using want was way we were what when where which while who "
    "whom whose why will with would you your",
    "es": "al algo alguna alguno antes artificial como compra comprar con cual cuales cuando cuanta cuanto cuantos "
    "cuál cuáles cuándo cuánto cuántos cómo de debe debemos deben debería del donde dónde el ella en es esta "
    "este esto está están hace hacer hay herramienta herramientas ia inteligencia la las le les lo los me mi "
    "mientras muy más necesito nos nuestra nuestras nuestro nuestros o para pero podemos poder por porque "
    "pueda puede pueden puedo que quien quiero quién qué saber se ser si sirve sobre son su sus sé tenemos "
    "tener tengo tiene un una uno usar y ya",
    "fr": "a achat acheter ai artificielle au aux avant avec avoir avons ce cela ces cet cette comment dans de des "
    "dois doit doivent donc dont du elle en est et faire fait faut ia il ils intelligence je l la le les leur "
    "leurs lui ma mais me mon ne nos notre nous on ou outil outils où par pas peut peuvent peux plus pour "
    "pourquoi puis puis-je qu quand que quel quelle quelles quels qui quoi sa sans se ses si son sont sur ta "
    "tous tout toute toutes très un une utiliser va vos votre vous y à être",
    "ar": "أداة أن أين إلى إن الاصطناعي التي الذكاء الذي شراء على عن في كم كيف لماذا ما ماذا متى مع من هل هو هي",
}
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

    @property
    def name(self) -> str:
        """Its kind and id, as ``topic/fast-lane``."""
        return f"{self.kind}/{self.id}"


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
        asking = " ".join(_words(ASKING.get(self.language, ""), _spelt(self.language)))
        self._asking = frozenset(_words(asking, _stemmed(self.language))) | frozenset(asking.split())
        self._documents: list[Searched] = list(_searched(pack))
        self._same = _same_words(pack)
        self._links = linked(pack)
        stems = [_Stems.of(one, pack.language) for one in self._documents]
        self._rarity = _rarity(stems)
        self._named = [frozenset(one.title) for one in stems]
        self._index = _built(self._documents, stems, pack.language)
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
        parts = [*self._right(words), *self._together(words), *self._same_meaning(words), *self._near(words)]
        limit = min(most, len(self._documents))
        if limit < 1 or not parts:
            return ()
        asked = tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts])
        only = self._only(kind=tuple(kinds), stage=(stage,), role=(role,), approach=(approach, ANY))
        narrowed = tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in (asked, *only)])
        snippets = tantivy.SnippetGenerator.create(self._searcher, asked, self._index.schema, "text")
        snippets.set_max_num_chars(SNIPPET_LENGTH)
        return tuple(
            Hit(document.kind, document.id, document.title, _snippet(snippets, stored, document), score)
            for score, stored, document in self._best(narrowed, limit, words)
        )

    def _best(self, asked: tantivy.Query, limit: int, query: str) -> list[tuple[float, tantivy.Document, Searched]]:
        """What fits best, and of what fits alike what helps most and names most of what was typed."""
        found: dict[str, tuple[float, tantivy.Document, Searched]] = {}
        typed = set(self._telling(query, _stemmed(self.language)))
        for score, address in self._searcher.search(asked, limit=limit + LOOKED_AT, count=False).hits:
            stored = self._searcher.doc(address)
            document = self._documents[stored["place"][0]]
            named = self._named[stored["place"][0]]
            share = len(typed & named) / len(typed) if typed else 0.0
            fit = float(score) * HELPS[document.kind] * (UNNAMED + (1 - UNNAMED) * share)
            found[document.name] = (fit, stored, document)
        together = [
            (fit + LINKED * sum(found[other][0] * weight for other, weight in self._near_by(name, found)), stored, one)
            for name, (fit, stored, one) in found.items()
        ]
        return sorted(together, key=lambda one: -one[0])[:limit]

    def _near_by(self, name: str, found: Collection[str]) -> Iterator[tuple[str, float]]:
        """The pieces found that a piece is linked to, each with less weight the more links there are."""
        links = self._links.get(name, frozenset())
        return (
            (one, ((len(links) + FEW_LINKS) * (len(self._links[one]) + FEW_LINKS)) ** -0.5)
            for one in links
            if one in found
        )

    def _telling(self, query: str, analyser: tantivy.TextAnalyzer) -> list[str]:
        """The words of a query but those with which one asks; all of them if there are no others."""
        words = _words(query, analyser)
        return [word for word in words if word not in self._asking] or words

    def _right(self, query: str) -> Iterator[tantivy.Query]:
        """The words of a query by their stems; none if they are all words that say nothing."""
        return (self._anywhere(word, RIGHT) for word in self._telling(query, _stemmed(self.language)))

    def _anywhere(self, word: str, weight: float) -> tantivy.Query:
        """A word in whichever field it counts most, and more the rarer it is in all of the guidance."""
        weight *= self._rarity.get(word, 1.0)
        fields = [
            tantivy.Query.boost_query(tantivy.Query.term_query(self._index.schema, field, word), weight * boost)
            for field, boost in BOOSTS.items()
        ]
        return tantivy.Query.disjunction_max_query(fields, tie_breaker=TIE)

    def _together(self, query: str) -> Iterator[tantivy.Query]:
        """Words of a query that stand side by side in what is found as well."""
        for pair in pairwise(self._telling(query, _stemmed(self.language))):
            for field, boost in TOGETHER.items():
                phrase = tantivy.Query.phrase_query(self._index.schema, field, list(pair), slop=1)
                yield tantivy.Query.boost_query(phrase, boost)

    def _same_meaning(self, query: str) -> Iterator[tantivy.Query]:
        """Other words for the same thing."""
        typed = _words(query, _stemmed(self.language))
        for group in self._same:
            held = [phrase for phrase in group if _holds(typed, phrase)]
            if held:
                others = {word for phrase in group if phrase not in held for word in phrase} - set(typed)
                weights = {
                    word: max(1 / len(phrase) for phrase in group if phrase not in held and word in phrase)
                    for word in sorted(others)
                }
                # The group stands for one word that was typed, and so counts once.
                words = [self._anywhere(word, SAME * weight) for word, weight in weights.items()]
                if words:
                    yield tantivy.Query.disjunction_max_query(words, tie_breaker=TIE)

    def _near(self, query: str) -> Iterator[tantivy.Query]:
        """The words of a query with one letter wrong, missing, too many or out of its place."""
        spelt, stemmed = _spelt(self.language), _stemmed(self.language)
        for word in dict.fromkeys([*self._telling(query, spelt), *self._telling(query, stemmed)]):
            if len(word) >= SHORTEST_NEAR:
                for field, boost in NEAR_BOOSTS.items():
                    near = tantivy.Query.fuzzy_term_query(self._index.schema, field, word)
                    yield tantivy.Query.boost_query(near, NEAR * boost)

    def _only(self, **allowed: tuple[str, ...]) -> Iterator[tantivy.Query]:
        """What narrows a search, without counting for any hit."""
        for field, values in allowed.items():
            if values and values[0]:
                one_of = tantivy.Query.term_set_query(self._index.schema, field, list(values))
                yield tantivy.Query.const_score_query(one_of, 0.0)


@dataclass(frozen=True, slots=True)
class _Stems:
    """The words of a document by their stems, each once: those of its title and other names, and those of its text."""

    title: tuple[str, ...]
    text: tuple[str, ...]

    @classmethod
    def of(cls, document: Searched, language: str) -> "_Stems":
        stemmed = _stemmed(language)
        title = _words(f"{document.title} {document.names}", stemmed)
        return cls(tuple(title), tuple(_words(f"{document.lead} {document.text}", stemmed)))


def _rarity(stems: list[_Stems]) -> dict[str, float]:
    """How rare each word is over all documents, from nearly 0 (everywhere) to 1.

    The engine's own measure looks at one field alone: a word of few titles seems rare though every text holds it.
    """
    holding = Counter(word for one in stems for word in {*one.title, *one.text})
    most = log(len(stems) + 1)
    return {word: log((len(stems) + 1) / (count + 0.5)) / most for word, count in holding.items()}


def _same_words(pack: Pack) -> tuple[tuple[tuple[str, ...], ...], ...]:
    """For each group of words that mean the same, its phrases by their stems."""
    stemmed = _stemmed(pack.language)
    groups = (one for one in pack.all(SearchWords) if one.id.startswith(f"{pack.language}-"))
    return tuple(
        tuple(
            dict.fromkeys(
                stems
                for phrase in one.same
                # Of some phrases little is left but a word that is everywhere.
                if len(stems := tuple(stemmed.analyze(phrase))) > 1 or " " not in phrase
            )
        )
        for one in groups
    )


def _holds(words: list[str], phrase: tuple[str, ...]) -> bool:
    """Whether a phrase stands among words, its own in a row."""
    return bool(phrase) and any(
        tuple(words[place : place + len(phrase)]) == phrase for place in range(len(words) - len(phrase) + 1)
    )


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


def _built(documents: list[Searched], stems: list[_Stems], language: str) -> tantivy.Index:
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
    for place, (document, known) in enumerate(zip(documents, stems, strict=True)):
        writer.add_document(
            tantivy.Document(
                title=[document.title],
                names=[document.names],
                lead=[document.lead],
                text=[document.text],
                near_title=[f"{document.title} {document.names}", " ".join(known.title)],
                near_text=[f"{document.lead} {document.text}", " ".join(known.text)],
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
    """All that is searched, with the words in which people ask for it."""
    asked: defaultdict[str, list[str]] = defaultdict(list)
    for one in pack.all(AskedAs):
        if one.id.startswith(f"{pack.language}-"):
            asked[one.of].extend(one.asked)
    for document in _documents(pack):
        words = " . ".join(asked[document.name])
        yield replace(document, names=f"{document.names} {words}".strip()) if words else document


def _documents(pack: Pack) -> Iterator[Searched]:
    for topic in pack.all(Topic):
        yield Searched(
            topic.kind,
            topic.id,
            topic.title,
            topic.what,
            " ".join([*topic.key_points, bare_text(topic.body)]),
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
        words = " ".join([clause.purpose, clause.ask_for, clause.fallback, bare_text(clause.body)])
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
