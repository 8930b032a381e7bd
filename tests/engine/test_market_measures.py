"""What is asked of the data: figures against plain Python, search, coverage, flags, charts, commands."""

import gzip
import json
import statistics
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.engine.market_data import finder, lines, made, release, taken_in, written
from wellbought.cli import run
from wellbought.market.charts import as_svg, chart
from wellbought.market.coverage import coverage
from wellbought.market.dataset import Dataset
from wellbought.market.engines import Engine, EngineUnavailable, engine, open_duckdb
from wellbought.market.flags import OwnPurchase, flags
from wellbought.market.measures import MEASURES, NoMeasure, measure
from wellbought.market.money import euro_rates
from wellbought.market.sample import CONTRACTS
from wellbought.market.schema import TABLES, dictionary
from wellbought.market.selection import Selection, SelectionWrong, from_json
from wellbought.market.similar import find
from wellbought.market.text import TextIndex

COUNT = 60
ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return made(tmp_path_factory.mktemp("market"), COUNT)


@pytest.fixture(scope="module")
def duckdb(dataset: Dataset) -> Iterator[Engine]:
    opened = open_duckdb(dataset)
    yield opened
    opened.backend.disconnect()


@pytest.mark.parametrize("name", MEASURES)
def test_every_measure_answers_with_all_that_it_takes_to_judge_it(name: str, duckdb: Engine) -> None:
    found = measure(duckdb, name)

    assert found.is_shown
    assert found.rows
    assert found.n <= found.of
    assert all((found.formula, found.source, found.limits, found.summary, found.query))
    assert found.dataset == duckdb.dataset.digest


def test_values_are_those_that_plain_arithmetic_gives(duckdb: Engine) -> None:
    rates = euro_rates()
    values = [
        round((1000.5 + 10 * number) / rates[("EUR", "USD", "GBP")[number % 3], 2019], 2)
        for number in range(0, COUNT, 5)
    ]

    first = measure(duckdb, "contract-value").rows[0]

    assert (first["year"], first["contracts"]) == (2019, len(values))
    assert first["median"] == pytest.approx(statistics.median(values), abs=0.006)
    assert first["quarter"] == pytest.approx(statistics.quantiles(values, n=4, method="inclusive")[0], abs=0.006)


def test_ai_is_counted_by_year(duckdb: Engine) -> None:
    expected = Counter(2019 + number % 5 for number in range(0, COUNT, 4))

    found = {row["year"]: row["ai"] for row in measure(duckdb, "ai-by-year").rows}

    assert found == dict(expected)


def test_a_single_bid_is_a_share_of_those_that_tell(duckdb: Engine) -> None:
    told = [number for number in range(COUNT) if number % 3 != 2]

    rows = measure(duckdb, "single-bid").rows

    assert sum(row["contracts"] for row in rows) == len(told)
    assert sum(row["single"] for row in rows) == sum(number % 4 == 0 for number in told)


def test_filters_narrow_every_table(duckdb: Engine) -> None:
    chosen = Selection(buyer="council 1", since=date(2020, 1, 1), ai_only=True)
    expected = [number for number in range(0, COUNT, 4) if number % 3 == 1 and number % 5 >= 1]

    assert measure(duckdb, "buyers", chosen).of == len(expected)
    assert sum(row["awards"] for row in measure(duckdb, "suppliers", chosen).rows) in {0, len(expected)}


def test_a_figure_that_the_data_cannot_carry_is_not_shown(tmp_path: Path) -> None:
    bare = [release(number, contracts=[]) for number in range(30)]
    dataset = taken_in(tmp_path / "data", written(tmp_path / "x.jsonl", lines(bare))).dataset
    assert dataset is not None
    with engine(dataset) as opened:
        found = measure(opened, "contract-length")
        carried = {one["id"]: one["shown"] for one in coverage(opened).measures}

    assert not found.is_shown
    assert found.rows == ()
    assert "Only 0 of 30" in found.why_not
    assert not carried["contract-length"]
    assert carried["contract-value"]


def test_what_resembles_a_description_is_found_across_languages(tmp_path: Path) -> None:
    french = release(100)
    french["tender"] = {"id": "1", "title": "Agent conversationnel pour les usagers"}
    source = written(tmp_path / "x.jsonl", lines([french, *(release(number) for number in range(1, 40))]))
    dataset = taken_in(tmp_path / "data", source).dataset
    assert dataset is not None
    index = TextIndex(dataset.text_index)

    with engine(dataset) as opened:
        found = find(opened, index, finder(), "We want to buy a chatbot for citizens")
        narrowed = find(opened, index, finder(), "chatbot", selection=Selection(buyer="Council 2"))
    index.close()

    titles = [row["title"] for row in found.results]
    assert any(title.startswith("Chatbot") for title in titles)
    assert "Agent conversationnel pour les usagers" in titles
    assert found.results[-1]["url"].startswith("https://example.org/")
    assert found.concepts == ("chatbot",)
    assert {row["buyer"] for row in narrowed.results} == {"Council 2"}


def test_a_search_without_filters_gives_what_one_with_an_idle_filter_gives(dataset: Dataset, duckdb: Engine) -> None:
    index = TextIndex(dataset.text_index)

    plain, idle = (
        find(duckdb, index, finder(), "chatbot software", selection=selection)
        for selection in (Selection(), Selection(until=date(2059, 1, 1)))
    )
    index.close()

    assert plain.results
    assert [row["ocid"] for row in plain.results] == [row["ocid"] for row in idle.results]
    assert plain.results == idle.results


