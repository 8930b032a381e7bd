"""How fast the guidance is searched: ``python benchmarks/search.py``.

Queries are drawn with a fixed seed from the pack's own words: single words, words with a letter wrong, and pieces of
sentences as a person might type them. Each includes the highlighted snippets. The floor is the least that a search
could be without an index: looking for the same words in the same texts, one after the other.
"""

import random
import sys
from collections.abc import Iterator
from functools import partial

from figures import Figure, cpu_ms, percentile, tell, wall_ms

from tests.engine.search_questions import LANGUAGES as ASKED_IN
from tests.engine.search_questions import marks
from wellbought.pack.kinds import Question, Term, Topic
from wellbought.pack.plain import plain_text
from wellbought.pack.read import Pack, load_pack
from wellbought.pack.search import SearchIndex
from wellbought.pack.translate import LANGUAGES, in_language

SEED = 20261123
QUERIES = 600
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def queries(pack: Pack, count: int) -> list[str]:
    """What people might type: the same on every run."""
    draw = random.Random(SEED)  # noqa: S311 - the same words each time are the point
    texts = [question.text for question in pack.all(Question)] + [topic.title for topic in pack.all(Topic)]
    words = sorted({word for text in texts for word in text.split() if len(word) > 4 and word.isalpha()})
    made = [term.term for term in pack.all(Term)]
    while len(made) < count:
        sentence = draw.choice(texts).split()
        begin = draw.randrange(len(sentence))
        made += [draw.choice(words), _misspelt(draw, draw.choice(words)), " ".join(sentence[begin : begin + 5])]
    draw.shuffle(made)
    return made[:count]


def _misspelt(draw: random.Random, word: str) -> str:
    place = draw.randrange(1, len(word))
    return word[:place] + draw.choice(LETTERS) + word[place + 1 :]


def figures() -> Iterator[Figure]:
    """Measure."""
    source = load_pack()
    for language in LANGUAGES:
        pack = in_language(source, language)
        built = wall_ms(partial(SearchIndex, pack))
        index = SearchIndex(pack)
        asked = queries(pack, QUERIES)
        times = [wall_ms(partial(index.find, query)) for query in asked]
        yield Figure(f"{language}: median of {QUERIES} queries", percentile(times, 0.5), "ms")
        yield Figure(f"{language}: 95th percentile", percentile(times, 0.95), "ms", at_most=10)
        yield Figure(f"{language}: slowest", max(times), "ms")
        yield Figure(f"{language}: building the index, once in a process", built, "ms")
        if language in ASKED_IN:
            reached = marks(pack)
            yield Figure(f"{language}: nDCG@5 on 100 questions that people ask", reached.gain, "", at_least=0.9)
            yield Figure(f"{language}: the first piece found is right", 100 * reached.first, "%")
        if language == source.language:
            found = sum(bool(index.find(query)) for query in asked)
            yield Figure("  queries that find something", 100 * found / QUERIES, "%", at_least=95)
            scan = [cpu_ms(partial(_scan, pack, query)) for query in asked[:100]]
            yield Figure("floor: looking through all texts, median", percentile(scan, 0.5), "ms")


def _scan(pack: Pack, query: str) -> int:
    words = query.casefold().split()
    texts = _texts(pack)
    return sum(any(word in text for word in words) for text in texts)


_kept: dict[int, list[str]] = {}


def _texts(pack: Pack) -> list[str]:
    if id(pack) not in _kept:
        topics = [f"{topic.title} {plain_text(topic.body)}".casefold() for topic in pack.all(Topic)]
        asked = [f"{one.text} {one.why} {one.good_answer}".casefold() for one in pack.all(Question)]
        terms = [f"{term.term} {term.meaning}".casefold() for term in pack.all(Term)]
        _kept[id(pack)] = topics + asked + terms
    return _kept[id(pack)]


if __name__ == "__main__":
    sys.exit(tell("Search", figures()))
