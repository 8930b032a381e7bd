"""What one looks up: contract points, criteria, disclosures and sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from wellbought.pack.kinds import (
    Clause,
    Criterion,
    Disclosure,
    Duty,
    Question,
    Source,
    Topic,
)
from wellbought.pack.read import Pack
from wellbought.vocabulary import TEAM_ROLES, Status
from wellbought.web.guidance.markdown import Prose, prose
from wellbought.web.guidance.queries import choices
from wellbought.web.guidance.queries.choices import (
    ClauseChoice,
    CriterionChoice,
    DisclosureChoice,
    Pages,
    Select,
    SourceChoice,
)
from wellbought.web.guidance.queries.items import (
    PLURAL,
    Cited,
    Ref,
    Uses,
    cited,
    depends_on,
    from_pack,
    naming,
    refs,
    title_of,
)
from wellbought.web.guidance.queries.packs import pack_in

CLAUSE_GROUPS: Mapping[str, str] = {
    "commercial": gettext_noop("Price and use"),
    "data": gettext_noop("Data"),
    "technical": gettext_noop("How it works and changes"),
    "responsibility": gettext_noop("Who answers for what"),
    "exit": gettext_noop("Leaving"),
}
CRITERION_GROUPS: Mapping[str, str] = {
    "fit": gettext_noop("Fit with the need"),
    "performance": gettext_noop("Performance"),
    "data": gettext_noop("Data"),
    "security": gettext_noop("Security"),
    "responsibility": gettext_noop("Care for people"),
    "delivery": gettext_noop("Delivery"),
    "cost": gettext_noop("Cost"),
    "vendor": gettext_noop("The vendor"),
}
DISCLOSURE_GROUPS: Mapping[str, str] = {
    "product": gettext_noop("The product"),
    "model": gettext_noop("The model"),
    "data": gettext_noop("Data"),
    "performance": gettext_noop("Performance"),
    "people": gettext_noop("People and rights"),
    "security": gettext_noop("Security"),
    "operation": gettext_noop("Running it"),
    "commercial": gettext_noop("Price and terms"),
    "company": gettext_noop("The company"),
}
ANSWERS: Mapping[str, str] = {
    "promise": gettext_noop("A promise, to go into the contract"),
    "description": gettext_noop("A description, to be checked"),
    "evidence": gettext_noop("Evidence, to be looked at"),
}
SOURCES_A_PAGE = 60


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a list."""

    group: str
    title: str
    what: str
    href: str
    origin: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items that belong together."""

    id: str
    label: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, eq=False)
class ListPage:
    """A list of items of one kind, in groups."""

    title: str
    description: str
    selects: tuple[Select, ...]
    groups: tuple[Group, ...]
    count: int
    narrowed: bool


@dataclass(frozen=True, eq=False)
class ClausePage:
    """One contract point."""

    id: str
    href: str
    clause: Clause
    group: str
    route: str
    depends_on: tuple[str, ...]
    wording: Prose
    topics: tuple[Ref, ...]
    questions: tuple[Ref, ...]
    duties: tuple[Ref, ...]
    sources: tuple[Cited, ...]
    origin: str

    @property
    def title(self) -> str:
        """The title of the point."""
        return self.clause.title

    @property
    def description(self) -> str:
        """What it is for."""
        return self.clause.purpose


@dataclass(frozen=True, eq=False)
class CriterionPage:
    """One criterion."""

    id: str
    href: str
    criterion: Criterion
    group: str
    scored_by: tuple[str, ...]
    depends_on: tuple[str, ...]
    topics: tuple[Ref, ...]
    questions: tuple[Ref, ...]
    sources: tuple[Cited, ...]
    origin: str

    @property
    def title(self) -> str:
        """The title of the criterion."""
        return self.criterion.title

    @property
    def description(self) -> str:
        """What it looks at."""
        return self.criterion.what


@dataclass(frozen=True, eq=False)
class DisclosurePage:
    """One thing that a vendor is asked to tell."""

    id: str
    href: str
    disclosure: Disclosure
    group: str
    answer: str
    route: str
    depends_on: tuple[str, ...]
    questions: tuple[Ref, ...]
    topics: tuple[Ref, ...]
    sources: tuple[Cited, ...]
    origin: str

    @property
    def title(self) -> str:
        """What the vendor is asked."""
        return self.disclosure.ask

    @property
    def description(self) -> str:
        """Why."""
        return self.disclosure.why


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source in the list."""

    source: Cited
    published: str
    uses: int


