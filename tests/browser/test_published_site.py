"""The guidance as a site of files: whole, light, without a server of ours, and searched by the browser alone."""

import re
from collections.abc import Iterator
from functools import cache, partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, WIDE, faults_of, scrolls_sideways
from wellbought.cli import run
from wellbought.web.guidance.actions import words
from wellbought.web.guidance.actions.site import FolderTaken, export_site
from wellbought.web.guidance.addresses import between, file_of
from wellbought.web.guidance.queries import pack_in

LANGUAGES = ("en", "es")
#: The folder of each kind that has pages.
FOLDERS = {
    "topic": "guide",
    "question": "questions",
    "term": "glossary",
    "clause": "clauses",
    "criterion": "criteria",
    "disclosure": "disclosures",
    "source": "sources",
}
LINK = re.compile(r'\s(?:href|src|action|data-index)="([^"]*)"')
ID = re.compile(r'\sid="([^"]*)"')
#: Of a first visit, with all that the page needs, from a server that compresses nothing.
HEAVIEST_HOME = 100_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole library in two languages."""
    folder = tmp_path_factory.mktemp("web") / "council" / "ai"
    export_site(folder, languages=LANGUAGES, files=False)
    return folder


@cache
def links_and_ids(page: Path) -> tuple[list[str], frozenset[str]]:
    html = page.read_text(encoding="utf-8")
    return [unescape(link) for link in LINK.findall(html)], frozenset(map(unescape, ID.findall(html)))


def links(site: Path) -> Iterator[tuple[Path, str]]:
    """Every link of every page that leads neither to the web nor to a mailbox."""
    for page in site.rglob("*.html"):
        yield from ((page, link) for link in links_and_ids(page)[0] if not re.match(r"(https?|mailto):", link))


# Files


def test_every_link_leads_to_a_file_and_to_a_place_in_it(site: Path) -> None:
    broken = []
    for page, link in links(site):
        path, _, anchor = link.partition("#")
        target = (page.parent / unquote(path)).resolve() if path else page
        if not target.is_file() or (anchor and unquote(anchor) not in links_and_ids(target)[1]):
            broken.append((page.relative_to(site).as_posix(), link))

    assert broken == []


def test_no_link_asks_a_server(site: Path) -> None:
    asking = [(page.name, link) for page, link in links(site) if link.startswith("/") or "?" in link]
    outside = [
        (page.name, link)
        for page in site.rglob("*.html")
        for link in links_and_ids(page)[0]
        if "localhost" in link or "testserver" in link
    ]

    assert (asking, outside) == ([], [])


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_item_has_its_page(site: Path, language: str) -> None:
    pack = pack_in(language)

    missing = [
        item_id
        for kind, folder in FOLDERS.items()
        for item_id in pack.items[kind]
        if not (site / language / folder / f"{item_id}.html").is_file()
    ]

    assert missing == []
    assert all((site / language / "places" / f"{place}.html").is_file() for place in pack.jurisdictions)


def test_each_page_leads_to_the_same_page_in_the_other_language(site: Path) -> None:
    for name in ("guide/fast-lane.html", "questions_stage-need.html", "index.html"):
        found, _ = links_and_ids(site / "en" / name)

        assert any((site / "en" / name).parent.joinpath(link).resolve() == site / "es" / name for link in found)


def test_nothing_speaks_of_what_needs_a_server(site: Path) -> None:
    for name in ("index.html", "questions.html", "guide/fast-lane.html", "places/eu.html", "about.html"):
        html = (site / "en" / name).read_text(encoding="utf-8")

        assert "Sign in" not in html
        assert "Check a purchase" not in html
        assert "wb-filter" not in html


@pytest.mark.parametrize("home", ["index.html", "en/index.html", "es/index.html"])
def test_the_home_page_is_light_with_all_it_needs(site: Path, home: str) -> None:
    page = site / home
    loaded = re.findall(r'<(?:link|script)\b[^>]*?(?:href|src)="([^":]+)"', page.read_text(encoding="utf-8"))
    assets = [path for link in loaded if "assets" in (path := (page.parent / link).resolve()).parts]

    sent = sum(path.stat().st_size for path in [page, *assets])

    assert any(path.suffix == ".woff2" for path in assets)
    assert sent < HEAVIEST_HOME


def test_nothing_is_published_that_no_page_loads(site: Path) -> None:
    loaded = {
        (page.parent / link).resolve()
        for page in site.rglob("*.html")
        for link in links_and_ids(page)[0]
        if "assets/" in link
    }
    fonts_and_licences = {".woff2", ".txt"}

    assert {path for path in (site / "assets").rglob("*.*") if path.suffix not in fonts_and_licences} <= loaded


def test_the_site_map_names_pages_that_exist(site: Path) -> None:
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    named = [one.text for one in ET.parse(site / "sitemap.xml").iter(f"{space}loc")]

    assert len(named) == len(set(named)) > 1000
    assert all((site / str(name)).is_file() for name in named)
    assert "Sitemap" not in (site / "robots.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/en/", "en/index.html"),
        ("/en/guide/", "en/guide.html"),
        ("/en/guide/fast-lane/", "en/guide/fast-lane.html"),
        ("/en/questions/?stage=need&page=2", "en/questions_page-2_stage-need.html"),
        ("/en/guide/fast-lane.pdf", "en/guide/fast-lane.pdf"),
        ("/static/ui/wellbought.css", "assets/ui/wellbought.css"),
    ],
)
def test_an_address_has_its_file(address: str, file: str) -> None:
    assert file_of(address) == file


def test_the_way_from_file_to_file_is_relative() -> None:
    assert between("en/guide/a.html", "assets/ui/x.css") == "../../assets/ui/x.css"
    assert between("index.html", "en/index.html") == "en/index.html"


# Folders


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(FolderTaken):
        export_site(tmp_path, languages=["en"])

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_an_earlier_site_is_replaced_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("wellbought.web.guidance.actions.site._Site.write", _a_small_site)
    folder = tmp_path / "site"

    export_site(folder, languages=["en"])
    (folder / "old.html").touch()
    export_site(folder, languages=["en"])

    assert sorted(path.name for path in folder.iterdir()) == ["wellbought-site.json"]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def _a_small_site(made: object) -> object:
    from wellbought.web.guidance.actions.site import MARK, Published

    folder: Path = made._folder  # type: ignore[attr-defined]
    folder.mkdir()
    (folder / MARK).touch()
    return Published(folder, 0, 1, 0)


def test_a_site_that_cannot_be_finished_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("wellbought.web.guidance.actions.site._Site._write_root", failing)
    monkeypatch.setattr("wellbought.web.guidance.actions.site._Site._write_page", lambda *_: None)

    status = run(["pack", "export-site", str(tmp_path / "site")])

    assert (status, list(tmp_path.iterdir())) == (1, [])


@pytest.mark.parametrize("wrong", [["--lang", "xx"], ["--address", "example.org"]])
def test_what_makes_no_sense_is_refused(tmp_path: Path, wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status = run(["pack", "export-site", str(tmp_path / "site"), *wrong])

    assert (status, list(tmp_path.iterdir())) == (1, [])
    assert capsys.readouterr().err


# The index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The vendor’s Evidence", ["the", "vendor", "evidence"]),
        ("¿Quién decidió?", ["quien", "decidio"]),
        ("L'IA générative", ["ia", "generative"]),
        ("البيانات", ["بيانات"]),
        ("GPT-4 a 5", ["gpt", "4", "5"]),
    ],
)
def test_words_are_folded(text: str, found: list[str]) -> None:
    assert words.folded(text) == found


# In a browser


@pytest.fixture(scope="module")
def served(site: Path) -> Iterator[str]:
    """The address of the site on a server that knows nothing but files, below two folders."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own name
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site.parents[1])))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/council/ai"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(a_browser: Browser, served: str) -> Iterator[Page]:
    context = a_browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_the_search_finds_without_a_server(page: Page, served: str) -> None:
    page.goto(f"{served}/en/index.html")

    page.get_by_role("searchbox").fill("vendor trains on our data")
    page.keyboard.press("Enter")

    expect(page.get_by_role("status").first).to_contain_text("Found:")
    first = page.locator("ol.guide-topics li").first
    expect(first.locator("mark").first).to_be_visible()
    expect(page.locator("ol.guide-topics")).to_contain_text("train")
    page.wait_for_load_state("networkidle")
    assert faults_of(page) == []


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "typed", "title"),
    [
        ("en", "halucination", "hallucination"),
        ("en", "lock in vendor", "Lock-in"),
        ("es", "licitacion", "licitaci"),
        ("en", "procurment oficer", "procurement"),
    ],
)
def test_endings_accents_and_small_mistakes_do_not_matter(
    page: Page, served: str, language: str, typed: str, title: str
) -> None:
    page.goto(f"{served}/{language}/search.html?q={typed}")

    found = page.locator("ol.guide-topics")
    expect(found).to_be_visible()
    assert title.casefold() in found.inner_text().casefold()


