"""What is read of a release, and what the tables hold: the one place that says both.

``SHAPE`` is the part of OCDS that is read, as nested types. ``TABLES`` are the columns of the Parquet files, each with
its path in OCDS and its meaning; the data dictionary page is made from them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

#: The version of the tables; a dataset of another version is ingested again.
VERSION: Final = 2

Shape: TypeAlias = "str | Mapping[str, Shape] | Sequence[Shape]"

_TEXT: Final = "VARCHAR"
_VALUE: Final[Shape] = {"amount": _TEXT, "currency": _TEXT}
_PERIOD: Final[Shape] = {"startDate": _TEXT, "endDate": _TEXT, "durationInDays": _TEXT}
_CLASS: Final[Shape] = {"scheme": _TEXT, "id": _TEXT, "description": _TEXT}
_PARTY: Final[Shape] = {
    "id": _TEXT,
    "name": _TEXT,
    "roles": [_TEXT],
    "address": {"countryName": _TEXT, "region": _TEXT},
    "identifier": {"scheme": _TEXT, "id": _TEXT, "legalName": _TEXT},
}
_ITEM: Final[Shape] = {
    "id": _TEXT,
    "description": _TEXT,
    "quantity": _TEXT,
    "classification": _CLASS,
    "unit": {"name": _TEXT, "value": _VALUE},
}
_AMENDMENT: Final[Shape] = {"id": _TEXT, "date": _TEXT, "description": _TEXT, "rationale": _TEXT}
_RELATED: Final[Shape] = {"id": _TEXT, "relationship": [_TEXT], "title": _TEXT, "identifier": _TEXT}
_DOCUMENT: Final[Shape] = {"id": _TEXT, "url": _TEXT, "documentType": _TEXT}

#: What is read of a release. A list holds what each of its members looks like.
SHAPE: Final[Mapping[str, Shape]] = {
    "ocid": _TEXT,
    "id": _TEXT,
    "date": _TEXT,
    "language": _TEXT,
    "tag": [_TEXT],
    "buyer": _PARTY,
    "parties": [_PARTY],
    "tender": {
        "id": _TEXT,
        "title": _TEXT,
        "description": _TEXT,
        "status": _TEXT,
        "procurementMethod": _TEXT,
        "procurementMethodDetails": _TEXT,
        "mainProcurementCategory": _TEXT,
        "numberOfTenderers": _TEXT,
        "numberOfTenders": _TEXT,
        "datePublished": _TEXT,
        "value": _VALUE,
        "tenderPeriod": _PERIOD,
        "contractPeriod": _PERIOD,
        "procuringEntity": {"id": _TEXT, "name": _TEXT},
        "classification": _CLASS,
        "tenderers": [{"id": _TEXT}],
        "items": [_ITEM],
        "documents": [_DOCUMENT],
        "amendments": [_AMENDMENT],
        "amendment": _AMENDMENT,
    },
    "awards": [
        {
            "id": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "status": _TEXT,
            "date": _TEXT,
            "value": _VALUE,
            "suppliers": [{"id": _TEXT, "name": _TEXT, "identifier": {"id": _TEXT, "legalName": _TEXT}}],
            "contractPeriod": _PERIOD,
            "items": [_ITEM],
            "documents": [_DOCUMENT],
        }
    ],
    "contracts": [
        {
            "id": _TEXT,
            "awardID": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "status": _TEXT,
            "dateSigned": _TEXT,
            "value": _VALUE,
            "period": _PERIOD,
            "items": [_ITEM],
            "amendments": [_AMENDMENT],
            "amendment": _AMENDMENT,
            "relatedProcesses": [_RELATED],
        }
    ],
    "relatedProcesses": [_RELATED],
}

#: The fields that a merge leaves out or replaces as a whole, of those in ``SHAPE``; from the merging rules of OCDS 1.1.
MERGE_RULES: Final[Mapping[tuple[str, ...], str]] = {
    ("id",): "omitWhenMerged",
    ("date",): "omitWhenMerged",
    ("tag",): "omitWhenMerged",
    ("parties", "roles"): "wholeListMerge",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    :ivar path: where its value comes from in OCDS, first choice first
    """

    name: str
    type: str
    path: str
    meaning: str


