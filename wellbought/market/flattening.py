"""The one place where a release becomes a row: SQL for DuckDB, used for clean, mended and merged releases alike.

DuckDB reads strictly: a release whose parts have another shape than the standard's stops it. Parts that turned out to
be misshapen in a file are read as JSON text from there on (``loose``), and the rows concerned are marked ``rough``.
"""

import json
from collections.abc import Collection, Mapping
from functools import cache
from typing import Final, cast

from wellbought.market.schema import SHAPE, Shape, duckdb_type

#: Parts that may be read loosely.
LOOSE: Final = ("tag", "buyer", "parties", "tender", "awards", "contracts", "relatedProcesses")

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
    "contracts": ("items", "amendments", "relatedProcesses"),
}


#: What only a merge needs of a release, and the fast reading leaves out.
_FOR_MERGING: Final = frozenset(
    "tender.id tender.contractPeriod tender.tenderers.id tender.documents.id tender.documents.documentType "
    "tender.procuringEntity.id tender.items.id tender.amendments.id tender.amendment.id tender.tenderPeriod.durationInDays "
    "parties.identifier buyer.roles buyer.identifier.scheme "
    "awards.id awards.status awards.documents.id awards.documents.documentType awards.items.id awards.suppliers.identifier.id "
    "awards.contractPeriod.durationInDays contracts.id contracts.awardID contracts.status contracts.items.id "
    "contracts.items.classification relatedProcesses.id relatedProcesses.relationship contracts.relatedProcesses.id "
    "contracts.relatedProcesses.relationship contracts.amendments.id contracts.amendment.id contracts.period.durationInDays".split()
)


def _without(shape: Shape, path: str) -> Shape:
    """A shape without what only a merge needs; a list of what would be nothing keeps its members' shape."""
    if isinstance(shape, str):
        return shape
    if isinstance(shape, Mapping):
        kept = {
            name: _without(part, f"{path}.{name}" if path else name)
            for name, part in shape.items()
            if (f"{path}.{name}" if path else name) not in _FOR_MERGING
        }
        return kept or shape
    return [_without(shape[0], path)]


FAST_SHAPE: Final[Mapping[str, Shape]] = cast("Mapping[str, Shape]", _without(SHAPE, ""))


def _structure(shape: Shape) -> object:
    if isinstance(shape, str):
        return shape
    if isinstance(shape, Mapping):
        return {name: _structure(part) for name, part in shape.items()}
    return [_structure(shape[0])]


def reader(path: str, *, loose: Collection[str] = (), longest: int, fast: bool = False) -> str:
    """The table function that reads line-delimited releases strictly.

    :param fast: leave out what only a merge needs
    """
    shape = FAST_SHAPE if fast else SHAPE
    types = {name: "JSON" if name in loose else duckdb_type(part) for name, part in shape.items()}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
    return (
        f"read_json('{path.replace(chr(39), chr(39) * 2)}', format='newline_delimited', compression='none', "
        f"maximum_object_size={longest}, columns={{{columns}}})"
    )


def _typed(source: str, loose: Collection[str], *, fast: bool) -> str:
    """Releases with every part as a structure, and whether a loosely read part had a wrong shape.

    In a fast reading a list of one that is given as its member is a list all the same, and nothing else is mended.
    """
    if fast:
        return _wrapped(source, loose)
    if not loose:
        return f"SELECT *, false AS misshapen, NULL::VARCHAR AS raw, 0 AS reshaped FROM {source}"
    typed = ", ".join(f"json_transform({name}, '{json.dumps(_structure(SHAPE[name]))}') AS {name}" for name in loose)
    wrong = " OR ".join(_wrong_shape(name) for name in loose)
    pairs = ", ".join(f"'{name}', {name}" for name in SHAPE)
    kept = f"coalesce({wrong}, false)"
    if "tag" in loose:
        kept += """ OR NOT coalesce(contains(tag::VARCHAR, '"compiled"'), false)"""
    return f"""SELECT * REPLACE ({typed}), coalesce({wrong}, false) AS misshapen, 0 AS reshaped,
        CASE WHEN {kept} THEN json_object({pairs})::VARCHAR END AS raw FROM {source}"""