def test_a_figure_is_computed_once_for_a_state_of_the_data(duckdb: Engine) -> None:
    first = measure(duckdb, "contract-value")

    assert measure(duckdb, "contract_value") is first
    assert measure(duckdb, "contract-value", Selection(ai_only=True)) is not first


@pytest.mark.parametrize("question", ["", "???", 'a "quote AND (', "zzzzzz"])
def test_no_question_breaks_the_search(question: str, dataset: Dataset, duckdb: Engine) -> None:
    index = TextIndex(dataset.text_index)

    found = find(duckdb, index, finder(), question)
    index.close()

    assert found.results == ()


def test_wrong_filters_and_measures_say_what_would_be_right(duckdb: Engine) -> None:
    with pytest.raises(SelectionWrong, match="since"):
        from_json({"since": "yesterday"})
    with pytest.raises(SelectionWrong, match="greater"):
        Selection(at_least=5, at_most=1)
    with pytest.raises(NoMeasure, match="ai-by-year"):
        measure(duckdb, "nonsense")
    with pytest.raises(EngineUnavailable, match="duckdb, spark"), engine(duckdb.dataset, "oracle"):
        pass


def test_a_chart_stands_beside_its_table_and_its_sentence(duckdb: Engine) -> None:
    for name in MEASURES:
        drawn = chart(measure(duckdb, name))

        assert drawn is not None, name
        assert drawn.spec["description"] == drawn.summary
        assert len(drawn.rows[0]) == len(drawn.columns)
    assert drawn is not None
    assert as_svg(drawn.spec).startswith("<svg")


def test_red_flags_are_raised_left_or_open() -> None:
    own = OwnPurchase(notice_on=date(2026, 1, 1), deadline_on=date(2026, 1, 6), tenderers=1, method="open")

    found = {flag.id: flag for flag in flags(own)}

    assert {name: flag.raised for name, flag in found.items()} == {
        "single-bid": True,
        "short-notice": True,
        "no-open-competition": False,
        "quick-award": None,
        "concentration": None,
    }
    assert all(flag.formula and flag.source and flag.limits for flag in found.values())


def test_short_notice_is_measured_against_the_market(duckdb: Engine) -> None:
    market = measure(duckdb, "notice-period")
    own = OwnPurchase(notice_on=date(2026, 1, 1), deadline_on=date(2026, 1, 29), method="open")

    (flag,) = [one for one in flags(own, notice_period=market) if one.id == "short-notice"]

    assert flag.raised
    assert "Three quarters of similar purchases" in flag.because


def test_the_data_dictionary_of_the_documentation_is_that_of_the_code() -> None:
    page = (ROOT / "docs" / "reference" / "market-data.md").read_text(encoding="utf-8")

    assert dictionary() in page


def test_every_column_is_described() -> None:
    assert [one.name for columns in TABLES.values() for one in columns if not one.meaning] == []


def test_the_sample_that_ships_is_real_small_and_names_no_address(tmp_path: Path) -> None:
    dataset = taken_in(tmp_path / "data", CONTRACTS).dataset

    assert dataset is not None
    assert dataset.processes > 500
    assert dataset.ai > 60
    assert CONTRACTS.stat().st_size < 500_000
    assert b"@" not in gzip.decompress(CONTRACTS.read_bytes())


def test_the_command_ingests_finds_and_measures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = written(tmp_path / "x.jsonl", lines(release(number) for number in range(20)) + b"{broken\n")
    data, report = str(tmp_path / "data"), tmp_path / "report.jsonl"

    assert run(["market", "ingest", str(source), "--to", data, "--report", str(report)]) == 0
    taken = json.loads(capsys.readouterr().out)
    assert run(["market", "find", "chatbot", "--data", data, "--limit", "3", "--country", "freedonia"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (
        run(["market", "summary", "--data", data, "--measure", "ai-by-year", "--charts", "--like", "road works"]) == 0
    )
    summary = json.loads(capsys.readouterr().out)
    assert run(["market", "coverage", "--data", data]) == 0
    covered = json.loads(capsys.readouterr().out)

    assert taken["dataset"]["processes"] == 20
    assert taken["unread"] == {"not-json": 1}
    assert json.loads(report.read_text())["line"] == 21
    assert len(found["results"]) == 3
    assert summary["measures"][0]["chart"]["$schema"].startswith("https://vega.github.io/schema/vega-lite/")
    assert {one["field"] for one in covered["fields"]} >= {"ocid", "title", "amount"}


def test_the_command_tells_ai_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = b'{"id": 1, "title": "Chatbot"}\n{"id": "b", "text": "Roads"}\nnonsense\n{"id": 4}\n'

    status = run(["market", "is-ai", "--jsonl", str(written(tmp_path / "x.jsonl", content))])

    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 1
    assert [one.get("is_ai") for one in said] == [True, False, None, None]
    assert said[0]["terms"] == [{"term": "Chatbot", "field": "title", "concept": "chatbot"}]


def test_a_missing_folder_and_a_missing_file_are_told_plainly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["market", "find", "x", "--data", str(tmp_path)]) == 1
    assert "wellbought market ingest" in capsys.readouterr().err
    assert run(["market", "is-ai", "--jsonl", str(tmp_path / "none")]) == 1


def test_missing_libraries_are_told_plainly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("wellbought.market.extra.find_spec", lambda _: None)

    assert run(["market", "summary", "--data", str(tmp_path)]) == 1

    assert "pip install 'wellbought[market]'" in capsys.readouterr().err
