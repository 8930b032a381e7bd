"""Judges a contract by its words: what decides, what only hints, and what looks alike but means something else."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from wellbought.market.finder.phrases import Phrase, defined_otherwise, fold, in_capitals, keys_of, phrase
from wellbought.pack.kinds import AiWords
from wellbought.pack.read import Pack

#: The roles whose words decide that AI is bought.
DECIDING: Final = ("term", "product", "code")
_MOST_TERMS: Final = 12
#: What of a description is read, in characters; the text index holds no more.
_READ: Final = 2_000
_MOST_REMEMBERED: Final = 4_096


@dataclass(frozen=True, slots=True)
class Term:
    """Words that decided: as they stand, in which field, and what they stand for."""

    term: str
    field: str
    concept: str


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that makes AI likely without saying so: a product, a supplier, an amendment, a parent contract."""

    kind: str
    name: str
    field: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether AI is bought, and because of what."""

    terms: tuple[Term, ...] = ()
    hints: tuple[Hint, ...] = ()
    look_alikes: tuple[str, ...] = ()

    @property
    def is_ai(self) -> bool:
        """Words or a code say so. Hints alone never do."""
        return bool(self.terms)

    @property
    def is_likely(self) -> bool:
        """Words, a code or hints speak for it."""
        return bool(self.terms or self.hints)

    def terms_json(self) -> str | None:
        """The deciding words as the tables keep them."""
        rows = [{"term": one.term, "field": one.field, "concept": one.concept} for one in self.terms]
        return json.dumps(rows, ensure_ascii=False) if rows else None

    def hints_json(self) -> str | None:
        """The hints as the tables keep them: the members of a JSON list, without its brackets."""
        rows = [{"kind": one.kind, "name": one.name, "field": one.field} for one in self.hints]
        return json.dumps(rows, ensure_ascii=False)[1:-1] if rows else None


@dataclass(frozen=True)
class _Compiled:
    item: AiWords
    phrases: tuple[Phrase, ...]
    unless: tuple[Phrase, ...]


@dataclass(frozen=True)
class Finder:
    """A lexicon that is ready to judge.

    :ivar digest: names the lexicon; a dataset that another one judged is judged again
    """

    items: tuple[AiWords, ...]
    digest: str
    _by_key: Mapping[str, tuple[tuple[_Compiled, Phrase], ...]] = field(repr=False)
    _hides: tuple[tuple[Phrase, str], ...] = field(repr=False)
    _memory: dict[str, tuple[tuple[_Compiled, Phrase], ...]] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The classification codes that stand for AI, without their scheme."""
        return tuple(sorted({one.split()[-1] for item in self.items if item.role == "code" for one in item.find}))

    def queries(self) -> list[str]:
        """What to ask the text index for, so that every text that could be of AI is among the answers."""
        wanted = [
            phrase(one)
            for item in self.items
            if item.role in (*DECIDING, "hint-product")
            for one in item.find
            if item.role != "code"
        ]
        parts = sorted({one.query for one in wanted})
        return [" OR ".join(parts[start : start + 100]) for start in range(0, len(parts), 100)]

    def judge(
        self,
        *,
        title: str = "",
        description: str = "",
        code: str = "",
        supplier: str = "",
        related: Mapping[str, str] | None = None,
    ) -> Verdict:
        """Judge one contract.

        :param code: its classification code
        :param supplier: the supplier's name, which only hints
        :param related: further texts, such as ``amendment`` or ``parent``, whose words only hint
        """
        terms: list[Term] = []
        hints: list[Hint] = []
        alike: set[str] = set()
        whole = f"{title}\n{description[:_READ]}"
        for name, text in (("title", title), ("description", description[:_READ])):
            if text:
                found, hinted, looked = self._read(text, whole, name)
                terms += found
                hints += hinted
                alike |= looked
        if code and code in self.codes:
            terms.append(Term(code, "code", "code"))
        if supplier and (hint := self._supplier(supplier)):
            hints.append(hint)
        for name, text in (related or {}).items():
            found, hinted, _ = self._read(text[:_READ], text[:_READ], name)
            hints += [Hint(name, one.term, name) for one in found] + hinted
        unique = list(dict.fromkeys(terms))[:_MOST_TERMS]
        return Verdict(tuple(unique), tuple(dict.fromkeys(hints)), tuple(sorted(alike)))

    def _read(self, text: str, whole: str, name: str) -> tuple[list[Term], list[Hint], set[str]]:
        folded = fold(text)
        candidates = self._candidates(folded)
        if not candidates:
            return [], [], set()
        folded_whole = fold(whole)
        alike, folded = _without_look_alikes(text, folded, candidates)
        everywhere = keys_of(folded_whole)
        hidden = {
            short for one, short in self._hides if one.may_stand_in(everywhere) and one.pattern.search(folded_whole)
        }
        hidden |= defined_otherwise(whole)
        capitals = in_capitals(text)
        terms: list[Term] = []
        hints: list[Hint] = []
        for compiled, one in candidates:
            item = compiled.item
            if item.role in ("look-alike", "supplier", "code") or (item.mixed_case_only and capitals):
                continue
            places = one.places(text, folded)
            if not places or any(
                other.may_stand_in(everywhere) and other.pattern.search(folded_whole) for other in compiled.unless
            ):
                continue
            words = text[places[0][0] : places[0][1]]
            if one.capitals and any(short.lower() in fold(words) for short in hidden):
                continue
            if item.role == "hint-product":
                hints.append(Hint("product", words, name))
            else:
                terms.append(Term(words, name, item.concept))
        return terms, hints, alike

    def _candidates(self, folded: str) -> tuple[tuple[_Compiled, Phrase], ...]:
        """The phrases whose words all stand in a text; kept for the texts that come again."""
        known = self._memory.get(folded)
        if known is None:
            keys = keys_of(folded)
            pairs = {id(pair[1]): pair for key in keys for pair in self._by_key.get(key, ())}
            known = tuple(pair for pair in pairs.values() if pair[1].may_stand_in(keys))
            if len(self._memory) >= _MOST_REMEMBERED:
                self._memory.clear()
            self._memory[folded] = known
        return known

    def _supplier(self, name: str) -> Hint | None:
        folded = fold(name)
        keys = keys_of(folded)
        for key in keys:
            for compiled, one in self._by_key.get(key, ()):
                if compiled.item.role == "supplier" and one.may_stand_in(keys) and one.pattern.search(folded):
                    return Hint("supplier", name, "supplier")
        return None

    def supplier_hint(self, name: str) -> str | None:
        """The hint that a supplier's name gives, as the tables keep it."""
        hint = self._supplier(name)
        return Verdict(hints=(hint,)).hints_json() if hint else None


