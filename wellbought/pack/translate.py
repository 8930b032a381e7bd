"""The words of a pack in other languages.

English stands in the pack; a translation is a PO catalogue ``locale/<language>.po`` in the same pack, keyed by where
the words stand (``question/who-owns-it:why``) and the English words themselves. So a sentence that was changed in
English is no longer found, and is shown in English, marked, until somebody has translated it anew. Prose is translated
paragraph by paragraph.
"""

import re
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from pydantic import BaseModel

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import KINDS, Item, PackCard, Prose, Translatable
from wellbought.pack.read import Pack

#: The languages that people may choose, by their own names.
LANGUAGES: Final[Mapping[str, str]] = MappingProxyType(
    {"en": "English", "es": "Español", "fr": "Français", "ar": "العربية"}
)
SOURCE_LANGUAGE: Final = "en"

#: Kinds whose words are names of things in the world and stay as they are.
UNTRANSLATED_KINDS: Final = frozenset({"source", "covered"})


class LanguageUnknown(WellboughtError):
    """The product does not speak this language."""

    def __init__(self, language: str) -> None:
        super().__init__(f"There is no language “{language}”. There are: {', '.join(LANGUAGES)}.")


class FallbackText(str):
    """Words shown in English because they have not been translated yet; pages mark them as such."""

    __slots__ = ()

    @property
    def fallback_lang(self) -> str:
        """The language that the words are in."""
        return SOURCE_LANGUAGE


@dataclass(frozen=True, slots=True)
class Message:
    """Words to translate.

    :ivar context: where they stand, as ``kind/id:field``
    """

    context: str
    text: str
    origin: str


Catalogue = Mapping[tuple[str, str], str]


def messages(pack: Pack) -> Iterator[Message]:
    """All words of a pack that are shown to people, in reading order."""
    for card in pack.cards.values():
        for context, text in _words_of(card, f"pack/{card.id}"):
            yield Message(context, text, card.id)
    for kind in KINDS:
        if kind.kind in UNTRANSLATED_KINDS:
            continue
        for item in pack.all(kind):
            for context, text in _words_of(item, f"{item.kind}/{item.id}"):
                yield Message(context, text, item.origin)


def in_language(pack: Pack, language: str) -> Pack:
    """The pack with its words in another language; what has no translation yet is :class:`FallbackText`.

    :raises LanguageUnknown: if the product does not speak it
    """
    if language not in LANGUAGES:
        raise LanguageUnknown(language)
    if language == pack.language:
        return pack
    catalogues = {name: _catalogues(pack, name, language) for name in pack.cards}

    def translated(item: Any, context: str, origin: str) -> Any:
        if origin not in pack.folders:
            return item  # an organisation's own words, in the language in which it wrote them
        own = catalogues[origin]
        return _replaced(item, context, lambda where, text: _said(own, where, text) or FallbackText(text))

    return replace(
        pack,
        language=language,
        cards=MappingProxyType({name: translated(card, f"pack/{name}", name) for name, card in pack.cards.items()}),
        items=MappingProxyType(
            {
                kind: of_kind
                if kind in UNTRANSLATED_KINDS
                else MappingProxyType(
                    {name: translated(item, f"{kind}/{name}", item.origin) for name, item in of_kind.items()}
                )
                for kind, of_kind in pack.items.items()
            }
        ),
    )


def read_catalogue(folder: Path, language: str) -> Catalogue:
    """The translations of one pack into one language; empty if there are none.

    :raises WellboughtError: if the file is not a PO catalogue
    """
    path = folder / "locale" / f"{language}.po"
    if not path.is_file():
        return {}
    return _read_po(path, path.stat().st_mtime_ns)


def catalogue_faults(pack: Pack) -> Iterator[WellboughtError]:
    """The catalogues of a pack that cannot be read."""
    for folder in pack.folders.values():
        for language in LANGUAGES:
            try:
                read_catalogue(folder, language)
            except WellboughtError as fault:
                yield fault


def _catalogues(pack: Pack, name: str, language: str) -> tuple[Catalogue, ...]:
    """The translations of one pack, then those of the packs that it lies over.

    An overlay that changes a field of an item leaves the others, with their translations, to the pack they come from.
    """
    found = []
    under: str | None = name
    while under is not None:
        if under in pack.folders:
            found.append(read_catalogue(pack.folders[under], language))
        under = pack.cards[under].lays_over
    return tuple(found)


def _said(catalogues: tuple[Catalogue, ...], where: str, text: str) -> str | None:
    for catalogue in catalogues:
        if (where, text) in catalogue:
            return catalogue[where, text]
    return None


