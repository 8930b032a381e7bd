"""Flat tables of notices: which column holds what, guessed from the headings and shown for correction."""

import csv
import io
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

from wellbought.errors import WellboughtError
from wellbought.market.reading.pieces import Place, Report

#: What a table may tell, with the headings that stand for it, folded. The order is that of the OCDS fields in a release.
FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "ocid": ("ocid",),
    "id": (
        "notice identifier",
        "id notice can",
        "contract award unique key",
        "cn id",
        "contract id",
        "award id piid",
        "generated internal id",
        "notice id",
        "notice number",
        "award id",
        "reference",
        "id",
        "piid",
        "tender id",
        "publication number",
        "ted notice id",
        "codigo",
        "codigoconvocatoria",
        "numero",
    ),
    "title": (
        "title",
        "notice title",
        "tender title",
        "contract title",
        "name",
        "objeto",
        "titulo",
        "intitule",
        "titel",
        "oggetto",
        "subject",
        "topic",
        "lot title",
        "proceso",
    ),
    "description": (
        "description",
        "award description",
        "transaction description",
        "prime award base transaction description",
        "short descr",
        "summary",
        "contract description",
        "descripcion",
        "descripcion proceso",
        "beschreibung",
        "descrizione",
        "additional text",
        "cpv description en",
    ),
    "buyer": (
        "organisation name",
        "buyer name",
        "cae name",
        "awarding agency name",
        "awarding sub agency name",
        "agency name",
        "agency",
        "buyer",
        "contracting authority",
        "entidad",
        "acheteur",
        "department",
        "authority name",
    ),
    "country": ("iso country code", "buyer country", "country", "cae country", "country code", "pais"),
    "supplier": (
        "supplier name",
        "win name",
        "winner name",
        "recipient name",
        "vendor",
        "vendor name",
        "supplier",
        "contractor",
        "proveedor",
        "awarded to",
        "supplier s name",
        "supplier name address ref type ref number is sme is vcse",
    ),
    "supplier_id": (
        "win nationalid",
        "recipient uei",
        "recipient duns",
        "supplier abn",
        "supplier id",
        "rucproveedor",
        "vendor id",
    ),
    "amount": (
        "award value euro",
        "value euro fin 2",
        "total dollars obligated",
        "current total value of award",
        "contract value",
        "awarded value",
        "award value",
        "federal action obligation",
        "amount",
        "value",
        "lot value eur",
        "montoadjudicado",
        "total obligation",
        "importe",
        "montant",
    ),
    "estimate": (
        "value low",
        "estimated value",
        "value euro fin 1",
        "montoreferencial",
        "potential total value of award",
    ),
    "currency": ("currency", "currency code", "moneda", "devise"),
    "notice_on": (
        "published date",
        "publish date",
        "dispatch date",
        "dt dispatch",
        "publication date",
        "date posted",
        "fechaconvocatoria",
    ),
    "deadline_on": ("closing date", "close date", "deadline", "submission deadline", "dt applications"),
    "award_on": ("award date", "awarded date", "dt award", "action date", "award date contract", "contract award date"),
    "start_on": (
        "contract start date",
        "period of performance start date",
        "start date",
        "contract start",
        "awarded start date",
    ),
    "end_on": (
        "contract end date",
        "period of performance current end date",
        "end date",
        "contract end",
        "awarded end date",
        "period of performance potential end date",
    ),
    "method": (
        "procedure type",
        "top type",
        "extent competed",
        "procurement method",
        "type of procedure",
        "procedure",
        "type",
        "tipoproceso",
        "notice type",
    ),
    "tenderers": (
        "number offers",
        "number of offers received",
        "number of offers",
        "bidders",
        "number of tenderers",
        "offers",
    ),
    "code": (
        "cpv codes",
        "cpv",
        "cpv code",
        "naics code",
        "unspsc",
        "unspsc code",
        "category code",
        "product or service code",
        "classification cpv",
        "psc",
        "naics",
    ),
    "url": ("ted notice url", "usaspending permalink", "notice url", "url", "link", "permalink", "links"),
    "language": ("language", "lg orig", "lang"),
    "quantity": ("quantity", "cantidadadjudicada"),
    "unit": ("unit", "itemconvoca unidadmedida"),
}

