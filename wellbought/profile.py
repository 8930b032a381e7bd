"""The facts of one purchase. What the buyer did not say is ``None``: unknown, never "no"."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from enum import StrEnum

from wellbought.profile_faults import FactInvalid, ProfileInvalid, Sentence
from wellbought.vocabulary import Approach

MOST_AMOUNT = Decimal(10) ** 15
#: More digits than any amount of money has.
MOST_DIGITS = 40
MOST_SHOWN = 60


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
        raise ProfileInvalid([FactInvalid(Sentence.NO_OBJECT, example='{"affects": "public"}')])
    faults: list[FactInvalid] = []
    facts: dict[str, Fact] = {}
    for key, given in raw.items():
        try:
            facts[str(key)] = parse_fact(str(key), given, jurisdictions=jurisdictions)
        except FactInvalid as fault:
            faults.append(fault)
    profile = Profile().with_facts(facts)
    faults += [] if mixes else impossible_mixes(profile)
    if faults:
        raise ProfileInvalid(faults)
    return profile


def parse_fact(key: str, given: object, *, jurisdictions: tuple[str, ...] | None = None) -> Fact:
    """Read one fact. An empty list of a fact that always has some value (``ai_type``) is unknown.

    :raises FactInvalid: naming the field and what is allowed
    """
    shape = SHAPES.get(key)
    if shape is None:
        close = get_close_matches(key, SHAPES, n=1)
        if close:
            raise FactInvalid(Sentence.UNKNOWN_FACT_CLOSE, where=key, close=close[0])
        raise FactInvalid(Sentence.UNKNOWN_FACT, where=key, facts=", ".join(SHAPES))
    if given is None:
        return None
    if shape.kind is FactKind.YES_NO:
        if not isinstance(given, bool):
            raise FactInvalid(Sentence.NO_ANSWER, where=key, given=_shown(given))
        return given
    if shape.kind is FactKind.VALUE:
        return _parse_value(key, given)
    allowed = shape.values
    if key == "jurisdiction":
        allowed = jurisdictions if jurisdictions is not None else ()
    if shape.kind is FactKind.CHOICE:
        return _one_of(key, given, allowed)
    if not isinstance(given, list | tuple):
        raise FactInvalid(Sentence.NO_LIST, where=key, given=_shown(given), example=f"[{_example(allowed)}]")
    free = key == "jurisdiction" and jurisdictions is None
    chosen = tuple(dict.fromkeys(_spelt(key, one) if free else _one_of(key, one, allowed) for one in given))
    return chosen if chosen or shape.may_be_empty else None


def impossible_mixes(profile: Profile) -> list[FactInvalid]:
    """Facts that cannot both hold, each with what to change."""
    faults: list[FactInvalid] = []
    if profile.ai_type is not None and "none" in profile.ai_type and len(profile.ai_type) > 1:
        faults.append(FactInvalid(Sentence.NONE_AND_SOME, where="ai_type"))
    if profile.affects == "none-direct" and profile.legal_or_similar_effect:
        faults.append(FactInvalid(Sentence.EFFECT_ON_NOBODY, where="legal_or_similar_effect"))
    if profile.biometric and profile.personal_data is False:
        faults.append(FactInvalid(Sentence.BIOMETRIC_NOT_PERSONAL, where="biometric"))
    if profile.sensitive_data and profile.personal_data is False:
        faults.append(FactInvalid(Sentence.SENSITIVE_NOT_PERSONAL, where="sensitive_data"))
    return faults


def _one_of(key: str, given: object, allowed: tuple[str, ...]) -> str:
    if isinstance(given, str) and given in allowed:
        return given
    close = get_close_matches(given, allowed, n=1) if isinstance(given, str) else []
    words = {"given": _shown(given), "allowed": ", ".join(allowed)}
    if close:
        raise FactInvalid(Sentence.NOT_ALLOWED_CLOSE, where=key, close=close[0], **words)
    raise FactInvalid(Sentence.NOT_ALLOWED, where=key, **words)


def _spelt(key: str, given: object) -> str:
    if isinstance(given, str) and re.fullmatch(r"[a-z][a-z0-9-]{0,63}", given):
        return given
    raise FactInvalid(Sentence.NO_ID, where=key, given=_shown(given))


def _parse_value(key: str, given: object) -> Value:
    example = '{"amount": 50000, "currency": "EUR"}'
    if not isinstance(given, Mapping) or set(given) != {"amount", "currency"}:
        raise FactInvalid(Sentence.NO_VALUE, where=key, given=_shown(given), example=example)
    amount, currency = given["amount"], given["currency"]
    countable = isinstance(amount, int | float | str | Decimal) and not isinstance(amount, bool)
    number = _number(amount) if countable else None
    if number is None:
        raise FactInvalid(Sentence.NO_AMOUNT, where=f"{key}.amount", given=_shown(amount), example=example)
    if not 0 <= number <= MOST_AMOUNT:
        raise FactInvalid(Sentence.AMOUNT_TOO_LARGE, where=f"{key}.amount")
    if not isinstance(currency, str) or not re.fullmatch(r"[A-Z]{3}", currency):
        raise FactInvalid(Sentence.NO_CURRENCY, where=f"{key}.currency", given=_shown(currency))
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
