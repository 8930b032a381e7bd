"""The governance kit as its pages show it."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from wellbought.documents.kit import kit_kinds, limit_items
from wellbought.documents.template import read_template
from wellbought.documents.words import Words
from wellbought.governance import Kit
from wellbought.pack.kinds import KitChoice
from wellbought.pack.own import OwnItem
from wellbought.pack.read import Pack


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft with its files."""

    kind: str
    title: str
    description: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class KitPage:
    """The drafts that follow from the choices.

    :ivar answers: the choices as they stand in the address
    :ivar choices: what was chosen, in words, with the reason
    :ivar limits: the rules and signatures that the limits would become
    """

    answers: str
    drafts: tuple[DraftRow, ...]
    choices: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    limits: tuple[OwnItem, ...]


def kit_page(kit: Kit, pack: Pack, *, answers: str, on: date) -> KitPage:
    """What the page of the drafts shows."""
    choices = tuple(
        (choice.ask, tuple((option.label, option.because) for option in kit.options(choice.id, pack)))
        for choice in pack.all(KitChoice)
        if choice.options
    )
    drafts = tuple(_draft(kind, pack, answers) for kind in kit_kinds(pack))
    return KitPage(answers, drafts, choices, limit_items(kit, pack, on=on))


def _draft(kind: str, pack: Pack, answers: str) -> DraftRow:
    card = read_template(kind, pack).card
    words = Words(pack, kind)
    files = tuple((ending, f"{reverse('governance:draft', args=[kind, ending])}?{answers}") for ending in card.formats)
    return DraftRow(kind, words.say(card.title), words.say(card.description), files)
