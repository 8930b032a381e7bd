"""What the public may know of a purchase, in words."""

import csv
import io

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from wellbought.pack.read import Pack
from wellbought.purchase import Purchase
from wellbought.purchase.register import known_facts, status_of
from wellbought.triage.interview import facts_by_key
from wellbought.web.interview.queries import said

#: What makes a spreadsheet read text as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def register_rows(purchase: Purchase, pack: Pack) -> tuple[tuple[str, str], ...]:
    """The entry of a purchase in an AI register: names and values, what is empty left out."""
    states = {"planned": _("Being bought"), "in-use": _("In use"), "ended": _("Ended")}
    asked = facts_by_key(pack)
    rows = [
        (_("Name"), purchase.title),
        (_("Organisation"), purchase.buyer),
        (_("Purpose"), purchase.summary),
        (_("State"), states[status_of(purchase)]),
        (_("In use since"), date_format(purchase.used_since) if purchase.used_since else ""),
        (_("Vendor"), purchase.vendor),
        (_("Tier"), pack.name("tier", purchase.outcome.tier).label if purchase.outcome.tier else ""),
        *((asked[key].short, said(pack, asked[key], fact)) for key, fact in known_facts(purchase).items()),
    ]
    return tuple((str(name), str(value)) for name, value in rows if value)


def register_csv(rows: tuple[tuple[str, str], ...]) -> str:
    """The entry as a table of one row, as registers take it; no cell reads as a formula."""
    target = io.StringIO()
    writer = csv.writer(target)
    writer.writerow([name for name, _value in rows])
    writer.writerow([f"'{value}" if value.startswith(_FORMULA) else value for _name, value in rows])
    return "\ufeff" + target.getvalue()
