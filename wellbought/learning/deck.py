"""A talk of a given length for a given audience: which slides, in which order, for how long."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from wellbought.errors import WellboughtError
from wellbought.learning.worked import profile_of, reasons_for, settled
from wellbought.pack.kinds import Chapter, Course, Duty, Name, Slide, Topic, WorkedPurchase
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.triage.check import check
from wellbought.vocabulary import PURCHASE_STAGES, Approach, Role, Tier

#: The lengths that people choose from; any number of minutes from 10 to 240 will do.
LENGTHS: Final = (20, 45, 90)
SHORTEST, LONGEST = 10, 240

#: The share of a talk that is kept for questions from the room.
FOR_QUESTIONS: Final = 0.12
#: From these minutes on, slides of weight 2 and 3 may come in.
WEIGHT_FROM: Final = {1: 0, 2: 30, 3: 60}
#: From these minutes on, the room decides on so many worked purchases.
ROOM_DECIDES: Final = ((80, 2), (40, 1))
MINUTES_TO_DECIDE: Final = 6.0
MINUTES_ON_RULES: Final = 1.5
RULES_A_SLIDE: Final = 4

#: What is in each tier's route, in the order of the tiers, for the figure of the tiers.
_ROUTES: Final = ("fast", "standard", "full", "paused")


class LengthImpossible(WellboughtError):
    """A talk cannot be that short or long."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"A talk of {minutes} minutes cannot be made. Choose from {SHORTEST} to {LONGEST} minutes.")


class TopicUnknown(WellboughtError):
    """No topic has that id."""

    def __init__(self, topic: str) -> None:
        super().__init__(f"There is no topic “{topic}”. `wellbought search` finds topics by their words.")


