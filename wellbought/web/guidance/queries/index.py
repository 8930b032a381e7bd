"""Everything from A to Z, for whoever looks for a name."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from wellbought.pack.kinds import Clause, Criterion, Item, Question, Term, Topic
from wellbought.web.guidance.queries.glossary import alphabetical, letter_of
from wellbought.web.guidance.queries.items import SINGULAR, href_of, title_of
from wellbought.web.guidance.queries.packs import pack_in

#: The kinds whose items have names. Questions and disclosures are sentences, and are found by their subject.
NAMED: tuple[type[Item], ...] = (Topic, Term, Clause, Criterion)


@dataclass(frozen=True, slots=True)
class NamedRow:
    """An item in the list."""

    title: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class NamedLetter:
    """The items under one letter."""

    letter: str
    anchor: str
    rows: tuple[NamedRow, ...]


@dataclass(frozen=True, eq=False)
class IndexPage:
    """Everything that has a name."""

    title: str
    description: str
    letters: tuple[NamedLetter, ...]
    questions: int
    places: int


@lru_cache(maxsize=8)
def index_page(language: str) -> IndexPage:
    """Everything that has a name, in the order of a language's alphabet."""
    pack = pack_in(language)
    items = sorted(
        (item for kind in NAMED for item in pack.all(kind)),
        key=lambda item: (alphabetical(title_of(item), language), item.kind),
    )
    by_letter: dict[str, list[NamedRow]] = {}
    for item in items:
        title = title_of(item)
        row = NamedRow(title, _(SINGULAR[item.kind]), href_of(pack, item.kind, item.id))
        by_letter.setdefault(letter_of(title, language), []).append(row)
    return IndexPage(
        title=_("Everything from A to Z"),
        description=_("Topics, terms, contract points and criteria by their names."),
        letters=tuple(
            NamedLetter(letter, f"letter-{number}", tuple(rows))
            for number, (letter, rows) in enumerate(by_letter.items(), start=1)
        ),
        questions=len(pack.all(Question)),
        places=len(pack.jurisdictions),
    )
