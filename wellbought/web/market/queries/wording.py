"""What the engine says, in the reader's language."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from wellbought.pack.translate import SOURCE_LANGUAGE, FallbackText
from wellbought.web.market.queries.sentences import with_figures

#: The engine speaks English; these are its fixed sentences, so that they can be translated. A test knows if one lacks.
SENTENCES: Final = (
    _("How many purchases of AI are there, by year?"),
    _("contracts whose words or code say AI, and their share of all contracts, by year of award, signature or notice"),
    _("Many purchases of AI do not say so in their description, so this is a lower bound."),
    _("What do such contracts cost?"),
    _(
        "quartiles of the awarded value (else the contract's value) by year; an outlier lies 1.5 "
        "interquartile ranges outside"
    ),
    _("Values may include or leave out tax, options and call-offs; publishers differ."),
    _("What does one unit cost: a licence, a user, an hour?"),
    _(
        "quartiles of the price per unit as published (items/unit/value), by unit; outliers lie "
        "1.5 interquartile ranges outside"
    ),
    _(
        "Units are as published and not translated. One unit may stand for different things, so "
        "compare the descriptions."
    ),
    _("Who supplies it, and what share do they have?"),
    _("awards by supplier (names folded), with the share of the number and of the comparable value"),
    _("One firm may appear under several names, and a group under those of its members."),
    _("How concentrated is the market?"),
    _("Herfindahl–Hirschman index by year: the sum of the squared shares of all suppliers in the awards, times 10,000"),
    _("Firms under several names make a market look less concentrated than it is; few awards make it look more so."),
    _("Who buys it?"),
    _("contracts by buyer and country, with how many of them are of AI"),
    _("Central purchasing bodies buy for others; the user of a thing may not be its buyer."),
    _("By which procedures is it bought, and how many compete?"),
    _("contracts by procurement method, with the mean and the median of the number of tenderers"),
    _("Publishers sort their procedures into the four methods of the standard in different ways."),
    _("How many tenderers compete?"),
    _("contracts by number of tenderers; ten and more together"),
    _("Publishers count tenderers, submissions or lots, and many do not say."),
    _("How often does only one tenderer compete?"),
    _("contracts with one tenderer ÷ contracts that tell the number of tenderers, by year; direct awards left out"),
    _("One tenderer may have good reasons: a small market, a patent, a follow-on. It is a question, not a finding."),
    _("How long does it take from notice to award?"),
    _("days from the notice (datePublished, else the start of the tender period) to the first award, by method"),
    _("Some publishers date the notice when they publish the award; such contracts seem to take no time."),
    _("How long may tenderers prepare their submissions?"),
    _("days from the notice to the last day for submissions, by method"),
    _("Extensions of the deadline count only where the newest release says so."),
    _("How long do the contracts run?"),
    _("days from the start to the end of the first contract, by method"),
    _("Options to extend are often not in the period. Periods over 20 years are left out."),
    _("How often are such contracts changed later?"),
    _("contracts with at least one published amendment ÷ all contracts that were awarded or signed, by year"),
    _("Few publishers publish amendments at all: no amendment published does not mean none was made."),
    _("The number of tenderers is not known yet."),
    _("number of tenderers = 1 in a procedure that was open to more"),
    _("A small market or a follow-on may explain it. Ask those who looked and did not submit."),
    _("The notice or the last day is not known yet."),
    _("days from notice to the last day < 10, or < the first quartile of similar purchases by the same method"),
    _("The law's own least period comes first. Urgent need may explain it, if the record says so."),
    _("The method is not known yet."),
    _("procurement method is limited or direct"),
    _("Lawful and right in some cases. The record should hold the ground for it."),
    _("The day of the award is not known yet."),
    _("days from the last day for submissions to the award < 5"),
    _("A lowest-price purchase of a standard thing can be decided fast."),
    _("Neither your own awards nor the market's are known."),
    _(
        "the supplier's part of the buyer's own awards > 1/2, or Herfindahl–Hirschman index of "
        "similar contracts > 2,500"
    ),
    _("Names of suppliers are not always joined up; a niche may have one maker."),
)

#: The headings of columns and axes.
COLUMNS: Final[Mapping[str, str]] = {
    "ai": _("Of AI"),
    "awards": _("Awards"),
    "buyer": _("Buyer"),
    "buyers": _("Buyers"),
    "changed": _("Changed"),
    "changes": _("Changes"),
    "contracts": _("Contracts"),
    "country": _("Country"),
    "index": _("Index"),
    "least": _("Least"),
    "mean_tenderers": _("Tenderers, mean"),
    "median": _("Middle"),
    "median_tenderers": _("Tenderers, middle"),
    "method": _("Method"),
    "most": _("Most"),
    "newest": _("Newest year"),
    "outliers": _("Outliers"),
    "prices": _("Prices"),
    "quarter": _("First quarter"),
    "share": _("Share"),
    "single": _("One tenderer"),
    "supplier": _("Supplier"),
    "suppliers": _("Suppliers"),
    "telling": _("That tell"),
    "tenderers": _("Tenderers"),
    "three_quarters": _("Third quarter"),
    "unit": _("Unit"),
    "value": _("Value"),
    "value_share": _("Share of value"),
    "year": _("Year"),
    "from the first to the third quartile": _("from the first to the third quartile"),
}
#: OCDS's procurement methods.
METHODS: Final[Mapping[str, str]] = {
    "open": _("Open"),
    "selective": _("Selective"),
    "limited": _("Limited"),
    "direct": _("Direct"),
    "not said": _("Not said"),
}
#: Red flags by their ids.
FLAGS: Final[Mapping[str, str]] = {
    "single-bid": _("Only one submitted"),
    "short-notice": _("Short notice"),
    "no-open-competition": _("No open competition"),
    "quick-award": _("A quick award"),
    "concentration": _("Concentration"),
}
YEARS: Final = frozenset({"year", "newest"})
SHARES: Final = frozenset({"share", "value_share"})
_GREAT: Final = 100


def in_own_words(sentence: str) -> str:
    """A sentence of the engine in the reader's language, or marked as English where there is no translation."""
    said = gettext(sentence) if sentence else ""
    if said == sentence:
        said = with_figures(sentence)
    return FallbackText(said) if said == sentence and get_language() != SOURCE_LANGUAGE else said


def column(name: str) -> str:
    """The heading of a column."""
    return gettext(COLUMNS[name]) if name in COLUMNS else name.replace("_", " ")


def method_name(method: str) -> str:
    """A procurement method; as published if it is none of OCDS's."""
    return gettext(METHODS[method]) if method in METHODS else method


def flag_name(flag: str) -> str:
    """What a red flag is called."""
    return gettext(FLAGS[flag]) if flag in FLAGS else flag.replace("-", " ")


def cell(name: str, value: Any) -> str:
    """A value of a figure as the reader's language writes it."""
    if value is None:
        return "–"
    if name == "method":
        return method_name(str(value))
    if isinstance(value, str) or name in YEARS:
        return str(value)
    if name in SHARES:
        return f"{number_format(float(value) * 100, 1, use_l10n=True)} %"
    places = 0 if float(value) == int(value) or abs(value) >= _GREAT else 1
    return str(number_format(value, places, use_l10n=True, force_grouping=True))
