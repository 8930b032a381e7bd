"""The one place where a release becomes a row: SQL for DuckDB, used for clean, mended and merged releases alike.

DuckDB reads strictly: a release whose parts have another shape than the standard's stops it. Parts that turned out to
be misshapen in a file are read as JSON text from there on (``loose``), and the rows concerned are marked ``rough``.
"""

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Final

from wellbought.market.schema import SHAPE, Shape, duckdb_type

#: Parts that may be read loosely.
LOOSE: Final = ("tag", "buyer", "parties", "tender", "awards", "contracts")

#: Amounts beyond this are not believed.
ABSURD: Final = 10_000_000_000_000
#: What of a description is indexed and read for AI, in characters.
INDEXED: Final = 2_000
#: A title of so many signs holds a word, and is not only a code.
_SURELY_WORDS: Final = 60
FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2060

#: The lists inside each part, which some publishers give as an object.
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "parties": ("roles",),
    "tender": ("items", "documents", "amendments", "tenderers"),
    "awards": ("suppliers", "items", "documents"),
    "contracts": ("items", "amendments"),
}


def _structure(shape: Shape) -> object:
    if isinstance(shape, str):
        return shape
    if isinstance(shape, Mapping):
        return {name: _structure(part) for name, part in shape.items()}
    return [_structure(shape[0])]


def reader(path: str, *, loose: Collection[str] = (), longest: int) -> str:
    """The table function that reads line-delimited releases strictly."""
    types = {name: "JSON" if name in loose else duckdb_type(shape) for name, shape in SHAPE.items()}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    return (
        f"read_json('{path.replace(chr(39), chr(39) * 2)}', format='newline_delimited', compression='none', "
        f"maximum_object_size={longest}, columns={{{columns}}})"
    )


def _typed(source: str, loose: Collection[str]) -> str:
    """Releases with every part as a structure, and whether a loosely read part had a wrong shape."""
    if not loose:
        return f"SELECT *, false AS misshapen, NULL::VARCHAR AS raw FROM {source}"
    typed = ", ".join(f"json_transform({name}, '{json.dumps(_structure(SHAPE[name]))}') AS {name}" for name in loose)
    wrong = " OR ".join(_wrong_shape(name) for name in loose)
    pairs = ", ".join(f"'{name}', {name}" for name in SHAPE)
    kept = f"coalesce({wrong}, false)"
    if "tag" in loose:
        kept += """ OR NOT coalesce(contains(tag::VARCHAR, '"compiled"'), false)"""
    return f"""SELECT * REPLACE ({typed}), coalesce({wrong}, false) AS misshapen,
        CASE WHEN {kept} THEN json_object({pairs})::VARCHAR END AS raw FROM {source}"""


def _wrong_shape(name: str) -> str:
    right = "OBJECT" if isinstance(SHAPE[name], Mapping) else "ARRAY"
    opening = "{" if right == "OBJECT" else "["
    tests = [f"coalesce(left({name}::VARCHAR, 1) NOT IN ('{opening}', 'n'), false)"]
    tests += [f"coalesce(contains({name}::VARCHAR, '\"{one}\":{{'), false)" for one in _LISTS.get(name, ())]
    if name == "parties":
        tests.append("""coalesce(contains(parties::VARCHAR, '"roles":"'), false)""")
    return "(" + " OR ".join(tests) + ")"


def day(text: str) -> str:
    """The day at the beginning of a date; ``NULL`` if there is none or it lies outside of what may be."""
    found = f"try_cast(left({text}, 10) AS DATE)"
    return f"CASE WHEN {found} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31' THEN {found} END"


def amount(text: str) -> str:
    """An amount that may be believed."""
    number = f"try_cast({text} AS DECIMAL(18,2))"
    return f"CASE WHEN {number} BETWEEN 0 AND {ABSURD} THEN {number} END"


@cache
def _known_currencies() -> str:
    from babel.numbers import list_currencies

    return ", ".join(f"'{code}'" for code in sorted(list_currencies()))


def currency(text: str) -> str:
    """A currency that ISO 4217 knows."""
    return f"CASE WHEN upper(trim({text})) IN ({_known_currencies()}) THEN upper(trim({text})) END"


def _filled(text: str) -> str:
    return f"nullif(trim({text}), '')"