class PlaceUnknown(WellboughtError):
    """The packs hold no such place."""

    def __init__(self, place: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no place “{place}”. There are: {', '.join(known)}.")


@dataclass(frozen=True, slots=True)
class Figure:
    """A row of boxes with a word or two in each, from left to right or from first to last.

    :ivar alt: the same said in words
    :ivar boxes: for each box its label and a line under it, which may be empty
    """

    kind: str
    alt: str
    boxes: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class DeckSlide:
    """A slide as every format shows it.

    :ivar id: the slide's id, or where it was made from
    :ivar kicker: the part that it belongs to, in a few words
    :ivar notes: what to say; paragraphs are parted by blank lines
    :ivar sources: ids with places
    """

    id: str
    kicker: str
    title: str
    points: tuple[str, ...]
    notes: str
    minutes: float
    figure: Figure | None = None
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of a talk.

    :ivar role: the audience; ``None`` for a mixed one
    :ivar topics: only slides on these topics; empty for all
    :ivar place: a place whose rules are added
    """

    minutes: int = 45
    role: Role | None = None
    topics: tuple[str, ...] = ()
    place: str = ""

    def __post_init__(self) -> None:
        if not SHORTEST <= self.minutes <= LONGEST:
            raise LengthImpossible(self.minutes)


@dataclass(frozen=True, slots=True)
class Deck:
    """A talk.

    :ivar language: the language of the pack it was made from
    """

    wish: Wish
    slides: tuple[DeckSlide, ...]
    language: str
    version: str

    @property
    def minutes(self) -> float:
        """How long its slides take, without questions from the room."""
        return sum(slide.minutes for slide in self.slides)


def choose_deck(pack: Pack, wish: Wish, *, on: date) -> Deck:
    """Choose the slides of a talk.

    What every talk has comes first, then what suits the audience, until the time is used; some of it is kept for
    questions. The order is that of the guide. A place adds its rules; in longer talks the room decides on purchases.

    :param on: the day for which rules of a place, and the check, are judged
    :raises TopicUnknown: if the wish names a topic that there is not
    :raises PlaceUnknown: if it names a place that there is not
    """
    for topic in wish.topics:
        if topic not in pack.items[Topic.kind]:
            raise TopicUnknown(topic)
    budget = wish.minutes * (1 - FOR_QUESTIONS)
    added = [*rules_of(pack, wish.place, on=on)] if wish.place else []
    decided = purchases_to_decide(pack, wish)
    budget -= sum(slide.minutes for slide in added) + MINUTES_TO_DECIDE * len(decided)
    chosen = _within(budget, _candidates(pack, wish))
    slides = [as_deck_slide(slide, pack) for slide in chosen]
    for number, purchase in enumerate(decided, start=1):
        place = round(number * len(slides) / (len(decided) + 1))
        slides[place:place] = to_decide(purchase, pack, on=on)
    last = slides[-1:] if chosen and chosen[-1].weight == 1 else []
    ordered = [*slides[: len(slides) - len(last)], *added, *last]
    return Deck(wish, tuple(ordered), pack.language, pack.version)


def _candidates(pack: Pack, wish: Wish) -> list[Slide]:
    """The slides that may come in, those that matter most first."""
    fitting = [
        slide
        for slide in pack.all(Slide)
        if pack.cards.get(slide.origin) is not None
        and (slide.origin not in pack.jurisdictions or slide.origin == wish.place)
        and (not slide.roles or wish.role is None or wish.role in slide.roles)
        and (not wish.topics or set(slide.topics) & set(wish.topics))
        and (wish.topics or wish.minutes >= WEIGHT_FROM[slide.weight])
    ]
    ordered = sorted(fitting, key=lambda slide: (_weight(slide, wish), wish.role not in slide.roles, slide.order))
    if wish.topics or not ordered:
        return ordered
    # However short, a talk ends with what to do next.
    close = max((slide for slide in ordered if slide.weight == 1), key=lambda slide: slide.order)
    return [close, *(slide for slide in ordered if slide is not close)]


def _weight(slide: Slide, wish: Wish) -> int:
    """What is for the audience alone matters more to it than to others."""
    return max(1, slide.weight - 1) if wish.role in slide.roles else slide.weight


def _within(budget: float, slides: Sequence[Slide]) -> list[Slide]:
    """The first slides that fit into so many minutes, at least one, in the order of the guide."""
    taken: list[Slide] = []
    used = 0.0
    for slide in slides:
        if taken and used + slide.minutes > budget:
            continue
        taken.append(slide)
        used += slide.minutes
    return sorted(taken, key=lambda slide: slide.order)


def purchases_to_decide(pack: Pack, wish: Wish) -> tuple[WorkedPurchase, ...]:
    """The worked purchases that the room decides on, those of the audience's own course first."""
    count = next((many for least, many in ROOM_DECIDES if wish.minutes >= least), 0)
    if wish.topics:
        fitting = [one for one in pack.all(WorkedPurchase) if set(one.topics) & set(wish.topics)]
        return tuple(fitting[:count])
    of_course = [one for course in pack.all(Course) if wish.role in (None, course.role) for one in course.purchases]
    ids = list(dict.fromkeys([*of_course, *(one.id for one in pack.all(WorkedPurchase))]))
    return tuple(pack.get(WorkedPurchase, one) for one in ids[:count])


def as_deck_slide(slide: Slide, pack: Pack) -> DeckSlide:
    """A slide of the pack as formats show it."""
    return DeckSlide(
        id=slide.id,
        kicker=pack.get(Chapter, slide.chapter).title,
        title=slide.title,
        points=slide.points,
        notes=slide.notes,
        minutes=slide.minutes,
        figure=figure_of(slide.figure, pack) if slide.figure else None,
        sources=slide.sources,
        topics=slide.topics,
    )


def to_decide(purchase: WorkedPurchase, pack: Pack, *, on: date) -> tuple[DeckSlide, ...]:
    """Slides on which the room decides: the story, the options, then what the check says and why."""
    outcome = check(profile_of(purchase, pack), pack, on=on)
    first = next(decision for decision in purchase.decisions if decision.settles)
    best = next((option for option in first.options if option.value == settled(first, outcome)), None)
    because = tuple(rule.because for rule in reasons_for(first, outcome)[:3])
    options = tuple(option.text for option in first.options)
    told = DeckSlide(
        id=f"{purchase.id}-told",
        kicker=purchase.title,
        title=purchase.title,
        points=purchase.story,
        notes="\n\n".join(purchase.story),
        minutes=MINUTES_TO_DECIDE / 3,
        topics=purchase.topics,
    )
    asked = DeckSlide(
        id=f"{purchase.id}-asked",
        kicker=purchase.title,
        title=first.ask,
        points=options[:5],
        notes="\n\n".join(purchase.story),
        minutes=MINUTES_TO_DECIDE / 3,
        topics=purchase.topics,
    )
    answered = DeckSlide(
        id=f"{purchase.id}-answered",
        kicker=purchase.title,
        title=f"{first.ask} {best.text}" if best else first.ask,
        points=because or (purchase.takeaway,),
        notes="\n\n".join(filter(None, (best.because if best else "", purchase.takeaway))),
        minutes=MINUTES_TO_DECIDE / 3,
        sources=purchase.sources,
        topics=purchase.topics,
    )
    return told, asked, answered


def rules_of(pack: Pack, place: str, *, on: date) -> tuple[DeckSlide, ...]:
    """Slides on what law and policy add in a place: its duties, those in force first; eight at most.

    :raises PlaceUnknown: if there is no such place
    """
    if place not in pack.jurisdictions:
        raise PlaceUnknown(place, pack.jurisdictions)
    title = pack.cards[place].title
    duties = [duty for duty in pack.all(Duty) if duty.origin == place and (duty.ends_on is None or duty.ends_on > on)]
    duties.sort(key=lambda duty: (duty.applies_on or date.min) > on)
    shown = duties[: 2 * RULES_A_SLIDE]
    parts = [shown[start : start + RULES_A_SLIDE] for start in range(0, len(shown), RULES_A_SLIDE)]
    return tuple(
        DeckSlide(
            id=f"rules-{place}-{number}",
            kicker=title,
            title=title if len(parts) == 1 else f"{title} ({number}/{len(parts)})",
            points=tuple(_duty_line(duty) for duty in part),
            notes="\n\n".join(f"{duty.title}: {duty.what} {duty.do}" for duty in part),
            minutes=MINUTES_ON_RULES,
            sources=tuple(dict.fromkeys(ref for duty in part for ref in duty.sources)),
        )
        for number, part in enumerate(parts, start=1)
        if part
    )


def _duty_line(duty: Duty) -> str:
    day = f", {duty.applies_on.isoformat()}" if duty.applies_on else ""
    return f"{duty.title} ({duty.place}{day})"


def figure_of(kind: str, pack: Pack) -> Figure:
    """A figure made from the names of the vocabulary."""
    match kind:
        case "tiers":
            routes = [_label(pack, "route", route) for route in _ROUTES]
            boxes = tuple((_label(pack, "tier", tier), route) for tier, route in zip(Tier, routes, strict=True))
        case "stages":
            boxes = tuple((_label(pack, "stage", stage), "") for stage in PURCHASE_STAGES)
        case _:
            lightest = (
                Approach.EXISTING_PRODUCT,
                Approach.OFF_THE_SHELF,
                Approach.CONFIGURED,
                Approach.CUSTOM,
                Approach.SERVICES,
            )
            boxes = tuple((_label(pack, "approach", approach), "") for approach in lightest)
    alt = "; ".join(f"{label}: {line}" if line else label for label, line in boxes)
    return Figure(kind, alt, boxes)


def _label(pack: Pack, group: str, value: str) -> str:
    try:
        return pack.get(Name, f"{group}-{value}").label
    except ItemUnknown:
        return value


def topics_on_slides(pack: Pack) -> Collection[str]:
    """The topics that some slide is about, from which people may choose."""
    named = {topic for slide in pack.all(Slide) for topic in slide.topics}
    ordered = sorted(pack.all(Topic), key=lambda topic: topic.order)
    return tuple(topic.id for topic in ordered if topic.id in named)
