"""Conditions over a profile, in the Common Expression Language: yes, no, or unknown because of these facts.

A condition is *yes* when it holds whatever the unknown facts turn out to be, *no* when it never does, and otherwise
unknown. So ``a || !a`` is yes though ``a`` is unknown. To find out, the unknown facts that the condition reads are
filled in with every value that it can tell apart: the values that it names, and one that it does not.
"""

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, lru_cache
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, Final, Protocol

from wellbought.errors import WellboughtError
from wellbought.profile import SHAPES, Fact, FactKind, Value

#: More combinations of unknown facts than this and the condition must be split.
MOST_COMPLETIONS: Final = 4096
MOST_LENGTH: Final = 2000

_STRING = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_QUOTED = r"'[^']*'|\"[^\"]*\""
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:[eE][+-]?\d+)?")


class ConditionInvalid(WellboughtError):
    """The expression cannot be read, or names a fact or value that does not exist."""


class Facts(Protocol):
    """Whatever knows facts by their keys: a profile, or the answers so far."""

    def fact(self, key: str) -> Fact:
        """One fact; ``None`` is unknown."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a condition says of a profile.

    :param holds: true, false, or ``None`` where it depends on facts that are unknown
    :param because: the keys of those facts
    """

    holds: bool | None
    because: tuple[str, ...] = ()


#: The condition of what always applies: a third of the pack, so it is not worth a look at the facts.
ALWAYS: Final = "true"