def _first(*texts: str) -> str:
    return "nullif(trim(coalesce(" + ", ".join(f"nullif({text}, '')" for text in texts) + ")), '')"


def _unreadable_day(text: str) -> str:
    return f"({text} <> '' AND try_cast(left({text}, 10) AS DATE) IS NULL)"


def _sum(rows: str) -> str:
    """The sum of the amounts that are in the currency of the first."""
    return (
        f"list_sum(list_transform({rows}, lambda x: CASE WHEN x.value.currency = {rows}[1].value.currency "
        f"THEN {amount('x.value.amount')} END))"
    )


def flatten(source: str, loose: Collection[str] = (), *, mended: bool = False) -> str:
    """The query that makes staged rows of releases.

    :param source: as :func:`reader` gives it
    :param loose: the parts that it reads as JSON text
    :param mended: whether Python has read them with care, so that nothing is left to mend
    """
    return f"""
    WITH release AS ({_typed(source, loose)}),
    parts AS (
      SELECT *,
        list_filter(parties, lambda p: list_contains(p.roles, 'buyer'))[1] AS bp,
        coalesce(tender.items[1], awards[1].items[1]) AS i1,
        {_sum("awards")} AS award_sum, {_sum("contracts")} AS contract_sum, {amount("tender.value.amount")} AS estimated,
        list_transform(awards, lambda a: try_cast(a.value.amount AS DOUBLE)) AS award_amounts,
        {day("list_min(list_transform(awards, lambda a: nullif(a.date, '')))")} AS award_on,
        {day("contracts[1].dateSigned")} AS signed_on,
        coalesce({day("tender.datePublished")}, {day("tender.tenderPeriod.startDate")}) AS notice_on
      FROM release),
    sums AS (
      SELECT *, {"false" if mended else _rough()} AS rough, {_title()} AS named, {_described()} AS details,
        CASE WHEN award_sum > 0 THEN 'award' WHEN contract_sum > 0 THEN 'contract' WHEN estimated > 0 THEN 'tender' END
          AS amount_of
      FROM parts)
    SELECT {_row()} FROM (SELECT *, CASE WHEN length(named) > {_SURELY_WORDS} OR regexp_matches(named,
        '[A-Za-z]{{5}}|[^\\x00-\\x7F]{{5}}') THEN details
        ELSE nullif(concat_ws('; ', details, nullif({_items()}, '')), '') END AS described FROM sums)"""


def _title() -> str:
    return _first("tender.title", "contracts[1].title", "awards[1].title")


def _described() -> str:
    return _first(
        "tender.description",
        "awards[1].description",
        "contracts[1].description",
        "awards[1].title",
        "coalesce(tender.items[1], awards[1].items[1]).description",
    )


def _items() -> str:
    return "array_to_string(list_transform(tender.items[1:5], lambda i: coalesce(i.description, '')), '; ')"


def _rough() -> str:
    """Rows that must be read with care: shapes, dates of other kinds, numbers written otherwise."""
    tests = ["misshapen", "ocid IS NULL", "id IS NULL", "tag IS NULL"]
    dates = ("date", "tender.tenderPeriod.startDate", "tender.tenderPeriod.endDate", "awards[1].date")
    tests += [f"coalesce({_unreadable_day(one)}, false)" for one in dates]
    tests.append("coalesce(tender.value.amount <> '' AND try_cast(tender.value.amount AS DOUBLE) IS NULL, false)")
    tests.append("coalesce(awards[1].value.amount <> '' AND award_amounts[1] IS NULL, false)")
    return " OR ".join(tests)


def _doubts() -> str:
    days = ("award_on", "awards[1].date"), ("signed_on", "contracts[1].dateSigned")
    outside = " OR ".join(f"({text} <> '' AND {kept} IS NULL)" for kept, text in days)
    return f"""nullif(concat_ws(',',
        CASE WHEN list_min(award_amounts) < 0 OR try_cast(tender.value.amount AS DOUBLE) < 0 THEN 'amount-negative' END,
        CASE WHEN list_max(award_amounts) > {ABSURD} OR try_cast(tender.value.amount AS DOUBLE) > {ABSURD}
          THEN 'amount-absurd' END,
        CASE WHEN awards[1].value.amount <> '' AND award_amounts[1] IS NULL THEN 'amount-unreadable' END,
        CASE WHEN {outside} THEN 'date-doubtful' END), '')"""


