"""Trains the small model of the claim checker: ``python tools/claims_model.py [--check]``.

It reads the labelled sets that nobody is judged by (``tuning.jsonl`` and ``training.jsonl`` in
``tests/cases/claims``, and the examples that come with the patterns of the pack) and writes
``wellbought/claims/weights.json``. With ``--check`` it writes nothing: it trains on four fifths of the sources and
measures on the rest, five times, with and without the model. Sources are never on both sides. It needs numpy, which the
extra ``market`` brings. The same data give the same weights.

The patterns were written by the sentences of ``tuning.jsonl``, and there they are nearly always right. How far to trust
them is therefore learned from ``training.jsonl`` alone: signs of rules are hidden in the other sentences.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from wellbought.claims import claim_rules, judge
from wellbought.claims.examining import examine
from wellbought.claims.language import language_of
from wellbought.claims.measuring import Labelled, measure, read_labelled
from wellbought.claims.rules import ClaimRules
from wellbought.claims.weighing import BY_RULE, Model, signs_of
from wellbought.pack.kinds import ClaimPattern
from wellbought.pack.read import Pack, load_pack
from wellbought.vocabulary import ClaimKind

CASES = ROOT / "tests" / "cases" / "claims"
WEIGHTS = ROOT / "wellbought" / "claims" / "weights.json"
#: A sign that fewer sentences have is not learned, and one that weighs less is not kept (hundredths).
FEWEST, LIGHTEST = 2, 3
#: What holds the weights for the flag and those for the kinds small.
FLAG_PENALTY, KIND_PENALTY = 0.2, 1.0
ROUNDS, STEPS = 6, 150
FOLDS = 5
#: The sign of a sentence in which the signs of rules are hidden.
HIDDEN = "hidden"

Row = dict[str, float]


def main() -> int:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure by source and write nothing")
    options = parser.parse_args()
    pack = load_pack()
    rules = claim_rules(pack)
    if options.check:
        check(pack, rules)
        return 0
    written_for = [*read_labelled(CASES / "tuning.jsonl"), *examples(pack)]
    unseen_by_rules = read_labelled(CASES / "training.jsonl")
    model = train(written_for, unseen_by_rules, pack, rules)
    lines = ",\n".join(
        f"{json.dumps(sign, ensure_ascii=False)}: {json.dumps(list(model.weights[sign]), separators=(',', ':'))}"
        for sign in sorted(model.weights)
    )
    patterns = json.dumps(sorted(model.patterns))
    WEIGHTS.write_text(f'{{"patterns": {patterns},\n"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
    count = len(written_for) + len(unseen_by_rules)
    print(f"{WEIGHTS.relative_to(ROOT)}: {len(model.weights):,} signs from {count:,} sentences.")
    return 0


def examples(pack: Pack) -> list[Labelled]:
    """The sentences that the patterns bring along."""
    return [
        Labelled(sentence, pattern.id[:2], frozenset(kinds))
        for pattern in pack.all(ClaimPattern)
        for sentences, kinds in ((pattern.marks, [pattern.claim_kind]), (pattern.spares, []))
        for sentence in sentences
    ]


def check(pack: Pack, rules: ClaimRules) -> None:
    """Say what the model adds on sources that it has not seen."""
    sets = {name: read_labelled(CASES / f"{name}.jsonl") for name in ("tuning", "training")}
    sources = sorted({one.source for labelled in sets.values() for one in labelled})
    random.Random(6).shuffle(sources)  # noqa: S311 - to split, not to hide
    verdicts: dict[tuple[str, str], list[tuple[Labelled, object]]] = {}
    for fold in range(FOLDS):
        held = set(sources[fold::FOLDS])
        written_for, unseen = ([one for one in labelled if one.source not in held] for labelled in sets.values())
        model = train([*written_for, *examples(pack)], unseen, pack, rules)
        for name, labelled in sets.items():
            for one in labelled:
                if one.source in held:
                    for how, by in (("rules alone", None), ("with the model", model)):
                        said = (one, judge(one.text, rules, model=by))
                        verdicts.setdefault((name, how), []).append(said)
                        verdicts.setdefault(("both", how), []).append(said)
    for (name, how), pairs in sorted(verdicts.items()):
        given = iter([verdict for _, verdict in pairs])
        result = measure([one for one, _ in pairs], lambda _one, given=given: next(given))
        flag = result.flag
        print(
            f"{name:10}{how:16}precision {flag.precision:.3f}  recall {flag.recall:.3f}  F1 {flag.f1:.3f}  "
            f"kinds {result.macro_f1:.3f}"
        )


@dataclass(frozen=True)
class Table:
    """Which sentence has which sign, and how strongly: only what is there is kept."""

    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    shape: tuple[int, int]

    def times(self, weights: np.ndarray) -> np.ndarray:
        """For each sentence, the sum of the weights of its signs."""
        return np.bincount(self.rows, self.values * weights[self.columns], self.shape[0])

    def back(self, sums: np.ndarray) -> np.ndarray:
        """For each sign, the sum over its sentences."""
        return np.bincount(self.columns, self.values * sums[self.rows], self.shape[1])


def train(written_for: Sequence[Labelled], unseen: Sequence[Labelled], pack: Pack, rules: ClaimRules) -> Model:
    """Fit the weights for the flag, and on the flagged sentences those for each kind.

    :param written_for: sentences that the patterns were written by
    :param unseen: sentences that no pattern was written by
    """
    sentences = [*written_for, *unseen]
    rows = [hidden(_signs(one, rules)) for one in written_for] + [_signs(one, rules) for one in unseen]
    counts = Counter(sign for row in rows for sign in row)
    place = {sign: number for number, sign in enumerate(sorted(sign for sign, n in counts.items() if n >= FEWEST))}
    flagged = [one.flag for one in sentences]
    columns = [logistic(table(rows, place), np.array(flagged, dtype=float), FLAG_PENALTY)]
    claims = [one for one in sentences if one.flag]
    of_claims = table([row for row, flag in zip(rows, flagged, strict=True) if flag], place)
    for kind in ClaimKind:
        wanted = np.array([kind in one.kinds for one in claims], dtype=float)
        columns.append(least_squares(of_claims, wanted, KIND_PENALTY))
    hundredths = np.rint(np.stack(columns, axis=1) * 100).astype(int)
    weights = {
        sign: hundredths[number].tolist()
        for sign, number in place.items()
        if sign != HIDDEN and abs(hundredths[number]).max() >= LIGHTEST
    }
    return Model(weights, frozenset(pattern.id for pattern in pack.all(ClaimPattern)))


def hidden(row: Row) -> Row:
    """A row without the signs of rules."""
    return {sign: value for sign, value in row.items() if not sign.startswith(BY_RULE)} | {HIDDEN: 1.0}


def table(rows: Sequence[Row], place: dict[str, int]) -> Table:
    """Put rows into a table; signs without a place are left out."""
    cells = [
        (number, place[sign], value) for number, row in enumerate(rows) for sign, value in row.items() if sign in place
    ]
    numbers, columns, values = zip(*cells, strict=True)
    return Table(np.array(numbers), np.array(columns), np.array(values), (len(rows), len(place)))


def logistic(seen: Table, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Logistic regression by Newton's method."""
    weights = np.zeros(seen.shape[1])
    for _ in range(ROUNDS):
        guessed = 1 / (1 + np.exp(-np.clip(seen.times(weights), -30, 30)))
        certain = np.maximum(guessed * (1 - guessed), 1e-4)
        slope = seen.back(wanted - guessed) - penalty * weights
        weights = weights + solve(lambda one, c=certain: seen.back(c * seen.times(one)) + penalty * one, slope)
    return weights


def least_squares(seen: Table, wanted: np.ndarray, penalty: float) -> np.ndarray:
    """Ridge regression."""
    return solve(lambda one: seen.back(seen.times(one)) + penalty * one, seen.back(wanted))


def solve(times: Callable[[np.ndarray], np.ndarray], right: np.ndarray) -> np.ndarray:
    """Solve a linear system by conjugate gradients."""
    answer = np.zeros_like(right)
    rest = right.copy()
    step = rest.copy()
    size = rest @ rest
    for _ in range(STEPS):
        image = times(step)
        length = size / (step @ image)
        answer += length * step
        rest -= length * image
        before, size = size, rest @ rest
        if size < 1e-8 * max(1.0, right @ right):
            break
        step = rest + size / before * step
    return answer


def _signs(one: Labelled, rules: ClaimRules) -> Row:
    language = language_of(one.text, before=one.lang)
    return signs_of(examine(one.text, rules.languages[language if language in rules.languages else one.lang]))


if __name__ == "__main__":
    sys.exit(main())