#: Layouts that are known: what names them, and what they say without a column.
LAYOUTS: Final[Mapping[str, Mapping[str, Any]]] = {
    "ted": {
        "headings": {"id notice can", "cae name", "win name"},
        "fixed": {"currency": "EUR", "scheme": "CPV"},
        "columns": {
            "id": "ID_NOTICE_CAN",
            "title": "TITLE",
            "buyer": "CAE_NAME",
            "country": "ISO_COUNTRY_CODE",
            "supplier": "WIN_NAME",
            "supplier_id": "WIN_NATIONALID",
            "amount": "AWARD_VALUE_EURO",
            "notice_on": "DT_DISPATCH",
            "award_on": "DT_AWARD",
            "method": "TOP_TYPE",
            "tenderers": "NUMBER_OFFERS",
            "code": "CPV",
            "url": "TED_NOTICE_URL",
            "description": "SHORT_DESCR",
        },
    },
    "usaspending": {
        "headings": {"contract award unique key", "awarding agency name", "recipient name"},
        "fixed": {"currency": "USD", "country": "United States", "language": "en", "scheme": "NAICS"},
        "columns": {
            "id": "contract_award_unique_key",
            "title": "prime_award_base_transaction_description",
            "description": "transaction_description",
            "buyer": "awarding_agency_name",
            "supplier": "recipient_name",
            "supplier_id": "recipient_uei",
            "amount": "current_total_value_of_award",
            "award_on": "action_date",
            "start_on": "period_of_performance_start_date",
            "end_on": "period_of_performance_current_end_date",
            "method": "extent_competed",
            "tenderers": "number_of_offers_received",
            "code": "naics_code",
            "url": "usaspending_permalink",
        },
    },
    "contracts-finder": {
        "headings": {"notice identifier", "organisation name", "cpv codes"},
        "fixed": {"currency": "GBP", "country": "United Kingdom", "language": "en", "scheme": "CPV"},
        "columns": {
            "id": "Notice Identifier",
            "title": "Title",
            "description": "Description",
            "buyer": "Organisation Name",
            "supplier": "Supplier [Name|Address|Ref type|Ref Number|Is SME|Is VCSE]",
            "amount": "Awarded Value",
            "estimate": "Value Low",
            "notice_on": "Published Date",
            "deadline_on": "Closing Date",
            "award_on": "Awarded Date",
            "start_on": "Contract start date",
            "end_on": "Contract end date",
            "method": "Procedure Type",
            "code": "Cpv Codes",
            "url": "Links",
        },
    },
    "austender": {
        "headings": {"cn id", "agency name", "supplier name"},
        "fixed": {"currency": "AUD", "country": "Australia", "language": "en", "scheme": "UNSPSC"},
        "columns": {
            "id": "CN ID",
            "title": "Description",
            "buyer": "Agency Name",
            "supplier": "Supplier Name",
            "supplier_id": "Supplier ABN",
            "amount": "Value",
            "notice_on": "Publish Date",
            "start_on": "Contract Start Date",
            "end_on": "Contract End Date",
            "method": "Procurement Method",
            "code": "UNSPSC",
            "award_on": "Contract Start Date",
        },
    },
}
_METHODS: Final = (
    ("open", ("open", "ope", "o", "full and open", "competed")),
    ("selective", ("restricted", "selective", "res", "r", "c", "competitive", "prequalified")),
    ("direct", ("direct", "award without", "awp", "f", "w", "not competed", "not available", "single")),
    ("limited", ("limited", "neg", "negotiated", "l", "t", "a", "n")),
)
_MOST_BYTES_OF_FIELD: Final = 10 << 20


