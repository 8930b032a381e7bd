"""What the portfolio reads: sums made by the database, and the rows of one page, in a fixed number of queries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Lower, TruncMonth

from wellbought.profile import Value as Money
from wellbought.purchase.standing import QUIET_AFTER, RENEWS_SOON, Hold, Standing, Use
from wellbought.vocabulary import PURCHASE_STAGES, Arrival, Role, Route, Stage, Tier
from wellbought.web.accounts.models import Membership
from wellbought.web.purchases.models import Purchase

#: So many purchases stand on a page.
ON_A_PAGE: Final = 50
#: So many vendors are named in the chart.
MOST_VENDORS: Final = 10
#: Renewals are shown for so many months.
MONTHS: Final = 12
#: The orders on offer.
SORTS: Final = ("pressing", "newest", "title", "tier", "stage", "value", "vendor", "renewal")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which purchases are asked for, and in which order. What is empty narrows nothing.

    :ivar hold: one reason, or ``any`` for whatever is held up
    :ivar renews_within: days from today
    :ivar tier: ``unknown`` for those without one
    """

    words: str = ""
    tier: str = ""
    stage: str = ""
    use: str = ""
    hold: str = ""
    vendor: str = ""
    renews_within: int | None = None
    sort: str = "pressing"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether anything is left out."""
        return replace(self, sort="", page=1) != Wanted(sort="")


@dataclass(frozen=True, slots=True)
class Row:
    """A purchase in the list; ``may_open`` is whether the member may look into it, not only see that it is there."""

    standing: Standing
    holds: tuple[Hold, ...]
    may_open: bool


@dataclass(frozen=True, slots=True)
class Sums:
    """What all purchases that are asked for come to.

    :ivar held: how many are held up by each reason; one purchase may be held up by several
    :ivar by_tier: by tier and stage; ``None`` for an unknown tier
    :ivar money: the estimated values by currency and tier
    :ivar renewals: how many renew in each month, by its first day
    """

    total: int
    in_use: int
    any_held: int
    renew_soon: int
    held: Mapping[Hold, int]
    by_tier: Mapping[tuple[Tier | None, Stage], int]
    money: Mapping[tuple[str, Tier | None], Decimal]
    without_value: int
    vendors: tuple[tuple[str, int], ...]
    renewals: tuple[tuple[date, int], ...]

    def in_tier(self, tier: Tier | None) -> int:
        """How many are of a tier."""
        return sum(count for (one, _), count in self.by_tier.items() if one is tier)

    def at_stage(self, stage: Stage) -> int:
        """How many are at a stage."""
        return sum(count for (_, one), count in self.by_tier.items() if one is stage)


@dataclass(frozen=True, slots=True)
class Portfolio:
    """One page of the portfolio."""

    rows: tuple[Row, ...]
    sums: Sums
    number: int
    pages: int


def portfolio(member: Membership, wanted: Wanted, *, on: date) -> Portfolio:
    """What the page shows: seven queries, however many purchases there are."""
    found = _asked_for(member, wanted, on)
    sums = _sums(found, on)
    pages = max(1, -(-sums.total // ON_A_PAGE))
    number = min(max(1, wanted.page), pages)
    ordered = _ordered(found, wanted.sort, on)
    shown = list(ordered.select_related("owner__person")[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    visible = Purchase.objects.visible_to(member).filter(pk__in=[one.pk for one in shown])
    open_to_them = set(visible.values_list("pk", flat=True))
    rows = tuple(_row(one, one.pk in open_to_them, on) for one in shown)
    return Portfolio(rows, sums, number, pages)


def sums_of(member: Membership, wanted: Wanted, *, on: date) -> Sums:
    """What all purchases that are asked for come to."""
    return _sums(_asked_for(member, wanted, on), on)


def all_rows(member: Membership, wanted: Wanted, *, on: date) -> Iterator[Standing]:
    """Every purchase that is asked for, one after the other."""
    found = _ordered(_asked_for(member, wanted, on), wanted.sort, on).select_related("owner__person")
    for one in found.iterator(chunk_size=500):
        yield standing_of(one)


def first_rows(member: Membership, wanted: Wanted, *, on: date, most: int) -> tuple[Standing, ...]:
    """The first purchases in the order that is asked for."""
    found = _ordered(_asked_for(member, wanted, on), wanted.sort, on).select_related("owner__person")
    return tuple(standing_of(one) for one in found[:most])


def vendors_of(member: Membership, *, most: int = 200) -> tuple[str, ...]:
    """The vendors of an organisation's purchases, for a list to choose from."""
    found = Purchase.objects.filter(organisation_id=member.organisation_id).exclude(vendor="")
    return tuple(found.order_by("vendor").values_list("vendor", flat=True).distinct()[:most])