@dataclass(frozen=True, eq=False)
class SourcesPage:
    """The list of sources."""

    title: str
    description: str
    chosen: SourceChoice
    selects: tuple[Select, ...]
    rows: tuple[SourceRow, ...]
    count: int
    pages: Pages


@dataclass(frozen=True, eq=False)
class SourcePage:
    """One source."""

    id: str
    title: str
    description: str
    source: Source
    cited: Cited
    uses: tuple[Uses, ...]
    origin: str


@lru_cache(maxsize=64)
def clauses_page(language: str, chosen: ClauseChoice) -> ListPage:
    """The contract points that were asked for."""
    pack = pack_in(language)
    found = [
        one
        for one in pack.all(Clause)
        if (not chosen.group or chosen.group == one.group) and choices.on_route(one.route, chosen.route)
    ]
    return ListPage(
        title=_("Contract points"),
        description=_("What to agree with the vendor and why, with wording to start from and what to accept instead."),
        selects=(_groups(CLAUSE_GROUPS, chosen.group), choices.routes(pack, chosen.route)),
        groups=_grouped(CLAUSE_GROUPS, (_row(pack, one, one.purpose) for one in found)),
        count=len(found),
        narrowed=chosen != ClauseChoice(),
    )


@lru_cache(maxsize=256)
def clause_page(language: str, clause_id: str) -> ClausePage:
    """One contract point.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    clause = pack.get(Clause, clause_id)
    wording = prose(clause.body, pack_in("en").get(Clause, clause.id).body, language, deeper=1)
    return ClausePage(
        id=clause.id,
        href=reverse("guidance:clause", args=[clause.id]),
        clause=clause,
        group=_(CLAUSE_GROUPS[clause.group]),
        route=pack.name("route", clause.route).label,
        depends_on=depends_on(pack, clause.when),
        wording=wording,
        topics=refs(pack, Topic, clause.topics),
        questions=naming(pack, clause.kind, clause.id, by=Question),
        duties=naming(pack, clause.kind, clause.id, by=Duty),
        sources=cited(pack, (*wording.cited, *clause.sources)),
        origin=from_pack(pack, clause),
    )


@lru_cache(maxsize=64)
def criteria_page(language: str, chosen: CriterionChoice) -> ListPage:
    """The criteria that were asked for."""
    pack = pack_in(language)
    found = [
        one
        for one in pack.all(Criterion)
        if (not chosen.group or chosen.group == one.group) and (not chosen.role or chosen.role in one.scored_by)
    ]
    return ListPage(
        title=_("Evaluation criteria"),
        description=_("What to judge submissions by, each with a guide to scoring and the evidence to look at."),
        selects=(_groups(CRITERION_GROUPS, chosen.group), choices.roles(pack, chosen.role, TEAM_ROLES)),
        groups=_grouped(CRITERION_GROUPS, (_row(pack, one, one.what) for one in found)),
        count=len(found),
        narrowed=chosen != CriterionChoice(),
    )


@lru_cache(maxsize=256)
def criterion_page(language: str, criterion_id: str) -> CriterionPage:
    """One criterion.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    criterion = pack.get(Criterion, criterion_id)
    return CriterionPage(
        id=criterion.id,
        href=reverse("guidance:criterion", args=[criterion.id]),
        criterion=criterion,
        group=_(CRITERION_GROUPS[criterion.group]),
        scored_by=tuple(pack.name("role", role).label for role in criterion.scored_by),
        depends_on=depends_on(pack, criterion.when),
        topics=refs(pack, Topic, criterion.topics),
        questions=naming(pack, criterion.kind, criterion.id, by=Question),
        sources=cited(pack, criterion.sources),
        origin=from_pack(pack, criterion),
    )


