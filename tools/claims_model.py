"""Trains the small model of the claim checker: ``python tools/claims_model.py [--check]``.

It reads the labelled sets that nobody is judged by (``tests/cases/claims/tuning.jsonl`` and, with less weight, the
examples that come with the patterns of the pack) and writes ``wellbought/claims/weights.json``. With ``--check`` it
writes nothing, and trains on four fifths of the sources and measures on the rest, five times, with and without the
model. Sources are never on both sides. It needs numpy, which the extra ``market`` brings. The same data give the same
weights.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from wellbought.claims import claim_rules, judge
from wellbought.claims.examining import examine
from wellbought.claims.language import language_of
from wellbought.claims.measuring import Labelled, measure, read_labelled
from wellbought.claims.rules import ClaimRules
from wellbought.claims.weighing import Model, signs_of
from wellbought.pack.kinds import ClaimPattern
from wellbought.pack.read import load_pack
from wellbought.vocabulary import ClaimKind

CASES = ROOT / "tests" / "cases" / "claims"
WEIGHTS = ROOT / "wellbought" / "claims" / "weights.json"
#: A sign that fewer sentences have is not learned, and one that weighs less is not kept (hundredths).
FEWEST, LIGHTEST = 2, 4
PENALTY, ROUNDS, STEP = 5e-4, 200, 0.5
FOLDS = 5


def main() -> int:
    """Train and write, or measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="measure by source and write nothing")
    options = parser.parse_args()
    pack = load_pack()
    rules = claim_rules(pack)
    labelled = list(read_labelled(CASES / "tuning.jsonl"))
    examples = [
        Labelled(sentence, pattern.id[:2], frozenset(kinds))
        for pattern in pack.all(ClaimPattern)
        for sentences, kinds in ((pattern.marks, [pattern.claim_kind]), (pattern.spares, []))
        for sentence in sentences
    ]
    if options.check:
        check(labelled, examples, rules)
        return 0
    model = train([*labelled, *examples], rules)
    lines = ",\n".join(
        f"{json.dumps(sign, ensure_ascii=False)}: {list(model.weights[sign])}" for sign in sorted(model.weights)
    )
    WEIGHTS.write_text(f'{{"weights": {{\n{lines}\n}}}}\n', encoding="utf-8")
    print(
        f"{WEIGHTS.relative_to(ROOT)}: {len(model.weights):,} signs from {len(labelled) + len(examples):,} sentences."
    )
    return 0


def check(labelled: Sequence[Labelled], examples: Sequence[Labelled], rules: ClaimRules) -> None:
    """Say what the model adds on sources that it has not seen."""
    sources = sorted({one.source for one in labelled})
    random.Random(6).shuffle(sources)  # noqa: S311 - to split, not to hide
    with_it, without = [], []
    for fold in range(FOLDS):
        held = set(sources[fold::FOLDS])
        model = train([*(one for one in labelled if one.source not in held), *examples], rules)
        for one in labelled:
            if one.source in held:
                with_it.append((one, judge(one.text, rules, model=model)))
                without.append((one, judge(one.text, rules, model=None)))
    for name, pairs in (("rules alone", without), ("with the model", with_it)):
        verdicts = iter([verdict for _, verdict in pairs])
        result = measure([one for one, _ in pairs], lambda _one, verdicts=verdicts: next(verdicts))
        flag = result.flag
        print(
            f"{name:16}precision {flag.precision:.3f}  recall {flag.recall:.3f}  F1 {flag.f1:.3f}  "
            f"kinds {result.macro_f1:.3f}"
        )


def train(sentences: Sequence[Labelled], rules: ClaimRules) -> Model:
    """Fit one logistic regression for the flag and one for each kind, all at once."""
    rows = [_signs(one, rules) for one in sentences]
    counts = Counter(sign for row in rows for sign in row)
    signs = sorted(sign for sign, count in counts.items() if count >= FEWEST)
    place = {sign: number for number, sign in enumerate(signs)}
    seen = np.zeros((len(rows), len(signs)), dtype=np.float32)
    for number, row in enumerate(rows):
        for sign, value in row.items():
            if sign in place:
                seen[number, place[sign]] = value
    wanted = np.array([[one.flag, *(kind in one.kinds for kind in ClaimKind)] for one in sentences], dtype=np.float32)
    weights = np.zeros((len(signs), wanted.shape[1]), dtype=np.float32)
    travelled = np.full_like(weights, 1e-6)
    for _ in range(ROUNDS):
        guessed = 1 / (1 + np.exp(-(seen @ weights)))
        slope = seen.T @ (guessed - wanted) / len(rows) + PENALTY * weights
        travelled += slope * slope
        weights -= STEP * slope / np.sqrt(travelled)
    hundredths = np.rint(weights * 100).astype(int)
    return Model(
        {
            sign: hundredths[number].tolist()
            for sign, number in place.items()
            if abs(hundredths[number]).max() >= LIGHTEST
        }
    )


def _signs(one: Labelled, rules: ClaimRules) -> dict[str, float]:
    language = language_of(one.text, before=one.lang)
    return signs_of(examine(one.text, rules.languages[language if language in rules.languages else one.lang]))


if __name__ == "__main__":
    sys.exit(main())