def _without_look_alikes(
    text: str, folded: str, candidates: Iterable[tuple[_Compiled, Phrase]]
) -> tuple[set[str], str]:
    """What looks alike, and the text with blanks in its place."""
    alike: set[str] = set()
    for compiled, one in candidates:
        if compiled.item.role == "look-alike":
            for start, end in one.places(text, folded):
                alike.add(text[start:end])
                folded = folded[:start] + " " * (end - start) + folded[end:]
    return alike, folded


def ai_finder(source: Pack | Iterable[AiWords]) -> Finder:
    """The finder that a pack's lexicon makes."""
    items = tuple(source.all(AiWords) if isinstance(source, Pack) else source)
    by_key: dict[str, list[tuple[_Compiled, Phrase]]] = {}
    hides: dict[str, tuple[Phrase, str]] = {}
    digest = hashlib.sha256()
    for item in items:
        for one in item.hides:
            words, _, short = one.rpartition(" => ")
            hides[one] = (phrase(words), short)
        compiled = _Compiled(
            item,
            tuple(phrase(one) for one in item.find),
            tuple(phrase(one) for one in item.unless),
        )
        digest.update(item.model_dump_json().encode())
        for found in compiled.phrases:
            for key in found.keys:
                by_key.setdefault(key, []).append((compiled, found))
    by_keys = {key: tuple(pairs) for key, pairs in by_key.items()}
    return Finder(items, digest.hexdigest()[:12], by_keys, tuple(hides.values()))
