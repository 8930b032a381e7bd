"""Proves a pack as a whole: every name leads somewhere, nothing is left lying about, every fact can be asked for."""

import re
import typing
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from wellbought.conditions import Condition, condition
from wellbought.pack.coverage import guide_ids
from wellbought.pack.files import PackFault, read_text
from wellbought.pack.kinds import (
    KINDS,
    Approval,
    AskedAs,
    Clause,
    Covered,
    Criterion,
    Disclosure,
    Duty,
    FactQuestion,
    Item,
    KitChoice,
    Lesson,
    Name,
    Names,
    Policy,
    Question,
    Rule,
    Source,
    Term,
    Topic,
)
from wellbought.pack.learning import check_learning
from wellbought.pack.read import Pack, PackInvalid, read_pack
from wellbought.pack.readiness import check_readiness
from wellbought.profile import SHAPES, FactKind
from wellbought.vocabulary import (
    PURCHASE_STAGES,
    TEAM_ROLES,
    Approach,
    ClaimKind,
    Priority,
    Role,
    Route,
    Stage,
    Status,
    Tier,
)

#: The parts of the vocabulary that people meet by name; “unknown” is a name too where a value may be missing.
NAMED: dict[str, tuple[str, ...]] = {
    "stage": tuple(Stage),
    "role": tuple(Role),
    "approach": (*Approach, "unknown"),
    "tier": (*Tier, "unknown"),
    "route": (*Route, "unknown"),
    "priority": tuple(Priority),
    "status": tuple(Status),
    "claim": tuple(ClaimKind),
}

#: The kinds that prose may link to, as in ``[words](question:id)``.
LINKED_KINDS = ("topic", "question", "term", "clause", "source", "criterion", "disclosure", "duty")

#: A link that names what it leads to, be it of ours, as ``topic:id``, or of the web, as ``https://…``.
LINK = re.compile(r"\]\(([A-Za-z][A-Za-z-]*):([^)\s@]+)(?:@(?:[^()\n]|\([^()\n]*\))*)?\)")
WEB_SCHEMES = ("https", "http", "mailto")


def check_pack(folders: Iterable[Path]) -> Pack:
    """Read packs and prove them.

    :raises PackInvalid: with every fault at once, each with file, line and field
    """
    pack, faults = read_pack(folders)
    if faults:
        # What is wrong in one file hides much of the rest; what an item names can be proven all the same.
        faults += _named_by_what_is_right(pack, _unread(faults))
    else:
        faults += [fault for proof in PROOFS for fault in proof(pack)]
    if faults:
        raise PackInvalid(_in_place(faults))
    return pack


def _in_place(faults: list[PackFault]) -> list[PackFault]:
    return sorted(faults, key=lambda fault: (str(fault.path), fault.line))


def _fault(pack: Pack, item: Item, message: str, *steps: int | str) -> PackFault:
    return pack.entries[item.kind, item.id].fault(message, *steps)


def _items(pack: Pack) -> Iterator[Item]:
    for kind in KINDS:
        yield from pack.all(kind)


def _ids(pack: Pack) -> Iterator[PackFault]:
    """An old id leads to one item only."""
    for kind in KINDS:
        renamed: dict[str, str] = {}
        for item in pack.all(kind):
            for place, old in enumerate(item.formerly):
                if old in pack.items[kind.kind]:
                    yield _fault(pack, item, f"“{old}” is the id of a {kind.kind} that there is.", "formerly", place)
                elif old in renamed:
                    message = f"“{old}” leads to “{renamed[old]}” already."
                    yield _fault(pack, item, message, "formerly", place)
                renamed.setdefault(old, item.id)


def named(item: BaseModel, steps: tuple[int | str, ...] = ()) -> Iterator[tuple[str, str, tuple[int | str, ...]]]:
    """Every name of another item in an item: its kind, its id, and where it stands."""
    for field, kind in _naming_fields(type(item)):
        value = getattr(item, field)
        if value is None:
            continue
        if kind is None:
            if isinstance(value, BaseModel):
                yield from named(value, (*steps, field))
            elif isinstance(value, tuple):
                for place, part in enumerate(value):
                    yield from named(part, (*steps, field, place))
        elif isinstance(value, str):
            yield kind, value, (*steps, field)
        elif value is not None:
            for place, reference in enumerate(value):
                yield kind, reference.partition("@")[0], (*steps, field, place)


