"""How well and how fast claims are found: ``python benchmarks/claims.py [SET.jsonl …] [--mistakes N] [--speed]``.

Without names it takes the sets in ``tests/cases/claims``. The figures to reach: flag F1 and precision of 0.90, macro-F1
of kinds 0.75; 200 pages in 5 seconds, a page in 0.1, 10,000 short lines in 10, under 500 MB. It ends with status 1 if a
set that nobody tuned on (``test``, ``sample``, or one that you name) or a time misses them.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wellbought.claims import ClaimRules, claim_rules, find_claims, judge
from wellbought.claims.measuring import Agreement, Labelled, Score, measure, read_labelled
from wellbought.pack.read import load_pack

CASES = Path(__file__).parent.parent / "tests" / "cases" / "claims"
TUNED_ON = {"tuning", "training"}
F1, PRECISION, MACRO_F1 = 0.90, 0.90, 0.75
PAGES, PAGES_SECONDS, PAGE_SECONDS = 200, 5.0, 0.1
LINES, LINES_SECONDS = 10_000, 10.0
MEGABYTES = 500


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", type=Path, default=sorted(CASES.glob("*.jsonl")))
    parser.add_argument("--mistakes", type=int, default=10, help="how many mistakes to list for each set")
    parser.add_argument("--speed", action="store_true", help="only the times")
    options = parser.parse_args()
    rules = claim_rules(load_pack())
    right = True
    if not options.speed:
        for path in options.sets:
            right &= report(path, rules, options.mistakes)
    right &= speed(rules)
    return 0 if right else 1


def report(path: Path, rules: ClaimRules, most: int) -> bool:
    sentences = read_labelled(path)
    whole = agreement(sentences, rules)
    print(f"\n# {path.stem}: {len(sentences)} sentences, {sum(one.flag for one in sentences)} flagged\n")
    print(f"{'flag':38}{figures(whole.flag)}")
    alone = measure(sentences, lambda one: judge(one.text, rules, model=None))
    print(f"{'flag, by the rules alone':38}{figures(alone.flag)}   kinds {alone.macro_f1:.3f}")
    for language in sorted({one.lang for one in sentences}):
        own = [one for one in sentences if one.lang == language]
        print(f"  {language:36}{figures(agreement(own, rules).flag)}   n={len(own)}")
    print(f"{'kinds, macro-F1':38}{whole.macro_f1:.3f}")
    for kind, score in whole.kinds.items():
        print(f"  {kind:36}{figures(score)}   n={score.hits + score.misses}")
    if most and whole.mistakes:
        print("\nmistakes (worst first: marked by most words, or long and not marked):")
    for one, verdict in worst(whole)[:most]:
        what = "marked  " if verdict.flag else "missed  "
        print(f"  {what}{one.lang}  {one.text}  [{', '.join(verdict.kinds or sorted(one.kinds))}]")
    reached = whole.flag.f1 >= F1 and whole.flag.precision >= PRECISION and whole.macro_f1 >= MACRO_F1
    return reached or path.stem in TUNED_ON


def worst(whole: Agreement) -> list[tuple[Labelled, object]]:
    return sorted(whole.mistakes, key=lambda pair: (-len(pair[1].kinds), -len(pair[0].kinds), pair[0].text))


def agreement(sentences: list[Labelled] | tuple[Labelled, ...], rules: ClaimRules) -> Agreement:
    """What ``wellbought claims --jsonl`` says of them: the language is found, not told."""
    return measure(sentences, lambda one: judge(one.text, rules))


def figures(score: Score) -> str:
    return f"precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}"


def speed(rules: ClaimRules) -> bool:
    print("\n# speed\n")
    sentences = [one.text for path in sorted(CASES.glob("*.jsonl")) for one in read_labelled(path)]
    for text in sentences:
        judge(text, rules)
    page = "\n\n".join(" ".join(sentences[start : start + 4]) for start in range(0, 28, 4))
    book = "\n\f\n".join(
        "\n\n".join(" ".join((sentences * 10)[start : start + 4]) for start in range(number * 28, number * 28 + 28, 4))
        for number in range(PAGES)
    )
    pages_in = timed(lambda: find_claims(book, rules))
    page_in = timed(lambda: find_claims(page, rules))
    lines_in = command_time([json.dumps({"id": n, "text": (sentences * 10)[n]}) for n in range(LINES)])
    megabytes = (
        max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    )
    rows = (
        (f"{PAGES} pages of text ({len(book.split()):,} words)", pages_in, PAGES_SECONDS, "s"),
        (f"a page ({len(page.split())} words)", page_in, PAGE_SECONDS, "s"),
        (f"{LINES:,} lines by --jsonl, from start to end", lines_in, LINES_SECONDS, "s"),
        ("peak memory", megabytes, MEGABYTES, "MB"),
    )
    for name, value, most, unit in rows:
        print(f"{name:52}{value:8.3f} {unit}   (at most {most:g})")
    return all(value <= most for _, value, most, _ in rows)


def timed(work) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def command_time(lines: list[str]) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "wellbought", "claims", "--jsonl", file.name], check=True, stdout=subprocess.DEVNULL
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    sys.exit(main())
