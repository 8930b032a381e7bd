"""Data come in as publishers give them; what cannot be read is told, and nothing else is lost."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest
import zstandard

from tests.engine.market_data import finder, lines, made, release, rows, taken_in, written
from wellbought.market import staging
from wellbought.market.dataset import NoDataset, open_dataset
from wellbought.market.ingest import ingest
from wellbought.market.merging import merge
from wellbought.market.reading.containers import SourceUnreadable
from wellbought.market.reading.mending import mended, plain_number


def the_rows(folder: Path, source: Path) -> list[dict[str, Any]]:
    dataset = taken_in(folder / "data", source).dataset
    assert dataset is not None
    return rows(dataset)


def test_a_release_becomes_a_row(tmp_path: Path) -> None:
    (row,) = the_rows(tmp_path, written(tmp_path / "one.jsonl", lines([release(4)])))

    assert row["title"] == "Chatbot for citizens, phase 4"
    assert (row["buyer"], row["country"], row["method"]) == ("Council 1", "Freedonia", "selective")
    assert (str(row["amount"]), row["currency"], row["amount_of"]) == ("1040.50", "USD", "award")
    assert str(row["award_on"]) == "2023-05-05"
    assert (row["supplier"], row["url"]) == ("Supplier E Ltd", "https://example.org/4")
    assert row["is_ai"]
    assert json.loads(row["ai_terms"])[0] == {"term": "Chatbot", "field": "title", "concept": "chatbot"}


def packed(kind: str, content: bytes) -> bytes:
    if kind == "gzip":
        return gzip.compress(content)
    if kind == "zstd":
        return zstandard.compress(content)
    made_of = io.BytesIO()
    if kind == "zip":
        with zipfile.ZipFile(made_of, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("inner/releases.jsonl", content)
    elif kind.startswith("tar"):
        with tarfile.open(fileobj=made_of, mode="w:gz" if kind == "tar.gz" else "w") as archive:
            member = tarfile.TarInfo("releases.jsonl")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    else:
        return content
    return made_of.getvalue()


@pytest.mark.parametrize("kind", ["plain", "gzip", "zstd", "zip", "tar", "tar.gz"])
def test_packing_makes_no_difference(kind: str, tmp_path: Path) -> None:
    content = lines(release(number) for number in range(7))

    found = the_rows(tmp_path, written(tmp_path / f"data.{kind}", packed(kind, content)))

    assert [row["ocid"] for row in found] == [f"ocds-test00-{number:05}" for number in range(7)]


def shaped(kind: str) -> bytes:
    releases = [release(number) for number in range(3)]
    records = [
        {"ocid": one["ocid"], "compiledRelease": one, "releases": [{"url": "https://x", "date": "2020-01-01"}]}
        for one in releases
    ]
    by_kind: dict[str, Any] = {
        "release package": {"uri": "u", "version": "1.1", "extensions": ["e"], "releases": releases},
        "record package": {"uri": "u", "packages": [], "records": records},
        "list": releases,
        "one release": releases[0],
    }
    if kind == "package a line":
        return lines([by_kind["release package"], by_kind["release package"]])
    if kind == "record a line":
        return lines(records)
    if kind == "indented":
        return json.dumps(by_kind["record package"], indent=2).encode()
    if kind == "with a mark":
        return b"\xef\xbb\xbf" + json.dumps(by_kind["release package"]).encode()
    return json.dumps(by_kind[kind]).encode()


@pytest.mark.parametrize(
    "kind",
    ["release package", "record package", "list", "package a line", "record a line", "indented", "with a mark"],
)
def test_every_way_of_wrapping_gives_the_same_rows(kind: str, tmp_path: Path) -> None:
    plain = the_rows(tmp_path / "a", written(tmp_path / "plain.jsonl", lines(release(number) for number in range(3))))

    wrapped = the_rows(tmp_path / "b", written(tmp_path / "wrapped.json", shaped(kind)))

    assert [without_numbers(row) for row in wrapped] == [without_numbers(row) for row in plain]


def without_numbers(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "text_no"}


def test_a_folder_is_read_whole_and_what_does_not_belong_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    written(folder / "a.jsonl", lines([release(1)]))
    written(folder / "b.jsonl", lines([release(2)]))
    written(folder / "notes.docx", b"not data")

    done = taken_in(tmp_path / "data", folder)

    assert done.dataset is not None
    assert done.dataset.processes == 2
    assert [Path(one["file"]).name for one in done.refused] == ["notes.docx"]


def test_the_same_data_twice_change_nothing(tmp_path: Path) -> None:
    first = made(tmp_path, 10)
    again = written(tmp_path / "copy-of-it.jsonl", (tmp_path / "releases.jsonl").read_bytes())
    repacked = written(tmp_path / "repacked.jsonl.gz", gzip.compress(again.read_bytes()))

    same = taken_in(tmp_path / "data", again)
    packed_anew = taken_in(tmp_path / "data", repacked)

    assert same.known == (str(again),)
    assert not same.changed
    assert packed_anew.dataset is not None
    assert packed_anew.dataset.digest == first.digest
    assert packed_anew.dataset.processes == 10


def test_a_newer_compiled_release_replaces_the_older(tmp_path: Path) -> None:
    old, new = release(1), release(1, id="1-2", date="2024-01-01T00:00:00Z", language="fr")

    (row,) = the_rows(tmp_path, written(tmp_path / "two.jsonl", lines([new, old])))

    assert (row["language"], row["releases"]) == ("fr", 2)


def pieces_of_one() -> list[dict[str, Any]]:
    whole = release(5)
    return [
        {
            "ocid": "o",
            "id": "1",
            "date": "2020-01-01T00:00:00Z",
            "tag": ["tender"],
            "tender": {"id": "t", "title": "First", "description": "Told once"},
            "parties": whole["parties"],
        },
        {
            "ocid": "o",
            "id": "2",
            "date": "2020-02-01T00:00:00Z",
            "tag": ["tenderAmendment"],
            "tender": {"id": "t", "title": "Second"},
        },
        {
            "ocid": "o",
            "id": "3",
            "date": "2020-03-01T00:00:00Z",
            "tag": ["award"],
            "buyer": whole["buyer"],
            "awards": whole["awards"],
        },
    ]


def test_releases_of_one_process_are_merged_by_the_standard(tmp_path: Path) -> None:
    (row,) = the_rows(tmp_path, written(tmp_path / "pieces.jsonl", lines(reversed(pieces_of_one()))))

    assert (row["title"], row["description"], row["buyer"]) == ("Second", "Told once", "Council 2")
    assert (row["awards"], row["releases"]) == (1, 3)


def test_our_reading_of_a_merge_is_that_of_the_library_over_everything() -> None:
    from ocdsmerge import Merger

    releases = pieces_of_one()
    library = Merger(
        merge_rules={("id",): "omitWhenMerged", ("date",): "omitWhenMerged", ("parties", "roles"): "wholeListMerge"}
    )

    ours = mended(merge([mended(one, set()) for one in releases]), set())

    assert ours == mended(library.create_compiled_release(releases), set())


def test_pieces_that_come_in_different_runs_are_merged_too(tmp_path: Path) -> None:
    first, second, third = pieces_of_one()
    taken_in(tmp_path / "data", written(tmp_path / "a.jsonl", lines([first, third])))

    done = taken_in(tmp_path / "data", written(tmp_path / "b.jsonl", lines([second])))

    assert done.dataset is not None
    (row,) = rows(done.dataset)
    assert (row["title"], row["awards"]) == ("Second", 1)


def test_a_single_release_needs_no_merge_to_be_what_the_merge_would_give(tmp_path: Path) -> None:
    single = {**release(8), "tag": ["award"]}

    (plain,) = the_rows(tmp_path / "a", written(tmp_path / "a.jsonl", lines([single])))
    (merged,) = the_rows(tmp_path / "b", written(tmp_path / "b.jsonl", lines([merge([single])])))

    assert without_numbers(plain) == without_numbers(merged)


DIRT: list[tuple[str, dict[str, Any], str, Any]] = [
    ("awards as an object", {"awards": release(1)["awards"][0]}, "awards", 1),
    ("a tag that is no list", {"tag": "compiled"}, "title", "Road works number 1"),
    (
        "a currency in lower case",
        {"awards": [{"id": "1", "value": {"amount": 5, "currency": "mdl"}}]},
        "currency",
        "MDL",
    ),
    (
        "a currency that does not exist",
        {"awards": [{"id": "1", "value": {"amount": 5, "currency": "MNX"}}]},
        "doubts",
        "currency-unknown",
    ),
    (
        "a number as a text",
        {"awards": [{"id": "1", "value": {"amount": "1.234,50", "currency": "EUR"}}]},
        "amount",
        "1234.50",
    ),
    ("an empty amount", {"awards": [{"id": "1", "value": {"amount": "", "currency": ""}}]}, "amount", None),
    (
        "a negative amount",
        {"awards": [{"id": "1", "value": {"amount": -5, "currency": "EUR"}}]},
        "doubts",
        "amount-negative",
    ),
    (
        "an absurd amount",
        {"awards": [{"id": "1", "value": {"amount": 1e15, "currency": "EUR"}}]},
        "doubts",
        "amount-absurd",
    ),
    ("a year 0207", {"contracts": [{"id": "1", "dateSigned": "0207-05-01T00:00:00Z"}]}, "signed_on", None),
    ("a day before its month", {"awards": [{"id": "1", "date": "31/05/2021"}]}, "award_on", "2021-05-31"),
    ("a day without signs between", {"awards": [{"id": "1", "date": "20210531"}]}, "award_on", "2021-05-31"),
    (
        "a title that is only a code",
        {"tender": {"title": "DP-1/20", "items": [{"id": "1", "description": "Masks"}]}},
        "description",
        "Masks; Masks",
    ),
    ("the other spelling of tenderers", {"tender": {"title": "Something", "numberOfTenders": "3"}}, "tenderers", 3),
    ("a buyer as a list", {"buyer": [{"name": "The council"}]}, "buyer", "The council"),
    ("suppliers as an object", {"awards": [{"id": "1", "suppliers": {"name": "Only One"}}]}, "supplier", "Only One"),
]


@pytest.mark.parametrize(("changes", "column", "expected"), [one[1:] for one in DIRT], ids=[one[0] for one in DIRT])
def test_dirt_is_read_as_it_is_meant(changes: dict[str, Any], column: str, expected: Any, tmp_path: Path) -> None:
    source = written(tmp_path / "dirty.jsonl", lines([release(1, **changes), release(2)]))

    dirty, clean = the_rows(tmp_path, source)

    value = dirty[column]
    assert (str(value) if isinstance(expected, str) and value is not None else value) == expected
    assert clean["title"] == "Chatbot for citizens, phase 4" or clean["buyer"] == "Council 2"


def test_bad_lines_are_told_with_their_place_and_the_rest_goes_on(tmp_path: Path) -> None:
    good = lines([release(1)])
    content = good + b'{"ocid": "half\n' + b"\xff\xfe nonsense\n" + b"[1]\n" + b'{"id": "x", "tender": {}}\n'
    content += b'{"ocid": "a", "ocid": "b", "id": "1", "tag": []}\n' + lines([release(2)])

    done = taken_in(tmp_path / "data", written(tmp_path / "bad.jsonl", content))

    assert done.dataset is not None
    assert done.dataset.processes == 2
    told = [(one["line"], one["kind"]) for one in done.problems()]
    assert told == [(2, "not-json"), (3, "not-utf8"), (4, "not-a-release"), (5, "no-ocid"), (6, "repeated-key")]


def test_a_truncated_gzip_keeps_what_came_before(tmp_path: Path) -> None:
    content = gzip.compress(lines(release(number) for number in range(3000)))

    done = taken_in(tmp_path / "data", written(tmp_path / "cut.jsonl.gz", content[: len(content) // 2]))

    assert done.dataset is not None
    assert 0 < done.dataset.processes < 3000
    assert {one["kind"] for one in done.problems()} >= {"broken-off"}


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    source = written(tmp_path / "bomb.gz", gzip.compress(b'{"ocid": "' + b"0" * (90 << 20), 9))

    done = taken_in(tmp_path / "data", source)

    assert done.dataset is None
    assert "has grown" in " ".join(one["reason"] for one in done.problems())


def test_archives_cannot_point_outside_of_themselves(tmp_path: Path) -> None:
    made_of = io.BytesIO()
    with zipfile.ZipFile(made_of, "w") as archive:
        archive.writestr("../../evil.jsonl", lines([release(1)]))
        archive.writestr("good.jsonl", lines([release(2)]))

    done = taken_in(tmp_path / "data", written(tmp_path / "x.zip", made_of.getvalue()))

    assert done.dataset is not None
    assert done.dataset.processes == 1
    assert "points outside" in done.refused[0]["reason"]
    assert not (tmp_path.parent.parent / "evil.jsonl").exists()


def test_a_package_on_one_long_line_is_streamed(tmp_path: Path) -> None:
    package = {"uri": "u", "releases": [release(number) for number in range(4000)]}

    done = taken_in(tmp_path / "data", written(tmp_path / "long.json", json.dumps(package).encode()))

    assert done.dataset is not None
    assert done.dataset.processes == 4000


def test_a_document_that_ends_in_the_middle_says_where(tmp_path: Path) -> None:
    text = json.dumps({"releases": [release(number) for number in range(5)]}, indent=1)

    done = taken_in(tmp_path / "data", written(tmp_path / "cut.json", text[: len(text) * 3 // 5].encode()))

    assert done.dataset is not None
    assert done.dataset.processes in {2, 3}
    assert done.problems()[0]["line"] > 100


def test_what_is_no_contracting_data_is_refused_plainly(tmp_path: Path) -> None:
    utf16 = written(tmp_path / "a.json", json.dumps(release(1)).encode("utf-16"))
    binary = written(tmp_path / "b.json", b"\0\1\2\3" * 50)
    empty = written(tmp_path / "c.json", b"")

    done = taken_in(tmp_path / "data", utf16, binary, empty)

    assert done.dataset is None
    assert [one["reason"].split(".")[0] for one in done.refused] == [
        "It is empty",
        "This is UTF-16",
        "This is neither JSON (releases, packages, records, one a line or as a whole) nor a table (CSV)",
    ]


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="no such file"):
        taken_in(tmp_path / "data", tmp_path / "nowhere.json")


def test_a_stop_in_the_middle_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "CHUNK", 20_000)
    source = written(tmp_path / "many.jsonl", lines(release(number) for number in range(100)))
    monkeypatch.setattr(staging, "WORKERS", 1)
    original = staging.Stager._stage_chunk
    done_before: list[int] = []

    def stops(self: staging.Stager, desk: Any, number: int) -> Any:
        if number == 2 and not done_before:
            done_before.append(number)
            raise KeyboardInterrupt
        return original(self, desk, number)

    monkeypatch.setattr(staging.Stager, "_stage_chunk", stops)
    with pytest.raises(KeyboardInterrupt):
        taken_in(tmp_path / "data", source)
    finished = len(list((tmp_path / "data" / "parts").glob("*/0*.parquet")))

    done = taken_in(tmp_path / "data", source)

    # A chunk that was under way beside the one that failed may have been written too.
    assert finished in {2, 3}
    assert done.dataset is not None
    assert done.dataset.processes == 100


def test_a_disk_that_fills_harms_nothing_of_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = made(tmp_path, 10)
    more = written(tmp_path / "more.jsonl", lines(release(number) for number in range(10, 20)))

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(staging._Desk, "copy", full)
        with pytest.raises(staging.DiskFull, match="run it again"):
            ingest([more], tmp_path / "data", finder())
    unharmed = open_dataset(tmp_path / "data")
    resumed = taken_in(tmp_path / "data", more)

    assert unharmed.digest == before.digest
    assert len(rows(unharmed if not resumed.changed else resumed.dataset or unharmed)) == 20


def test_a_folder_without_data_says_how_to_bring_some(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="wellbought market ingest"):
        open_dataset(tmp_path)


@pytest.mark.parametrize(
    ("written_as", "number"),
    [
        ("1,234.50", "1234.50"),
        ("1.234,50 €", "1234.50"),
        ("12,000", "12000"),
        ("USD 5", "5"),
        ("12,5", "12.5"),
        ("n/a", None),
    ],
)
def test_numbers_are_read_as_people_write_them(written_as: str, number: str | None) -> None:
    assert plain_number(written_as) == number
