"""The check as a conversation in the terminal."""

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import FactQuestion, Source
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.profile import SHAPES, Fact, FactKind, Profile, impossible_mixes, parse_fact
from wellbought.triage import OpenFact, Outcome
from wellbought.triage.interview import counting, following, preceding, progress


def ask_all(pack: Pack) -> Profile:
    """Ask for each fact in turn; an empty line is "I don't know yet", ``<`` goes back, ``?`` explains."""
    print("Press Enter if you don't know yet. Type < to go back, ? to see what is meant, Ctrl-C to stop.\n")
    answers = Profile()
    question = following(pack, answers, None)
    while question is not None:
        place, count = progress(pack, answers, question.key)
        said = _ask(pack, question, f"[{place}/{count}]")
        if said == "<":
            question = preceding(pack, answers, question.key) or question
            continue
        try:
            changed = answers.with_facts({question.key: _parsed(pack, question, said)})
            faults = impossible_mixes(counting(pack, changed))
        except WellboughtError as error:
            faults = [error]
        if faults:
            print(f"   {faults[0].message}\n")
            continue
        answers = changed
        question = following(pack, answers, question.key)
    return counting(pack, answers)


def _ask(pack: Pack, question: FactQuestion, place: str) -> str:
    print(f"{place} {question.ask}")
    options = _options(pack, question)
    for number, (_, label) in enumerate(options, start=1):
        print(f"   {number}. {label}")
    hint = {
        FactKind.CHOICE: "a number",
        FactKind.CHOICES: "numbers parted by commas, 0 for none",
        FactKind.YES_NO: "y or n",
        FactKind.VALUE: "such as 50000 EUR",
    }[SHAPES[question.key].kind]
    while True:
        said = input(f"   ({hint}) > ").strip()
        if said != "?":
            return said
        print(f"   {question.explain}")


def _options(pack: Pack, question: FactQuestion) -> list[tuple[str, str]]:
    if question.key == "jurisdiction":
        return [(name, pack.cards[name].title) for name in pack.jurisdictions]
    return [(option.value, option.label) for option in question.options]


def _parsed(pack: Pack, question: FactQuestion, said: str) -> Fact:
    if not said:
        return None
    kind = SHAPES[question.key].kind
    if kind is FactKind.YES_NO:
        known = {"y": True, "yes": True, "n": False, "no": False}
        if said.lower() not in known:
            raise WellboughtError("Answer y or n, or press Enter if you don't know yet.")
        return known[said.lower()]
    if kind is FactKind.VALUE:
        amount, _, currency = said.replace(",", "").partition(" ")
        return parse_fact(question.key, {"amount": amount, "currency": currency.strip().upper()})
    values = [value for value, _ in _options(pack, question)]
    numbers = [part.strip() for part in said.split(",") if part.strip() != "0"]
    if not all(number.isdecimal() and 1 <= int(number) <= len(values) for number in numbers):
        raise WellboughtError(f"Use the numbers from 1 to {len(values)}.")
    chosen = [values[int(number) - 1] for number in numbers]
    if kind is FactKind.CHOICE:
        if len(chosen) != 1:
            raise WellboughtError("Choose one number.")
        return chosen[0]
    return parse_fact(question.key, chosen, jurisdictions=pack.jurisdictions)


def _could(fact: OpenFact) -> str:
    if fact.could_raise_to:
        return f"could raise the tier to {fact.could_raise_to}"
    if fact.could_approach:
        return f"could change the approach to {', '.join(fact.could_approach)}"
    return "could change the result" if fact.changes_result else "could change only the plan"


def tell(outcome: Outcome, pack: Pack) -> None:
    """Print an outcome for a person."""
    between = outcome.tier_range
    settled = "" if between.settled else f" (may turn out {between.least} to {between.most})"
    print(f"\nTier:     {outcome.tier or 'not known yet'}{settled}")
    print(f"Approach: {', '.join(outcome.approach) or 'not known yet'}")
    print(f"Route:    {outcome.route or 'not known yet'}\n")
    for rule in outcome.fired:
        print(f" • {rule.because} [{', '.join(_cited(pack, source) for source in rule.sources)}]")
    if outcome.open:
        print("\nStill open:")
        for fact in outcome.open:
            print(f" ? {fact.key}: {_could(fact)}" + (f"; ask {fact.who_knows}" if fact.who_knows else ""))
    if outcome.duties:
        print("\nDuties:")
        for due in outcome.duties:
            maybe = "" if due.holds else " (depends on: " + ", ".join(due.because) + ")"
            print(f" § {due.duty.title} — {due.duty.place}, {due.duty.status}{maybe}")
    print("\nNot legal advice. Your own policies come first.")


def _cited(pack: Pack, reference: str) -> str:
    try:
        return pack.get(Source, reference.partition("@")[0]).title
    except ItemUnknown:
        return reference
