"""Excel: a kind's computed sheets, or else each table of the document as a sheet, with the rest on a first one."""

import io
from datetime import UTC, datetime, time
from typing import Any, Final

import xlsxwriter

from wellbought.documents import look
from wellbought.documents.blocks import (
    AnswerSpace,
    Block,
    Callout,
    Document,
    Facts,
    Heading,
    ListItem,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Scale,
    Table,
    plain,
    walk,
)
from wellbought.documents.sheets import Allowed, Formula, Look, Sheet, SheetCell, sheet_name

_LONGEST_TEXT: Final = 32_000
#: By Excel's numbers: the usual sheet, and the double one for wide tables.
_PAPERS: Final = {Paper.A4: (9, 8), Paper.LETTER: (1, 3)}
_WIDE: Final = 190
_TEXT_WIDTH: Final = 110
_LINE: Final = 15
_MOST_HEIGHT: Final = 400
_TITLE_HEIGHT: Final = 28

_BASE: Final = {"font_name": look.OFFICE_FONT, "font_size": 11, "font_color": f"#{look.INK}", "valign": "top"}
_BOXED: Final = {"border": 1, "border_color": f"#{look.LINE}"}
_INPUT: Final = {**_BOXED, "bg_color": "#FDF3D7", "locked": False}
_RESULT: Final = {**_BOXED, "bold": True, "bg_color": f"#{look.BRAND_SOFT}"}

_LOOKS: Final[dict[Look, dict[str, Any]]] = {
    Look.TEXT: {"text_wrap": True},
    Look.STRONG: {"text_wrap": True, "bold": True},
    Look.HEADER: {
        "text_wrap": True,
        "bold": True,
        "font_color": f"#{look.WHITE}",
        "bg_color": f"#{look.BRAND}",
        **_BOXED,
    },
    Look.QUIET: {"text_wrap": True, "font_color": f"#{look.QUIET}"},
    Look.NOTE: {"font_color": f"#{look.QUIET}"},
    Look.CELL: {"text_wrap": True, **_BOXED},
    Look.CELL_STRONG: {"text_wrap": True, "bold": True, **_BOXED},
    Look.COUNT: {**_BOXED, "num_format": "0"},
    Look.TITLE: {"bold": True, "font_size": 18, "font_color": f"#{look.BRAND}"},
    Look.NUMBER: {**_BOXED, "num_format": "0.00"},
    Look.PERCENT: {**_BOXED, "num_format": "0%"},
    Look.INPUT: {**_INPUT, "text_wrap": True},
    Look.INPUT_NUMBER: {**_INPUT, "num_format": "0.##"},
    Look.INPUT_PERCENT: {**_INPUT, "num_format": "0%"},
    Look.RESULT_COUNT: {**_RESULT, "num_format": "0"},
    Look.RESULT_NUMBER: {**_RESULT, "num_format": "0.00"},
    Look.RESULT_PERCENT: {**_RESULT, "num_format": "0%"},
    Look.RESULT_TEXT: {**_RESULT, "text_wrap": True},
}