@cache
def _naming_fields(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """The fields that name items, each with their kind; ``None`` for those that may hold fields that do."""
    found: list[tuple[str, str | None]] = []
    for name, field in model.model_fields.items():
        kinds = [mark.kind for mark in _marks(field) if isinstance(mark, Names)]
        if kinds:
            found.append((name, kinds[0]))
        elif any(isinstance(part, type) and issubclass(part, BaseModel) for part in _parts(field.annotation)):
            found.append((name, None))
    return tuple(found)


def _parts(annotation: Any) -> tuple[Any, ...]:
    return (annotation, *typing.get_args(annotation))


def _marks(field: Any) -> tuple[Any, ...]:
    found = list(field.metadata)
    for part in typing.get_args(field.annotation):
        found += getattr(part, "__metadata__", ())
    return tuple(found)


def _unread(faults: Iterable[PackFault]) -> frozenset[str]:
    """The kinds of which some file could not be read at all: what stands in it is not known."""
    files = [fault.path.as_posix() for fault in faults if fault.path is not None and not fault.field]
    return frozenset(kind.kind for kind in KINDS if any(f"/{kind.folder}/" in file for file in files))


def _named_by_what_is_right(pack: Pack, unread: Collection[str]) -> Iterator[PackFault]:
    """What the items that are right name and nobody has written, not even with a fault in it."""
    for item in _items(pack):
        for kind, item_id, steps in named(item):
            if kind not in unread and (kind, item_id) not in pack.entries:
                yield _fault(pack, item, f"There is no {kind} “{item_id}”.", *steps)


def _names(pack: Pack) -> Iterator[PackFault]:
    for item in _items(pack):
        for kind, item_id, steps in named(item):
            if item_id not in pack.items[kind]:
                yield _fault(pack, item, f"There is no {kind} “{item_id}”.", *steps)


def links(text: str) -> Iterator[tuple[str, str]]:
    """The kind and id of each link to another piece of guidance in a Markdown text."""
    for match in LINK.finditer(text):
        if match[1] in LINKED_KINDS:
            yield match[1], match[2]


def _links(pack: Pack) -> Iterator[PackFault]:
    prose: list[Topic | Clause | Lesson] = [*pack.all(Topic), *pack.all(Clause), *pack.all(Lesson)]
    for item in prose:
        for match in LINK.finditer(item.body):
            kind, item_id = match[1], match[2]
            if kind in WEB_SCHEMES or (kind in LINKED_KINDS and item_id in pack.items[kind]):
                continue
            message = f"The link “{kind}:{item_id}” leads nowhere."
            if kind not in LINKED_KINDS:
                message += f" A link names one of: {', '.join(LINKED_KINDS)}."
            path = pack.entries[item.kind, item.id].giving("body").path
            line = _first_line_of_body(path, item.body) + item.body.count("\n", 0, match.start(1))
            yield PackFault(message, path=path, line=line, field="body")


def _first_line_of_body(path: Path, body: str) -> int:
    if not path.is_file():  # an item that lies in a database
        return 1
    text = read_text(path)
    return text.count("\n", 0, text.rindex(body)) + 1


def _interview(pack: Pack) -> Iterator[PackFault]:
    asked: list[str] = []
    for fact in pack.all(FactQuestion):
        shape = SHAPES.get(fact.key)
        if shape is None:
            yield _fault(pack, fact, f"“{fact.key}” is not a fact of a profile.", "key")
            continue
        for key in condition(fact.ask_when).facts:
            if key not in asked:
                yield _fault(pack, fact, f"“{key}” has not been asked yet when this is decided.", "ask_when")
        if fact.key in asked:
            yield _fault(pack, fact, f"“{fact.key}” is asked twice.", "key")
        asked.append(fact.key)
        allowed = {option.value for option in fact.options}
        if shape.kind in (FactKind.CHOICE, FactKind.CHOICES) and shape.values and allowed != set(shape.values):
            differing = ", ".join(sorted(allowed ^ set(shape.values)))
            yield _fault(pack, fact, f"Its options are not the values of the fact: {differing}.", "options")
        for safer in fact.safer:
            if safer not in shape.values and not isinstance(safer, bool):
                yield _fault(pack, fact, f"“{safer}” is not a value of the fact.", "safer")
    missing = [key for key in SHAPES if key not in asked]
    if missing:
        path = pack.folders["core"] / FactQuestion.folder
        yield PackFault(f"The interview does not ask for: {', '.join(missing)}.", path=path)


def _rules(pack: Pack) -> Iterator[PackFault]:
    for rule in pack.all(Rule):
        effect = rule.effect
        if not effect.model_dump(exclude_defaults=True):
            yield _fault(pack, rule, "A rule has at least one effect.", "effect")
        for approach in effect.towards.keys() & effect.against.keys():
            yield _fault(pack, rule, f"It speaks both for and against “{approach}”.", "effect")
    local: list[Rule | Duty] = [*pack.all(Rule), *pack.all(Duty)]
    for item in local:
        starts_on = item.starts_on if isinstance(item, Rule) else item.applies_on
        if starts_on and item.ends_on and item.ends_on < starts_on:
            yield _fault(pack, item, f"It ends before it begins ({starts_on}).", "ends_on")
        if pack.place_of(item) and "jurisdiction" in condition(item.when).facts:
            yield _fault(pack, item, "The rules of a place hold there by themselves; leave jurisdiction out.", "when")
        if pack.place_of(item) and not item.id.startswith(f"{item.origin}-"):
            yield _fault(pack, item, f"Its id begins with the place: “{item.origin}-…”.", "id")


def _places(pack: Pack) -> Iterator[PackFault]:
    """Conditions name places that there are; any other would hold never, without a word."""
    conditions: list[tuple[Item, str, str]] = [(fact, fact.ask_when, "ask_when") for fact in pack.all(FactQuestion)]
    conditions += [
        (item, item.when, "when")
        for item in _items(pack)
        if isinstance(item, Rule | Duty | Question | Clause | Criterion | Disclosure | Policy | Approval)
    ]
    for item, text, field in conditions:
        for place in sorted(_places_in(condition(text)) - set(pack.jurisdictions)):
            known = ", ".join(pack.jurisdictions) or "none"
            yield _fault(pack, item, f"“{place}” is not a place that there is. There are: {known}.", field)


def _places_in(read: Condition) -> set[str]:
    if "jurisdiction" not in read.facts:
        return set()
    named = {str(name) for places in read.values["jurisdiction"] if isinstance(places, tuple) for name in places}
    # The condition counts every word in it among them, those of its other facts and currencies too.
    others = {value for key in read.facts for value in SHAPES[key].values}
    return {name for name in named - others if not re.fullmatch(r"[A-Z]{3}", name)}


def _vocabulary(pack: Pack) -> Iterator[PackFault]:
    """Every id of the vocabulary has a name for people."""
    path = pack.folders["core"] / Name.folder
    for group, values in NAMED.items():
        for value in values:
            if f"{group}-{value}" not in pack.items[Name.kind]:
                yield PackFault(f"There is no name “{group}-{value}”.", path=path)


def _questions(pack: Pack) -> Iterator[PackFault]:
    texts = Counter(question.text.casefold() for question in pack.all(Question))
    settled: dict[str, str] = {}
    for question in pack.all(Question):
        if texts[question.text.casefold()] > 1:
            yield _fault(pack, question, "Another question has the same words; keep one.", "text")
        if question.lead not in TEAM_ROLES:
            yield _fault(pack, question, "A question is led by a role of the buyer's own team.", "lead")
        if question.lead in question.consulted:
            yield _fault(pack, question, "The role that leads is not also consulted.", "consulted")
        if question.sets is not None:
            if question.sets not in SHAPES:
                yield _fault(pack, question, f"“{question.sets}” is not a fact of a profile.", "sets")
            elif question.sets in settled:
                yield _fault(pack, question, f"“{settled[question.sets]}” settles this fact already.", "sets")
            settled[question.sets] = question.id
        if question.stage is Stage.READINESS and question.when != "true":
            yield _fault(
                pack, question, "Readiness belongs to the organisation: its questions have no condition.", "when"
            )
    empty = [stage for stage in PURCHASE_STAGES if not any(question.stage is stage for question in pack.all(Question))]
    if empty:
        path = pack.folders["core"] / Question.folder
        yield PackFault(f"No question stands at the stage: {', '.join(empty)}.", path=path)


def _coverage(pack: Pack) -> Iterator[PackFault]:
    """Nothing of the model guide is missing, and what is said to cover it exists."""
    path = pack.folders["core"] / Covered.folder
    missing = [subject for subject in guide_ids() if subject not in pack.items[Covered.kind]]
    if missing:
        yield PackFault(f"The guide's subjects are not all covered: {', '.join(missing)}.", path=path)
    for covered in pack.all(Covered):
        for place, name in enumerate(covered.by):
            kind, _, item_id = name.partition("/")
            if item_id not in pack.items.get(kind, ()):
                yield _fault(pack, covered, f"There is no {kind} “{item_id}”.", "by", place)


def _asked(pack: Pack) -> Iterator[PackFault]:
    """What people ask leads to a piece that the search finds."""
    for one in pack.all(AskedAs):
        kind, _, item_id = one.of.partition("/")
        if item_id not in pack.items.get(kind, ()):
            yield _fault(pack, one, f"There is no {kind} “{item_id}”.", "of")


def _policies(pack: Pack) -> Iterator[PackFault]:
    """A policy can be read somewhere, and who signs belongs to the organisation."""
    for policy in pack.all(Policy):
        if not (policy.text or policy.link or policy.file):
            yield _fault(pack, policy, "A policy has a text, a link or a file; give one of them.", "text")
        if Stage.READINESS in policy.stages:
            yield _fault(pack, policy, "Readiness is no stage of a purchase.", "stages")
    for approval in pack.all(Approval):
        if approval.role not in TEAM_ROLES:
            yield _fault(pack, approval, "Who signs holds a role of the buyer's own team.", "role")
        if Stage.READINESS in approval.stages:
            yield _fault(pack, approval, "Readiness is no stage of a purchase.", "stages")


def _kit(pack: Pack) -> Iterator[PackFault]:
    for choice in pack.all(KitChoice):
        values = [option.value for option in choice.options]
        for suggested in choice.suggested.values():
            for value in suggested:
                if values and value not in values:
                    yield _fault(pack, choice, f"“{value}” is not one of its options.", "suggested")


def _orphans(pack: Pack) -> Iterator[PackFault]:
    """Sources that nothing cites and terms that no text uses: each is a promise that the guidance does not keep."""
    used = {(kind, item_id) for item in _items(pack) for kind, item_id, _ in named(item)}
    bodies = [item.body for kind in (Topic, Clause, Lesson) for item in pack.all(kind)]  # type: ignore[attr-defined]
    used |= {link for body in bodies for link in links(body)}
    words = " ".join([*bodies, *_all_words(pack)]).casefold()
    for source in pack.all(Source):
        if ("source", source.id) not in used:
            yield _fault(pack, source, "Nothing cites this source.", "id")
    for term in pack.all(Term):
        spellings = [term.term, *term.also]
        if ("term", term.id) not in used and not any(spelling.casefold() in words for spelling in spellings):
            yield _fault(pack, term, "No text uses this term.", "id")


def _all_words(pack: Pack) -> Iterator[str]:
    for question in pack.all(Question):
        yield " ".join([question.text, question.why, question.good_answer, *question.warning_signs])
    for rule in pack.all(Rule):
        yield rule.because
    for term in pack.all(Term):
        yield term.meaning


#: What is proven of a pack whose files are all right by themselves.
PROOFS: tuple[Callable[[Pack], Iterator[PackFault]], ...] = (
    _ids,
    _names,
    _links,
    _interview,
    _rules,
    _places,
    _vocabulary,
    _questions,
    _coverage,
    _policies,
    _kit,
    _asked,
    _orphans,
    check_learning,
    check_readiness,
)
