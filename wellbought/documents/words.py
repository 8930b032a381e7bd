"""The words that documents share: names of stages, roles and tiers, days and money, and references to sources.

The English words stand here and in the templates. Translations stand in the packs' catalogues, in entries whose
context begins with ``document/`` (see :mod:`wellbought.documents.catalogue`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from wellbought.documents.blocks import Furniture, Tone
from wellbought.pack.kinds import FactQuestion, Source
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.pack.translate import SOURCE_LANGUAGE, FallbackText, read_catalogue
from wellbought.profile import SHAPES, Fact, FactKind, Profile, Value
from wellbought.purchase import AnswerState
from wellbought.vocabulary import Approach, Priority, Role, Route, Stage, Status, Tier

#: How the names of each vocabulary begin in the pack, as in ``stage-need``.
VOCABULARIES: Final[Mapping[type[StrEnum], str]] = {
    Stage: "stage",
    Role: "role",
    Approach: "approach",
    Tier: "tier",
    Route: "route",
    Priority: "priority",
    Status: "status",
}

STATES: Final[Mapping[AnswerState, str]] = {
    AnswerState.TO_DO: "To do",
    AnswerState.DRAFTED: "Drafted",
    AnswerState.AGREED: "Agreed",
    AnswerState.NOT_APPLICABLE: "Does not apply",
}

#: What the groups of clauses, criteria and disclosures are called.
GROUPS: Final[Mapping[str, str]] = {
    "commercial": "Money and terms",
    "data": "Data",
    "technical": "How it works",
    "responsibility": "Responsibility",
    "exit": "Leaving",
    "fit": "Fit with the need",
    "performance": "Performance",
    "security": "Security",
    "delivery": "Delivery and support",
    "cost": "Cost",
    "vendor": "The vendor",
    "product": "The product",
    "model": "The model",
    "people": "People and oversight",
    "operation": "Running it",
    "company": "The company",
    "promise": "A promise, for the contract",
    "description": "A description, to be checked",
    "evidence": "Evidence, to be shown",
}

FURNITURE: Final[Mapping[str, str]] = {
    "contents": "Contents",
    "page": "Page %(page)s of %(pages)s",
    "ticked": "ticked",
    "unticked": "not ticked",
    "not_drawn": "Some characters (%(count)s) could not be drawn in this file. The Word and web versions hold them.",
}

YES_NO: Final = ("Yes", "No", "Not known")

TONE_NAMES: Final[Mapping[Tone, str]] = {
    Tone.NOTE: "Note",
    Tone.DECISION: "Decision",
    Tone.OPEN: "Still open",
    Tone.WARNING: "Warning",
}


@dataclass(frozen=True, slots=True)
class Citation:
    """A source that the document refers to, with its number in it."""

    number: int
    source: Source


@dataclass(slots=True)
class Words:
    """Says things in the language of one document, and remembers which sources it named.

    :ivar pack: in the document's language
    :ivar kind: the document's kind, whose own translations come first
    """

    pack: Pack
    kind: str
    _cited: dict[str, Citation] = field(default_factory=dict)
    _said: dict[str, str] = field(init=False)
    _locale: Locale = field(init=False)

    def __post_init__(self) -> None:
        self._locale = Locale(self.language)
        self._said = _translations(self.pack, self.kind)

    @property
    def language(self) -> str:
        """The language of the document."""
        return self.pack.language

    @property
    def right_to_left(self) -> bool:
        """Whether it is written from right to left."""
        return bool(self._locale.text_direction == "rtl")

    def say(self, text: str, **values: object) -> str:
        """A sentence of a template in the document's language.

        :param values: what the places such as ``%(count)s`` in the sentence stand for
        """
        found = self._said.get(text)
        if found is not None or self.language == SOURCE_LANGUAGE:
            return (found or text) % values if values else (found or text)
        return FallbackText(text % values if values else text)

    # ---- Names

    def label(self, named: StrEnum) -> str:
        """What people call a stage, role, tier, route, approach, priority, status or state of an answer."""
        if isinstance(named, AnswerState):
            return self.say(STATES[named])
        return self.pack.name(VOCABULARIES[type(named)], named).label

    def meaning(self, named: StrEnum) -> str:
        """What it stands for, in a sentence or two."""
        return self.pack.name(VOCABULARIES[type(named)], named).meaning

    def tier(self, tier: Tier | None) -> str:
        """What people call a tier; ``None`` is not known yet."""
        return self.pack.name("tier", tier).label

    def tier_meaning(self, tier: Tier | None) -> str:
        """What a tier stands for."""
        return self.pack.name("tier", tier).meaning

    def route(self, route: Route | None) -> str:
        """What people call a route; ``None`` is not known yet."""
        return self.pack.name("route", route).label

    def route_meaning(self, route: Route | None) -> str:
        """What a route means for the work."""
        return self.pack.name("route", route).meaning

    def approaches(self, approaches: Iterable[Approach]) -> str:
        """What people call some approaches; none is not known yet."""
        them = [self.label(approach) for approach in approaches]
        return self.listed(them) if them else self.pack.name("approach", None).label

    def labels(self, named: Iterable[StrEnum]) -> str:
        """Several names as one list, such as ``Procurement, Legal``."""
        return self.listed(self.label(one) for one in named)

    def group(self, name: str) -> str:
        """What a group of clauses, criteria or disclosures is called."""
        return self.say(GROUPS[name])

    # ---- Facts

    def fact(self, key: str) -> str:
        """What people call a fact of the profile."""
        question = self._fact_question(key)
        return question.short if question is not None else key.replace("_", " ").capitalize()

    def who_knows(self, key: str) -> Role | None:
        """Who can most likely tell a fact."""
        question = self._fact_question(key)
        return question.who_knows if question is not None else None

    def fact_value(self, key: str, fact: Fact) -> str:
        """What the buyer said of a fact."""
        yes, no, unknown = YES_NO
        if fact is None:
            return self.say(unknown)
        if isinstance(fact, bool):
            return self._option(key, str(fact).lower()) or self.say(yes if fact else no)
        if isinstance(fact, Value):
            return self.money(fact)
        if isinstance(fact, tuple):
            return self.listed(self._choice(key, value) for value in fact) if fact else self.say("None")
        return self._choice(key, fact)

    def facts(self, profile: Profile, *, known: bool = True) -> tuple[tuple[str, str], ...]:
        """The names and values of the facts that are known, or of those that are not."""
        return tuple(
            (self.fact(key), self.fact_value(key, profile.fact(key)))
            for key in SHAPES
            if (profile.fact(key) is not None) is known
        )

    def _choice(self, key: str, value: str) -> str:
        if key == "jurisdiction" and value in self.pack.cards:
            return self.pack.cards[value].title
        if key == "considered":
            return self.label(Approach(value))
        return self._option(key, value) or value.replace("-", " ").capitalize()

    def _option(self, key: str, value: str) -> str | None:
        question = self._fact_question(key)
        options = question.options if question is not None and SHAPES[key].kind is not FactKind.VALUE else ()
        return next((option.label for option in options if option.value == value), None)

    def _fact_question(self, key: str) -> FactQuestion | None:
        return next((question for question in self.pack.all(FactQuestion) if question.key == key), None)

    # ---- Days, money, lists

    def day(self, day: date) -> str:
        """A day, such as ``23 November 2026``."""
        shown = day.date() if isinstance(day, datetime) else day
        return str(format_date(shown, format="d MMMM y" if self.language == "en" else "long", locale=self._locale))

    def money(self, value: Value) -> str:
        """An amount with its currency. A whole amount has no decimals."""
        pattern = self._locale.currency_formats["standard"].pattern
        if value.amount == value.amount.to_integral_value():
            pattern = pattern.replace(".00", "")
        return str(format_currency(value.amount, value.currency, pattern, locale=self._locale, currency_digits=False))

    def number(self, number: int | Decimal, *, places: int = 0) -> str:
        """A number, as a rule a whole one.

        :param places: how many decimals it is rounded to
        """
        return str(format_decimal(round(Decimal(number), places), locale=self._locale))

    def listed(self, parts: Iterable[str]) -> str:
        """Words as one list: ``a, b and c``."""
        them = list(parts)
        return str(format_list(them, locale=self._locale)) if them else ""

    # ---- Sources

    def cite(self, refs: Iterable[str], *, places: bool = True) -> str:
        """References such as ``[2, Article 26; 5]`` into the document's list of sources; nothing if there are none.

        :param places: whether to say where in the source; each source then stands once for each place
        """
        marks = []
        for ref in refs:
            source_id, _, place = ref.partition("@")
            citation = self._citation(source_id)
            mark = str(citation.number) if citation is not None else source_id
            marks.append(f"{mark}, {place}" if place and places else mark)
        return f"[{'; '.join(dict.fromkeys(marks))}]" if marks else ""

    def cited(self) -> tuple[Citation, ...]:
        """The sources named so far, by number."""
        return tuple(self._cited.values())

    def _citation(self, source_id: str) -> Citation | None:
        if source_id not in self._cited:
            try:
                source = self.pack.get(Source, source_id)
            except ItemUnknown:
                return None
            self._cited[source_id] = Citation(len(self._cited) + 1, source)
        return self._cited[source_id]

    # ---- What formats add

    def furniture(self) -> Furniture:
        """The words that formats add."""
        said = {name: self.say(text) for name, text in FURNITURE.items()}
        return Furniture(**said, tones={tone: self.say(name) for tone, name in TONE_NAMES.items()})


def all_texts() -> tuple[str, ...]:
    """Every English text of this module, for translators."""
    found = [text for texts in (STATES, GROUPS, FURNITURE, TONE_NAMES) for text in texts.values()]
    return (*found, *YES_NO, "None")


def _translations(pack: Pack, kind: str) -> dict[str, str]:
    """What the packs' catalogues say for documents; later packs, and entries of the same kind, come first."""
    shared: dict[str, str] = {}
    own: dict[str, str] = {}
    for folder in pack.folders.values():
        for (context, text), said in read_catalogue(folder, pack.language).items():
            if context.startswith(f"document/{kind}:"):
                own[text] = said
            elif context.startswith("document/"):
                shared[text] = said
    return {**shared, **own}
