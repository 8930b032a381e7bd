"""How plainly the guidance is written: ``python tools/readability.py [LANG]`` prints a report, topic by topic.

English is measured by the Flesch-Kincaid grade, Spanish by Fernández Huerta, French by Kandel and Moles (both on the
scale of Flesch's reading ease, turned into the grade that has the same difficulty). Syllables come from hyphenation,
which misses some: read the figures as bands. The budgets stand in tests/pack/test_readability.py.
"""

import re
import statistics
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyphen

sys.path.insert(0, str(Path(__file__).parent.parent))

from wellbought.pack.kinds import Topic
from wellbought.pack.plain import plain_text
from wellbought.pack.read import Pack, load_pack
from wellbought.pack.translate import FallbackText, in_language

DICTIONARIES = {"en": "en_GB", "es": "es", "fr": "fr"}
LONG_SENTENCE = 28
#: Fewer words than this are a label and no sentence.
SHORTEST_SENTENCE = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s”\"')]+|\n+")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?\w+(?:ed|en)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Measured:
    """How one piece reads.

    :ivar grade: the school year in which most could read it
    :ivar long: the sentences of more than ``LONG_SENTENCE`` words
    :ivar passive: the share of sentences in the passive voice (English only)
    """

    name: str
    words: int
    sentence: float
    grade: float
    long: tuple[str, ...]
    passive: float


def measure(name: str, text: str, language: str) -> Measured:
    """Measure a text."""
    sentences = [part for part in _SENTENCE_END.split(text) if len(_WORD.findall(part)) >= SHORTEST_SENTENCE]
    words = [word for part in sentences for word in _WORD.findall(part)]
    per_sentence = len(words) / max(1, len(sentences))
    per_word = sum(_syllables(word.lower(), language) for word in words) / max(1, len(words))
    return Measured(
        name,
        len(words),
        per_sentence,
        _grade(per_sentence, per_word, language),
        tuple(part.strip() for part in sentences if len(_WORD.findall(part)) > LONG_SENTENCE),
        sum(bool(_PASSIVE.search(part)) for part in sentences) / max(1, len(sentences)) if language == "en" else 0.0,
    )


def topics_measured(pack: Pack) -> Iterator[Measured]:
    """Measure every topic that is written in the pack's language."""
    for topic in pack.all(Topic):
        if not isinstance(topic.body, FallbackText):
            prose = " \n".join([topic.what, *topic.key_points, plain_text(topic.body), *topic.next_steps])
            yield measure(topic.id, prose, pack.language)


def _grade(per_sentence: float, per_word: float, language: str) -> float:
    if language == "en":
        return 0.39 * per_sentence + 11.8 * per_word - 15.59
    ease = (
        206.84 - 60 * per_word - 1.02 * per_sentence
        if language == "es"
        else 207 - 73.6 * per_word - 1.015 * per_sentence
    )
    # On Flesch's scale 90 is grade 5, 60 grade 9, 30 grade 13: about 7.5 points a grade.
    return max(0.0, 5 + (90 - ease) / 7.5)


@cache
def _dictionary(language: str) -> pyphen.Pyphen:
    return pyphen.Pyphen(lang=DICTIONARIES[language])


@cache
def _syllables(word: str, language: str) -> int:
    # Hyphenation does not part short words; groups of vowels do. The greater count is nearer the truth.
    vowels = len(re.findall(r"[aeiouyáéíóúüàâèêëîïôûùœ]+", word))
    if language == "en" and word.endswith("e") and vowels > 1 and not word.endswith("le"):
        vowels -= 1
    return max(1, vowels, len(_dictionary(language).positions(word)) + 1)


def main(arguments: list[str]) -> int:
    """Print the report for a language, the hardest topics first."""
    language = arguments[0] if arguments else "en"
    found = sorted(topics_measured(in_language(load_pack(), language)), key=lambda one: -one.grade)
    print(f"{'topic':36} {'words':>6} {'grade':>6} {'words a sentence':>17} {'passive':>8} {'long':>5}")
    for one in found:
        figures = f"{one.words:>6} {one.grade:>6.1f} {one.sentence:>17.1f} {one.passive:>8.0%} {len(one.long):>5}"
        print(f"{one.name:36} {figures}")
    if found:
        print(f"median grade {statistics.median(one.grade for one in found):.1f} over {len(found)} topics")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
