"""What a purchase holds already in which a vendor may claim something: files kept as evidence, and noted answers."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.web.purchases.queries import evidence_for
from wellbought.web.purchases.snapshot import snapshot

if TYPE_CHECKING:
    from wellbought.web.purchases.models import Purchase

#: Endings of the files that the checker reads.
READ: Final = (".txt", ".md", ".html", ".htm", ".pdf", ".docx", ".pptx")
LONGEST_NAME: Final = 100


class HeldNoMore(WellboughtError):
    """What was chosen has been withdrawn, or its file is gone."""

    def __init__(self) -> None:
        super().__init__(_("This is no longer kept with the purchase. Choose something else, or paste the text."))


@dataclass(frozen=True, slots=True)
class Held:
    """Something of a purchase that can be checked.

    :ivar key: tells it from all others of the purchase
    """

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class AllHeld:
    """What can be checked of a purchase: files kept as evidence, and answers noted in the plan."""

    files: tuple[Held, ...]
    answers: tuple[Held, ...]

    def of(self, key: str) -> Held | None:
        """The one with a key."""
        return next((one for one in (*self.files, *self.answers) if one.key == key), None)


def held_in(purchase: "Purchase", pack: Pack, *, on: date) -> AllHeld:
    """Look what a purchase holds that can be checked, in a fixed number of queries."""
    shot = snapshot(purchase, pack, on=on)
    files = tuple(
        Held(f"file-{one.key}", _short(f"{one.title} ({one.name})"))
        for one in shot.evidence
        if one.name.lower().endswith(READ) and not one.withdrawn_by
    )
    answers = tuple(
        Held(f"answer-{question.id}", _short(question.text))
        for question in (planned.question for planned in shot.plan.questions)
        if question.id in shot.answers and shot.answers[question.id].text.strip()
    )
    return AllHeld(files, answers)


def content_of(purchase: "Purchase", pack: Pack, key: str, *, on: date) -> tuple[str, bytes | str]:
    """The name and the contents of something that a purchase holds.

    :raises HeldNoMore: if it is there no more
    """
    kind, _dash, which = key.partition("-")
    if kind == "answer":
        found = snapshot(purchase, pack, on=on).answers.get(which)
        if found is None:
            raise HeldNoMore
        return "", found.text
    evidence = evidence_for(purchase, which)
    if evidence is None or not evidence.file or evidence.withdrawn_by_id:
        raise HeldNoMore
    try:
        with evidence.file.open("rb") as opened:
            return evidence.name, opened.read()
    except FileNotFoundError:
        raise HeldNoMore from None


def _short(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…"
