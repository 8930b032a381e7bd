"""How proofs tell what is wrong, and how far they go where something could not be read."""

from collections.abc import Callable, Iterator
from functools import wraps

from wellbought.pack.files import PackFault
from wellbought.pack.kinds import KINDS, FieldUnread, Item
from wellbought.pack.partial import is_read
from wellbought.pack.read import Kind, Pack

Proof = Callable[[Pack], Iterator[PackFault]]


def fault(pack: Pack, item: Item, message: str, *steps: int | str) -> PackFault:
    """A fault in a field of an item.

    :raises FieldUnread: if that field could not be read, which has been told
    """
    field = str(steps[0]) if steps else "id"
    if not is_read(item, field) or (field == "id" and (item.kind, item.id) in pack.unread.nameless):
        raise FieldUnread(f"The field “{field}” could not be read.")
    return pack.entries[item.kind, item.id].fault(message, *steps)


def each(kind: type[Kind]) -> Callable[[Callable[[Pack, Kind], Iterator[PackFault]]], Proof]:
    """Make the proof of one item a proof of all items of a kind."""

    def of_one(prove: Callable[[Pack, Kind], Iterator[PackFault]]) -> Proof:
        @wraps(prove)
        def of_all(pack: Pack) -> Iterator[PackFault]:
            for item in pack.all(kind):
                yield from as_far_as_read(prove(pack, item))

        return of_all

    return of_one


def as_far_as_read(faults: Iterator[PackFault]) -> Iterator[PackFault]:
    """What a proof tells until it asks for a field that could not be read."""
    try:
        yield from faults
    except FieldUnread:
        return


def read_of(pack: Pack, kind: type[Kind], *fields: str) -> list[Kind]:
    """The items of a kind with an id of their own of which these fields could be read: all, in a pack that is right."""
    nameless = pack.unread.nameless
    return [item for item in pack.all(kind) if is_read(item, *fields) and (item.kind, item.id) not in nameless]


def all_read(pack: Pack, kind: type[Item], *fields: str) -> bool:
    """Whether these fields of every item of a kind could be read, so that what is not there is missing."""
    hidden = any(piece.kind in ("", kind.kind) for piece in pack.unread.pieces)
    return not hidden and len(read_of(pack, kind, *fields)) == len(pack.all(kind))


def is_there(pack: Pack, kind: str, name: str) -> bool:
    """Whether an item exists, or may stand in what could not be read."""
    return name in pack.items.get(kind, ()) or pack.unread.may_give(kind, name)


def items(pack: Pack) -> Iterator[Item]:
    """Every item of a pack."""
    for kind in KINDS:
        yield from pack.all(kind)
