"""A small trained model beside the rules: it weighs the words of a sentence and what the rules say of it.

The rules go first and say why. What they leave, the model may still mark, if the words weigh enough and nothing in the
sentence puts it into another light; a mark that the words speak against it may call off. It also says which kinds of
claim a sentence makes. It is linear: words, pairs of words, beginnings of words, the scopes and elements that the rules
found, and the patterns that stand, each with a weight for the flag and one for each kind. ``tools/claims_model.py``
trains it on the labelled sets in the repository. Weights are whole hundredths.
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

#: From which likelihood on the model marks a sentence that no rule marks.
ENOUGH: Final = 0.54
#: The same for a sentence in another light, or with an honest figure: these are seldom claims.
ENOUGH_ALL_THE_SAME: Final = 0.7
#: Below which likelihood it calls off what a rule marks.
HARDLY: Final = 0.54
#: From which weight on it names a further kind beside the likeliest.
NAMED: Final = 0.55
#: With fewer words there is too little to weigh.
FEWEST_WORDS: Final = 3
#: What the beginning of a longer word tells by itself, in letters.
BEGINNING: Final = 5
#: How many times a weight for the kind counts beside one for the flag, when the words of a reason are chosen.
KIND_COUNTS: Final = 3
#: How many words are given as the reason, at the most.
MOST_REASONS: Final = 3
#: Scopes in which a sentence makes no claim of its own.
ANOTHER_LIGHT: Final = frozenset({"question", "advice", "allegation", "limit", "condition", "duty"})
#: What an honest figure gives.
HONEST: Final = frozenset({"interval", "sample", "test-set"})
#: What the signs begin with that tell what the rules say of a sentence.
BY_RULE: Final = "r:"
_HUNDREDTHS: Final = 100
_KINDS: Final = tuple(ClaimKind)


@dataclass(frozen=True, slots=True)
class Weighty:
    """Words that weighed for a mark, and where they stand in the folded sentence."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the model makes of a sentence.

    :ivar flag: how likely it claims too much, from 0 to 1
    :ivar kinds: the likeliest kind of claim, and others that weigh enough
    """

    flag: float
    kinds: tuple[ClaimKind, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """The trained weights.

    :ivar weights: by sign, hundredths for the flag and for each kind in the order of :class:`ClaimKind`
    :ivar patterns: ids of the patterns that it was trained beside; it never calls off another
    """

    weights: Mapping[str, Sequence[int]]
    patterns: frozenset[str] = frozenset()

    def weigh(self, seen: Examined) -> Weighed:
        """Weigh a sentence."""
        known = [(self.weights[sign], value) for sign, value in signs_of(seen).items() if sign in self.weights]
        flag, *sums = (sum(weights[place] * value for weights, value in known) for place in range(len(_KINDS) + 1))
        most = max(sums)
        kinds = tuple(kind for kind, one in zip(_KINDS, sums, strict=True) if one == most or one > NAMED * _HUNDREDTHS)
        return Weighed(_likelihood(flag), kinds)

    def words(self, seen: Examined, kind: ClaimKind) -> Iterator[Weighty]:
        """The words of a sentence that weigh most for a kind of claim; none if no word weighs for it."""
        place = _KINDS.index(kind) + 1
        weighing: list[tuple[float, int, int]] = []
        at = 0
        for token in seen.tokens:
            start = seen.folded.find(token, at)
            at = start + len(token)
            of_it = [self.weights[sign] for sign in _signs_of_word(token) if sign in self.weights]
            weight = sum(one[0] + KIND_COUNTS * one[place] for one in of_it)
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
    if words:
        signs[f"1:{words[0]}"] = 0.4
    if "%" in seen.folded:
        signs["%"] = 0.5
    signs[f"len:{min(len(words) // 6, 4)}"] = 0.5
    signs["always"] = 1.0
    signs.update(_signs_of_rules(seen))
    return signs


def _signs_of_rules(seen: Examined) -> Iterator[tuple[str, float]]:
    strong, weak = seen.strong, seen.weak
    yield (f"{BY_RULE}decide", 1.5) if seen.marking else (f"{BY_RULE}silent", 0.5)
    for name, marks, value in (("strong", strong, 1.5), ("weak", weak, 1.0)):
        patterns = {mark.pattern.id for mark in marks}
        if patterns:
            yield f"{BY_RULE}{name}", value
        if len(patterns) > 1:
            yield f"{BY_RULE}{name}-several", 1.0
        for kind in {mark.kind for mark in marks}:
            yield f"{BY_RULE}{name}-{kind.value}", 0.5
    for mark in seen.marks:
        if mark.excused_by is not None:
            yield f"{BY_RULE}excused-{mark.excused_by}", 0.5


def _signs_of_word(word: str) -> tuple[str, ...]:
    return (f"w:{word}", f"s:{word[:BEGINNING]}") if len(word) > BEGINNING + 1 else (f"w:{word}",)


def _likelihood(hundredths: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, hundredths / _HUNDREDTHS))))


@cache
def trained_model() -> Model:
    """The model that comes with the product."""
    raw = json.loads(files("wellbought.claims").joinpath("weights.json").read_text(encoding="utf-8"))
    return Model(raw["weights"], frozenset(raw["patterns"]))
