"""The facts of one purchase. What the buyer did not say is ``None``: unknown, never "no"."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum

from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.vocabulary import Approach

MOST_AMOUNT = Decimal(10) ** 15
#: More digits than any amount of money has.
MOST_DIGITS = 40
MOST_SHOWN = 60

# What is told of a profile that is not right, whole sentences each, so that they can be told in other languages too.
NOT_AN_OBJECT = "A profile is a JSON object of facts, such as %(example)s."
NO_SUCH_FACT = "There is no fact of this name. The facts are: %(allowed)s."
NO_SUCH_FACT_BUT = "There is no fact of this name. Did you mean “%(close)s”?"
NOT_YES_OR_NO = "%(given)s is not an answer. Use true, false or null (unknown)."
NOT_A_LIST = "%(given)s is not a list. Use a list such as [%(example)s]."
NOT_AN_ANSWER = "%(given)s is not one of the answers. Allowed: %(allowed)s."
NOT_AN_ANSWER_BUT = "%(given)s is not one of the answers. Did you mean “%(close)s”? Allowed: %(allowed)s."
NOT_AN_ID = "%(given)s is not an id, such as “eu” or “us-federal”."
NOT_A_VALUE = "%(given)s is not a value. Use %(right)s."
NOT_AN_AMOUNT = "%(given)s is not an amount. Use %(right)s."
NO_SUCH_AMOUNT = "The amount must be from 0 to 1,000,000,000,000,000."
NOT_A_CURRENCY = "%(given)s is not a currency. Use its three capital letters, such as EUR, USD or COP."
NONE_STANDS_ALONE = "“none” stands beside a kind of AI. Keep “none” alone, or leave it out."
AN_EFFECT_ON_NOBODY = (
    "A legal or similar effect is an effect on someone: affects cannot be “none-direct”. Say “public” or “staff”, "
    "or set legal_or_similar_effect to false."
)
BIOMETRIC_IS_PERSONAL = "Biometric data are personal data. Set personal_data to true, or biometric to false."
SENSITIVE_IS_PERSONAL = "Sensitive data are personal data. Set personal_data to true, or sensitive_data to false."
RIGHT_VALUE = '{"amount": 50000, "currency": "EUR"}'


class FactKind(StrEnum):
    """What an answer to a fact looks like."""

    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    VALUE = "value"


@dataclass(frozen=True, slots=True)
class FactShape:
    """What may be said of one fact.

    :param values: the allowed values of a choice; empty for ``jurisdiction``, whose values are the packs at hand
    """

    key: str
    kind: FactKind
    values: tuple[str, ...] = ()
    may_be_empty: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """An amount of money, as in OCDS. The amount is never a float."""

    amount: Decimal
    currency: str


Fact = str | bool | tuple[str, ...] | Value | None


def _choice(key: str, *values: str) -> FactShape:
    return FactShape(key, FactKind.CHOICE, values)


def _choices(key: str, *values: str, may_be_empty: bool = False) -> FactShape:
    return FactShape(key, FactKind.CHOICES, values, may_be_empty)


def _yes_no(key: str) -> FactShape:
    return FactShape(key, FactKind.YES_NO)


DOMAINS = (
    "benefits child-protection social-care health public-health education employment-services human-resources "
    "housing policing justice prisons border-immigration identity tax finance-audit regulation-inspection permits "
    "elections-democracy emergency critical-infrastructure transport streets-waste-parking environment-weather "
    "science-research statistics culture-library customer-service communications records-documents "
    "office-productivity internal-it cybersecurity procurement legislation-policy physical-security defence other"
).split()

PRACTICES = (
    "live-biometric-identification biometric-categorisation emotion-recognition lie-detection scraped-biometric-data "
    "social-scoring individual-crime-prediction manipulation nudification"
).split()

#: Every fact, in the order in which a profile lists them.
SHAPES: dict[str, FactShape] = {
    shape.key: shape
    for shape in (
        _choices("ai_type", "predictive", "generative", "agentic", "computer-vision", "speech", "other", "none"),
        _choice("affects", "public", "staff", "none-direct"),
        _choice("decision_role", "automates", "recommends", "assists", "informs"),
        _choice("domain", *DOMAINS),
        _choices("practices", *PRACTICES, may_be_empty=True),
        _yes_no("personal_data"),
        _yes_no("sensitive_data"),
        _yes_no("biometric"),
        _yes_no("vulnerable_groups"),
        _yes_no("legal_or_similar_effect"),
        _yes_no("safety"),
        _yes_no("reversible"),
        _yes_no("human_review"),
        _yes_no("public_facing"),
        _yes_no("existing_product"),
        _yes_no("vendor_trains_on_data"),
        _choice("need", "common", "own-process", "unique"),
        _choice("technical_capacity", "low", "some", "strong"),
        _choice("market", "known-vendors", "newcomers", "unknown"),
        _choice("time", "weeks", "months", "year"),
        _choices("considered", *Approach, may_be_empty=True),
        _choice("scale", "pilot", "team", "organisation", "population"),
        _choices("jurisdiction", may_be_empty=True),
        FactShape("estimated_value", FactKind.VALUE),
        _choice("pricing", "per-user", "usage", "fixed", "free", "bundled", "outcome", "unknown"),
    )
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of one purchase. Lists keep the order in which the buyer gave them."""

    ai_type: tuple[str, ...] | None = None
    affects: str | None = None
    decision_role: str | None = None
    domain: str | None = None
    practices: tuple[str, ...] | None = None
    personal_data: bool | None = None
    sensitive_data: bool | None = None
    biometric: bool | None = None
    vulnerable_groups: bool | None = None
    legal_or_similar_effect: bool | None = None
    safety: bool | None = None
    reversible: bool | None = None
    human_review: bool | None = None
    public_facing: bool | None = None
    existing_product: bool | None = None
    vendor_trains_on_data: bool | None = None
    need: str | None = None
    technical_capacity: str | None = None
    market: str | None = None
    time: str | None = None
    considered: tuple[str, ...] | None = None
    scale: str | None = None
    jurisdiction: tuple[str, ...] | None = None
    estimated_value: Value | None = None
    pricing: str | None = None

    def fact(self, key: str) -> Fact:
        """One fact by its key; ``None`` is unknown."""
        found: Fact = getattr(self, key)
        return found

    def known(self) -> tuple[str, ...]:
        """The keys of all facts that are known."""
        return tuple(key for key in SHAPES if self.fact(key) is not None)

    def with_facts(self, facts: Mapping[str, Fact]) -> "Profile":
        """The same profile with some facts changed."""
        return replace(self, **facts)  # type: ignore[arg-type]

    def as_json(self) -> dict[str, object]:
        """The known facts as JSON values. :func:`parse_profile` reads them back to the same profile."""
        return {key: fact_as_json(self.fact(key)) for key in self.known()}