YES: Final = Verdict(True)
NO: Final = Verdict(False)


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A condition that has been proven against the facts of a profile. There is one for each text.

    :param facts: the keys of the facts that it reads
    :param values: for each of them, the values that the condition can tell apart
    :param ever: whether it holds for any facts at all
    """

    text: str
    facts: tuple[str, ...]
    values: Mapping[str, tuple[Fact, ...]]
    program: Any = field(repr=False)
    ever: bool = True

    def judge(self, profile: Facts) -> Verdict:
        """Say whether the condition holds for a profile."""
        if self.text == ALWAYS:
            return YES
        return _judge(self, tuple([profile.fact(key) for key in self.facts]))

    def runs_true(self, facts: tuple[Fact, ...]) -> bool:
        """Whether it holds where all its facts are known; they stand in the order of ``self.facts``."""
        named = {key: _as_cel(fact) for key, fact in zip(self.facts, facts, strict=True)}
        return bool(self.program.execute(named))

    def completions(self, facts: tuple[Fact, ...]) -> Iterator[tuple[Fact, ...]]:
        """All that the facts may turn out to be, as far as this condition can tell."""
        return itertools.product(
            *(self.values[key] if fact is None else (fact,) for key, fact in zip(self.facts, facts, strict=True))
        )


@lru_cache(maxsize=200_000)
def _judge(condition: Condition, facts: tuple[Fact, ...]) -> Verdict:
    # Few facts decide a condition, so profiles share their verdicts; the cache makes a second look free.
    unknown = tuple(key for key, fact in zip(condition.facts, facts, strict=True) if fact is None)
    outcomes = {condition.runs_true(completion) for completion in condition.completions(facts)}
    if outcomes == {True}:
        return YES
    if outcomes == {False}:
        return NO
    return Verdict(None, _that_matter(condition, facts, unknown))


def _that_matter(condition: Condition, facts: tuple[Fact, ...], unknown: tuple[str, ...]) -> tuple[str, ...]:
    """The unknown facts on which the answer turns: some change of that one alone changes it."""
    if len(unknown) == 1:
        return unknown
    answers = {completion: condition.runs_true(completion) for completion in condition.completions(facts)}
    matter = []
    for key in unknown:
        place = condition.facts.index(key)
        seen: dict[tuple[Fact, ...], bool] = {}
        for completion, answer in answers.items():
            rest = completion[:place] + completion[place + 1 :]
            if seen.setdefault(rest, answer) != answer:
                matter.append(key)
                break
    return tuple(matter)


@cache
def condition(text: str) -> Condition:
    """Compile an expression such as ``affects == 'public' && 'generative' in ai_type``.

    :raises ConditionInvalid: saying what is wrong with the expression
    """
    if len(text) > MOST_LENGTH:
        raise ConditionInvalid(f"A condition may have at most {MOST_LENGTH} characters; split it.")
    try:
        program = _cel().compile(text)
    except ValueError as error:
        raise ConditionInvalid(f"The condition cannot be read: {error}") from None
    bound = {match[1] for match in re.finditer(r"\.(?:all|exists|exists_one|filter|map)\(\s*(\w+)\s*,", text)}
    facts = tuple(name for name in program.variables() if name not in bound)
    strings = tuple(dict.fromkeys(one or other for one, other in _STRING.findall(text)))
    wrong = [f"“{name}” is not a fact of a profile." for name in facts if name not in SHAPES]
    wrong += _wrong_strings(text, facts, strings)
    if wrong:
        raise ConditionInvalid(" ".join(wrong))
    _check_sizes(text, facts)
    numbers = tuple(Decimal(number) for number in _NUMBER.findall(_STRING.sub("", text)))
    values = {key: _values_told_apart(key, strings, numbers) for key in facts}
    count = 1
    for told_apart in values.values():
        count *= len(told_apart)
    if count > MOST_COMPLETIONS:
        raise ConditionInvalid(f"The condition reads too many facts at once ({count} combinations); split it.")
    compiled = Condition(text, facts, values, program)
    ever = False
    try:
        for completion in compiled.completions((None,) * len(facts)):
            outcome = program.execute({key: _as_cel(fact) for key, fact in zip(facts, completion, strict=True)})
            if not isinstance(outcome, bool):
                raise ConditionInvalid("A condition must say true or false.")
            ever = ever or outcome
    except (TypeError, ValueError, RuntimeError, ArithmeticError, LookupError) as error:
        raise ConditionInvalid(f"The condition fails when it is run: {error}") from None
    return replace(compiled, ever=ever)


def _wrong_strings(text: str, facts: tuple[str, ...], strings: tuple[str, ...]) -> list[str]:
    """CEL does not check types: a misspelt value would be false for ever, without a word."""
    known = [key for key in facts if key in SHAPES]
    wrong = {
        string: f"“{string}” is not a value of {key}."
        for key in known
        for string in _compared_with(text, key)
        if key != "jurisdiction" and string not in SHAPES[key].values
    }
    allowed = {value for key in known for value in SHAPES[key].values}
    for key in ("jurisdiction", *(name for name in facts if name not in SHAPES)):
        if key in facts:  # what an unknown fact is compared with is nobody's fault
            allowed.update(_compared_with(text, key))
    for string in strings:
        is_currency = "estimated_value" in facts and re.fullmatch(r"[A-Z]{3}", string)
        if string not in allowed and not is_currency:
            wrong.setdefault(string, f"“{string}” is not a value of {' or '.join(known) or 'any fact'}.")
    return list(wrong.values())


def _compared_with(text: str, key: str) -> Iterator[str]:
    """The strings that a condition compares one fact with: ``key == 'x'``, ``key in ['x']``, ``'x' in key``."""
    word = rf"(?<![\w.']){key}(?![\w.'])"
    for listed in re.findall(rf"{word}\s*(?:==|!=)\s*({_QUOTED})", text):
        yield listed[1:-1]
    for listed in re.findall(rf"{word}\s+in\s*\[([^\]]*)\]", text):
        yield from (one or other for one, other in _STRING.findall(listed))
    for listed in re.findall(rf"({_QUOTED})\s+in\s+{word}", text):
        yield listed[1:-1]


def _check_sizes(text: str, facts: tuple[str, ...]) -> None:
    """How many values a list has cannot be told apart beyond none and some: unknown lists are tried with few values."""
    for key in facts:
        if SHAPES[key].kind is not FactKind.CHOICES:
            continue
        sized = rf"(?:size\(\s*{key}\s*\)|(?<![\w.]){key}\.size\(\))"
        if len(re.findall(sized, text)) != len(re.findall(rf"{sized}\s*(?:>|==|!=)\s*0(?![\d.])", text)):
            raise ConditionInvalid(f"The size of {key} may only be compared with 0, as in “size({key}) > 0”.")


def _values_told_apart(key: str, strings: tuple[str, ...], numbers: tuple[Decimal, ...]) -> tuple[Fact, ...]:
    shape = SHAPES[key]
    if shape.kind is FactKind.YES_NO:
        return (False, True)
    if shape.kind is FactKind.VALUE:
        currencies = tuple(string for string in strings if re.fullmatch(r"[A-Z]{3}", string))
        return tuple(Value(amount, currency) for currency in (*currencies, "XXX") for amount in _amounts(numbers))
    named = tuple(string for string in strings if string in shape.values or key == "jurisdiction")
    other = next((value for value in shape.values if value not in named), None)
    if shape.kind is FactKind.CHOICE:
        return named if other is None else (*named, other)
    singles = named if other is None else (*named, other)
    if key == "jurisdiction":
        singles = named
    sets = itertools.chain.from_iterable(itertools.combinations(singles, size) for size in range(len(singles) + 1))
    return tuple(chosen for chosen in sets if chosen or shape.may_be_empty)


def _amounts(numbers: tuple[Decimal, ...]) -> list[Decimal]:
    """Amounts on each side of every number and between them."""
    marks = sorted({Decimal(0), *(number for number in numbers if number >= 0)})
    between = [(low + high) / 2 for low, high in itertools.pairwise(marks)]
    return sorted({*marks, *between, marks[-1] + 1})


def _as_cel(fact: Fact) -> object:
    if isinstance(fact, tuple):
        return list(fact)
    if isinstance(fact, Value):
        return {"amount": float(fact.amount), "currency": fact.currency}
    return fact


@cache
def _cel() -> ModuleType:
    """The CEL extension alone: ``import cel`` would load its command line too, half a second of it."""
    package = find_spec("cel")
    assert package is not None
    assert package.submodule_search_locations is not None
    spec = PathFinder.find_spec("cel.cel", list(package.submodule_search_locations))
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
