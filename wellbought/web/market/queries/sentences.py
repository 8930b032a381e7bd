"""What the engine says with figures in it, in the reader's language.

The engine's sentences are kept in English with what a team pins, so they are read back here: each pattern is the
English sentence with names for its figures, which is also what translators see.
"""

import re
from functools import cache
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_noop as _

from wellbought.pack.translate import SOURCE_LANGUAGE

PATTERNS: Final = (
    # what figures show
    _("%(total)s purchases of AI from %(first_year)s to %(last_year)s; most in %(top_year)s (%(most)s)."),
    _("%(changed)s of %(total)s contracts have a published change (%(share)s)."),
    _("%(buyer)s has the most: %(contracts)s contracts."),
    _("In %(year)s %(suppliers)s suppliers shared %(awards)s awards; the index is %(index)s."),
    _(
        "By the method “%(method)s” half of %(contracts)s contracts took between %(quarter)s and "
        "%(three_quarters)s days; the middle is %(median)s."
    ),
    _(
        "In %(year)s half of %(contracts)s contracts cost between %(quarter)s and %(three_quarters)s; the middle is "
        "%(median)s."
    ),
    _(
        "For “%(unit)s”, half of %(prices)s prices lie between %(quarter)s and %(three_quarters)s; the middle is "
        "%(median)s."
    ),
    _("Most often “%(method)s”: %(contracts)s contracts (%(share)s)."),
    _("In %(single)s of %(told)s contracts (%(share)s) only one competed."),
    _("The most frequent supplier, %(supplier)s, has %(awards)s awards (%(share)s of all)."),
    _("In %(share)s of the contracts that tell, one or two competed."),
    # why there is none, and what to keep in mind
    _("Only %(n)s of %(of)s contracts have what this needs (%(fields)s). It takes %(fewest)s."),
    _("Only %(n)s of %(of)s contracts (%(share)s) have what this needs: too few to speak for the rest."),
    _("No contract of the selection has what this needs."),
    _("There are no contracts in this selection."),
    _("It rests on %(n)s of %(of)s contracts; the others do not say."),
    _("Amounts in %(unit)s: %(formula)s. Rates: %(sources)s."),
    _("Contracts in a currency or of a year without a rate are left out."),
    _("Some lines of the sources could not be read; see the report of the ingest."),
    # why a red flag is raised
    _("%(tenderers)s submitted."),
    _("Tenderers have %(days)s days. Three quarters of similar purchases gave %(usual)s days or more."),
    _("Tenderers have %(days)s days."),
    _("The method is “%(method)s”."),
    _("Decided %(days)s days after the last day."),
    _("The supplier has had %(share)s of your awards. The market's index is %(index)s."),
    _("The supplier has had %(share)s of your awards."),
    _("The market's index is %(index)s."),
)
#: Parts of sentences that are words of their own.
WORDS: Final = (
    _("amount ÷ (units of the currency for one euro, average of the year)"),
    _(
        "amount ÷ rate to the euro × dollars for one euro, both averages of the year, × CPI-U of 2025 ÷ "
        "CPI-U of the year"
    ),
    _("USD of 2025"),
)
_NUMBER: Final = re.compile(r"-?\d[\d,]*(?:\.(?P<places>\d+))?(?P<percent>%?)")


@cache
def _readers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    made = []
    for pattern in PATTERNS:
        plain = re.escape(pattern)
        made.append((pattern, re.compile(re.sub(r"%\\\((\w+)\\\)s", r"(?P<\1>.+?)", plain), re.DOTALL)))
    return tuple(made)


def with_figures(sentence: str) -> str:
    """A sentence of the engine with its figures as the reader's language writes them; as it is if nobody knows it."""
    if get_language() == SOURCE_LANGUAGE:
        return sentence
    for pattern, reader in _readers():
        found = reader.fullmatch(sentence)
        if found is not None:
            return gettext(pattern) % {name: _written(name, value) for name, value in found.groupdict().items()}
    return sentence


def _written(name: str, value: str) -> str:
    from wellbought.web.market.queries.wording import method_name

    if name == "method":
        return method_name(value)
    if value in WORDS:
        return gettext(value)
    number = _NUMBER.fullmatch(value)
    if number is None or name.endswith("year"):
        return value
    plain = value.replace(",", "").rstrip("%")
    places = len(number["places"] or "")
    written = str(number_format(plain, places, use_l10n=True, force_grouping=True))
    return f"{written}\N{NO-BREAK SPACE}%" if number["percent"] else written
