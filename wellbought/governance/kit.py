"""The answers to the governance kit's questions, read and completed with what fits the organisation's size."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.pack.kinds import KitChoice, KitOption
from wellbought.pack.read import Pack
from wellbought.profile import Value, parse_fact

SIZES: Final = ("tiny", "small", "medium", "large")
SIZE: Final = "size"
LIMIT: Final = "fast-limit"
WEAK_SPOTS: Final = "weak-spots"
#: Below this score, of 0 to 4, a dimension of the readiness check counts as a weak spot; the three lowest are taken.
WEAK_BELOW: Final = 2.0
MOST_WEAK_SPOTS: Final = 3
LONGEST_NAME: Final = 200

_KEYS: Final = ("organisation", "choices", "fast_limit", "readiness")


class KitInvalid(SeveralErrors):
    """Answers that cannot be used; holds every fault with the choice that it is about."""


@dataclass(frozen=True, slots=True)
class Kit:
    """An organisation's choices.

    :ivar chosen: the values chosen, by the choice's id; every choice has an entry, perhaps an empty one
    :ivar suggested: the choices that nobody made, and that follow from the size
    :ivar limit: up to which amount the fast lane goes; ``None`` for no limit
    """

    organisation: str
    size: str
    chosen: Mapping[str, tuple[str, ...]]
    suggested: frozenset[str]
    limit: Value | None

    def chose(self, choice: str, value: str) -> bool:
        """Whether a value was chosen."""
        return value in self.chosen.get(choice, ())

    def options(self, choice: str, pack: Pack) -> tuple[KitOption, ...]:
        """The options chosen, with their reasons, in the pack's order."""
        item = pack.get(KitChoice, choice)
        return tuple(option for option in item.options if option.value in self.chosen.get(choice, ()))

    def as_json(self) -> dict[str, object]:
        """The answers in the shape in which they are read."""
        limit = {"amount": f"{self.limit.amount:f}", "currency": self.limit.currency} if self.limit else None
        choices = {key: list(values) for key, values in self.chosen.items()}
        return {"organisation": self.organisation, "choices": choices, "fast_limit": limit}


def parse_kit(raw: object, pack: Pack) -> Kit:
    """Read answers. What is left out is what we would suggest for the organisation's size.

    :raises KitInvalid: naming every choice that is not right, with what may be chosen
    """
    faults: list[WellboughtError] = []
    if not isinstance(raw, dict):
        raise KitInvalid([WellboughtError('The answers are a set of fields, such as {"choices": {"size": "small"}}.')])
    faults += [
        WellboughtError(f"There is no such field. There are: {', '.join(_KEYS)}.", where=str(key))
        for key in raw
        if key not in _KEYS
    ]
    organisation = raw.get("organisation") or ""
    if not isinstance(organisation, str) or len(organisation) > LONGEST_NAME:
        faults.append(WellboughtError(f"A name has up to {LONGEST_NAME} letters.", where="organisation"))
    given = _given(raw.get("choices"), pack, faults)
    limit = _limit(raw.get("fast_limit"), faults)
    weak = _weak_spots(raw.get("readiness"), pack, faults)
    if WEAK_SPOTS not in given and weak:
        given[WEAK_SPOTS] = weak
    if SIZE not in given and not faults:
        faults.append(WellboughtError(f"Say how large the organisation is: {', '.join(SIZES)}.", where=SIZE))
    if faults:
        raise KitInvalid(faults)
    size = given[SIZE][0]
    chosen = {
        choice.id: given[choice.id] if choice.id in given else choice.suggested.get(size, ())
        for choice in pack.all(KitChoice)
        if choice.options
    }
    suggested = frozenset(choice for choice in chosen if choice not in given and chosen[choice])
    return Kit(str(organisation).strip(), size, chosen, suggested, limit)


def blank_kit(pack: Pack, size: str) -> Kit:
    """What we would suggest to an organisation of a size."""
    return parse_kit({"choices": {SIZE: size}}, pack)


def _given(raw: object, pack: Pack, faults: list[WellboughtError]) -> dict[str, tuple[str, ...]]:
    if raw is None:
        return {}
    if not isinstance(raw, dict):
        faults.append(WellboughtError("Choices are fields with their values.", where="choices"))
        return {}
    known = {choice.id: choice for choice in pack.all(KitChoice)}
    found: dict[str, tuple[str, ...]] = {}
    for key, value in raw.items():
        choice = known.get(key)
        values = value if isinstance(value, list | tuple) else [value]
        if choice is None or not choice.options:
            asked = ", ".join(one.id for one in known.values() if one.options)
            faults.append(WellboughtError(f"There is no such choice. There are: {asked}.", where=str(key)))
            continue
        allowed = [option.value for option in choice.options]
        wrong = [one for one in values if one not in allowed]
        if wrong:
            faults.append(WellboughtError(f"“{wrong[0]}” cannot be chosen. Use: {', '.join(allowed)}.", where=str(key)))
        elif len(values) != 1 and not choice.several:
            faults.append(WellboughtError("Choose one.", where=str(key)))
        else:
            found[key] = tuple(str(one) for one in allowed if one in values)
    return found


def _limit(raw: object, faults: list[WellboughtError]) -> Value | None:
    if raw is None:
        return None
    try:
        value = parse_fact("estimated_value", raw)
    except WellboughtError as error:
        faults.append(WellboughtError(error.message, where="fast_limit"))
        return None
    return value if isinstance(value, Value) else None


def _weak_spots(raw: object, pack: Pack, faults: list[WellboughtError]) -> tuple[str, ...]:
    """The lowest dimensions of a readiness result, from 0 to 4 each."""
    if raw is None:
        return ()
    known = [option.value for option in pack.get(KitChoice, WEAK_SPOTS).options]
    if not isinstance(raw, dict) or any(
        not isinstance(one, int | float) and not hasattr(one, "quantize") for one in raw.values()
    ):
        faults.append(
            WellboughtError("A readiness result is a number from 0 to 4 for each dimension.", where="readiness")
        )
        return ()
    weak = sorted((float(score), str(name)) for name, score in raw.items() if name in known and score < WEAK_BELOW)
    lowest = [name for _, name in weak[:MOST_WEAK_SPOTS]]
    return tuple(name for name in known if name in lowest)