_MONEY: Final = "DECIMAL(18,2)"

PROCESSES: Final = (
    Column("ocid", _TEXT, "ocid", "The contracting process. One row each."),
    Column("released_at", "TIMESTAMP", "date", "When the newest release was published, in UTC."),
    Column("releases", "INTEGER", "", "How many releases were merged into this row."),
    Column("language", _TEXT, "language", "Two letters, lower case, as the publisher says it."),
    Column("title", _TEXT, "tender/title, contracts/title, awards/title", "What is bought, as published."),
    Column(
        "description",
        _TEXT,
        "tender/description, awards/description, contracts/description, tender/items/description",
        "More of it. Where the title is only a code, the descriptions of the items.",
    ),
    Column("country", _TEXT, "parties/address/countryName, buyer/address/countryName", "The buyer's, as published."),
    Column("region", _TEXT, "parties/address/region, buyer/address/region", "The buyer's, as published."),
    Column("buyer_id", _TEXT, "buyer/id, parties/id", "The buyer's identifier."),
    Column("buyer", _TEXT, "buyer/name, buyer/identifier/legalName, parties/name", "The buyer's name."),
    Column("procuring_entity", _TEXT, "tender/procuringEntity/name", "Who manages the procedure, if named."),
    Column("method", _TEXT, "tender/procurementMethod", "open, selective, limited, direct or as published."),
    Column("method_details", _TEXT, "tender/procurementMethodDetails", "The procedure in the publisher's words."),
    Column("category", _TEXT, "tender/mainProcurementCategory", "goods, works or services."),
    Column("status", _TEXT, "tender/status", "Where the tender stands."),
    Column("scheme", _TEXT, "tender/classification/scheme, tender/items/classification/scheme", "Of the code."),
    Column("code", _TEXT, "tender/classification/id, tender/items/classification/id", "First classification code."),
    Column(
        "code_name", _TEXT, "tender/classification/description, tender/items/classification/description", "Its words."
    ),
    Column("tenderers", "INTEGER", "tender/numberOfTenderers, tender/numberOfTenders, tender/tenderers", "How many."),
    Column("amount", _MONEY, "awards/value/amount, contracts/value/amount, tender/value/amount", "The value."),
    Column("currency", _TEXT, "…/value/currency", "Its currency, ISO 4217, upper case."),
    Column("amount_of", _TEXT, "", "Where the amount is from: award, contract or tender (an estimate)."),
    Column("estimate", _MONEY, "tender/value/amount", "The estimate in the notice."),
    Column("estimate_currency", _TEXT, "tender/value/currency", "Its currency."),
    Column("notice_on", "DATE", "tender/datePublished, tender/tenderPeriod/startDate", "The day of the notice."),
    Column("deadline_on", "DATE", "tender/tenderPeriod/endDate", "The last day for submissions."),
    Column("award_on", "DATE", "awards/date", "The day of the first award."),
    Column("signed_on", "DATE", "contracts/dateSigned", "The day on which the first contract was signed."),
    Column("start_on", "DATE", "contracts/period/startDate, awards/contractPeriod/startDate", "The contract begins."),
    Column("end_on", "DATE", "contracts/period/endDate, awards/contractPeriod/endDate", "The contract ends."),
    Column("year", "INTEGER", "awards/date, contracts/dateSigned, tender/tenderPeriod, date", "The year it counts in."),
    Column("awards", "INTEGER", "awards", "How many awards."),
    Column("contracts", "INTEGER", "contracts", "How many contracts."),
    Column("amendments", "INTEGER", "tender/amendments, contracts/amendments, …/amendment", "How many changes."),
    Column("suppliers", "INTEGER", "awards/suppliers", "How many different suppliers."),
    Column("supplier", _TEXT, "awards/suppliers/name", "Their names, parted by a bar."),
    Column("url", _TEXT, "tender/documents/url, awards/documents/url", "The original, where the data have a link."),
    Column("doubts", _TEXT, "", "What was not believed, such as amount-negative, parted by commas."),
    Column("text_no", "BIGINT", "", "Its number in the text index. Equal titles and descriptions share one."),
    Column("is_ai", "BOOLEAN", "", "Whether the finder takes it for a purchase of AI because of its words or code."),
    Column("ai_terms", _TEXT, "", "Those words: JSON list of {term, field, concept}."),
    Column(
        "ai_hints",
        _TEXT,
        "awards/suppliers/name, …/amendments/description, relatedProcesses",
        "What makes AI likely without saying so (products, suppliers, words of amendments and of parent contracts): "
        "JSON list of {kind, name, field}.",
    ),
)