class MappingWrong(WellboughtError):
    """A mapping that does not fit the table."""


@dataclass(frozen=True)
class Mapped:
    """Which column of a table holds what.

    :ivar layout: the known layout, or ``guessed``
    :ivar columns: the field and its column
    :ivar fixed: what every row has
    :ivar unused: columns that nothing is read from
    """

    layout: str
    columns: Mapping[str, str]
    fixed: Mapping[str, str] = field(default_factory=dict)
    unused: tuple[str, ...] = ()
    delimiter: str = ","

    def as_json(self) -> dict[str, Any]:
        """For people to look at, change and hand back."""
        return {
            "layout": self.layout,
            "columns": dict(self.columns),
            "fixed": dict(self.fixed),
            "unused": list(self.unused),
            "missing": [name for name in FIELDS if name not in self.columns and name not in self.fixed],
            "delimiter": self.delimiter,
        }


def fold_heading(heading: str) -> str:
    """A heading without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", heading.replace("﻿", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", " ", plain.lower()).strip()


def guess(headings: Sequence[str], delimiter: str = ",") -> Mapped:
    """Guess what the columns hold: a known layout if its headings are there, else by the names of the headings."""
    folded = {fold_heading(one): one for one in headings if one}
    for name, layout in LAYOUTS.items():
        if layout["headings"] <= set(folded):
            columns = {
                part: folded[fold_heading(heading)]
                for part, heading in layout["columns"].items()
                if fold_heading(heading) in folded
            }
            return _mapped(name, columns, layout["fixed"], headings, delimiter)
    columns = {}
    for part, names in FIELDS.items():
        found = next((folded[one] for one in names if one in folded and folded[one] not in columns.values()), None)
        if found is not None:
            columns[part] = found
    return _mapped("guessed", columns, {}, headings, delimiter)


def _mapped(
    layout: str, columns: Mapping[str, str], fixed: Mapping[str, str], headings: Sequence[str], delimiter: str
) -> Mapped:
    unused = tuple(one for one in headings if one and one not in columns.values())
    return Mapped(layout, columns, fixed, unused, delimiter)


def read_mapping(path: Path, headings: Sequence[str], delimiter: str) -> Mapped:
    """A mapping that a person has corrected.

    :raises MappingWrong: naming a field that does not exist or a column that the table does not have
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        columns = {str(key): str(value) for key, value in dict(raw["columns"]).items()}
        fixed = {str(key): str(value) for key, value in dict(raw.get("fixed", {})).items()}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise MappingWrong(
            f'A mapping is JSON such as {{"columns": {{"title": "Name of the column"}}}} ({error}).', where=str(path)
        ) from None
    unknown = sorted((set(columns) | set(fixed)) - set(FIELDS) - {"scheme"})
    absent = sorted(set(columns.values()) - set(headings))
    if unknown:
        raise MappingWrong(f"There is no field {', '.join(unknown)}. Use: {', '.join(FIELDS)}.", where=str(path))
    if absent:
        raise MappingWrong(
            f"The table has no column {', '.join(absent)}. It has: {', '.join(headings)}.", where=str(path)
        )
    return _mapped("given", columns, fixed, headings, delimiter)


def rows_in(
    stream: BinaryIO, head: bytes, mapping: Path | None, report: Report, name: str, *, strict: bool = True
) -> tuple[Mapped, Iterator[tuple[Place, Mapping[str, Any]]]]:
    """The mapping of a table and its rows as releases; rows that do not fit are reported."""
    csv.field_size_limit(_MOST_BYTES_OF_FIELD)
    encoding = _encoding(head)
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    sample = head.decode(encoding, errors="replace").split("\n", 1)[0]
    delimiter = max(",;\t|", key=sample.count)
    reader = csv.reader(text, delimiter=delimiter)
    headings = [one.strip().removeprefix("﻿") for one in next(reader, [])]
    mapped = guess(headings, delimiter) if mapping is None else read_mapping(mapping, headings, delimiter)
    if strict and not {"title", "description"} & set(mapped.columns):
        raise MappingWrong(
            "No column says what was bought. Run: wellbought market mapping FILE > mapping.json, correct it, and give it "
            "with --mapping.",
            where=name,
        )
    return mapped, _releases(reader, headings, mapped, report, name)


