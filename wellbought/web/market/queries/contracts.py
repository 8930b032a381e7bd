"""Who bought something like this: searching, and one contract's facts."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from django.utils.http import urlencode

from wellbought.purchase.research import PinnedContract
from wellbought.web.market.queries.asked import Asked
from wellbought.web.market.queries.opened import Market, market

PAGE_SIZE: Final = 20
MOST_PAGES: Final = 5
_WORD: Final = re.compile(r"\w+")
_MOST_WORDS_SHOWN: Final = 6
_SNIPPET: Final = 320
#: What stands for a name that was withheld.
WITHHELD: Final = "Name withheld"


@dataclass(frozen=True, slots=True)
class Sign:
    """A word or a name that speaks for something, and the field in which it stands."""

    word: str
    field: str


@dataclass(frozen=True, slots=True)
class ContractRow:
    """A contract as a list shows it.

    :ivar matched: the words of the question that it holds
    :ivar terms: the words for which it is taken as a purchase of AI
    :ivar hints: known products and suppliers in it, which do not count as words
    :ivar url: the original, if the data have a link to the web
    """

    ocid: str
    title: str
    description: str
    language: str
    buyer: str
    country: str
    suppliers: tuple[str, ...]
    amount: Decimal | None
    currency: str
    amount_of: str
    method: str
    category: str
    year: int | None
    notice_on: date | None
    award_on: date | None
    start_on: date | None
    end_on: date | None
    tenderers: int | None
    amendments: int
    url: str
    is_ai: bool
    terms: tuple[Sign, ...]
    hints: tuple[Sign, ...]
    doubts: tuple[str, ...]
    matched: tuple[Sign, ...] = ()
    score: int = 0

    @property
    def address(self) -> str:
        """The part of an address after ``?`` that names it."""
        return urlencode({"ocid": self.ocid})

    def pinned(self) -> PinnedContract:
        """The same, to be kept with a purchase."""
        return PinnedContract(
            ocid=self.ocid,
            title=self.title,
            buyer=self.buyer,
            country=self.country,
            suppliers=self.suppliers,
            amount=self.amount,
            currency=self.currency,
            amount_of=self.amount_of,
            method=self.method,
            year=self.year,
            tenderers=self.tenderers,
            notice_on=self.notice_on,
            award_on=self.award_on,
            url=self.url,
        )


@dataclass(frozen=True, slots=True)
class Results:
    """What a search gives.

    :ivar considered: how many different texts hold one of the words
    :ivar newest: whether nothing was asked in words, so that these are the newest
    :ivar more: whether there is a next page
    """

    rows: tuple[ContractRow, ...]
    words: tuple[str, ...]
    concepts: tuple[str, ...]
    considered: int
    newest: bool
    page: int
    more: bool
    dataset: str


@dataclass(frozen=True, slots=True)
class AwardRow:
    """One supplier of one award."""

    supplier: str
    amount: Decimal | None
    currency: str
    award_on: date | None


@dataclass(frozen=True, slots=True)
class ContractPage:
    """All that the data tell of one contracting process."""

    row: ContractRow
    procuring_entity: str
    method_details: str
    status: str
    code: str
    code_name: str
    estimate: Decimal | None
    estimate_currency: str
    deadline_on: date | None
    signed_on: date | None
    releases: int
    awards: tuple[AwardRow, ...]
    dataset: str


def search(asked: Asked, *, page: int = 1) -> Results:
    """Contracts that resemble the question, best first; the newest if it has no words.

    :raises MarketAbsent: if there are no data
    """
    page = max(1, min(page, MOST_PAGES))
    with market() as opened:
        if not asked.words.strip():
            return _newest(opened, asked, page)
        from wellbought.market.similar import find

        found = find(
            opened.engine,
            opened.index,
            opened.finder,
            asked.words,
            selection=asked.selection(),
            limit=page * PAGE_SIZE + 1,
        )
    own = tuple(one for one in found.words if " AND " not in one and " OR " not in one)
    rows = [_row(raw, own) for raw in found.results[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]]
    more = len(found.results) > page * PAGE_SIZE and page < MOST_PAGES
    return Results(tuple(rows), own, found.concepts, found.considered, False, page, more, found.dataset)


def _newest(opened: Market, asked: Asked, page: int) -> Results:
    import ibis

    from wellbought.market.selection import select
    from wellbought.market.similar import SHOWN

    table = select(opened.engine, asked.selection()).processes[list(SHOWN)]
    ordered = table.order_by([ibis.desc("year"), ibis.desc("award_on"), "ocid"])
    rows = opened.engine.rows(ordered.limit(PAGE_SIZE + 1, offset=(page - 1) * PAGE_SIZE))
    more = len(rows) > PAGE_SIZE and page < MOST_PAGES
    shown = tuple(_row(raw, ()) for raw in rows[:PAGE_SIZE])
    return Results(shown, (), (), 0, True, page, more, opened.dataset.digest)


def contract(ocid: str) -> ContractPage | None:
    """One contracting process, if the data hold it.

    :raises MarketAbsent: if there are no data
    """
    if not ocid or "\x00" in ocid:
        return None
    with market() as opened:
        table = opened.engine.table("processes")
        rows = opened.engine.rows(table.filter(table.ocid == ocid).limit(1))
        if not rows:
            return None
        awards = opened.engine.table("awards")
        won = opened.engine.rows(awards.filter(awards.ocid == ocid).order_by(["award_on", "supplier"]).limit(100))
        digest = opened.dataset.digest
    raw = rows[0]
    return ContractPage(
        row=_row(raw, ()),
        procuring_entity=raw["procuring_entity"] or "",
        method_details=raw["method_details"] or "",
        status=raw["status"] or "",
        code=f"{raw['scheme'] or ''} {raw['code'] or ''}".strip(),
        code_name=raw["code_name"] or "",
        estimate=raw["estimate"],
        estimate_currency=raw["estimate_currency"] or "",
        deadline_on=raw["deadline_on"],
        signed_on=raw["signed_on"],
        releases=raw["releases"],
        awards=tuple(
            AwardRow(one["supplier"] or "", one["amount"], one["currency"] or "", one["award_on"]) for one in won
        ),
        dataset=digest,
    )


def _row(raw: Mapping[str, Any], words: Iterable[str]) -> ContractRow:
    title = _text(raw["title"]) or _text(raw["description"])[:_SNIPPET] or raw["ocid"]
    description = _text(raw["description"]) if raw["title"] else ""
    return ContractRow(
        ocid=raw["ocid"],
        title=title,
        description=description,
        language=raw["language"] or "",
        buyer=_text(raw["buyer"]),
        country=_text(raw["country"]),
        suppliers=tuple(one.strip() for one in _text(raw["supplier"]).split("|") if one.strip()),
        amount=raw["amount"],
        currency=raw["currency"] or "",
        amount_of=raw["amount_of"] or "",
        method=raw["method"] or "",
        category=raw["category"] or "",
        year=raw["year"],
        notice_on=raw["notice_on"],
        award_on=raw["award_on"],
        start_on=raw["start_on"],
        end_on=raw["end_on"],
        tenderers=raw["tenderers"],
        amendments=raw["amendments"] or 0,
        url=_web_address(raw["url"]),
        is_ai=bool(raw["is_ai"]),
        terms=tuple(Sign(one["term"], one["field"]) for one in _listed(raw["ai_terms"])),
        hints=tuple(Sign(one["name"], one["kind"]) for one in _listed(raw["ai_hints"])),
        doubts=tuple(one for one in (raw["doubts"] or "").split(",") if one),
        matched=_matched(title, description, tuple(words)),
        score=int(raw.get("score", 0)),
    )


def _text(value: str | None) -> str:
    return " ".join((value or "").replace("\x00", "").split())


def _listed(raw: str | None) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(raw) if raw else []
    return found


def _web_address(value: str | None) -> str:
    """An address that may be shown as a link: to the web, and to nothing else."""
    try:
        parts = urlsplit((value or "").strip())
    except ValueError:
        return ""
    return parts.geturl() if parts.scheme in ("http", "https") and parts.netloc else ""


def _matched(title: str, description: str, stems: tuple[str, ...]) -> tuple[Sign, ...]:
    """The words of a contract that the question named, as they are written there, the title's first."""
    from wellbought.market.finder.phrases import fold

    found: dict[str, Sign] = {}
    for text, field in ((title, "title"), (description, "description")):
        for word in _WORD.findall(text):
            folded = fold(word)
            if folded not in found and any(_fits(folded, stem) for stem in stems):
                found[folded] = Sign(word, field)
    return tuple(found.values())[:_MOST_WORDS_SHOWN]


def _fits(folded: str, stem: str) -> bool:
    return folded.startswith(stem[:-1]) if stem.endswith("*") else folded == stem
