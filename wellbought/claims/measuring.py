"""Measures the checker against sentences that people have labelled."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wellbought.claims.finding import Verdict
from wellbought.errors import WellboughtError
from wellbought.vocabulary import ClaimKind


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what a person says of it.

    :ivar source: the page or setting that it is from; sets are split by it
    """

    text: str
    lang: str
    kinds: frozenset[ClaimKind]
    source: str = ""

    @property
    def flag(self) -> bool:
        """Whether it claims too much or says too little."""
        return bool(self.kinds)


@dataclass(frozen=True, slots=True)
class Score:
    """How often the checker and the people agree.

    :ivar hits: marked by both
    :ivar false_alarms: marked by the checker alone
    :ivar misses: marked by the people alone
    """

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """The share of what the checker marks that people mark too; 0 if it marks nothing."""
        return self.hits / (self.hits + self.false_alarms) if self.hits else 0.0

    @property
    def recall(self) -> float:
        """The share of what people mark that the checker marks too; 0 if it finds nothing."""
        return self.hits / (self.hits + self.misses) if self.hits else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.hits / (2 * self.hits + self.false_alarms + self.misses) if self.hits else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """How the checker does on a set.

    :ivar mistakes: sentences that are flagged wrongly, or not flagged, each with the verdict
    """

    flag: Score
    kinds: dict[ClaimKind, Score]
    mistakes: tuple[tuple[Labelled, Verdict], ...]

    @property
    def macro_f1(self) -> float:
        """The mean F1 over the kinds that people or the checker used."""
        scores = [score.f1 for score in self.kinds.values()]
        return sum(scores) / len(scores) if scores else 0.0


def read_labelled(path: Path) -> tuple[Labelled, ...]:
    """The sentences of a labelled set.

    :raises WellboughtError: naming the line that is not right
    """
    return tuple(_labelled(line, f"{path}:{number}") for number, line in enumerate(_lines(path), start=1))


def _lines(path: Path) -> Iterable[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _labelled(line: str, where: str) -> Labelled:
    try:
        raw = json.loads(line)
        labelled = Labelled(
            raw["text"], raw["lang"], frozenset(ClaimKind(kind) for kind in raw["kinds"]), raw.get("source", "")
        )
    except (ValueError, KeyError, TypeError) as error:
        raise WellboughtError(f"This is not a labelled sentence: {error!r}.", where=where) from None
    if raw.get("flag") is not labelled.flag:
        raise WellboughtError("“flag” is true when there are kinds, and only then.", where=where)
    return labelled


def measure(sentences: Sequence[Labelled], judge: Callable[[Labelled], Verdict]) -> Agreement:
    """Compare verdicts with labels."""
    pairs = [(sentence, judge(sentence)) for sentence in sentences]
    used = [kind for kind in ClaimKind if any(kind in one.kinds or kind in verdict.kinds for one, verdict in pairs)]
    return Agreement(
        flag=_score((sentence.flag, verdict.flag) for sentence, verdict in pairs),
        kinds={kind: _score((kind in one.kinds, kind in verdict.kinds) for one, verdict in pairs) for kind in used},
        mistakes=tuple((sentence, verdict) for sentence, verdict in pairs if sentence.flag != verdict.flag),
    )


def _score(pairs: Iterable[tuple[bool, bool]]) -> Score:
    hits = false_alarms = misses = 0
    for wanted, given in pairs:
        hits += wanted and given
        false_alarms += given and not wanted
        misses += wanted and not given
    return Score(hits, false_alarms, misses)
