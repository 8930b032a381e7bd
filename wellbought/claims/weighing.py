"""A small trained model beside the rules: it weighs the words of a sentence that no rule names.

The rules go first and say why. What they leave, the model may still mark, if the words weigh enough and nothing in the
sentence puts it into another light; the words that weighed most are the reason. It is a logistic regression over words,
pairs of words, beginnings of words, and the scopes and elements that the rules found, trained by
``tools/claims_model.py`` on the labelled sets in the repository. Weights are whole hundredths.
"""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from wellbought.claims.examining import Examined
from wellbought.vocabulary import ClaimKind

#: From which likelihood on the model marks a sentence that no rule marks, and one in which a weak pattern stands.
ENOUGH: Final = 0.75
ENOUGH_WITH_WEAK: Final = 0.6
#: Below which likelihood it calls off a mark that a single strong pattern made.
HARDLY: Final = 0.03
#: With fewer words there is too little to weigh.
FEWEST_WORDS: Final = 3
#: What the beginning of a longer word tells by itself, in letters.
BEGINNING: Final = 5
#: How many words are given as the reason, at the most.
MOST_REASONS: Final = 3
#: Scopes in which a sentence makes no claim of its own.
ANOTHER_LIGHT: Final = frozenset({"question", "advice", "allegation", "limit", "condition", "duty"})
#: What an honest figure gives: with one of these the model leaves the sentence alone.
HONEST: Final = frozenset({"interval", "sample", "test-set"})
_HUNDREDTHS: Final = 100


@dataclass(frozen=True, slots=True)
class Weighty:
    """Words that weighed for a mark, and where they stand in the folded sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a sentence.

    :ivar flag: how likely it claims too much, from 0 to 1
    :ivar kind: the likeliest kind of claim
    :ivar words: those that weighed most for it
    """

    flag: float
    kind: ClaimKind
    words: tuple[Weighty, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """The trained weights.

    :ivar weights: by sign, hundredths for the flag and for each kind in the order of :class:`ClaimKind`
    """

    weights: Mapping[str, Sequence[int]]

    def flag(self, signs: Mapping[str, float]) -> float:
        """How likely a sentence with these signs claims too much."""
        known = ((self.weights[sign], value) for sign, value in signs.items() if sign in self.weights)
        return _likelihood(sum(weights[0] * value for weights, value in known))

    def weigh(self, seen: Examined) -> Weighed:
        """Weigh a sentence."""
        signs = signs_of(seen)
        known = {sign: value for sign, value in signs.items() if sign in self.weights}
        sums = [sum(self.weights[sign][place] * value for sign, value in known.items()) for place in range(1, 14)]
        kind = max(range(len(sums)), key=lambda place: sums[place])
        return Weighed(self.flag(signs), list(ClaimKind)[kind], tuple(self._words(seen, kind + 1)))

    def _words(self, seen: Examined, place: int) -> Iterator[Weighty]:
        weighing: list[tuple[float, int, int]] = []
        at = 0
        for token in seen.tokens:
            start = seen.folded.find(token, at)
            at = start + len(token)
            of_it = [self.weights[sign] for sign in _signs_of_word(token) if sign in self.weights]
            weight = sum(one[0] + one[place] for one in of_it)
            if weight > 0 and len(token) > 1:
                weighing.append((weight, start, at))
        for _, start, end in sorted(sorted(weighing, reverse=True)[:MOST_REASONS], key=lambda one: one[1]):
            yield Weighty(start, end)


def signs_of(seen: Examined) -> dict[str, float]:
    """What the model looks at in a sentence, and how strongly each is there."""
    words = ["#" if token[0].isdigit() else token for token in seen.tokens]
    signs = {sign: 1.0 for word in words for sign in _signs_of_word(word)}
    signs.update({f"b:{one} {next_}": 1.0 for one, next_ in zip(["^", *words], [*words, "$"], strict=True)})
    each = 2 / math.sqrt(len(signs) or 1)
    signs = dict.fromkeys(signs, each)
    signs.update({f"x:{scope}": 1.0 for scope in seen.scopes})
    signs.update({f"e:{element}": 0.7 for element in seen.elements})
    if "%" in seen.folded:
        signs["%"] = 0.5
    signs[f"len:{min(len(words) // 6, 4)}"] = 0.5
    signs["always"] = 1.0
    return signs


def _signs_of_word(word: str) -> tuple[str, ...]:
    return (f"w:{word}", f"s:{word[:BEGINNING]}") if len(word) > BEGINNING + 1 else (f"w:{word}",)


def _likelihood(hundredths: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, hundredths / _HUNDREDTHS))))


@cache
def trained_model() -> Model:
    """The model that comes with the product."""
    raw = json.loads(files("wellbought.claims").joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(raw["weights"])