def standing_of(purchase: Purchase) -> Standing:
    """A purchase's row as the engines know it; its owner must have been read with it."""
    money = purchase.value_amount
    return Standing(
        key=purchase.key,
        title=purchase.title,
        stage=Stage(purchase.stage),
        moved_on=(purchase.moved_at or purchase.created_at).date(),
        tier=Tier(purchase.tier) if purchase.tier else None,
        route=Route(purchase.route) if purchase.route else None,
        arrival=Arrival(purchase.arrival),
        owner=purchase.owner.person.name if purchase.owner else "",
        vendor=purchase.vendor,
        value=Money(money, purchase.value_currency) if money is not None else None,
        used_since=purchase.used_since,
        renews_on=purchase.renews_on,
        gate=Stage(purchase.gate) if purchase.gate else None,
        gate_open=purchase.gate_open,
        signers=tuple(Role(one) for one in purchase.gate_signers.split()),
        due_on=purchase.due_on,
        settled=purchase.settled,
        asked=purchase.asked,
    )


def held_by(hold: Hold, on: date) -> Q:
    """The same as :meth:`Standing.holds` tells, as a condition for the database."""
    quiet_since = datetime.combine(on - QUIET_AFTER, time.min, tzinfo=UTC)
    waits = ~Q(gate="")
    return {
        Hold.PAUSED: Q(route=Route.PAUSED.value),
        Hold.OVERDUE: Q(due_on__lt=on),
        Hold.SIGN_OFF: waits & Q(gate_open=0),
        Hold.RENEWAL: Q(renews_on__lt=on) & ~Q(stage=Stage.EXIT.value),
        Hold.QUIET: waits
        & Q(gate_open__gt=0)
        & (Q(moved_at__lt=quiet_since) | Q(moved_at=None, created_at__lt=quiet_since)),
    }[hold]


def of_use(use: Use) -> Q:
    """The same as :attr:`Standing.use` tells, as a condition for the database."""
    ended = Q(stage=Stage.EXIT.value)
    running = Q(used_since__isnull=False) | Q(stage=Stage.IMPLEMENTATION.value)
    return {Use.ENDED: ended, Use.IN_USE: ~ended & running, Use.PLANNED: ~ended & ~running}[use]


def _any_hold(on: date) -> Q:
    found = Q()
    for hold in Hold:
        found |= held_by(hold, on)
    return found


def _asked_for(member: Membership, wanted: Wanted, on: date) -> QuerySet[Purchase]:
    found = Purchase.objects.filter(organisation_id=member.organisation_id)
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(vendor__icontains=wanted.words))
    if wanted.tier:
        found = found.filter(tier="" if wanted.tier == "unknown" else wanted.tier)
    if wanted.stage:
        found = found.filter(stage=wanted.stage)
    if wanted.use:
        found = found.filter(of_use(Use(wanted.use)))
    if wanted.hold:
        found = found.filter(_any_hold(on) if wanted.hold == "any" else held_by(Hold(wanted.hold), on))
    if wanted.vendor:
        found = found.filter(vendor=wanted.vendor)
    if wanted.renews_within is not None:
        end = on + timedelta(days=wanted.renews_within)
        found = found.filter(renews_on__range=(on, end)).exclude(stage=Stage.EXIT.value)
    return found