AWARDS: Final = (
    Column("ocid", _TEXT, "ocid", "The contracting process."),
    Column("year", "INTEGER", "awards/date", "As in processes."),
    Column("country", _TEXT, "", "The buyer's, as in processes."),
    Column("buyer", _TEXT, "buyer/name", "As in processes."),
    Column("supplier_id", _TEXT, "awards/suppliers/id", "One row for each supplier of each award."),
    Column("supplier", _TEXT, "awards/suppliers/name", "The supplier's name as published."),
    Column(
        "supplier_key",
        _TEXT,
        "",
        "The name folded (case, accents, points) so that spellings meet; empty where the name is withheld.",
    ),
    Column(
        "amount", _MONEY, "awards/value/amount", "The award's value, parted evenly where several suppliers share it."
    ),
    Column("currency", _TEXT, "awards/value/currency", "Its currency."),
    Column("award_on", "DATE", "awards/date", "The day of the award."),
    Column("text_no", "BIGINT", "", "As in processes."),
    Column("is_ai", "BOOLEAN", "", "As in processes."),
)

PRICES: Final = (
    Column("ocid", _TEXT, "ocid", "The contracting process. One row for each item that has a price per unit."),
    Column("year", "INTEGER", "", "As in processes."),
    Column("country", _TEXT, "", "As in processes."),
    Column("item", _TEXT, "awards/items/description, contracts/items/description, tender/items/description", "What."),
    Column("unit", _TEXT, "…/items/unit/name", "The unit, lower case."),
    Column("quantity", "DECIMAL(18,3)", "…/items/quantity", "How many units."),
    Column("price", _MONEY, "…/items/unit/value/amount", "The price of one unit."),
    Column("currency", _TEXT, "…/items/unit/value/currency", "Its currency."),
    Column("text_no", "BIGINT", "", "As in processes."),
    Column("is_ai", "BOOLEAN", "", "As in processes."),
)

TABLES: Final[Mapping[str, tuple[Column, ...]]] = {"processes": PROCESSES, "awards": AWARDS, "prices": PRICES}


def duckdb_type(shape: Shape) -> str:
    """A shape as DuckDB's type."""
    if isinstance(shape, str):
        return shape
    if isinstance(shape, Mapping):
        return "STRUCT(" + ", ".join(f'"{name}" {duckdb_type(part)}' for name, part in shape.items()) + ")"
    return duckdb_type(shape[0]) + "[]"


def dictionary() -> str:
    """The data dictionary as Markdown tables, for the documentation."""
    lines: list[str] = []
    for table, columns in TABLES.items():
        lines += [f"## {table}", "", "| Column | Type | OCDS | Meaning |", "|---|---|---|---|"]
        lines += [f"| `{one.name}` | {one.type} | {one.path or '–'} | {one.meaning} |" for one in columns]
        lines.append("")
    return "\n".join(lines)
