"""What a search finds."""

from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.pack.search import Fragment
from wellbought.vocabulary import Role
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries.choices import SearchChoice, Select
from wellbought.web.guidance.queries.items import SINGULAR, href_of
from wellbought.web.guidance.queries.packs import pack_in, search_index

MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One item that was found."""

    title: str
    href: str
    kind: str
    snippet: tuple[Fragment, ...]


@dataclass(frozen=True, eq=False)
class SearchPage:
    """The result of a search.

    :ivar narrowed: whether other choices than the words hold
    :ivar full: whether there may be more than are shown
    """

    title: str
    description: str
    chosen: SearchChoice
    selects: tuple[Select, ...]
    found: tuple[Found, ...]
    narrowed: bool
    full: bool
    without_choices: str


@lru_cache(maxsize=256)
def search_page(language: str, chosen: SearchChoice) -> SearchPage:
    """Search the guidance. The same words find the same, whoever asks."""
    pack = pack_in(language)
    kinds = [chosen.kind] if chosen.kind else []
    hits = search_index(pack.language).find(
        chosen.words,
        kinds=kinds,
        stage=chosen.stage,
        role=chosen.role,
        approach=chosen.approach,
        most=MOST_FOUND,
    )
    names = {kind: _(label) for kind, label in SINGULAR.items()}
    title = _("Search")
    if chosen.words:
        title = _("Search for “%(words)s”") % {"words": chosen.words}
    return SearchPage(
        title=title,
        description=_("Search the guidance, the key questions and the glossary."),
        chosen=chosen,
        selects=(
            choices.select("kind", _("Kind"), _("All kinds"), names.items(), chosen.kind),
            choices.stages(pack, chosen.stage),
            choices.roles(pack, chosen.role, Role),
            choices.approaches(pack, chosen.approach),
        ),
        found=tuple(Found(hit.title, href_of(pack, hit.kind, hit.id), names[hit.kind], hit.snippet) for hit in hits),
        narrowed=bool(chosen.kind or chosen.stage or chosen.role or chosen.approach),
        full=len(hits) == MOST_FOUND,
        without_choices=reverse("guidance:search") + choices.query(SearchChoice(words=chosen.words)),
    )
