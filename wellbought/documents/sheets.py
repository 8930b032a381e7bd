"""What a workbook is made of: sheets of cells, with formulas that carry their values."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

_FORBIDDEN_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\']")
_LONGEST_NAME: Final = 31


class Look(StrEnum):
    """How a cell of a sheet looks."""

    TEXT = "text"
    STRONG = "strong"
    HEADER = "header"
    QUIET = "quiet"
    NOTE = "note"
    CELL = "cell"
    CELL_STRONG = "cell-strong"
    COUNT = "count"
    TITLE = "title"
    NUMBER = "number"
    PERCENT = "percent"
    INPUT = "input"
    INPUT_NUMBER = "input-number"
    INPUT_PERCENT = "input-percent"
    RESULT_COUNT = "result-count"
    RESULT_NUMBER = "result-number"
    RESULT_PERCENT = "result-percent"
    RESULT_TEXT = "result-text"


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, and what it comes to for readers that do not calculate.

    :ivar text: with the equals sign; built by us, never from what users wrote
    """

    text: str
    value: float | str | bool


@dataclass(frozen=True, slots=True)
class SheetCell:
    """One cell; rows and columns count from 0."""

    row: int
    column: int
    value: str | int | float | Formula
    look: Look = Look.TEXT


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be typed into cells: one of a list, or a number between two bounds.

    :ivar cells: first row, first column, last row, last column
    :ivar message: what to say to whoever types something else
    """

    cells: tuple[int, int, int, int]
    message: str
    choices: tuple[str, ...] = ()
    least: float = 0
    most: float = 0
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Warn:
    """Cells that turn red while a formula holds."""

    cells: tuple[int, int, int, int]
    formula: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook.

    :ivar widths: the columns' widths in characters
    :ivar header_row: the row that names the columns and stays in view; ``None`` if there is none
    :ivar filtered: whether the table under the header can be filtered
    :ivar printed_columns: how many of the columns to print; all if ``None``
    :ivar names: names that formulas of other sheets may use, with the cells that they stand for
    """

    name: str
    cells: tuple[SheetCell, ...]
    widths: tuple[float, ...]
    header_row: int | None = None
    filtered: bool = False
    allowed: tuple[Allowed, ...] = ()
    warns: tuple[Warn, ...] = ()
    landscape: bool = True
    names: Mapping[str, str] = field(default_factory=dict)
    printed_columns: int | None = None


def table(name: str, header: Sequence[tuple[str, float]], rows: Sequence[Sequence[str]]) -> Sheet | None:
    """A sheet that holds one table, with a filter on it.

    :param header: the columns' names and widths
    :returns: ``None`` if there are no rows
    """
    cells = [SheetCell(0, column, title, Look.HEADER) for column, (title, _) in enumerate(header)]
    cells += [
        SheetCell(row, column, text, Look.CELL_STRONG if column == 0 else Look.CELL)
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts)
    ]
    widths = tuple(width for _, width in header)
    return Sheet(name, tuple(cells), widths, header_row=0, filtered=True) if rows else None


def at(row: int, column: int, *, fixed: bool = False) -> str:
    """A cell's address for a formula, such as ``C4`` or ``$C$4``; rows and columns count from 0."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"${letters}${row + 1}" if fixed else f"{letters}{row + 1}"


def span(first_row: int, first_column: int, last_row: int, last_column: int) -> str:
    """A fixed range for a formula, such as ``$C$4:$C$20``."""
    return f"{at(first_row, first_column, fixed=True)}:{at(last_row, last_column, fixed=True)}"


def quoted(text: str) -> str:
    """A text of our own as a string in a formula."""
    return '"' + text.replace('"', '""') + '"'


def sheet_name(wanted: str, taken: set[str] | None = None) -> str:
    """A name that Excel takes: short, without its special signs, and not used yet."""
    name = _FORBIDDEN_IN_NAMES.sub(" ", wanted).strip()[:_LONGEST_NAME] or "Sheet"
    taken = taken if taken is not None else set()
    number = 2
    while name.lower() in taken:
        name = f"{name[: _LONGEST_NAME - 4].rstrip(' 0123456789')} {number}"
        number += 1
    taken.add(name.lower())
    return name
