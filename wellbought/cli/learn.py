"""``wellbought learn``: slides, papers of a training, the webinar as a video, courses for learning systems."""

import argparse
from datetime import UTC, date, datetime, time
from pathlib import Path

from wellbought.cli.files import write_whole
from wellbought.documents.learning import calendar, package, training
from wellbought.documents.learning.deck import deck_file, write_deck
from wellbought.documents.learning.logo import logo_as_png
from wellbought.errors import WellboughtError
from wellbought.learning.agenda import TrainingWish, plan_training
from wellbought.learning.course import course_for
from wellbought.learning.deck import Deck, Wish, choose_deck
from wellbought.learning.webinar import Script, as_vtt, captions, script_of
from wellbought.pack.kinds import Webinar
from wellbought.pack.read import ItemUnknown, Pack, load_pack
from wellbought.pack.translate import in_language
from wellbought.vocabulary import TEAM_ROLES, Role

_ROLES = [role.value for role in TEAM_ROLES]
WEBINAR = "webinar-buying-ai-well"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the subcommands."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="slides | training | webinar | course")
    slides = commands.add_parser("slides", help="a talk: pptx, html or pdf")
    slides.add_argument("--role", choices=_ROLES, help="the audience; a mixed one if left out")
    slides.add_argument("--minutes", type=int, default=45, metavar="N", help="20, 45, 90 or another length")
    slides.add_argument("--topic", action="append", default=[], metavar="ID", help="only on this; may be repeated")
    slides.add_argument("--place", default="", metavar="ID", help="a place whose rules are added, such as eu")
    slides.add_argument("--organisation", default="", metavar="NAME", help="who gives the talk")
    slides.add_argument("--logo", type=Path, metavar="FILE", help="its logo, PNG or SVG")
    course = commands.add_parser("course", help="a course as a package for learning systems (zip)")
    course.add_argument("role", choices=_ROLES, help="whose course")
    course.add_argument("--standard", choices=list(package.STANDARDS), default="scorm", help="SCORM 1.2 or cmi5")
    course.add_argument("--site", default="", metavar="URL", help="where the guidance can be read")
    paper = commands.add_parser("training", help="agenda, sheets, notes (docx, pdf, html, md), or a calendar (ics)")
    paper.add_argument("--role", choices=_ROLES, help="the audience; a mixed one if left out")
    paper.add_argument("--minutes", type=int, default=180, metavar="N", help="from 60 to 480")
    paper.add_argument("--people", type=int, default=12, metavar="N", help="from 2 to 60")
    paper.add_argument("--exercise", action="append", default=[], metavar="ID", help="with this one; may be repeated")
    paper.add_argument("--begins", type=datetime.fromisoformat, metavar="DAYTIME", help="such as 2027-03-27T09:00")
    paper.add_argument("--zone", default="", metavar="ZONE", help="for the calendar, such as Europe/Madrid")
    paper.add_argument("--organisation", default="", metavar="NAME", help="who holds it")
    video = commands.add_parser(
        "webinar", help="the webinar as mp4 (needs ffmpeg and espeak-ng), or its captions as vtt"
    )
    video.add_argument("--webinar", default=WEBINAR, metavar="ID", help="which webinar")
    for command in (slides, course, paper, video):
        command.add_argument("--lang", default="en", metavar="L", help="language (en, es, …)")
        command.add_argument(
            "-o", "--output", required=True, type=Path, metavar="FILE", help="its ending chooses the format"
        )


def run(options: argparse.Namespace) -> int:
    """Write the file, whole or not at all."""
    pack = in_language(load_pack(), options.lang)
    making = {"slides": _slides, "training": _training, "webinar": _webinar, "course": _course}[options.command]
    write_whole(options.output, making(options, pack, options.output.suffix.lstrip(".").lower()))
    print(f"Written: {options.output}")
    return 0


def _role(name: str | None) -> Role | None:
    return Role(name) if name else None


def _slides(options: argparse.Namespace, pack: Pack, ending: str) -> bytes:
    on = date.today()
    wish = Wish(options.minutes, _role(options.role), tuple(options.topic), options.place)
    logo = logo_as_png(_read(options.logo)) if options.logo else b""
    deck = choose_deck(pack, wish, on=on)
    return write_deck(deck_file(deck, pack, on=on, organisation=options.organisation, logo=logo), ending)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise WellboughtError(f"This file cannot be read: {error.strerror}.", where=str(path)) from None


def _training(options: argparse.Namespace, pack: Pack, ending: str) -> bytes:
    on = date.today()
    begins = options.begins or datetime.combine(on, time(9))
    wish = TrainingWish(begins, options.minutes, options.people, _role(options.role), tuple(options.exercise))
    planned = plan_training(pack, wish)
    if ending == "ics":
        return calendar.training_calendar(planned, pack, made_at=datetime.now(UTC), zone=options.zone)
    made = training.training_document(planned, pack, on=on, organisation=options.organisation)
    return training.write_training(made, ending)


def _course(options: argparse.Namespace, pack: Pack, ending: str) -> bytes:
    if ending != "zip":
        raise WellboughtError("A course is written as a zip.", where=str(options.output))
    course = course_for(pack, options.role)
    return package.package(course, pack, options.standard, on=date.today(), site=options.site)


def _webinar(options: argparse.Namespace, pack: Pack, ending: str) -> bytes:
    try:
        script = script_of(pack.get(Webinar, options.webinar), pack)
    except ItemUnknown:
        known = ", ".join(one.id for one in pack.all(Webinar))
        raise WellboughtError(f"There is no webinar “{options.webinar}”. There are: {known}.") from None
    if ending == "vtt":
        shown = captions(script.spoken, [one.seconds for one in script.spoken])
        return as_vtt(shown, language=script.language).encode()
    if ending != "mp4":
        raise WellboughtError("A webinar is written as mp4, or its captions as vtt.", where=str(options.output))
    from wellbought.documents.learning.video import make_video

    video = make_video(script, pictures_of(script, pack, on=date.today()))
    write_whole(options.output.with_suffix(".vtt"), video.vtt.encode())
    return video.content


def pictures_of(script: Script, pack: Pack, *, on: date) -> tuple[bytes, ...]:
    """The slides of a webinar as pictures."""
    from wellbought.documents.learning.slides_typst import deck_as_pictures

    deck = Deck(Wish(), tuple(one.slide for one in script.spoken), pack.language, pack.version)
    return deck_as_pictures(deck_file(deck, pack, on=on))
