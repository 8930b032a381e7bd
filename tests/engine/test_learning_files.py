"""Slides, training papers, calendars, certificates, packages and videos: made, opened again and looked into."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import docx
import pikepdf
import pytest
from icalendar import Calendar
from PIL import Image
from pptx import Presentation

from tests.engine.documents_examples import pack
from wellbought.cli import run
from wellbought.cli.learn import pictures_of
from wellbought.documents.learning.calendar import training_calendar
from wellbought.documents.learning.certificate import Certificate, certificate_as_pdf
from wellbought.documents.learning.deck import DeckFile, DeckFormatUnknown, deck_file, write_deck
from wellbought.documents.learning.logo import LogoNotTaken, logo_as_png
from wellbought.documents.learning.package import StandardUnknown, package
from wellbought.documents.learning.training import training_document, write_training
from wellbought.documents.learning.video import VideoNotMade, make_video
from wellbought.learning.agenda import Training, TrainingWish, plan_training
from wellbought.learning.course import course_for, quiz_of, steps_of
from wellbought.learning.deck import Wish, choose_deck
from wellbought.learning.webinar import Script, script_of
from wellbought.pack.kinds import Webinar
from wellbought.pack.translate import LANGUAGES, in_language
from wellbought.vocabulary import Role

ON = date(2026, 11, 23)
MORNING = datetime(2026, 12, 10, 9)  # noqa: DTZ001 - a training is where its people are
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><rect width="40" height="20" fill="navy"/></svg>'

needs_office = pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice: apt-get install libreoffice")
needs_video = pytest.mark.skipif(
    not (shutil.which("ffmpeg") and shutil.which("espeak-ng")),
    reason="needs ffmpeg and espeak-ng: apt-get install ffmpeg espeak-ng",
)


@cache
def deck(language: str = "en") -> DeckFile:
    spoken = in_language(pack(), language)
    chosen = choose_deck(spoken, Wish(45, Role.LEADERSHIP, place="eu"), on=ON)
    return deck_file(chosen, spoken, on=ON, organisation="Northmere <Council> & Co", logo=logo_as_png(SVG))


@cache
def training() -> Training:
    return plan_training(pack(), TrainingWish(MORNING, 240, 20, Role.PROCUREMENT))


def converted(content: bytes, name: str, folder: Path) -> pikepdf.Pdf:
    """What LibreOffice makes of a file."""
    (folder / name).write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'home').as_uri()}"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / name)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return pikepdf.open((folder / name).with_suffix(".pdf"))


# Slides


def slides_of(content: bytes) -> list[Any]:
    return list(Presentation(io.BytesIO(content)).slides)


def test_a_deck_opens_again_with_titles_notes_and_the_thanks_on_its_master() -> None:
    opened = Presentation(io.BytesIO(write_deck(deck(), "pptx")))

    slides = list(opened.slides)
    master = " ".join(shape.text_frame.text for shape in opened.slide_masters[0].shapes if shape.has_text_frame)
    assert [slide.shapes.title.text_frame.text for slide in slides[1:-1]] == [
        shown.slide.title for shown in deck().slides
    ]
    assert all(len(slide.notes_slide.notes_text_frame.text) > 60 for slide in slides[:-1])
    assert "CC-BY-4.0" in master
    assert "Wellbought" in master
    assert [layout.name for layout in opened.slide_layouts] == ["Opening", "Points", "Points and figure", "Decide"]
    assert (opened.slide_width, opened.slide_height) == (12191695, 6858000)


def test_every_picture_and_figure_of_a_deck_says_itself_in_words() -> None:
    descriptions = [
        properties.get("descr")
        for slide in slides_of(write_deck(deck(), "pptx"))
        for shape in slide.shapes
        if shape.shape_type in (6, 13)  # groups, pictures
        for properties in shape._element.iter("{http://schemas.openxmlformats.org/presentationml/2006/main}cNvPr")
        if properties.get("id") == str(shape.shape_id)
    ]

    assert "Logo of Northmere <Council> & Co" in descriptions
    assert any("Low: Fast; Moderate: Standard" in str(one) for one in descriptions)
    assert all(descriptions)


def test_no_placeholder_of_a_deck_is_left_empty() -> None:
    empty = [
        (slide.slide_id, shape.name)
        for slide in slides_of(write_deck(deck(), "pptx"))
        for shape in slide.placeholders
        if not shape.text_frame.text.strip()
    ]

    assert empty == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deck_is_made_in_every_language(language: str) -> None:
    made = deck(language)

    content = write_deck(made, "pptx")

    assert len(slides_of(content)) == len(made.slides) + 2
    assert made.right_to_left is (language == "ar")


def test_a_deck_as_html_stands_alone_and_escapes_what_people_typed() -> None:
    page = write_deck(deck(), "html").decode()

    assert "Northmere &lt;Council&gt; &amp; Co" in page
    assert 'src="http' not in page
    assert page.count("<section") == len(deck().slides) + 1
    assert page.count(deck().attribution.replace("&", "&amp;")) >= len(deck().slides)


def test_a_deck_as_pdf_is_tagged_and_has_a_page_for_each_slide() -> None:
    with pikepdf.open(io.BytesIO(write_deck(deck(), "pdf"))) as made:
        assert len(made.pages) == len(deck().slides) + 1
        assert made.Root.MarkInfo.Marked


def test_slides_in_another_format_are_refused() -> None:
    with pytest.raises(DeckFormatUnknown, match="pptx, html, pdf"):
        write_deck(deck(), "key")


@pytest.mark.office
@needs_office
def test_libreoffice_shows_every_slide_of_a_deck(tmp_path: Path) -> None:
    with converted(write_deck(deck(), "pptx"), "deck.pptx", tmp_path) as shown:
        assert len(shown.pages) == len(deck().slides) + 2


# Logos


def test_a_logo_comes_back_as_a_picture() -> None:
    with Image.open(io.BytesIO(logo_as_png(SVG))) as picture:
        assert picture.format == "PNG"
        assert picture.width == 2 * picture.height


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a", "PNG or SVG"),
        (b"\x89PNG\r\n\x1a\nbroken", "broken"),
        (b"x" * (1024 * 1024 + 1), "1 MB"),
        (SVG.replace(b"<rect", b"<script>alert(1)</script><rect"), "active"),
        (SVG.replace(b"<rect", b'<image href="http://example.org/a.png"/><rect'), "elsewhere"),
        (SVG.replace(b"<rect", b'<image href="file:///etc/passwd"/><rect'), "elsewhere"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG, "document type"),
        (b"<svg", "broken"),
    ],
)
def test_a_logo_that_is_no_plain_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(LogoNotTaken, match=why):
        logo_as_png(content)


# Trainings


def test_the_papers_of_a_training_hold_agenda_sheets_and_notes() -> None:
    made = training_document(training(), pack(), on=ON, organisation="Northmere")

    opened = docx.Document(io.BytesIO(write_training(made, "docx")))

    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    assert len(opened.tables) >= 2
    assert "Facilitator's notes" in text
    for exercise in training().exercises:
        assert f"Sheet: {exercise.title}" in text
    assert write_training(made, "pdf").startswith(b"%PDF")


def test_the_sheets_do_not_give_the_results_away() -> None:
    markdown = write_training(training_document(training(), pack(), on=ON), "md").decode()

    sheets, notes = markdown.split("# Facilitator's notes", 1)
    assert "The check says so because" not in sheets
    assert "The check says so because" in notes


@pytest.mark.office
@needs_office
def test_libreoffice_opens_the_papers_of_a_training(tmp_path: Path) -> None:
    content = write_training(training_document(training(), pack(), on=ON), "docx")

    with converted(content, "training.docx", tmp_path) as shown:
        assert len(shown.pages) > len(training().exercises)


def test_the_calendar_of_a_training_can_be_read_back() -> None:
    made_at = datetime(2026, 11, 23, tzinfo=UTC)
    content = training_calendar(training(), pack(), made_at=made_at, place="Room 2, north", zone="Europe/Madrid")

    events = list(Calendar.from_ical(content).walk("VEVENT"))

    day = events[0]
    assert day.decoded("dtstart").isoformat() == "2026-12-10T09:00:00+01:00"
    assert (day.decoded("dtend") - day.decoded("dtstart")).total_seconds() == 240 * 60
    assert str(day["location"]) == "Room 2, north"
    assert len(events) == 1 + sum(entry.session is not None for entry in training().entries)
    assert len({str(event["uid"]) for event in events}) == len(events)


# Certificates


def test_a_certificate_is_a_tagged_page_that_leads_to_its_proof() -> None:
    course = course_for(pack(), Role.LEGAL)
    link = "https://buying.example/en/learn/certificates/code/"
    certificate = Certificate("Inés Ortega", course, 9, 10, ON, "code", link)

    with pikepdf.open(io.BytesIO(certificate_as_pdf(certificate, pack()))) as made:
        links = [str(one.A.URI) for one in made.pages[0].Annots]

        assert len(made.pages) == 1
        assert made.Root.MarkInfo.Marked
        assert links == [link]


# Packages


@pytest.mark.parametrize("standard", ["scorm", "cmi5"])
def test_a_package_holds_all_that_it_names(standard: str) -> None:
    course = course_for(pack(), Role.PROJECT)

    archive = zipfile.ZipFile(io.BytesIO(package(course, pack(), standard, on=ON)))

    names = set(archive.namelist())
    if standard == "scorm":
        manifest = ET.fromstring(archive.read("imsmanifest.xml"))
        space = "{http://www.imsproject.org/xsd/imscp_rootv1p1p2}"
        named = {one.get("href") for one in manifest.iter(f"{space}file")}
        assert names == {*named, "imsmanifest.xml"}
        assert manifest.find(f".//{space}schemaversion").text == "1.2"  # type: ignore[union-attr]
    else:
        structure = ET.fromstring(archive.read("cmi5.xml"))
        urls = [one.text for one in structure.iter("{https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd}url")]
        assert set(urls) <= names
    page = archive.read("index.html").decode()
    for step in steps_of(course, pack()):
        assert f'id="{step.id}"' in page
    assert page.count("data-right") == len(quiz_of(course, pack()))


def test_a_package_is_the_same_each_time_it_is_made() -> None:
    course = course_for(pack(), Role.LEGAL)

    assert package(course, pack(), "scorm", on=ON) == package(course, pack(), "scorm", on=ON)


def test_a_package_of_another_standard_is_refused() -> None:
    with pytest.raises(StandardUnknown, match="scorm, cmi5"):
        package(course_for(pack(), Role.LEGAL), pack(), "aicc", on=ON)


# Videos


def two_slides() -> Script:
    script = script_of(pack().all(Webinar)[0], pack())
    short = tuple(replace(one, sentences=one.sentences[:2]) for one in script.spoken[:2])
    return replace(script, spoken=short)


def probed(path: Path) -> dict[str, Any]:
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", "-show_chapters", str(path)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return found


@needs_video
def test_a_video_has_pictures_sound_captions_and_chapters_of_one_length(tmp_path: Path) -> None:
    script = two_slides()

    video = make_video(script, pictures_of(script, pack(), on=ON))

    (tmp_path / "made.mp4").write_bytes(video.content)
    found = probed(tmp_path / "made.mp4")
    streams = {one["codec_type"]: one for one in found["streams"]}
    assert {"video", "audio", "subtitle"} <= set(streams)
    assert (streams["video"]["codec_name"], streams["video"]["width"], streams["video"]["height"]) == (
        "h264",
        1280,
        720,
    )
    assert (streams["subtitle"]["codec_name"], streams["subtitle"]["tags"]["language"]) == ("mov_text", "eng")
    assert float(found["format"]["duration"]) == pytest.approx(video.seconds, abs=0.5)
    assert [chapter["tags"]["title"] for chapter in found["chapters"]] == ["What changes"]
    assert "WEBVTT" in video.vtt
    subtitles = subprocess.run(
        ["ffmpeg", "-v", "error", "-i", str(tmp_path / "made.mp4"), "-map", "0:s", "-f", "srt", "-"],
        check=True,
        capture_output=True,
    ).stdout.decode()
    assert "Let us begin with a simple fact." in subtitles.replace("\n", " ")


@needs_video
def test_a_picture_that_is_none_is_told_and_nothing_is_made() -> None:
    with pytest.raises(VideoNotMade):
        make_video(two_slides(), [b"no picture", b"no picture"])


# The command


@pytest.fixture
def written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Path]:
    yield tmp_path
    capsys.readouterr()


@pytest.mark.parametrize(
    ("arguments", "begins"),
    [
        (["slides", "--role", "legal", "--minutes", "20", "-o", "a.pptx"], b"PK"),
        (["training", "--people", "8", "-o", "a.ics"], b"BEGIN:VCALENDAR"),
        (["course", "leadership", "-o", "a.zip"], b"PK"),
        (["webinar", "-o", "a.vtt"], b"WEBVTT"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else None,
)
def test_the_command_writes_the_file(arguments: list[str], begins: bytes, written: Path) -> None:
    *rest, name = arguments

    status = run(["learn", *rest, str(written / name)])

    assert status == 0
    assert (written / name).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["slides", "--minutes", "3", "-o", "a.pptx"], "10 to 240"),
        (["slides", "--logo", "missing.png", "-o", "a.pptx"], "cannot be read"),
        (["slides", "-o", "a.key"], "pptx"),
        (["training", "--minutes", "20", "-o", "a.docx"], "60 to 480"),
        (["course", "legal", "-o", "a.exe"], "zip"),
        (["webinar", "--webinar", "none", "-o", "a.vtt"], "webinar-buying-ai-well"),
    ],
)
def test_the_command_says_what_cannot_be_and_writes_nothing(
    arguments: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    *rest, name = arguments

    status = run(["learn", *rest, str(tmp_path / name)])

    assert status == 1
    assert why in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
