"""The guidance as files: offered where it is read, whole, in the reader's language, and at the command line."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pikepdf
import pytest
from django.test import Client
from django.utils import translation

from tests.web.test_guidance import Html, page_of
from wellbought.cli import run
from wellbought.documents.formats import FORMATS
from wellbought.documents.guide import ENDINGS
from wellbought.web.guidance.actions.site import _Site
from wellbought.web.guidance.queries.files import Place

BEGINNINGS = {"pdf": b"%PDF", "docx": b"PK", "epub": b"PK"}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English, whichever language the last page that was asked for spoke."""
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("address", "stem"),
    [
        ("/en/guide/", "/en/guide"),
        ("/en/guide/fast-lane/", "/en/guide/fast-lane"),
        ("/es/guide/chapter/basics/", "/es/guide/chapter/basics"),
    ],
)
def test_a_page_offers_itself_in_every_format(address: str, stem: str) -> None:
    hrefs = Html(page_of(address)).hrefs

    assert [href for href in hrefs if href.startswith(f"{stem}.")] == [f"{stem}.{ending}" for ending in ENDINGS]


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("stem", ["guide/fast-lane", "guide/chapter/learn"])
def test_a_file_is_what_its_ending_says(stem: str, ending: str) -> None:
    response = Client().get(f"/en/{stem}.{ending}")

    assert response.status_code == 200
    assert response["Content-Type"] == FORMATS[ending].media_type
    assert response["Content-Disposition"].endswith(f'{stem.rpartition("/")[2]}-en.{ending}"')
    assert response.content.startswith(BEGINNINGS[ending])


def test_the_whole_guide_can_be_kept() -> None:
    response = Client().get("/en/guide.epub")

    with zipfile.ZipFile(io.BytesIO(response.content)) as book:
        assert len(book.namelist()) > 15


@pytest.mark.parametrize("address", ["guide.zip", "guide/fast-lane.json", "guide/no-such-topic.pdf"])
def test_what_is_not_offered_is_not_found(address: str) -> None:
    assert Client().get(f"/en/{address}").status_code == 404


def test_a_topic_links_to_others_where_they_are_read() -> None:
    file = Client().get("/es/guide/fast-lane.docx").content

    links = [one.target_ref for one in docx.Document(io.BytesIO(file)).part.rels.values() if one.is_external]

    assert any(link.startswith("http://testserver/es/guide/") for link in links)


@pytest.mark.parametrize(
    ("place", "address"),
    [
        (Place("https://a.example"), "https://a.example/en/guide/myths/"),
        (Place("https://a.example/b", still=True), "https://a.example/b/en/guide/myths.html"),
        (Place("", still=True), ""),
    ],
)
def test_a_page_has_its_address_where_it_stands(place: Place, address: str) -> None:
    assert place.page("/en/guide/myths/") == address


def test_a_published_site_holds_the_files_that_its_pages_offer(tmp_path: Path) -> None:
    site = _Site(tmp_path, ("en",), "", files=True)

    site._write_page("/en/guide/fast-lane/")
    site._write_page("/en/guide/fast-lane.epub")

    html = (tmp_path / "en" / "guide" / "fast-lane.html").read_text(encoding="utf-8")
    assert 'href="fast-lane.epub"' in html
    assert (tmp_path / "en" / "guide" / "fast-lane.epub").read_bytes().startswith(b"PK")


# At the command line


def test_a_chapter_is_written_in_a_language(tmp_path: Path) -> None:
    file = tmp_path / "basics.pdf"

    status = run(["pack", "guide", str(file), "--lang", "es", "--chapter", "learn"])

    with pikepdf.open(file) as pdf:
        assert str(pdf.Root.Lang) == "es"
    assert status == 0


@pytest.mark.parametrize("wrong", [["a.zip"], ["a.pdf", "--topic", "nope"], ["a.pdf", "--lang", "xx"]])
def test_what_cannot_be_written_is_refused_with_what_can(
    tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = wrong

    status = run(["pack", "guide", str(tmp_path / name), *options])

    assert (status, list(tmp_path.iterdir())) == (1, [])
    said = capsys.readouterr().err
    assert "There are:" in said or "Use one of:" in said
