"""The interview asks for every fact, once, and only after what that depends on."""

from collections.abc import Iterator

from wellbought.conditions import condition
from wellbought.pack.files import PackFault
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.partial import is_read
from wellbought.pack.proofs.telling import as_far_as_read, each, fault
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES, FactKind


def interview(pack: Pack) -> Iterator[PackFault]:
    """Every fact is asked for, in an order in which each question can be decided."""
    asked: list[str] = []
    for fact in pack.all(FactQuestion):
        # The id of a fact is its key; so it is known even where the key could not be read.
        key = fact.key if is_read(fact, "key") else fact.id.replace("-", "_")
        yield from as_far_as_read(_in_order(pack, fact, key, asked))
        asked.append(key)
    missing = [key for key in SHAPES if key not in asked and not _may_be_asked(pack, key)]
    if missing:
        path = pack.folders["core"] / FactQuestion.folder
        yield PackFault(f"The interview does not ask for: {', '.join(missing)}.", path=path)


def _in_order(pack: Pack, fact: FactQuestion, key: str, asked: list[str]) -> Iterator[PackFault]:
    if key in SHAPES and key in asked:
        yield fault(pack, fact, f"“{key}” is asked twice.", "key")
    for needed in condition(fact.ask_when).facts:
        if needed not in asked and not _may_be_asked(pack, needed):
            yield fault(pack, fact, f"“{needed}” has not been asked yet when this is decided.", "ask_when")


def _may_be_asked(pack: Pack, key: str) -> bool:
    """Whether a fact may be asked for in what could not be read."""
    kind = FactQuestion.kind
    return pack.unread.may_give(kind, key) or pack.unread.may_give(kind, key.replace("_", "-"))


@each(FactQuestion)
def facts(pack: Pack, fact: FactQuestion) -> Iterator[PackFault]:
    """Each question of the interview is about a fact."""
    if fact.key not in SHAPES:
        yield fault(pack, fact, f"“{fact.key}” is not a fact of a profile.", "key")


@each(FactQuestion)
def options(pack: Pack, fact: FactQuestion) -> Iterator[PackFault]:
    """What may be chosen are the values of the fact."""
    shape = SHAPES.get(fact.key)
    if shape is None or shape.kind not in (FactKind.CHOICE, FactKind.CHOICES) or not shape.values:
        return
    allowed = {option.value for option in fact.options}
    if allowed != set(shape.values):
        differing = ", ".join(sorted(allowed ^ set(shape.values)))
        yield fault(pack, fact, f"Its options are not the values of the fact: {differing}.", "options")


@each(FactQuestion)
def safer(pack: Pack, fact: FactQuestion) -> Iterator[PackFault]:
    """What would be safer is a value of the fact."""
    shape = SHAPES.get(fact.key)
    for value in fact.safer if shape else ():
        if shape and value not in shape.values and not isinstance(value, bool):
            yield fault(pack, fact, f"“{value}” is not a value of the fact.", "safer")
