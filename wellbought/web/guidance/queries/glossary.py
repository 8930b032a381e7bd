"""The glossary, from A to Z in each language, and where each word is used."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final
from unicodedata import combining, normalize

from django.urls import reverse
from django.utils.translation import gettext as _

from wellbought.pack.kinds import Clause, Criterion, Disclosure, Duty, Item, Question, Term, Topic
from wellbought.pack.plain import plain_text
from wellbought.pack.read import Pack
from wellbought.web.guidance.queries.items import PLURAL, Cited, Ref, Uses, cited, from_pack, refs
from wellbought.web.guidance.queries.packs import pack_in

#: Letters with a mark that are letters of their own in a language, and stand after the letter without it.
OWN_LETTERS = {"es": "ñ"}
#: The Arabic article: a word is looked up under what follows it.
ARABIC_ARTICLE = "ال"
MOST_USES = 8
#: The fields in which a word counts as used.
WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Topic.kind: ("title", "what", "key_points", "next_steps", "body"),
        Question.kind: ("text", "why", "good_answer", "warning_signs", "evidence"),
        Clause.kind: ("title", "purpose", "ask_for", "fallback", "body"),
        Criterion.kind: ("title", "what", "evidence"),
        Disclosure.kind: ("ask", "why", "good_answer"),
        Duty.kind: ("title", "what", "do"),
        Term.kind: ("term", "meaning", "matters", "also"),
    }
)


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term in the list."""

    term: Term
    href: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The terms under one letter."""

    letter: str
    anchor: str
    rows: tuple[TermRow, ...]


@dataclass(frozen=True, eq=False)
class GlossaryPage:
    """All terms."""

    title: str
    description: str
    letters: tuple[Letter, ...]
    count: int


@dataclass(frozen=True, eq=False)
class TermPage:
    """One term."""

    id: str
    href: str
    term: Term
    uses: tuple[Uses, ...]
    sources: tuple[Cited, ...]
    origin: str

    @property
    def title(self) -> str:
        """The term."""
        return self.term.term

    @property
    def description(self) -> str:
        """Its meaning."""
        return self.term.meaning


@lru_cache(maxsize=8)
def glossary_page(language: str) -> GlossaryPage:
    """All terms in the order of a language's alphabet."""
    pack = pack_in(language)
    terms = sorted(pack.all(Term), key=lambda term: alphabetical(term.term, language))
    letters = []
    for number, letter in enumerate(dict.fromkeys(letter_of(term.term, language) for term in terms), start=1):
        rows = tuple(
            TermRow(term, reverse("guidance:term", args=[term.id]))
            for term in terms
            if letter_of(term.term, language) == letter
        )
        letters.append(Letter(letter, f"letter-{number}", rows))
    return GlossaryPage(
        title=_("Glossary"),
        description=_("The words of AI and of procurement, in plain language, with why each matters to a buyer."),
        letters=tuple(letters),
        count=len(terms),
    )


@lru_cache(maxsize=512)
def term_page(language: str, term_id: str) -> TermPage:
    """One term, and where it is used.

    :raises wellbought.pack.read.ItemUnknown: if there is none
    """
    pack = pack_in(language)
    term = pack.get(Term, term_id)
    return TermPage(
        id=term.id,
        href=reverse("guidance:term", args=[term.id]),
        term=term,
        uses=tuple(_uses(pack, term)),
        sources=cited(pack, term.sources),
        origin=from_pack(pack, term),
    )


def alphabetical(word: str, language: str) -> str:
    """What a word is sorted by: without case, marks and article, as far as the language's own letters allow."""
    own = OWN_LETTERS.get(language, "")
    plain = word.casefold().strip()
    if language == "ar":
        plain = plain.removeprefix(ARABIC_ARTICLE)
    kept = []
    for letter in plain:
        if letter in own:
            kept.append(_without_marks(letter) + "\uffff")
        elif letter.isalnum() or letter == " ":
            kept.append(_without_marks(letter))
    return "".join(kept)


def letter_of(word: str, language: str) -> str:
    """The letter under which a word stands; “0–9” for figures."""
    key = alphabetical(word, language).strip()
    if not key or key[0].isdecimal():
        return "0–9"
    own = OWN_LETTERS.get(language, "")
    if key[1:2] == "\uffff":
        return next(letter for letter in own if _without_marks(letter) == key[0]).upper()
    return key[0].upper()


def _without_marks(word: str) -> str:
    return "".join(letter for letter in normalize("NFKD", word) if not combining(letter))


def _uses(pack: Pack, term: Term) -> Iterator[Uses]:
    """The items whose words hold the term or one of its other names, the first few of each kind."""
    names = [name.casefold() for name in (term.term, *term.also)]
    words = _any_of(names)
    for kind, label in PLURAL.items():
        # Looking for the letters alone is many times faster, and settles most texts.
        texts = (pair for pair in _texts(pack.language, kind) if any(name in pair[1] for name in names))
        found = [item_id for item_id, text in texts if words.search(text)]
        items: tuple[Ref, ...] = refs(pack, kind, found[:MOST_USES])
        if items:
            yield Uses(_(label), items)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names))


@cache
def _texts(language: str, kind: type[Item]) -> tuple[tuple[str, str], ...]:
    """The words of all items of a kind."""
    return tuple((item.id, words_of(item).casefold()) for item in pack_in(language).all(kind))


def words_of(item: Item) -> str:
    """All words of an item of a kind in which words count as used; of a term, its name and what is said of it."""
    found: list[str] = []
    for field in WORDS[item.kind]:
        value = getattr(item, field) or ""
        found += [plain_text(value)] if field == "body" else [value] if isinstance(value, str) else value
    return " ".join(found)
