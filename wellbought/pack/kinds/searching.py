"""Words by which things are found: those that people search with, and those that show AI in a contract."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from wellbought.pack.kinds.item import Id, Item, Plain


class SearchWords(Item):
    """Words that people type for the same thing. The id begins with the language, as in ``en-submission``.

    A search for one of them finds the others too, a little further down.

    :ivar same: words or short phrases, as people write them
    """

    kind: ClassVar[str] = "search-words"
    folder: ClassVar[str] = "search/words"

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
    same: Annotated[tuple[Plain, ...], Field(min_length=2)]


class AskedAs(Item):
    """How people ask for a piece of the guidance, in their own words. The id begins with the language (``en-…``).

    :ivar of: the piece, as ``topic/fast-lane``
    :ivar asked: what they type, without polish
    """

    kind: ClassVar[str] = "asked-as"
    folder: ClassVar[str] = "search/asked"

    id: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
    of: Annotated[str, StringConstraints(pattern=r"^[a-z]+/[a-z0-9-]+$")]
    asked: Annotated[tuple[Plain, ...], Field(min_length=1)]


class AiWords(Item):
    """Words by which a contract shows that AI is bought. The id begins with the language that they are for.

    How phrases are written is told in ``docs/howto/label-ai-purchases.md``.

    :ivar concept: what they stand for, such as ``chatbot``
    :ivar role: whether they decide (``term``, ``product``, ``code``), only hint (``hint-product``, ``supplier``), or
        mean something else (``look-alike``)
    :ivar find: any one of these phrases
    :ivar unless: and none of these anywhere
    :ivar mixed_case_only: not in a text that is all in capitals, where an abbreviation looks like any word
    :ivar hides: ``phrase => ABBREVIATION``: where the phrase stands, the abbreviation means that
    """

    kind: ClassVar[str] = "ai-words"
    folder: ClassVar[str] = "market/finder"

    concept: Id
    role: Literal["term", "product", "code", "hint-product", "supplier", "look-alike"] = "term"
    find: Annotated[tuple[Plain, ...], Field(min_length=1)]
    unless: tuple[Plain, ...] = ()
    mixed_case_only: bool = False
    hides: tuple[Annotated[str, StringConstraints(pattern=r"^.+ => [A-Z]{2,4}$")], ...] = ()
    marks: tuple[Plain, ...] = ()
    spares: tuple[Plain, ...] = ()
