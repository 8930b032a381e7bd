"""How fast contracting data come in and answer: ``python benchmarks/market.py [RELEASES.jsonl]``.

Without a file it makes 100,000 compiled releases out of the sample that ships. The floor is plain DuckDB: the same file
with an explicit schema into one flat Parquet table, with no check, no merge, no text index and no finder, in the same run.
"""

import gzip
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from figures import Figure, percentile, tell, wall_ms

from wellbought.market.coverage import coverage
from wellbought.market.dataset import Dataset
from wellbought.market.engines import Engine, open_duckdb
from wellbought.market.finder import ai_finder
from wellbought.market.ingest import ingest
from wellbought.market.measures import MEASURES, measure
from wellbought.market.measures.running import forget
from wellbought.market.sample import CONTRACTS
from wellbought.market.schema import SHAPE, duckdb_type
from wellbought.market.selection import Selection
from wellbought.market.similar import find
from wellbought.market.staging import connect, quoted
from wellbought.market.text import TextIndex
from wellbought.pack.read import load_pack

RUNS = 3
#: Where the brief reports 25 s for Cardinal's coverage of a million releases on two cores: 1.25 s for 50,000.
CARDINAL_OF_A_MILLION = 25.0
QUESTIONS = (
    "chatbot for citizens",
    "machine learning platform to detect fraud",
    "facial recognition cameras",
    "mantenimiento de ascensores",
    "software licences",
    "transcription of council meetings",
    "construcción de caminos",
    "school transport services",
    "catering",
    "vision par ordinateur",
)


def grown(path: Path, count: int) -> Path:
    """Releases out of the sample, each with an ocid and a number in its title of its own."""
    real = [json.loads(line) for line in gzip.decompress(CONTRACTS.read_bytes()).splitlines()]
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            made = {
                **real[number % len(real)],
                "ocid": f"ocds-bench0-{number:08}",
                "id": str(number),
                "tag": ["compiled"],
            }
            if number % 2:
                made["tender"] = {**made.get("tender", {}), "title": f"{made.get('tender', {}).get('title')} {number}"}
            file.write(json.dumps(made, ensure_ascii=False) + "\n")
    return path


def plain_duckdb(source: Path, folder: Path) -> float:
    """Seconds that DuckDB alone takes for a flat table."""
    columns = ", ".join(f"'{name}': '{duckdb_type(shape)}'" for name, shape in SHAPE.items())
    connection = connect(folder, memory_mb=1_000)
    began = time.perf_counter()
    connection.execute(
        "COPY (SELECT ocid, id, date, language, tag[1] AS tag, tender.title AS title, tender.description AS description, "
        "tender.value.amount AS estimate, tender.value.currency AS currency, tender.procurementMethod AS method, "
        "tender.numberOfTenderers AS tenderers, tender.tenderPeriod.startDate AS started, tender.tenderPeriod.endDate AS "
        "ended, buyer.id AS buyer_id, buyer.name AS buyer, parties[1].name AS party, parties[1].address.countryName AS "
        "country, awards[1].date AS award_on, awards[1].value.amount AS amount, awards[1].value.currency AS award_currency, "
        "awards[1].suppliers[1].name AS supplier, contracts[1].dateSigned AS signed, contracts[1].value.amount AS "
        "contract_amount, tender.items[1].classification.id AS code "
        f"FROM read_json({quoted(source)}, format='newline_delimited', ignore_errors=true, columns={{{columns}}})) "
        f"TO {quoted(folder / 'flat.parquet')} (FORMAT parquet)"
    )
    took = time.perf_counter() - began
    connection.close()
    return took


def figures(source: Path | None) -> Iterator[Figure]:
    """Measure."""
    finder = ai_finder(load_pack())
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = source or grown(folder / "releases.jsonl", 100_000)
        floors, ours = [], []
        dataset: Dataset | None = None
        for run in range(RUNS):
            floors.append(plain_duckdb(source, folder))
            began = time.perf_counter()
            dataset = ingest([source], folder / f"data-{run}", finder).dataset
            ours.append(time.perf_counter() - began)
        if dataset is None:
            raise SystemExit("The file holds no releases.")
        floor, own = statistics.median(floors), statistics.median(ours)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield Figure(f"releases in {source.stat().st_size / 1e6:,.0f} MB", dataset.releases, "")
        yield Figure("floor: plain DuckDB to a flat table, median", floor, "s")
        yield Figure("ingest: parse, check, merge, find AI, index, write, median", own, "s")
        yield Figure("pace of the ingest, of plain DuckDB's", floor / own, "", at_least=0.4)
        yield Figure(
            "Cardinal's coverage alone, scaled from a published figure",
            CARDINAL_OF_A_MILLION * dataset.releases / 1e6,
            "s",
        )
        yield Figure("peak memory of this process", memory, "MB", at_most=1_500)
        yield from _answers(dataset, finder)


def _answers(dataset: Dataset, finder: object) -> Iterator[Figure]:
    engine = open_duckdb(dataset)
    index = TextIndex(dataset.text_index)
    most = 100 if dataset.processes <= 1_000_000 else 500
    asked = [wall_ms(partial(find, engine, index, finder, one)) for one in QUESTIONS * 5]  # type: ignore[arg-type]
    yield Figure("“who bought something like this”, 95th percentile", percentile(asked, 0.95), "ms", at_most=most)
    for chosen, words in ((Selection(ai_only=True), "purchases of AI"), (Selection(), "everything")):
        times = {
            name: percentile([wall_ms(partial(_afresh, engine, name, chosen)) for _ in range(8)], 0.95)
            for name in MEASURES
        }
        again = percentile(
            [wall_ms(partial(measure, engine, name, chosen)) for name in MEASURES for _ in range(8)], 0.95
        )
        yield Figure(f"a figure over {words} that was asked for before, p95", again, "ms", at_most=most)
        slowest = max(times, key=lambda name: times[name])
        yield Figure(
            f"a figure over {words} for the first time, slowest ({slowest}), p95", times[slowest], "ms", at_most=most
        )
    covered = wall_ms(partial(coverage, engine)) / 1000
    share = CARDINAL_OF_A_MILLION * dataset.releases / 1e6
    yield Figure("field coverage of the tables", covered, "s", at_most=3 * share)
    index.close()
    engine.backend.disconnect()


def _afresh(engine: Engine, name: str, chosen: Selection) -> object:
    forget()
    return measure(engine, name, chosen)


if __name__ == "__main__":
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    sys.exit(tell("Market data", figures(given)))