@pytest.mark.browser
def test_a_search_can_be_narrowed_and_says_when_nothing_is_found(page: Page, served: str) -> None:
    page.goto(f"{served}/en/search.html?q=data&kind=term")

    expect(page.locator("ol.guide-topics")).to_be_visible()
    assert set(page.locator("ol.guide-topics .guide-quiet").all_inner_texts()) == {"Glossary"}
    assert page.locator("#choose-kind").input_value() == "term"

    page.goto(f"{served}/en/search.html?q=licence&approach=custom")

    expect(page.locator("ol.guide-topics")).to_be_visible()
    assert page.locator("#choose-approach").input_value() == "custom"

    page.goto(f"{served}/en/search.html?q=zzqqxxyy")

    expect(page.get_by_role("status").first).to_contain_text("Nothing was found for “zzqqxxyy”")
    assert faults_of(page) == []


@pytest.mark.browser
def test_the_pages_are_accessible_on_a_phone_too(page: Page, served: str) -> None:
    for path in ("en/index.html", "en/search.html?q=lock-in", "en/a-z.html", "es/guide/fast-lane.html", "404.html"):
        page.goto(f"{served}/{path}")
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]

        assert (path, faults_of(page), scrolls_sideways(page)) == (path, [], False)


@pytest.mark.browser
def test_the_root_leads_to_the_readers_language(a_browser: Browser, served: str) -> None:
    context = a_browser.new_context(locale="es-MX")
    page = context.new_page()

    page.goto(f"{served}/")
    page.wait_for_url(f"{served}/es/index.html")

    expect(page.locator("html")).to_have_attribute("lang", "es")
    context.close()


@pytest.mark.browser
def test_without_scripts_everything_is_found_by_its_name(a_browser: Browser, served: str) -> None:
    context = a_browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{served}/")
    page.get_by_role("link", name="English").click()
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("link", name="Everything from A to Z").click()
    page.get_by_role("link", name="The fast lane for low risk").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("The fast lane for low risk")
    context.close()
