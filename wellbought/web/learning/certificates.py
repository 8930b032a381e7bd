"""Certificates that prove themselves: all that they say is in a code that only this installation can sign."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.core import signing

from wellbought.pack.kinds import Course
from wellbought.pack.read import ItemUnknown, Pack

SALT: Final = "wellbought.certificate"
LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True)
class Proof:
    """What a certificate proves.

    :ivar known: whether the name is that of an account; otherwise the person typed it
    """

    name: str
    course: Course
    right: int
    questions: int
    on: date
    known: bool


def sign(proof: Proof) -> str:
    """The code of a certificate."""
    content = [proof.name, proof.course.id, proof.right, proof.questions, proof.on.isoformat(), proof.known]
    return signing.dumps(content, salt=SALT, compress=True)


def read(code: str, pack: Pack) -> Proof | None:
    """What a code proves; nothing if it was not signed here."""
    try:
        name, course, right, questions, on, known = signing.loads(code.strip(), salt=SALT)
        return Proof(
            str(name), pack.get(Course, course), int(right), int(questions), date.fromisoformat(on), bool(known)
        )
    except (signing.BadSignature, ItemUnknown, ValueError, TypeError):
        return None
