"""How documents say what pinned market research holds."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wellbought.documents.template import Marked
from wellbought.documents.words import Words
from wellbought.profile import Value
from wellbought.purchase.research import MarketFinding, MarketResearch, PinnedContract, PinnedFigure

_GREAT: Final = 100
_FIGURES: Final = frozenset("0123456789")


def told(sentence: str, figure: PinnedFigure, words: Words) -> str:
    """A sentence of a figure in the document's language; marked as English where nobody told it so."""
    return sentence if figure.language == words.language else words.say(sentence)


def amount_of(contract: PinnedContract, words: Words) -> str:
    """The value of a contract, and whether it is only an estimate."""
    if contract.amount is None or not contract.currency:
        return words.say("Not said")
    said = words.money(Value(contract.amount, contract.currency))
    return words.say("%(amount)s (estimate)", amount=said) if contract.amount_of == "tender" else said


def competition(contract: PinnedContract, words: Words) -> str:
    """By which procedure it was bought, and how many competed."""
    method = method_name(contract.method, words) or words.say("Not said")
    if contract.tenderers is None:
        return method
    return words.say("%(method)s, tenderers: %(count)s", method=method, count=words.number(contract.tenderers))


def method_name(method: str, words: Words) -> str:
    """One of the methods of OCDS in words; as published if it is none of them."""
    names: Mapping[str, str] = {
        "open": words.say("Open"),
        "selective": words.say("Selective"),
        "limited": words.say("Limited"),
        "direct": words.say("Direct"),
    }
    return names.get(method, method)


def table(finding: MarketFinding, words: Words, most: int) -> Marked | str:
    """The table of a figure, as Markdown whose cells are plain figures and names."""
    figure = finding.figure
    if figure is None or not figure.rows:
        return ""
    head = [column_name(name, words) for name in figure.columns]
    shown = figure.rows[:most]
    figures = [all(not row[place] or _is_figure(row[place]) for row in shown) for place in range(len(head))]
    lines = [_row(head), "|" + "|".join("--:" if one else "----" for one in figures) + "|"]
    lines += [_row([_cell(name, one, words) for name, one in zip(figure.columns, row, strict=True)]) for row in shown]
    if len(figure.rows) > most:
        rest = len(figure.rows) - most
        lines += ["", words.say("%(count)s more rows are in the market brief or the data.", count=words.number(rest))]
    return Marked("\n".join(lines))


def _cell(name: str, text: str, words: Words) -> str:
    """A value as the document's language writes it; years stay as they are."""
    if name == "method":
        return method_name(text, words)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return text
    if name in ("year", "newest") or not value.is_finite():
        return text
    if name in ("share", "value_share"):
        return f"{words.number(value * 100, places=1)} %"
    return words.number(value, places=0 if value == value.to_integral_value() or abs(value) >= _GREAT else 1)


def _is_figure(text: str) -> bool:
    return set(text) <= _FIGURES | set(".,-% ")


def _row(cells: list[str] | tuple[str, ...]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    """A cell in which nothing is markup."""
    kept = "".join(f"\\{one}" if one in "\\`*_{}[]<>()#+-.!|~&" else one for one in str(text))
    return kept.replace("\n", " ").replace("\ue000", "").replace("\ue001", "")


def column_name(name: str, words: Words) -> str:
    """The heading of a column of a figure."""
    names: Mapping[str, str] = {
        "ai": words.say("Of AI"),
        "awards": words.say("Awards"),
        "buyer": words.say("Buyer"),
        "buyers": words.say("Buyers"),
        "changed": words.say("Changed"),
        "changes": words.say("Changes"),
        "contracts": words.say("Contracts"),
        "country": words.say("Country"),
        "index": words.say("Index"),
        "least": words.say("Least"),
        "mean_tenderers": words.say("Tenderers, mean"),
        "median": words.say("Middle"),
        "median_tenderers": words.say("Tenderers, middle"),
        "method": words.say("Method"),
        "most": words.say("Most"),
        "newest": words.say("Newest year"),
        "outliers": words.say("Outliers"),
        "prices": words.say("Prices"),
        "quarter": words.say("First quarter"),
        "share": words.say("Share"),
        "single": words.say("One tenderer"),
        "supplier": words.say("Supplier"),
        "suppliers": words.say("Suppliers"),
        "telling": words.say("That tell"),
        "tenderers": words.say("Tenderers"),
        "three_quarters": words.say("Third quarter"),
        "unit": words.say("Unit"),
        "value": words.say("Value"),
        "value_share": words.say("Share of value"),
        "year": words.say("Year"),
    }
    return names.get(name, name)


def command(finding: MarketFinding) -> str:
    """The command that asks the same again."""
    figure = finding.figure
    parts = ["wellbought market summary"]
    parts += [f"--measure {figure.measure}"] if figure else []
    parts += [f'--like "{finding.asked}"'] if finding.asked else []
    for name, value in finding.filters.items():
        parts.append(f"--{name}" if value == "yes" else f'--{name} "{value}"')
    return " ".join(parts)


def as_json(research: MarketResearch) -> Mapping[str, object]:
    """The research as JSON values, without drawings, which its tables repeat."""
    found: dict[str, object] = _jsonable(research)
    for finding in found["findings"]:  # type: ignore[attr-defined]
        if finding["figure"]:
            del finding["figure"]["drawing"]
    return found


def _jsonable(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _jsonable(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {key: _jsonable(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