def write(document: Document) -> bytes:
    """The document as a workbook."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(file, options)
    book.set_properties(
        {
            "title": f"{document.title}: {document.subtitle}"[:255],
            "subject": document.description[:255],
            "author": document.buyer[:255],
            "status": document.status[:255],
            "created": datetime.combine(document.made_on, time(), UTC).replace(tzinfo=None),
        }
    )
    writer = _Writer(book, document)
    for sheet in document.sheets or sheets_of(document):
        writer.add(sheet)
    book.close()
    return file.getvalue()


def sheets_of(document: Document) -> tuple[Sheet, ...]:
    """The sheets of a document that has no computed ones: its prose on the first, then one for each table."""
    found = [prose_sheet(document)]
    heading = document.title
    for block in walk(document.blocks):
        if isinstance(block, Heading):
            heading = plain(block.runs)
        elif isinstance(block, Table):
            found.append(table_sheet(block, named=heading))
    return tuple(found)


def prose_sheet(document: Document) -> Sheet:
    """The title, the cover and all that is not a table."""
    rows: list[tuple[str, str, Look]] = [(document.subtitle, "", Look.TITLE), (document.title, "", Look.QUIET)]
    rows += [(name, value, Look.STRONG) for name, value in document.cover]
    for block in document.blocks:
        rows += _rows(block)
    cells = []
    for row, (name, value, shape) in enumerate(rows):
        if value:
            cells += [SheetCell(row, 0, name, shape), SheetCell(row, 1, value)]
        elif name:
            cells.append(SheetCell(row, 0 if shape in (Look.TITLE, Look.QUIET) else 1, name, shape))
    return Sheet(document.title, tuple(cells), (24, _TEXT_WIDTH), landscape=True)


def table_sheet(table: Table, *, named: str) -> Sheet:
    """One table, with its header in view and a filter on it.

    :param named: what to call the sheet if the table has no caption
    """
    cells = [SheetCell(0, column, plain(cell), Look.HEADER) for column, cell in enumerate(table.header)]
    cells += [
        SheetCell(row, column, plain(cell), Look.CELL)
        for row, line in enumerate(table.rows, start=1)
        for column, cell in enumerate(line)
    ]
    widths = tuple(max(8, round(width * 140)) for width in table.widths)
    return Sheet(table.caption or named, tuple(cells), widths, header_row=0, filtered=True)


def _rows(block: Block) -> list[tuple[str, str, Look]]:  # noqa: PLR0911 one case for each block
    match block:
        case Heading():
            return [("", "", Look.TEXT), (plain(block.runs), "", Look.STRONG)]
        case Paragraph():
            return [(plain(block.runs), "", Look.TEXT)]
        case Facts():
            return [(plain(name), plain(value), Look.STRONG) for name, value in block.entries]
        case Callout():
            title = [(plain(block.title), "", Look.STRONG)] if block.title else []
            return [*title, *(row for inner in block.blocks for row in _rows(inner))]
        case Scale() | Picture():
            return [(block.alt, "", Look.TEXT)]
        case Table():
            return [(f"→ {block.caption}", "", Look.QUIET)] if block.caption else []
        case AnswerSpace() | PageBreak():
            return []
        case _:
            return [row for item in block.items for row in _item_rows(item)]


def _item_rows(item: ListItem) -> list[tuple[str, str, Look]]:
    box = {None: "• ", False: "☐ ", True: "☑ "}[item.ticked]
    rows = [row for block in item.blocks for row in _rows(block)]
    first, *others = rows or [("", "", Look.TEXT)]
    return [(box + first[0], *first[1:]), *others]


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook, document: Document) -> None:
        self.book = book
        self.document = document
        self.taken: set[str] = set()
        order = {"reading_order": 2 if document.right_to_left else 1}
        self.formats = {shape: book.add_format({**_BASE, **order, **extra}) for shape, extra in _LOOKS.items()}
        self.alarm = book.add_format({"bg_color": "#FCE1D4", "font_color": "#A23A12", "bold": True})

    def add(self, sheet: Sheet) -> None:
        page = self.book.add_worksheet(sheet_name(sheet.name, self.taken))
        if self.document.right_to_left:
            page.right_to_left()
        page.hide_gridlines(2)
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        for cell in sheet.cells:
            self._write(page, cell)
        self._set_heights(page, sheet)
        if sheet.header_row is not None:
            page.freeze_panes(sheet.header_row + 1, 0)
            page.repeat_rows(sheet.header_row)
            if sheet.filtered:
                last = max(cell.row for cell in sheet.cells)
                page.autofilter(sheet.header_row, 0, max(last, sheet.header_row), len(sheet.widths) - 1)
        for allowed in sheet.allowed:
            page.data_validation(*allowed.cells, _validation(allowed))
        for warn in sheet.warns:
            page.conditional_format(*warn.cells, {"type": "formula", "criteria": warn.formula, "format": self.alarm})
        self._set_print(page, sheet)
        for name, cells in sheet.names.items():
            self.book.define_name(name, f"='{page.get_name()}'!{cells}")

    def _write(self, page: Any, cell: SheetCell) -> None:
        shape = self.formats[cell.look]
        match cell.value:
            case Formula():
                page.write_formula(cell.row, cell.column, cell.value.text, shape, cell.value.value)
            case str():
                text = cell.value if len(cell.value) <= _LONGEST_TEXT else cell.value[:_LONGEST_TEXT] + "…"
                if text:
                    page.write_string(cell.row, cell.column, text, shape)
                else:
                    page.write_blank(cell.row, cell.column, None, shape)
            case _:
                page.write_number(cell.row, cell.column, cell.value, shape)

    def _set_heights(self, page: Any, sheet: Sheet) -> None:
        """Rows as high as their longest text: programs that did not write the file do not work this out."""
        lines: dict[int, int] = {}
        for cell in sheet.cells:
            if isinstance(cell.value, str) and cell.look not in (Look.TITLE, Look.NOTE):
                width = max(1.0, sheet.widths[cell.column] * 1.05)
                needed = sum(max(1, -int(-len(line) // width)) for line in cell.value.split("\n"))
                lines[cell.row] = max(lines.get(cell.row, 1), needed)
        for title in (cell.row for cell in sheet.cells if cell.look is Look.TITLE):
            page.set_row(title, _TITLE_HEIGHT)
        for row, count in lines.items():
            if count > 1:
                page.set_row(row, min(count * _LINE + 2, _MOST_HEIGHT))

    def _set_print(self, page: Any, sheet: Sheet) -> None:
        printed = sheet.widths[: sheet.printed_columns]
        page.set_paper(_PAPERS[self.document.paper][sum(printed) > _WIDE])
        if sheet.printed_columns is not None:
            page.print_area(0, 0, max(cell.row for cell in sheet.cells), sheet.printed_columns - 1)
        if sheet.landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        heading = f"{self.document.title} · {self.document.subtitle}".replace("&", "&&")[:200]
        page.set_header(f"&L{heading}&R&A")
        shown = self.document.furniture.page.replace("&", "&&")
        page.set_footer("&R" + shown.replace("%(pages)s", "&N").replace("%(page)s", "&P"))


def _validation(allowed: Allowed) -> dict[str, object]:
    common: dict[str, object] = {"error_title": "", "error_message": allowed.message[:255], "ignore_blank": True}
    if allowed.choices:
        return {**common, "validate": "list", "source": list(allowed.choices)}
    return {
        **common,
        "validate": "integer" if allowed.whole else "decimal",
        "criteria": "between",
        "minimum": allowed.least,
        "maximum": allowed.most,
    }