@lru_cache(maxsize=64)
def _read_po(path: Path, changed_at: int) -> Catalogue:  # noqa: ARG001 - a changed file is another entry of the cache
    from babel.messages.pofile import PoFileError, read_po

    try:
        with path.open(encoding="utf-8") as file:
            catalogue = read_po(file, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError) as error:
        where = f"{path}:{error.lineno + 1}" if isinstance(error, PoFileError) else str(path)
        raise WellboughtError(f"This is not a PO catalogue: {error}.", where=where) from None
    return {
        (message.context or "", message.id): message.string
        for message in catalogue
        if message.id and message.string and not message.fuzzy
        if isinstance(message.id, str) and isinstance(message.string, str)
    }


def coverage(pack: Pack, language: str) -> tuple[int, int]:
    """How many of a pack's messages are translated, and how many there are."""
    catalogues = {name: _catalogues(pack, name, language) for name in pack.cards}
    all_messages = list(messages(pack))
    done = sum(bool(_said(catalogues[one.origin], one.context, one.text)) for one in all_messages)
    return done, len(all_messages)


def complete_in(pack: Pack, language: str, item: Item) -> bool:
    """Whether all words of an item can be read in a language."""
    if language == pack.language or item.kind in UNTRANSLATED_KINDS:
        return True
    catalogues = _catalogues(pack, item.origin, language)
    return all(_said(catalogues, where, text) for where, text in _words_of(item, f"{item.kind}/{item.id}"))


def paragraphs(text: str) -> list[str]:
    """The parts of a Markdown text that are translated one by one: what blank lines part, code fences kept whole."""
    parts: list[str] = []
    fenced = False
    for part in re.split(r"\n\s*\n", text.strip()):
        if fenced:
            parts[-1] += "\n\n" + part
        else:
            parts.append(part)
        if part.count("```") % 2:
            fenced = not fenced
    return parts


def _words_of(item: BaseModel, context: str) -> Iterator[tuple[str, str]]:
    """Each text of an item with its context; nested parts share their field's context."""
    for name, mark, value in _fields(item):
        where = f"{context}:{name}"
        if mark is None:
            for part in _parts(value):
                yield from _words_of(part, where)
        elif mark is Prose:
            for paragraph in paragraphs(value):
                yield where, paragraph
        else:
            for text in (value,) if isinstance(value, str) else value:
                yield where, text


def _replaced(item: Any, context: str, say: Callable[[str, str], str]) -> Any:
    update: dict[str, Any] = {}
    for name, mark, value in _fields(item):
        where = f"{context}:{name}"
        if mark is None:
            parts = [_replaced(part, where, say) for part in _parts(value)]
            update[name] = tuple(parts) if isinstance(value, tuple) else parts[0]
        elif mark is Prose:
            said = [say(where, paragraph) for paragraph in paragraphs(value)]
            joined = "\n\n".join(said)
            update[name] = (
                FallbackText(joined) if said and all(isinstance(one, FallbackText) for one in said) else joined
            )
        elif isinstance(value, str):
            update[name] = say(where, value)
        else:
            update[name] = tuple(say(where, text) for text in value)
    return item.model_copy(update=update)


def _fields(item: BaseModel) -> Iterator[tuple[str, type[Translatable] | None, Any]]:
    for name, mark in _translatable_fields(type(item)):
        value = getattr(item, name)
        if value:
            yield name, mark, value


@lru_cache(maxsize=64)
def _translatable_fields(model: type[BaseModel]) -> tuple[tuple[str, type[Translatable] | None], ...]:
    """The fields that hold words, with how they are translated; ``None`` for parts that hold words themselves."""
    found: list[tuple[str, type[Translatable] | None]] = []
    for name, field in model.model_fields.items():
        marks = [mark for mark in _marks(field) if isinstance(mark, Translatable)]
        nested = [part for part in _nested(field.annotation) if _translatable_fields(part)]
        if marks:
            found.append((name, type(marks[0])))
        elif nested:
            found.append((name, None))
    return tuple(found)


def _marks(field: Any) -> list[Any]:
    found = list(field.metadata)
    waiting = [field.annotation]
    while waiting:
        part = waiting.pop()
        found += getattr(part, "__metadata__", ())
        waiting += typing.get_args(part)
    return found


def _nested(annotation: Any) -> Iterator[type[BaseModel]]:
    for part in (annotation, *typing.get_args(annotation)):
        if isinstance(part, type) and issubclass(part, BaseModel) and not issubclass(part, Item | PackCard):
            yield part


def _parts(value: Any) -> tuple[BaseModel, ...]:
    return value if isinstance(value, tuple) else (value,)
