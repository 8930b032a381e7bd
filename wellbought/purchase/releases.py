"""A purchase as OCDS releases (Open Contracting Data Standard 1.1), with what must stay confidential left out.

Published are what is bought, by whom, how far it is, and, once the contract gate is passed, from whom. Never published
are people's names, answers, evidence, discussions and the reasons of decisions. The estimated value goes out only when
asked for: before submissions are in, it tells tenderers what to ask.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any, Final

from wellbought.profile import Value
from wellbought.purchase.model import Purchase
from wellbought.vocabulary import PURCHASE_STAGES, Stage

VERSION: Final = "1.1"
#: What OCDS calls the release that passing a gate makes, by the stage that the gate closes.
_TAGS: Final[Mapping[Stage, str]] = {
    Stage.NEED: "planningUpdate",
    Stage.MARKET: "planningUpdate",
    Stage.STRATEGY: "tender",
    Stage.SOLICITATION: "tenderUpdate",
    Stage.EVALUATION: "tenderUpdate",
    Stage.CONTRACT: "contract",
    Stage.IMPLEMENTATION: "implementation",
    Stage.EXIT: "implementationUpdate",
}


def release_package(
    purchase: Purchase, *, uri: str, prefix: str, published_at: datetime, with_value: bool = False
) -> dict[str, Any]:
    """All releases of a purchase so far: one for its plan, and one for each gate that it passed.

    :param uri: where the package can be found
    :param prefix: the publisher's registered OCDS prefix, such as ``ocds-213czf``
    :param with_value: whether the estimated value may be known
    """
    return {
        "uri": uri,
        "version": VERSION,
        "publishedDate": _moment(published_at),
        "publisher": {"name": purchase.buyer},
        "releases": list(_releases(purchase, prefix, with_value=with_value)),
    }


def _releases(purchase: Purchase, prefix: str, *, with_value: bool) -> Iterator[dict[str, Any]]:
    assert purchase.created_on is not None, "A check that has not become a purchase is not published."
    reached = Stage.NEED
    begun = datetime.combine(purchase.created_on, time.min, tzinfo=UTC)
    yield _release(purchase, prefix, 1, "planning", begun, reached, with_value=with_value)
    gates = sorted(purchase.passed().items(), key=lambda one: one[1].at)
    for number, (stage, decision) in enumerate(gates, start=2):
        reached = max(reached, stage, key=PURCHASE_STAGES.index)
        yield _release(purchase, prefix, number, _TAGS[stage], decision.at, reached, with_value=with_value)


def _release(
    purchase: Purchase, prefix: str, number: int, tag: str, at: datetime, closed: Stage, *, with_value: bool
) -> dict[str, Any]:
    ocid = f"{prefix}-{purchase.key}"
    buyer = {"id": "buyer", "name": purchase.buyer}
    signed = tag in ("contract", "implementation", "implementationUpdate") and bool(purchase.vendor)
    made: dict[str, Any] = {
        "ocid": ocid,
        "id": f"{ocid}-{number}",
        "date": _moment(at),
        "tag": ["award", "contract"] if signed and tag == "contract" else [tag],
        "initiationType": "tender",
        "language": "en",
        "parties": [{**buyer, "roles": ["buyer"]}],
        "buyer": buyer,
        "planning": {"rationale": purchase.summary or purchase.title},
        "tender": {"id": f"{ocid}-tender", "title": purchase.title, "status": _status(closed)},
    }
    if purchase.summary:
        made["tender"]["description"] = purchase.summary
    value = purchase.profile.fact("estimated_value")
    if with_value and isinstance(value, Value):
        made["planning"]["budget"] = {"amount": {"amount": float(value.amount), "currency": value.currency}}
    if signed:
        supplier = {"id": "supplier", "name": purchase.vendor}
        award = f"{ocid}-award"
        made["parties"].append({**supplier, "roles": ["supplier"]})
        made["awards"] = [{"id": award, "title": purchase.title, "status": "active", "suppliers": [supplier]}]
        made["contracts"] = [{"id": f"{ocid}-contract", "awardID": award, "status": "active", **_period(purchase)}]
    return made


def _status(closed: Stage) -> str:
    """How OCDS says how far the tender is."""
    place = PURCHASE_STAGES.index(closed)
    if place < PURCHASE_STAGES.index(Stage.STRATEGY):
        return "planned"
    return "active" if place < PURCHASE_STAGES.index(Stage.CONTRACT) else "complete"


def _period(purchase: Purchase) -> dict[str, Any]:
    period = {
        name: _moment(datetime.combine(day, time.min, tzinfo=UTC))
        for name, day in (("startDate", purchase.used_since), ("endDate", purchase.renews_on))
        if isinstance(day, date)
    }
    return {"period": period} if period else {}


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
