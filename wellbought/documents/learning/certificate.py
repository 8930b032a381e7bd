"""A certificate of completion as a tagged PDF. Whether it is genuine is told by its code, which the web app signs."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from wellbought.documents.formats.pdf import typeset
from wellbought.documents.text import one_line
from wellbought.documents.words import Words
from wellbought.pack.kinds import Course
from wellbought.pack.read import Pack

PAGE: Final = Path(__file__).with_name("certificate.typ")
KIND: Final = "certificate"
_CODE_LINE: Final = 80


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says.

    :ivar right, questions: how many answers of the quiz were right, of how many
    :ivar code: the signed text that proves it
    :ivar link: the page on which the code is checked
    """

    name: str
    course: Course
    right: int
    questions: int
    on: date
    code: str
    link: str


def certificate_as_pdf(certificate: Certificate, pack: Pack) -> bytes:
    """The certificate as a PDF of one page.

    :param pack: in the language of the certificate
    """
    words = Words(pack, KIND)
    course = certificate.course
    details = words.say(
        "%(minutes)s minutes, %(right)s of %(questions)s questions right, %(day)s",
        minutes=course.minutes,
        right=certificate.right,
        questions=certificate.questions,
        day=words.day(certificate.on),
    )
    lines = [certificate.code[at : at + _CODE_LINE] for at in range(0, len(certificate.code), _CODE_LINE)]
    link = certificate.link
    return typeset(
        PAGE,
        {
            "title": words.say("Certificate of completion"),
            "name": one_line(certificate.name),
            "sentence": words.say("has completed the course"),
            "course": str(course.title),
            "details": details,
            "check": words.say("Anyone can check this certificate here, without an account:"),
            "link": link,
            "link_shown": link.removesuffix(certificate.code) if len(link) > _CODE_LINE else link,
            "code_shown": "\n".join(lines),
            "language": pack.language,
            "right_to_left": words.right_to_left,
            "date": [certificate.on.year, certificate.on.month, certificate.on.day],
        },
        on=certificate.on,
        not_drawn=words.furniture().not_drawn,
    )
