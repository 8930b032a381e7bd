"""The portfolio as files: every purchase as a table, and a page for a board's meeting."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wellbought.documents.blocks import Block, Document, Facts, Heading, Paragraph, Picture, Run, Runs, Table
from wellbought.documents.formats import FORMATS
from wellbought.documents.sheets import Look, Sheet, SheetCell, sheet_name
from wellbought.documents.words import Words
from wellbought.pack.read import Pack
from wellbought.purchase.standing import Hold, Standing
from wellbought.web.portfolio.charts import charts
from wellbought.web.portfolio.queries import Sums
from wellbought.web.portfolio.words import hold_names, money_words, next_step, tier_name, use_names, why_held

#: The formats of the whole table, and of the page for the board.
TABLES = ("xlsx", "csv")
BOARD = ("docx", "pdf", "html")
#: So many purchases that are held up are named on the board's page.
MOST_HELD = 40
#: What makes a spreadsheet read text as a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float


def header() -> tuple[tuple[str, float], ...]:
    """The columns of the table and their widths."""
    return (
        (_("Key"), 16),
        (_("Purchase"), 40),
        (_("Tier"), 16),
        (_("Route"), 14),
        (_("Stage"), 18),
        (_("In use"), 14),
        (_("In use since"), 13),
        (_("Vendor"), 24),
        (_("Owner"), 22),
        (_("Estimated value"), 16),
        (_("Currency"), 10),
        (_("Next renewal"), 13),
        (_("Next step"), 34),
        (_("Held up"), 50),
        (_("Questions settled"), 12),
        (_("Questions asked"), 12),
        (_("Last changed"), 13),
    )


def cells(one: Standing, pack: Pack, *, on: date) -> tuple[Cell, ...]:
    """One purchase as cells, days as ISO 8601 and figures as figures."""
    return (
        one.key,
        one.title,
        tier_name(one.tier, pack),
        pack.name("route", one.route).label if one.route else "",
        pack.name("stage", one.stage).label,
        use_names()[one.use],
        one.used_since.isoformat() if one.used_since else "",
        one.vendor,
        one.owner,
        float(one.value.amount) if one.value else "",
        one.value.currency if one.value else "",
        one.renews_on.isoformat() if one.renews_on else "",
        next_step(one, pack),
        "; ".join(why_held(one, hold, pack) for hold in one.holds(on)),
        one.settled,
        one.asked,
        one.moved_on.isoformat(),
    )


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def as_csv(rows: Iterable[Standing], pack: Pack, *, on: date) -> Iterator[str]:
    """The table line by line; the byte order mark tells Excel that it is UTF-8."""
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow([title for title, _width in header()]))
    for one in rows:
        yield str(writer.writerow([_harmless(cell) for cell in cells(one, pack, on=on)]))


def _harmless(cell: Cell) -> Cell:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_xlsx(rows: Iterable[Standing], pack: Pack, *, on: date, buyer: str) -> bytes:
    """The table as a workbook, with a filter on it."""
    titles = header()
    found = [SheetCell(0, column, title, Look.HEADER) for column, (title, _width) in enumerate(titles)]
    for row, one in enumerate(rows, start=1):
        for column, cell in enumerate(cells(one, pack, on=on)):
            look = Look.NUMBER if isinstance(cell, float) else Look.COUNT if isinstance(cell, int) else Look.CELL
            found.append(SheetCell(row, column, cell, look))
    widths = tuple(width for _title, width in titles)
    sheet = Sheet(sheet_name(_("Portfolio")), tuple(found), widths, header_row=0, filtered=True)
    return FORMATS["xlsx"].write(_document((), pack, on=on, buyer=buyer, sheets=(sheet,)))


def board_page(
    sums: Sums, held: Sequence[Standing], renewing: Sequence[Standing], pack: Pack, *, on: date, buyer: str
) -> Document:
    """The page for a board: how many, what is held up and why, what renews soon, and the charts with their tables."""
    blocks = (
        *_summary(sums),
        *_held(sums, held, pack, on),
        *_renewing(renewing, pack),
        *_charts(sums, pack),
    )
    return _document(blocks, pack, on=on, buyer=buyer)


def _document(
    blocks: tuple[Block, ...], pack: Pack, *, on: date, buyer: str, sheets: tuple[Sheet, ...] = ()
) -> Document:
    words = Words(pack, "portfolio")
    return Document(
        kind="portfolio",
        title=_("Portfolio"),
        subtitle=buyer,
        file_name="portfolio",
        description=_("All purchases and systems in use, what is held up and why."),
        language=pack.language,
        made_on=on,
        buyer=buyer,
        status="",
        cover=((_("Organisation"), buyer), (_("Day"), date_format(on))),
        blocks=blocks,
        furniture=words.furniture(),
        right_to_left=words.right_to_left,
        sheets=sheets,
    )


def _summary(sums: Sums) -> Iterator[Block]:
    yield Facts(
        (
            (_said(_("Purchases")), _said(str(sums.total))),
            (_said(_("In use")), _said(str(sums.in_use))),
            (_said(_("Held up")), _said(str(sums.any_held))),
            (_said(_("Renew within 90 days")), _said(str(sums.renew_soon))),
        )
    )


def _held(sums: Sums, held: Sequence[Standing], pack: Pack, on: date) -> Iterator[Block]:
    yield _heading(_("What is held up, and why"), "held")
    if not sums.any_held:
        yield Paragraph(_said(_("Nothing is held up.")))
        return
    reasons = [(hold_names()[hold], str(sums.held[hold])) for hold in Hold if sums.held[hold]]
    yield _table((_("Reason"), _("Purchases")), reasons, widths=(0.8, 0.2), figures=1)
    rows = [
        (
            one.title,
            tier_name(one.tier, pack),
            one.owner,
            "\n".join(why_held(one, hold, pack) for hold in one.holds(on)),
        )
        for one in held
    ]
    yield _table((_("Purchase"), _("Tier"), _("Owner"), _("Why")), rows, widths=(0.3, 0.14, 0.18, 0.38))
    left = sums.any_held - len(held)
    if left:
        yield Paragraph(_said(ngettext("%(num)s more is held up.", "%(num)s more are held up.", left) % {"num": left}))


def _renewing(renewing: Sequence[Standing], pack: Pack) -> Iterator[Block]:
    if not renewing:
        return
    yield _heading(_("Renewals within 90 days"), "renewals")
    rows = [
        (
            one.title,
            one.vendor,
            date_format(one.renews_on) if one.renews_on else "",
            money_words(one.value.amount, one.value.currency) if one.value else "",
        )
        for one in renewing
    ]
    titles = (_("Purchase"), _("Vendor"), _("Next renewal"), _("Estimated value"))
    yield _table(titles, rows, widths=(0.36, 0.24, 0.2, 0.2), figures=1)


def _charts(sums: Sums, pack: Pack) -> Iterator[Block]:
    for chart in charts(sums, pack):
        yield _heading(chart.title, chart.id)
        yield Picture(chart.alt, chart.svg)
        rest = len(chart.header) - 1
        yield _table(chart.header, chart.rows, widths=(0.4, *((0.6 / rest,) * rest)), figures=rest)


def _said(text: str) -> Runs:
    return (Run(text),)


def _heading(text: str, anchor: str) -> Heading:
    return Heading(1, _said(text), anchor)


def _table(
    titles: Sequence[str], rows: Iterable[Sequence[str]], *, widths: tuple[float, ...], figures: int = 0
) -> Table:
    """A table whose last columns hold figures."""
    return Table(
        header=tuple(map(_said, titles)),
        rows=tuple(tuple(map(_said, row)) for row in rows),
        widths=widths,
        right=tuple(column >= len(titles) - figures for column in range(len(titles))),
    )