def _wrapped(source: str, loose: Collection[str]) -> str:
    if not loose:
        return f"SELECT *, false AS misshapen, 0 AS reshaped FROM {source}"
    lists = [name for name in loose if not isinstance(FAST_SHAPE[name], Mapping)]
    single = {name: f"coalesce(left({name}::VARCHAR, 1) = '{{', false)" for name in lists}
    parts = {
        name: f"CASE WHEN {single[name]} THEN '[' || {name} || ']' ELSE {name} END" if name in single else name
        for name in loose
    }
    typed = ", ".join(
        f"json_transform({part}, '{json.dumps(_structure(FAST_SHAPE[name]))}') AS {name}"
        for name, part in parts.items()
    )
    wrong = " OR ".join(
        f"(NOT {single[name]} AND {_wrong_shape(name)})" if name in single else _wrong_shape(name) for name in loose
    )
    wrong += "".join(f" OR ({single[name]} AND {_wrong_members(name)})" for name in single)
    reshaped = " + ".join(f"{one}::INTEGER" for one in single.values()) or "0"
    return (
        f"""SELECT * REPLACE ({typed}), coalesce({wrong}, false) AS misshapen, ({reshaped}) AS reshaped FROM {source}"""
    )


def _wrong_members(name: str) -> str:
    tests = [f"coalesce(contains({name}::VARCHAR, '\"{one}\":{{'), false)" for one in _LISTS.get(name, ())]
    if name == "parties":
        tests.append("""coalesce(contains(parties::VARCHAR, '"roles":"'), false)""")
    return "(" + " OR ".join(tests or ["false"]) + ")"


def _wrong_shape(name: str) -> str:
    right = "OBJECT" if isinstance(SHAPE[name], Mapping) else "ARRAY"
    opening = "{" if right == "OBJECT" else "["
    return f"(coalesce(left({name}::VARCHAR, 1) NOT IN ('{opening}', 'n'), false) OR {_wrong_members(name)})"


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


def _sum(rows: str, first: str) -> str:
    """The sum of the amounts that are in the currency of the first."""
    return (
        f"list_sum(list_transform({rows}, lambda x: CASE WHEN x.value.currency = {first}.value.currency "
        f"THEN {amount('x.value.amount')} END))"
    )


#: The days of a release: the name of each, and where it stands.
_DAYS: Final[Mapping[str, str]] = {
    "day_of_release": "date",
    "day_published": "tender.datePublished",
    "day_opened": "tender.tenderPeriod.startDate",
    "day_closed": "tender.tenderPeriod.endDate",
    "day_awarded": "a1.date",
    "day_signed": "c1.dateSigned",
    "day_started": "c1.period.startDate",
    "day_ended": "c1.period.endDate",
    "day_start_awarded": "a1.contractPeriod.startDate",
    "day_end_awarded": "a1.contractPeriod.endDate",
}


def _day_of(text: str) -> str:
    """The day at the beginning of a date, whatever day that is."""
    return f"try_cast(left({text}, 10) AS DATE)"


def _kept(found: str) -> str:
    return f"CASE WHEN {found} BETWEEN DATE '{FIRST_YEAR}-01-01' AND DATE '{LAST_YEAR}-12-31' THEN {found} END"


def flatten(source: str, loose: Collection[str] = (), *, mended: bool = False, fast: bool = False) -> str:
    """The query that makes staged rows of releases, in steps, so that nothing is taken out of a list twice.

    :param source: as :func:`reader` gives it
    :param loose: the parts that it reads as JSON text
    :param mended: whether Python has read them with care, so that nothing is left to mend
    :param fast: as given to the reader; rows that turn out rough or not compiled must then be read again without it
    """
    days = ", ".join(f"{_day_of(text)} AS {name}" for name, text in _DAYS.items())
    return f"""
    WITH release AS ({_typed(source, loose, fast=fast)}),
    firsts AS (
      SELECT *, awards[1] AS a1, contracts[1] AS c1, tender.items[1] AS t1,
        parties[list_position(list_transform(parties, lambda p: list_contains(p.roles, 'buyer')), true)] AS bp
      FROM release),
    parts AS (
      SELECT *, CASE WHEN t1 IS NULL THEN a1.items[1].classification ELSE t1.classification END AS class, {days},
        {_sum("awards", "a1")} AS award_sum, {_sum("contracts", "c1")} AS contract_sum,
        list_transform(awards, lambda a: try_cast(a.value.amount AS DOUBLE)) AS award_amounts,
        list_filter(CASE WHEN a1.items IS NOT NULL THEN a1.items WHEN c1.items IS NOT NULL THEN c1.items ELSE tender.items END,
          lambda i: i.unit.value.amount IS NOT NULL) AS priced, {amount("tender.value.amount")} AS estimated,
        CASE WHEN len(awards) > 1 THEN {_day_of("list_min(list_transform(awards, lambda a: nullif(a.date, '')))")}
          ELSE {_day_of("a1.date")} END AS day_first_awarded,
        {_title()} AS named
      FROM firsts),
    sums AS (
      SELECT *, {"false" if mended else _rough()} AS rough, {_described()} AS details,
        {_kept("day_first_awarded")} AS award_on, {_kept("day_signed")} AS signed_on,
        coalesce({_kept("day_published")}, {_kept("day_opened")}) AS notice_on,
        CASE WHEN award_sum > 0 THEN 'award' WHEN contract_sum > 0 THEN 'contract' WHEN estimated > 0 THEN 'tender' END
          AS amount_of
      FROM parts)
    SELECT {_row(fast=fast)} FROM (SELECT *, CASE WHEN length(named) > {_SURELY_WORDS} OR regexp_matches(named,
        '[A-Za-z]{{5}}|[^\\x00-\\x7F]{{5}}') THEN details
        ELSE nullif(concat_ws('; ', details, nullif({_items()}, '')), '') END AS described FROM sums)"""