def _row() -> str:
    """The columns of a staged row."""
    released = "coalesce(try_cast(try_cast(date AS TIMESTAMPTZ) AS TIMESTAMP), try_cast(left(date, 10) AS TIMESTAMP))"
    tenderers = (
        "coalesce(try_cast(tender.numberOfTenderers AS DOUBLE), try_cast(tender.numberOfTenders AS DOUBLE), "
        "nullif(len(tender.tenderers), 0))"
    )
    return f"""
      ocid, id AS release_id, {released} AS released_at,
      coalesce(list_contains(tag, 'compiled'), false) AS compiled, rough,
      lower(left(trim(language), 2)) AS language,
      named AS title, described, nullif(described, named) AS description,
      {_first("bp.address.countryName", "buyer.address.countryName", "parties[1].address.countryName")} AS country,
      {_first("bp.address.region", "buyer.address.region")} AS region,
      {_first("buyer.id", "buyer.identifier.id", "bp.id")} AS buyer_id,
      {_first("buyer.name", "buyer.identifier.legalName", "bp.name", "tender.procuringEntity.name")} AS buyer,
      {_filled("tender.procuringEntity.name")} AS procuring_entity,
      {_filled("tender.procurementMethod")} AS method, {_filled("tender.procurementMethodDetails")} AS method_details,
      lower({_filled("tender.mainProcurementCategory")}) AS category, {_filled("tender.status")} AS status,
      {_first("tender.classification.scheme", "i1.classification.scheme")} AS scheme,
      {_first("tender.classification.id", "i1.classification.id")} AS code,
      {_first("tender.classification.description", "i1.classification.description")} AS code_name,
      CASE WHEN {tenderers} BETWEEN 0 AND 10000 THEN {tenderers}::INTEGER END AS tenderers,
      CASE amount_of WHEN 'award' THEN award_sum WHEN 'contract' THEN contract_sum WHEN 'tender' THEN estimated
        END::DECIMAL(18,2) AS amount,
      upper(trim(CASE amount_of WHEN 'award' THEN awards[1].value.currency WHEN 'contract' THEN
        contracts[1].value.currency WHEN 'tender' THEN tender.value.currency END)) AS currency,
      (hash(named, left(nullif(described, named), {INDEXED}), code) >> 1)::BIGINT AS text_key,
      amount_of, CASE WHEN estimated > 0 THEN estimated END AS estimate,
      upper(trim(tender.value.currency)) AS estimate_currency,
      notice_on, {day("tender.tenderPeriod.endDate")} AS deadline_on, award_on, signed_on,
      coalesce({day("contracts[1].period.startDate")}, {day("awards[1].contractPeriod.startDate")}) AS start_on,
      coalesce({day("contracts[1].period.endDate")}, {day("awards[1].contractPeriod.endDate")}) AS end_on,
      year(coalesce(award_on, signed_on, notice_on, {day("date")}))::INTEGER AS year,
      coalesce(len(awards), 0)::INTEGER AS awards, coalesce(len(contracts), 0)::INTEGER AS contracts,
      (coalesce(len(tender.amendments), 0) + (tender.amendment.date IS NOT NULL)::INTEGER
        + coalesce(list_sum(list_transform(contracts, lambda c: coalesce(len(c.amendments), 0)
        + (c.amendment.date IS NOT NULL)::INTEGER)), 0))::INTEGER AS amendments,
      coalesce(list_filter(tender.documents, lambda d: starts_with(d.url, 'http'))[1].url,
        awards[1].documents[1].url) AS url,
      {_doubts()} AS doubts,
      list_transform(awards, lambda a: {{'date': a.date, 'value': a.value, 'suppliers': a.suppliers}}) AS award_rows,
      list_filter(list_transform(coalesce(awards[1].items, contracts[1].items, tender.items), lambda i: {{
        'item': i.description, 'unit': i.unit.name, 'quantity': i.quantity, 'value': i.unit.value}}),
        lambda p: p.value.amount IS NOT NULL) AS price_rows,
      CASE WHEN rough OR NOT coalesce(list_contains(tag, 'compiled'), false) THEN
        coalesce(raw, json_object({", ".join(f"'{name}', {name}" for name in SHAPE)})::VARCHAR) END AS raw"""
