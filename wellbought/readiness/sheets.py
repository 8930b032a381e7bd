"""What people answered, as plain data, and reading it from a file.

A statement is answered with a level from 0 to 4, or with a reason why there is none. Neither reason ever counts as a
level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.pack.kinds import Statement
from wellbought.pack.read import Pack
from wellbought.vocabulary import TEAM_ROLES, Role

LOWEST, HIGHEST = 0, 4
#: More people than this in one round are not read from a file.
MOST_PEOPLE: Final = 1000
LONGEST_NAME: Final = 200

_ROUND_KEYS: Final = ("organisation", "title", "on", "named", "people", "answers", "role", "earlier")
_PERSON_KEYS: Final = ("name", "role", "answers")


class NoLevel(StrEnum):
    """Why a statement was answered without a level."""

    UNKNOWN = "unknown"
    NOT_MY_FIELD = "not-my-field"


Answer = int | NoLevel


class AnswersInvalid(SeveralErrors):
    """Answers that cannot be used; holds every fault with where it is."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one person answered.

    :ivar name: who they are; empty where that is not told
    :ivar answers: by the statement's id; what is missing was not answered
    """

    answers: Mapping[str, Answer]
    role: Role | None = None
    name: str = ""

    def as_json(self) -> dict[str, object]:
        """The sheet in the shape in which it is read."""
        answers = {statement: int(one) if isinstance(one, int) else str(one) for statement, one in self.answers.items()}
        return {"name": self.name, "role": self.role, "answers": answers}


@dataclass(frozen=True, slots=True)
class Round:
    """All that was answered at one time.

    :ivar named: whether everybody agreed that the result shows who said what
    :ivar on: the day, as it was written
    """

    sheets: tuple[Sheet, ...]
    organisation: str = ""
    title: str = ""
    on: str = ""
    named: bool = True
    earlier: "Round | None" = None

    def as_json(self) -> dict[str, object]:
        """The round in the shape in which it is read."""
        return {
            "organisation": self.organisation,
            "title": self.title,
            "on": self.on,
            "named": self.named,
            "people": [sheet.as_json() for sheet in self.sheets],
            "earlier": self.earlier.as_json() if self.earlier else None,
        }


def statements_for(pack: Pack, role: Role | None) -> tuple[Statement, ...]:
    """The statements of a role's own field; all of them for ``None``."""
    return tuple(one for one in pack.all(Statement) if role is None or role in one.roles)


def parse_answer(raw: object) -> Answer:
    """Read one answer.

    :raises WellboughtError: saying what is allowed
    """
    if isinstance(raw, int) and not isinstance(raw, bool) and LOWEST <= raw <= HIGHEST:
        return raw
    if isinstance(raw, str) and raw in tuple(NoLevel):
        return NoLevel(raw)
    shown = f"“{raw}”" if isinstance(raw, str | int | float) else "This"
    raise WellboughtError(f"{shown} is no answer. Use a level from {LOWEST} to {HIGHEST}, “unknown” or “not-my-field”.")


def parse_round(raw: object, pack: Pack) -> Round:
    """Read the answers of one person or of several.

    One person: ``{"role": "procurement", "answers": {"written-plan": 2, "list-of-uses": "unknown"}}``. Several:
    ``{"organisation": "…", "people": [{"name": "…", "role": "…", "answers": {…}}], "earlier": {…}}``.

    :raises AnswersInvalid: naming every answer that is not right
    """
    faults: list[WellboughtError] = []
    found = _round(raw, pack, "", faults)
    if faults or found is None:
        raise AnswersInvalid(faults)
    return found


def _round(raw: object, pack: Pack, where: str, faults: list[WellboughtError]) -> Round | None:
    if not isinstance(raw, dict):
        message = 'Answers are a set of fields, such as {"answers": {"written-plan": 2}}.'
        faults.append(WellboughtError(message, where=where))
        return None
    known = ", ".join(_ROUND_KEYS)
    faults += [
        WellboughtError(f"There is no such field. There are: {known}.", where=f"{where}{key}")
        for key in raw
        if key not in _ROUND_KEYS
    ]
    people = raw.get("people")
    if people is None:
        people = [{"role": raw.get("role"), "answers": raw.get("answers", {})}]
    elif "answers" in raw:
        faults.append(WellboughtError("Give “answers” for one person or “people” for several.", where=f"{where}people"))
    if not isinstance(people, list) or not 1 <= len(people) <= MOST_PEOPLE:
        faults.append(WellboughtError(f"A list of 1 to {MOST_PEOPLE} people is needed.", where=f"{where}people"))
        return None
    sheets = tuple(_sheet(one, pack, f"{where}people.{number}", faults) for number, one in enumerate(people))
    named = raw.get("named", True)
    if not isinstance(named, bool):
        faults.append(WellboughtError("Use true or false.", where=f"{where}named"))
    earlier = raw.get("earlier")
    words = {key: _words(raw.get(key), f"{where}{key}", faults) for key in ("organisation", "title", "on")}
    before = _round(earlier, pack, f"{where}earlier.", faults) if earlier is not None else None
    return Round(sheets, **words, named=named is True, earlier=before)


def _words(raw: object, where: str, faults: list[WellboughtError]) -> str:
    if raw is None:
        return ""
    if not isinstance(raw, str) or len(raw) > LONGEST_NAME:
        faults.append(WellboughtError(f"Up to {LONGEST_NAME} letters are allowed here.", where=where))
        return ""
    return raw.strip()


def _sheet(raw: object, pack: Pack, where: str, faults: list[WellboughtError]) -> Sheet:
    if not isinstance(raw, dict):
        faults.append(WellboughtError("A person has “answers”, and may have “name” and “role”.", where=where))
        return Sheet({})
    known = ", ".join(_PERSON_KEYS)
    faults += [
        WellboughtError(f"There is no such field. There are: {known}.", where=f"{where}.{key}")
        for key in raw
        if key not in _PERSON_KEYS
    ]
    role, roles = raw.get("role"), tuple(TEAM_ROLES)
    if role is not None and role not in roles:
        faults.append(WellboughtError(f"Use one of: {', '.join(roles)}.", where=f"{where}.role"))
        role = None
    answers: dict[str, Answer] = {}
    given = raw.get("answers")
    if not isinstance(given, dict):
        faults.append(WellboughtError("Answers are statements with their levels.", where=f"{where}.answers"))
        given = {}
    there = {old: item.id for item in pack.all(Statement) for old in (item.id, *item.formerly)}
    for key, value in given.items():
        place = f"{where}.answers.{key}"
        if key not in there:
            faults.append(WellboughtError("There is no such statement.", where=place))
            continue
        try:
            answers[there[key]] = parse_answer(value)
        except WellboughtError as error:
            faults.append(WellboughtError(error.message, where=place))
    return Sheet(answers, Role(role) if role else None, _words(raw.get("name"), f"{where}.name", faults))