def _title() -> str:
    return _first("tender.title", "c1.title", "a1.title")


def _described() -> str:
    return _first(
        "tender.description",
        "a1.description",
        "c1.description",
        "a1.title",
        "CASE WHEN t1 IS NULL THEN a1.items[1].description ELSE t1.description END",
    )


def _items() -> str:
    return "array_to_string(list_transform(tender.items[1:5], lambda i: coalesce(i.description, '')), '; ')"


def _rough() -> str:
    """Rows that must be read with care: shapes, dates of other kinds, numbers written otherwise."""
    tests = ["misshapen", "ocid IS NULL", "id IS NULL", "tag IS NULL"]
    days = ("day_of_release", "day_opened", "day_closed", "day_awarded")
    tests += [f"coalesce({name} IS NULL AND {_DAYS[name]} <> '', false)" for name in days]
    tests.append("coalesce(tender.value.amount <> '' AND try_cast(tender.value.amount AS DOUBLE) IS NULL, false)")
    tests.append("coalesce(a1.value.amount <> '' AND award_amounts[1] IS NULL, false)")
    return " OR ".join(tests)


def _doubts() -> str:
    days = ("award_on", "a1.date"), ("signed_on", "c1.dateSigned")
    outside = " OR ".join(f"({text} <> '' AND {kept} IS NULL)" for kept, text in days)
    return f"""nullif(concat_ws(',',
        CASE WHEN list_min(award_amounts) < 0 OR try_cast(tender.value.amount AS DOUBLE) < 0 THEN 'amount-negative' END,
        CASE WHEN list_max(award_amounts) > {ABSURD} OR try_cast(tender.value.amount AS DOUBLE) > {ABSURD}
          THEN 'amount-absurd' END,
        CASE WHEN a1.value.amount <> '' AND award_amounts[1] IS NULL THEN 'amount-unreadable' END,
        CASE WHEN {outside} THEN 'date-doubtful' END), '')"""


def _amendment_text() -> str:
    """What amendments say was changed and why; they say less of what is bought, so it is kept apart."""
    said = "lambda m: concat_ws(' ', m.description, m.rationale)"
    parts = (
        f"array_to_string(list_transform(tender.amendments, {said}), ' ')",
        "tender.amendment.description",
        "tender.amendment.rationale",
        f"array_to_string(list_transform(c1.amendments, {said}), ' ')",
        "c1.amendment.description",
        "c1.amendment.rationale",
    )
    present = (
        "len(tender.amendments) > 0 OR len(c1.amendments) > 0 OR tender.amendment.date IS NOT NULL "
        "OR c1.amendment.date IS NOT NULL"
    )
    return f"CASE WHEN {present} THEN left(nullif(trim(concat_ws(' ', {', '.join(parts)})), ''), {INDEXED}) END"


def _related(field: str) -> str:
    """The titles or the identifiers of the processes that this one belongs to or follows."""
    both = (
        f"list_concat(list_transform(relatedProcesses, lambda r: r.{field}), "
        f"list_transform(c1.relatedProcesses, lambda r: r.{field}))"
    )
    return (
        "CASE WHEN relatedProcesses IS NOT NULL OR c1.relatedProcesses IS NOT NULL THEN "
        + (f"nullif(array_to_string({both}, '; '), '')" if field == "title" else f"list_distinct({both})")
        + " END"
    )


def _supplier_names() -> str:
    named = "coalesce(nullif(trim(s.name), ''), s.identifier.legalName)"
    one = f"list_transform(a1.suppliers, lambda s: {named})"
    every = f"flatten(list_transform(awards, lambda a: list_transform(a.suppliers, lambda s: {named})))"
    return f"list_distinct(CASE WHEN len(awards) > 1 THEN {every} ELSE {one} END)"