@lru_cache(maxsize=64)
def disclosures_page(language: str, chosen: DisclosureChoice) -> ListPage:
    """The disclosures that were asked for."""
    pack = pack_in(language)
    found = [
        one
        for one in pack.all(Disclosure)
        if (not chosen.group or chosen.group == one.group)
        and (not chosen.answer or chosen.answer == one.answer)
        and choices.on_route(one.route, chosen.route)
    ]
    answers = choices.select(
        "answer",
        _("Kind of answer"),
        _("All kinds of answer"),
        ((value, _(label)) for value, label in ANSWERS.items()),
        chosen.answer,
    )
    return ListPage(
        title=_("Vendor disclosures"),
        description=_("What to ask a vendor to tell you in writing, why, and how sure the answer makes you."),
        selects=(_groups(DISCLOSURE_GROUPS, chosen.group), answers, choices.routes(pack, chosen.route)),
        groups=_grouped(DISCLOSURE_GROUPS, (_row(pack, one, one.why) for one in found)),
        count=len(found),
        narrowed=chosen != DisclosureChoice(),
    )


@lru_cache(maxsize=256)
def disclosure_page(language: str, disclosure_id: str) -> DisclosurePage:
    """One disclosure.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    disclosure = pack.get(Disclosure, disclosure_id)
    return DisclosurePage(
        id=disclosure.id,
        href=reverse("guidance:disclosure", args=[disclosure.id]),
        disclosure=disclosure,
        group=_(DISCLOSURE_GROUPS[disclosure.group]),
        answer=_(ANSWERS[disclosure.answer]),
        route=pack.name("route", disclosure.route).label,
        depends_on=depends_on(pack, disclosure.when),
        questions=naming(pack, disclosure.kind, disclosure.id, by=Question),
        topics=naming(pack, disclosure.kind, disclosure.id, by=Topic),
        sources=cited(pack, disclosure.sources),
        origin=from_pack(pack, disclosure),
    )


@lru_cache(maxsize=128)
def sources_page(language: str, chosen: SourceChoice) -> SourcesPage:
    """The sources that were asked for, by issuer."""
    pack = pack_in(language)
    wanted = chosen.words.casefold().split()
    found = sorted(
        (
            one
            for one in pack.all(Source)
            if (not chosen.status or chosen.status == one.status)
            and (not chosen.pack or chosen.pack == one.origin)
            and all(word in f"{one.title} {one.issuer} {one.id}".casefold() for word in wanted)
        ),
        key=lambda one: (one.issuer.casefold(), one.title.casefold()),
    )
    shown, pages = choices.paged(chosen, found, SOURCES_A_PAGE)
    statuses = ((status.value, pack.name("status", status).label) for status in Status)
    packs = ((card.id, card.title) for card in pack.cards.values())
    return SourcesPage(
        title=_("Sources"),
        description=_("Every law, policy, study and case that the guidance rests on, with the day it was checked."),
        chosen=chosen,
        selects=(
            choices.select("status", _("Status"), _("All statuses"), statuses, chosen.status),
            choices.select("pack", _("Part of the guidance"), _("All parts"), packs, chosen.pack),
        ),
        rows=tuple(
            SourceRow(row, source.published or "", sum(len(use.items) for use in _uses(pack, source)))
            for source, row in zip(shown, cited(pack, (one.id for one in shown)), strict=True)
        ),
        count=len(found),
        pages=pages,
    )


@lru_cache(maxsize=512)
def source_page(language: str, source_id: str) -> SourcePage:
    """One source, and where it is cited.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    source = pack.get(Source, source_id)
    return SourcePage(
        id=source.id,
        title=source.title,
        description=_("A source of the guidance, by %(issuer)s.") % {"issuer": source.issuer},
        source=source,
        cited=cited(pack, [source.id])[0],
        uses=_uses(pack, source),
        origin=from_pack(pack, source),
    )


def _uses(pack: Pack, source: Source) -> tuple[Uses, ...]:
    found = ((label, naming(pack, source.kind, source.id, by=kind)) for kind, label in PLURAL.items())
    return tuple(Uses(_(label), items) for label, items in found if items)


def _row(pack: Pack, item: Clause | Criterion | Disclosure, what: str) -> Row:
    href = reverse(f"guidance:{item.kind}", args=[item.id])
    return Row(item.group, title_of(item), what, href, from_pack(pack, item))


def _grouped(labels: Mapping[str, str], rows: Iterable[Row]) -> tuple[Group, ...]:
    found = list(rows)
    groups = (
        Group(group, _(label), tuple(row for row in found if row.group == group)) for group, label in labels.items()
    )
    return tuple(group for group in groups if group.rows)


def _groups(labels: Mapping[str, str], chosen: str) -> Select:
    named = ((value, _(label)) for value, label in labels.items())
    return choices.select("group", _("Subject"), _("All subjects"), named, chosen)
