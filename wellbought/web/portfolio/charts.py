"""The charts of the portfolio: each drawn by the server, described in a sentence, and told in a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from wellbought.diagrams.bars import draw_bars
from wellbought.pack.read import Pack
from wellbought.vocabulary import PURCHASE_STAGES, Tier
from wellbought.web.portfolio.queries import Sums
from wellbought.web.portfolio.words import money_words, tier_name


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with what stands in for it.

    :ivar alt: what it shows, in a sentence
    """

    id: str
    title: str
    alt: str
    svg: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def charts(sums: Sums, pack: Pack) -> tuple[Chart, ...]:
    """The charts that have something to show."""
    made = (_tiers(sums, pack), _stages(sums, pack), _renewals(sums), _vendors(sums), *_money(sums, pack))
    return tuple(one for one in made if one is not None)


def _chart(name: str, title: str, of_what: str, bars: list[tuple[str, float, str]]) -> Chart | None:
    if not any(length for _name, length, _figure in bars):
        return None
    told = "; ".join(f"{name}: {figure}" for name, length, figure in bars if length)
    return Chart(
        id=name,
        title=title,
        alt=f"{title}. {told}.",
        svg=draw_bars(bars, right_to_left=get_language_bidi()),
        header=(of_what, _("Number")),
        rows=tuple((name, figure) for name, _length, figure in bars),
    )


def _tiers(sums: Sums, pack: Pack) -> Chart | None:
    tiers: list[Tier | None] = [*reversed(Tier), None]
    bars = [(tier_name(tier, pack), float(sums.in_tier(tier)), str(sums.in_tier(tier))) for tier in tiers]
    return _chart("by-tier", _("Purchases by tier"), _("Tier"), bars)


def _stages(sums: Sums, pack: Pack) -> Chart | None:
    """By stage, with the tiers beside it in the table."""
    counts = [(pack.name("stage", stage).label, sums.at_stage(stage)) for stage in PURCHASE_STAGES]
    made = _chart("by-stage", _("Purchases by stage"), _("Stage"), [(name, float(n), str(n)) for name, n in counts])
    if made is None:
        return None
    tiers: list[Tier | None] = [*reversed(Tier), None]
    rows = tuple(
        (pack.name("stage", stage).label, *(str(sums.by_tier.get((tier, stage), 0)) for tier in tiers))
        for stage in PURCHASE_STAGES
    )
    header = (_("Stage"), *(tier_name(tier, pack) for tier in tiers))
    return Chart(made.id, made.title, made.alt, made.svg, header, rows)


def _renewals(sums: Sums) -> Chart | None:
    bars = [(date_format(month, "YEAR_MONTH_FORMAT"), float(many), str(many)) for month, many in sums.renewals]
    return _chart("renewals", _("Renewals in the next twelve months"), _("Month"), bars)


def _vendors(sums: Sums) -> Chart | None:
    bars = [(vendor, float(many), str(many)) for vendor, many in sums.vendors]
    return _chart("vendors", _("Vendors with the most purchases"), _("Vendor"), bars)


def _money(sums: Sums, pack: Pack) -> Iterator[Chart | None]:
    """One for each currency: amounts in different ones are never added up."""
    for currency in sorted({currency for currency, _tier in sums.money}):
        by_tier = {tier: amount for (one, tier), amount in sums.money.items() if one == currency}
        bars = [
            (tier_name(tier, pack), float(by_tier[tier]), money_words(by_tier[tier], currency))
            for tier in (*reversed(Tier), None)
            if tier in by_tier
        ]
        title = _("Estimated value by tier, in %(currency)s") % {"currency": currency}
        yield _chart(f"value-{currency.lower()}", title, _("Tier"), bars)