def _row(*, fast: bool) -> str:
    """The columns of a staged row."""
    released = "coalesce(try_cast(try_cast(date AS TIMESTAMPTZ) AS TIMESTAMP), day_of_release::TIMESTAMP)"
    tenderers = (
        "coalesce(try_cast(tender.numberOfTenderers AS DOUBLE), try_cast(tender.numberOfTenders AS DOUBLE), "
        "nullif(len(tender.tenderers), 0))"
    )
    return f"""
      ocid, id AS release_id, {released} AS released_at,
      coalesce(list_contains(tag, 'compiled'), false) AS compiled, rough,
      lower(left(trim(language), 2)) AS language,
      named AS title, nullif(described, named) AS description,
      {_first("bp.address.countryName", "buyer.address.countryName", "parties[1].address.countryName")} AS country,
      {_first("bp.address.region", "buyer.address.region")} AS region,
      {_first("buyer.id", "buyer.identifier.id", "bp.id")} AS buyer_id,
      {_first("buyer.name", "buyer.identifier.legalName", "bp.name", "tender.procuringEntity.name")} AS buyer,
      {_filled("tender.procuringEntity.name")} AS procuring_entity,
      {_filled("tender.procurementMethod")} AS method, {_filled("tender.procurementMethodDetails")} AS method_details,
      lower({_filled("tender.mainProcurementCategory")}) AS category, {_filled("tender.status")} AS status,
      {_first("tender.classification.scheme", "class.scheme")} AS scheme,
      {_first("tender.classification.id", "class.id")} AS code,
      {_first("tender.classification.description", "class.description")} AS code_name,
      CASE WHEN {tenderers} BETWEEN 0 AND 10000 THEN {tenderers}::INTEGER END AS tenderers,
      CASE amount_of WHEN 'award' THEN award_sum WHEN 'contract' THEN contract_sum WHEN 'tender' THEN estimated
        END::DECIMAL(18,2) AS amount,
      upper(trim(CASE amount_of WHEN 'award' THEN a1.value.currency WHEN 'contract' THEN
        c1.value.currency WHEN 'tender' THEN tender.value.currency END)) AS currency,
      (hash(named, nullif(described, named), code) >> 1)::BIGINT AS text_key,
      amount_of, CASE WHEN estimated > 0 THEN estimated END AS estimate,
      upper(trim(tender.value.currency)) AS estimate_currency,
      notice_on, {_kept("day_closed")} AS deadline_on, award_on, signed_on,
      coalesce({_kept("day_started")}, {_kept("day_start_awarded")}) AS start_on,
      coalesce({_kept("day_ended")}, {_kept("day_end_awarded")}) AS end_on,
      year(coalesce(award_on, signed_on, notice_on, {_kept("day_of_release")}))::INTEGER AS year,
      coalesce(len(awards), 0)::INTEGER AS awards, coalesce(len(contracts), 0)::INTEGER AS contracts,
      (coalesce(len(tender.amendments), 0) + (tender.amendment.date IS NOT NULL)::INTEGER
        + coalesce(list_sum(list_transform(contracts, lambda c: coalesce(len(c.amendments), 0)
        + (c.amendment.date IS NOT NULL)::INTEGER)), 0))::INTEGER AS amendments,
      coalesce(list_filter(list_transform(tender.documents, lambda d: d.url), lambda u: starts_with(u, 'http'))[1],
        a1.documents[1].url) AS url,
      {_doubts()} AS doubts,
      {_amendment_text()} AS amendment_text,
      {_related("title")} AS parent_text, {_related("identifier")} AS parent_ids,
      {_supplier_names()} AS supplier_names,
      list_transform(awards, lambda a: {{'date': a.date, 'value': a.value, 'suppliers': a.suppliers}}) AS award_rows,
      list_transform(priced, lambda i: {{
        'item': i.description, 'unit': i.unit.name, 'quantity': i.quantity, 'value': i.unit.value}}) AS price_rows,
      reshaped, {_raw(fast=fast)} AS raw"""


def _raw(*, fast: bool) -> str:
    """The release as it was published, where it may have to be mended or merged."""
    if fast:
        return "NULL::VARCHAR"
    pairs = ", ".join(f"'{name}', {name}" for name in SHAPE)
    return f"""CASE WHEN rough OR NOT coalesce(list_contains(tag, 'compiled'), false)
        THEN coalesce(raw, json_object({pairs})::VARCHAR) END"""
