"""Small contracting data for the tests of the market, and a dataset made of them once."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.engine.packs import whole
from wellbought.market.dataset import Dataset
from wellbought.market.finder import Finder, ai_finder
from wellbought.market.ingest import Ingested, ingest


@cache
def finder() -> Finder:
    return ai_finder(whole())


def release(number: int, **changes: Any) -> dict[str, Any]:
    """A compiled release: a purchase by one of three buyers from one of five suppliers."""
    year = 2019 + number % 5
    tender = {
        "id": str(number),
        "title": f"Road works number {number}" if number % 4 else f"Chatbot for citizens, phase {number}",
        "description": "Resurfacing of the main road"
        if number % 4
        else "An assistant that answers questions in writing",
        "procurementMethod": ("open", "selective", "direct")[number % 3],
        "numberOfTenderers": 1 + number % 4,
        "tenderPeriod": {"startDate": f"{year}-01-10T00:00:00Z", "endDate": f"{year}-02-{10 + number % 9}T00:00:00Z"},
        "documents": [{"id": "1", "url": f"https://example.org/{number}", "documentType": "tenderNotice"}],
    }
    supplier = {"id": f"S{number % 5}", "name": f"Supplier {'ABCDE'[number % 5]} Ltd"}
    made = {
        "ocid": f"ocds-test00-{number:05}",
        "id": f"{number}-1",
        "date": f"{year}-06-01T10:00:00Z",
        "tag": ["compiled"],
        "language": "en",
        "buyer": {"id": f"B{number % 3}", "name": f"Council {number % 3}"},
        "parties": [{"id": f"B{number % 3}", "roles": ["buyer"], "address": {"countryName": "Freedonia"}}],
        "tender": tender,
        "awards": [
            {
                "id": "1",
                "date": f"{year}-05-{1 + number % 20:02}T00:00:00Z",
                "value": {"amount": 1000.5 + 10 * number, "currency": ("EUR", "USD", "GBP")[number % 3]},
                "suppliers": [supplier],
                "items": [
                    {
                        "id": "1",
                        "description": "licence",
                        "quantity": 10,
                        "unit": {"name": "User", "value": {"amount": 5 + number, "currency": "EUR"}},
                    }
                ],
            }
        ],
        "contracts": [
            {
                "id": "1",
                "awardID": "1",
                "dateSigned": f"{year}-05-25",
                "period": {"startDate": f"{year}-06-01", "endDate": f"{year + 1}-06-01"},
            }
        ],
    }
    return {**made, **changes}


def lines(releases: Iterable[Mapping[str, Any]]) -> bytes:
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in releases)


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def taken_in(folder: Path, *paths: Path, mapping: Path | None = None) -> Ingested:
    return ingest(list(paths), folder, finder(), mapping=mapping)


def made(folder: Path, count: int = 60) -> Dataset:
    """A dataset of a number of releases."""
    source = written(folder / "releases.jsonl", lines(release(number) for number in range(count)))
    dataset = taken_in(folder / "data", source).dataset
    assert dataset is not None
    return dataset


def rows(dataset: Dataset, query: str = "SELECT * FROM processes ORDER BY ocid") -> list[dict[str, Any]]:
    """What a dataset's tables hold, asked in DuckDB's SQL."""
    from wellbought.market.engines import open_duckdb

    engine = open_duckdb(dataset)
    found = engine.backend.raw_sql(query).fetchall()
    names = [one[0] for one in engine.backend.con.description]
    engine.backend.disconnect()
    return [dict(zip(names, row, strict=True)) for row in found]