assert tuple(field.name for field in fields(Profile)) == tuple(SHAPES)


class ProfileInvalid(SeveralErrors):
    """The profile holds something that is not allowed; each error names its field and what is."""


def fact_as_json(fact: Fact) -> object:
    """One fact as a JSON value. An amount becomes a string, so that no digit is lost."""
    if isinstance(fact, tuple):
        return list(fact)
    if isinstance(fact, Value):
        return {"amount": format(fact.amount, "f"), "currency": fact.currency}
    return fact


def parse_profile(raw: object, *, jurisdictions: tuple[str, ...] | None = None, mixes: bool = False) -> Profile:
    """Read a profile from JSON values.

    :param raw: an object of facts; a fact may be missing or ``null``, which both mean unknown
    :param jurisdictions: the overlays at hand; ``None`` accepts any id that is spelt like one
    :param mixes: whether facts may stand in it that cannot both hold, because one of them does not count for now
    :raises ProfileInvalid: with every fault, each naming its field and what is allowed
    """
    if not isinstance(raw, Mapping):
        raise ProfileInvalid([WellboughtError(NOT_AN_OBJECT, values={"example": '{"affects": "public"}'})])
    faults: list[WellboughtError] = []
    facts: dict[str, Fact] = {}
    for key, given in raw.items():
        try:
            facts[str(key)] = parse_fact(str(key), given, jurisdictions=jurisdictions)
        except WellboughtError as fault:
            faults.append(fault)
    profile = Profile().with_facts(facts)
    faults += [] if mixes else impossible_mixes(profile)
    if faults:
        raise ProfileInvalid(faults)
    return profile