def _encoding(head: bytes) -> str:
    try:
        head[: 1 << 16].rsplit(b"\n", 1)[0].decode("utf-8-sig")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"


def _releases(
    reader: Any, headings: Sequence[str], mapped: Mapped, report: Report, name: str
) -> Iterator[tuple[Place, Mapping[str, Any]]]:
    places = {part: headings.index(column) for part, column in mapped.columns.items()}
    number = 1
    stem = re.sub(r"[^a-z0-9]+", "-", Path(name.partition("!")[0]).name.lower()).strip("-")
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            report(reader.line_num, "not-a-row", f"This row cannot be read: {error}.")
            continue
        number += 1
        if not any(row):
            continue
        if len(row) != len(headings):
            report(reader.line_num, "not-a-row", f"It has {len(row)} values; the table has {len(headings)} columns.")
            continue
        values = {part: row[place].strip() for part, place in places.items()}
        yield (
            Place(reader.line_num),
            as_release({**mapped.fixed, **{k: v for k, v in values.items() if v}}, stem, number),
        )


def as_release(row: Mapping[str, str], stem: str, number: int) -> dict[str, Any]:
    """One row of a table as a compiled release."""
    ocid = row.get("ocid") or f"{stem}-{row.get('id') or number}"
    supplier = row.get("supplier", "").lstrip("[").split("|")[0].strip()
    currency = row.get("currency", "")
    currency = {"soles": "PEN", "dolares": "USD", "euro": "EUR", "euros": "EUR"}.get(fold_heading(currency), currency)
    code = re.split(r"[,;\s]+", row.get("code", "").strip())[0]
    award_day = row.get("award_on") or row.get("start_on")
    value = {"amount": row.get("amount"), "currency": currency}
    period = {"startDate": row.get("start_on"), "endDate": row.get("end_on")}
    awarded = bool(supplier or row.get("amount") or row.get("award_on"))
    item = {"id": "1", "classification": {"scheme": row.get("scheme"), "id": code}} if code else None
    return {
        "ocid": ocid,
        "id": f"{ocid}-{row.get('id') or number}",
        "date": row.get("notice_on") or award_day,
        "tag": ["compiled"],
        "language": row.get("language"),
        "buyer": {"name": row.get("buyer"), "address": {"countryName": row.get("country")}},
        "tender": {
            "id": row.get("id"),
            "title": row.get("title"),
            "description": row.get("description"),
            "procurementMethod": _method(row.get("method", "")),
            "procurementMethodDetails": row.get("method"),
            "numberOfTenderers": row.get("tenderers"),
            "datePublished": row.get("notice_on"),
            "value": {"amount": row.get("estimate"), "currency": currency},
            "tenderPeriod": {"endDate": row.get("deadline_on")},
            "items": [item] if item else [],
            "documents": [{"id": "1", "url": row["url"], "documentType": "awardNotice"}] if row.get("url") else [],
        },
        "awards": [
            {
                "id": "1",
                "date": award_day,
                "value": value,
                "suppliers": [{"id": row.get("supplier_id"), "name": supplier}] if supplier else [],
                "contractPeriod": period,
            }
        ]
        if awarded
        else [],
    }


def _method(words: str) -> str | None:
    folded = fold_heading(words)
    for method, names in _METHODS:
        if any(folded == one or (len(one) > 3 and one in folded) for one in names):  # noqa: PLR2004 - short ones are codes
            return method
    return None
