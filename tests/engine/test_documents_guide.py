"""The guidance as a document: whole, with all that it refers to, and every link leading somewhere in each format."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise
from posixpath import join, normpath
from xml.etree import ElementTree as ET

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from wellbought.documents.blocks import (
    Block,
    BulletList,
    Callout,
    Document,
    Facts,
    Heading,
    NumberedList,
    Paragraph,
    Picture,
    Run,
    Table,
    plain,
    walk,
)
from wellbought.documents.formats import FORMATS
from wellbought.documents.guide import ENDINGS, guide_document
from wellbought.pack.kinds import Chapter, Diagram, Question, Term, Topic
from wellbought.pack.read import ItemUnknown, Pack, load_pack
from wellbought.pack.translate import in_language

ON = date(2026, 11, 23)
XHTML = "{http://www.w3.org/1999/xhtml}"
OPF = "{http://www.idpf.org/2007/opf}"


@cache
def pack(language: str = "en") -> Pack:
    return in_language(load_pack(), language)


@cache
def guide(language: str = "en", *, chapter: str = "", topic: str = "") -> Document:
    return guide_document(pack(language), pack(), on=ON, chapter=chapter, topic=topic)


@cache
def written(ending: str, language: str = "en", *, chapter: str = "", topic: str = "") -> bytes:
    return FORMATS[ending].write(guide(language, chapter=chapter, topic=topic))


def runs_of(block: Block) -> Iterator[Run]:
    match block:
        case Heading() | Paragraph():
            yield from block.runs
        case Callout():
            yield from block.title
        case Table():
            yield from (run for row in (block.header, *block.rows) for cell in row for run in cell)
        case Facts():
            yield from (run for entry in block.entries for cell in entry for run in cell)
        case _:
            return


def inner_links(document: Document) -> set[str]:
    links = (run.link for block in walk(document.blocks) for run in runs_of(block))
    return {link[1:] for link in links if link.startswith("#")}


def anchors(document: Document) -> list[str]:
    return [block.anchor for block in walk(document.blocks) if isinstance(block, Heading | Paragraph) and block.anchor]


# What is in it


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_link_within_the_whole_guide_leads_somewhere_once(language: str) -> None:
    document = guide(language)

    found = anchors(document)

    assert inner_links(document) <= set(found)
    assert len(found) == len(set(found))


def test_every_topic_by_itself_explains_what_it_refers_to() -> None:
    for topic in pack().all(Topic):
        document = guide(topic=topic.id)

        assert inner_links(document) <= set(anchors(document)), topic.id


def test_the_whole_guide_holds_all_topics_questions_and_terms() -> None:
    found = set(anchors(guide()))

    for kind in (Topic, Question, Term, Chapter):
        assert {f"{kind.kind}-{item.id}" for item in pack().all(kind)} <= found


def test_headings_never_skip_a_level() -> None:
    for document in (guide(), guide(chapter="basics"), guide(topic="fast-lane")):
        levels = [heading.level for heading in document.headings()]

        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_link_to_a_topic_that_is_not_there_leads_to_its_page_if_that_is_known() -> None:
    document = guide_document(
        pack(), pack(), on=ON, topic="fast-lane", page_of=lambda topic: f"https://example.org/{topic}.html"
    )

    links = {run.link for block in walk(document.blocks) for run in runs_of(block)}
    unknown = {run.link for block in walk(guide(topic="fast-lane").blocks) for run in runs_of(block)}

    assert any(link.startswith("https://example.org/") for link in links)
    assert not any(link.startswith("https://example.org/") for link in unknown)


def test_a_source_is_told_with_its_address_and_the_day_it_was_checked() -> None:
    told = [
        plain(block.runs)
        for block in guide(topic="training-on-our-data").blocks
        if isinstance(block, Paragraph) and block.anchor.startswith("source-")
    ]

    assert told
    assert all("Checked on" in text for text in told)


def test_what_is_not_translated_is_marked_with_its_language() -> None:
    english = {topic.title for topic in pack().all(Topic)}
    marked = [run.language for heading in guide("ar").headings() for run in heading.runs if run.text in english]

    assert set(marked) <= {"en"}


def test_lists_and_callouts_hold_the_key_points() -> None:
    topic = pack().get(Topic, "fast-lane")
    document = guide(topic=topic.id)

    callout = next(block for block in document.blocks if isinstance(block, Callout))
    steps = next(block for block in document.blocks if isinstance(block, NumberedList) and len(block.items) > 1)

    assert isinstance(callout.blocks[0], BulletList)
    assert len(callout.blocks[0].items) == len(topic.key_points)
    assert steps


def test_what_does_not_exist_cannot_be_written() -> None:
    with pytest.raises(ItemUnknown):
        guide(topic="no-such-topic")


# PDF


def test_the_whole_guide_is_set_in_time_and_can_be_walked_through() -> None:
    document = guide()

    began = time.process_time()
    made = FORMATS["pdf"].write(document)
    took = time.process_time() - began

    with pikepdf.open(io.BytesIO(made)) as pdf:
        root = pdf.Root
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
        inner = [
            link
            for page in pdf.pages
            for link in page.get("/Annots", [])
            if "/Dest" in link or ("/A" in link and link.A.S == "/GoTo")
        ]
        assert bool(root.MarkInfo.Marked)
        assert str(root.Lang) == "en"
    assert took < 20
    assert len(titles) >= len(pack().all(Chapter)) + 2
    assert len(inner) > 1000


# Word


def test_word_links_lead_to_bookmarks() -> None:
    body = docx.Document(io.BytesIO(written("docx", chapter="basics"))).element.body

    names = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = {link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))} - {None}

    assert len(names) == len(set(names))
    assert links
    assert links <= set(names)
    assert max(map(len, names)) <= 40


# EPUB


def entries(book: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_book_names_every_file_it_holds(language: str) -> None:
    files = entries(written("epub", language))
    package = ET.fromstring(files["book/package.opf"])

    manifest = {item.get("id"): item for item in package.iter(f"{OPF}item")}
    spine = [item.get("idref") for item in package.iter(f"{OPF}itemref")]

    assert files["mimetype"] == b"application/epub+zip"
    assert {f"book/{item.get('href')}" for item in manifest.values()} | {
        "mimetype",
        "META-INF/container.xml",
        "book/package.opf",
    } == set(files)
    assert set(spine) <= set(manifest)
    assert [item.get("href") for item in manifest.values() if item.get("properties") == "nav"] == ["contents.xhtml"]
    assert next(package.iter(f"{OPF}spine")).get("page-progression-direction") == ("rtl" if language == "ar" else None)
    assert re.fullmatch(r"2026-11-23T00:00:00Z", next(package.iter(f"{OPF}meta")).text or "")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_a_book_is_well_formed_and_every_link_resolves(language: str) -> None:
    pages = {
        name: ET.fromstring(text) for name, text in entries(written("epub", language)).items() if name.endswith("xhtml")
    }
    ids = {name: [one.get("id") for one in page.iter() if one.get("id")] for name, page in pages.items()}

    broken = []
    for name, page in pages.items():
        for link in page.iter(f"{XHTML}a"):
            path, _, anchor = str(link.get("href")).partition("#")
            target = normpath(join("book", path))
            if "://" not in path and not path.startswith("mailto:") and anchor not in ids.get(target, []):
                broken += [(name, link.get("href"))] if anchor or target not in pages else []

    assert broken == []
    assert all(len(found) == len(set(found)) for found in ids.values())


def test_the_contents_of_a_book_lead_to_all_its_topics() -> None:
    contents = entries(written("epub"))["book/contents.xhtml"].decode()

    assert all(f"#topic-{topic.id}" in contents for topic in pack().all(Topic))


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_topic_gives_the_same_words_in_arabic(ending: str) -> None:
    assert len(written(ending, "ar", topic="fast-lane")) > 5000


@pytest.mark.parametrize("ending", ["pdf", "epub"])
def test_the_same_document_gives_the_same_bytes(ending: str) -> None:
    assert FORMATS[ending].write(guide(topic="fast-lane")) == written(ending, topic="fast-lane")


def test_a_diagram_is_a_picture_with_words_and_a_table_in_every_format() -> None:
    with_diagram = "choosing-an-approach"
    alt = pack().get(Diagram, "approach-chooser").alt

    (picture,) = (block for block in guide(topic=with_diagram).blocks if isinstance(block, Picture))
    assert picture.alt == alt

    word = docx.Document(io.BytesIO(written("docx", topic=with_diagram)))
    (shape,) = word.inline_shapes
    assert shape._inline.docPr.get("descr") == alt
    assert Mm(150) < shape.width < Mm(170)

    with pikepdf.open(io.BytesIO(written("pdf", topic=with_diagram))) as made:
        assert alt in {str(one.get("/Alt", "")) for one in made.objects if isinstance(one, pikepdf.Dictionary)}

    with zipfile.ZipFile(io.BytesIO(written("epub", topic=with_diagram))) as book:
        pages = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml"))
    assert f'aria-label="{alt}"' in pages
    assert "<svg" in pages
    assert "Services, such as a pilot" in pages