def parse_fact(key: str, given: object, *, jurisdictions: tuple[str, ...] | None = None) -> Fact:
    """Read one fact. An empty list of a fact that always has some value (``ai_type``) is unknown.

    :raises WellboughtError: naming the field and what is allowed
    """
    shape = SHAPES.get(key)
    if shape is None:
        close = get_close_matches(key, SHAPES, n=1)
        values = {"close": close[0]} if close else {"allowed": ", ".join(SHAPES)}
        raise WellboughtError(NO_SUCH_FACT_BUT if close else NO_SUCH_FACT, where=key, values=values)
    if given is None:
        return None
    if shape.kind is FactKind.YES_NO:
        if not isinstance(given, bool):
            raise WellboughtError(NOT_YES_OR_NO, where=key, values={"given": _shown(given)})
        return given
    if shape.kind is FactKind.VALUE:
        return _parse_value(key, given)
    allowed = shape.values
    if key == "jurisdiction":
        allowed = jurisdictions if jurisdictions is not None else ()
    if shape.kind is FactKind.CHOICE:
        return _one_of(key, given, allowed)
    if not isinstance(given, list | tuple):
        raise WellboughtError(NOT_A_LIST, where=key, values={"given": _shown(given), "example": _example(allowed)})
    free = key == "jurisdiction" and jurisdictions is None
    chosen = tuple(dict.fromkeys(_spelt(key, one) if free else _one_of(key, one, allowed) for one in given))
    return chosen if chosen or shape.may_be_empty else None


def impossible_mixes(profile: Profile) -> list[WellboughtError]:
    """Facts that cannot both hold, each with what to change."""
    faults = []
    if profile.ai_type is not None and "none" in profile.ai_type and len(profile.ai_type) > 1:
        faults.append(WellboughtError(NONE_STANDS_ALONE, where="ai_type"))
    if profile.affects == "none-direct" and profile.legal_or_similar_effect:
        faults.append(WellboughtError(AN_EFFECT_ON_NOBODY, where="legal_or_similar_effect"))
    if profile.biometric and profile.personal_data is False:
        faults.append(WellboughtError(BIOMETRIC_IS_PERSONAL, where="biometric"))
    if profile.sensitive_data and profile.personal_data is False:
        faults.append(WellboughtError(SENSITIVE_IS_PERSONAL, where="sensitive_data"))
    return faults


def _one_of(key: str, given: object, allowed: tuple[str, ...]) -> str:
    if isinstance(given, str) and given in allowed:
        return given
    close = get_close_matches(given, allowed, n=1) if isinstance(given, str) else []
    values = {"given": _shown(given), "allowed": ", ".join(allowed), "close": close[0] if close else ""}
    raise WellboughtError(NOT_AN_ANSWER_BUT if close else NOT_AN_ANSWER, where=key, values=values)


def _spelt(key: str, given: object) -> str:
    if isinstance(given, str) and re.fullmatch(r"[a-z][a-z0-9-]{0,63}", given):
        return given
    raise WellboughtError(NOT_AN_ID, where=key, values={"given": _shown(given)})


def _parse_value(key: str, given: object) -> Value:
    if not isinstance(given, Mapping) or set(given) != {"amount", "currency"}:
        raise WellboughtError(NOT_A_VALUE, where=key, values={"given": _shown(given), "right": RIGHT_VALUE})
    amount, currency = given["amount"], given["currency"]
    counts = isinstance(amount, int | float | str | Decimal) and not isinstance(amount, bool)
    number = _number(amount) if counts else None
    if number is None:
        values = {"given": _shown(amount), "right": RIGHT_VALUE}
        raise WellboughtError(NOT_AN_AMOUNT, where=f"{key}.amount", values=values)
    if not 0 <= number <= MOST_AMOUNT:
        raise WellboughtError(NO_SUCH_AMOUNT, where=f"{key}.amount")
    if not isinstance(currency, str) or not re.fullmatch(r"[A-Z]{3}", currency):
        raise WellboughtError(NOT_A_CURRENCY, where=f"{key}.currency", values={"given": _shown(currency)})
    return Value(number, currency)


def _number(amount: float | str | Decimal) -> Decimal | None:
    """A decimal number of a size that money has; ``None`` if it is not one."""
    try:
        number = Decimal(amount if isinstance(amount, int) else str(amount))
    except (InvalidOperation, ValueError):
        return None
    if not number.is_finite() or abs(number.adjusted()) > MOST_DIGITS:
        return None
    return number if len(number.as_tuple().digits) <= MOST_DIGITS else None


def _shown(given: object) -> str:
    try:
        text = json.dumps(given, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        return "This"
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _example(allowed: tuple[str, ...]) -> str:
    return ", ".join(f'"{value}"' for value in allowed[:2])