def _ordered(found: QuerySet[Purchase], sort: str, on: date) -> QuerySet[Purchase]:
    pressing = [When(held_by(hold, on), then=Value(place)) for place, hold in enumerate(Hold)]
    orders: Mapping[str, tuple[Any, ...]] = {
        "newest": (),
        "title": (Lower("title"),),
        "tier": (_rank("tier", [one.value for one in reversed(Tier)]),),
        "stage": (_rank("stage", [one.value for one in PURCHASE_STAGES]),),
        "value": ("value_currency", F("value_amount").desc(nulls_last=True)),
        "vendor": (Case(When(vendor="", then=Value(1)), default=Value(0)), Lower("vendor")),
        "renewal": (F("renews_on").asc(nulls_last=True),),
        "pressing": (Case(*pressing, default=Value(len(Hold)), output_field=IntegerField()),),
    }
    return found.order_by(*orders[sort], "-created_at", "-pk")


def _rank(name: str, values: list[str]) -> Case:
    whens = [When(Q(**{name: value}), then=Value(place)) for place, value in enumerate(values)]
    return Case(*whens, default=Value(len(values)), output_field=IntegerField())


def _row(purchase: Purchase, may_open: bool, on: date) -> Row:  # noqa: FBT001 - one of three parts of a row
    standing = standing_of(purchase)
    return Row(standing, standing.holds(on), may_open)


def _sums(found: QuerySet[Purchase], on: date) -> Sums:
    counts = found.aggregate(
        total=Count("pk"),
        in_use=Count("pk", filter=of_use(Use.IN_USE)),
        any_held=Count("pk", filter=_any_hold(on)),
        renew_soon=Count("pk", filter=Q(renews_on__range=(on, on + RENEWS_SOON)) & ~of_use(Use.ENDED)),
        without_value=Count("pk", filter=Q(value_amount=None)),
        **{f"held_{hold.name}": Count("pk", filter=held_by(hold, on)) for hold in Hold},
    )
    by_tier = found.order_by().values_list("tier", "stage").annotate(Count("pk"))
    money = found.filter(value_amount__isnull=False).order_by().values_list("value_currency", "tier")
    vendors = found.exclude(vendor="").order_by().values_list("vendor").annotate(many=Count("pk"))
    return Sums(
        total=counts["total"],
        in_use=counts["in_use"],
        any_held=counts["any_held"],
        renew_soon=counts["renew_soon"],
        held={hold: counts[f"held_{hold.name}"] for hold in Hold},
        by_tier={(Tier(tier) if tier else None, Stage(stage)): many for tier, stage, many in by_tier},
        money={
            (currency, Tier(tier) if tier else None): amount
            for currency, tier, amount in money.annotate(Sum("value_amount"))
        },
        without_value=counts["without_value"],
        vendors=tuple(vendors.order_by("-many", "vendor")[:MOST_VENDORS]),
        renewals=tuple(_renewals(found, on)),
    )


def _renewals(found: QuerySet[Purchase], on: date) -> Iterator[tuple[date, int]]:
    """How many renew in each of the next months, the months without any too."""
    first = on.replace(day=1)
    months = [_month_after(first, place) for place in range(MONTHS)]
    coming = found.filter(renews_on__gte=first, renews_on__lt=_month_after(first, MONTHS)).exclude(
        stage=Stage.EXIT.value
    )
    counted = coming.order_by().annotate(month=TruncMonth("renews_on")).values_list("month").annotate(Count("pk"))
    by_month = dict(counted)
    for month in months:
        yield month, by_month.get(month, 0)


def _month_after(first: date, months: int) -> date:
    total = first.year * 12 + first.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
