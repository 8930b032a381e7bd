"""The words of the guidance as a small index, which a browser searches without a server.

The script ``static/guidance/search.js`` reads it, and folds words in the same way. Postings are whole numbers, one
for each item that holds a word: the distance from the item before, times 32, and how much the word weighs in it.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final
from unicodedata import category, normalize

from wellbought.pack.kinds import Clause, Criterion, Disclosure, Duty, Item, Question, Term, Topic
from wellbought.pack.read import Pack
from wellbought.vocabulary import Approach, Role, Stage
from wellbought.web.guidance.addresses import between, file_of
from wellbought.web.guidance.queries.glossary import words_of
from wellbought.web.guidance.queries.items import href_of, title_of

#: The kinds that are found, each with the field that says most about an item in a sentence or two.
LEADS: Final[Mapping[type[Item], str]] = MappingProxyType(
    {
        Topic: "what",
        Question: "why",
        Term: "meaning",
        Clause: "purpose",
        Criterion: "what",
        Disclosure: "why",
        Duty: "what",
    }
)
#: The stage of those kinds that belong to one.
OWN_STAGE: Final[Mapping[type[Item], Stage]] = MappingProxyType(
    {Clause: Stage.CONTRACT, Criterion: Stage.EVALUATION, Disclosure: Stage.SOLICITATION}
)

TITLE, NAMES, LEAD, TEXT = 4, 3, 2, 1
MOST_WEIGHT: Final = 31
LONGEST_LEAD: Final = 180
#: A word that more than this share of all items hold finds nothing, and is left out.
TOO_COMMON: Final = 0.6
#: How soon a word that comes often counts no more, and how much longer items weigh less (BM25).
SATURATION, EVENING = 1.2, 0.75

ARABIC_ARTICLE: Final = "ال"
LONGEST_BARE_ARABIC: Final = 4
_WORD: Final = re.compile(r"[^\W_]+")


def folded(text: str) -> list[str]:
    """The words of a text without case and marks; single letters and the Arabic article are left out."""
    plain = "".join(sign for sign in normalize("NFKD", text) if category(sign)[0] != "M").lower()
    words = (_without_article(word) for word in _WORD.findall(plain))
    return [word for word in words if len(word) > 1 or word.isdecimal()]


def _without_article(word: str) -> str:
    return word.removeprefix(ARABIC_ARTICLE) if len(word) > LONGEST_BARE_ARABIC else word


def index_of(pack: Pack, search_page: str) -> str:
    """The index of a pack in its language, as JSON.

    :param search_page: the file from which it is searched
    """
    items = [item for kind in LEADS for item in pack.all(kind)]
    counted = [_weighed(item) for item in items]
    holding = Counter(word for words in counted for word in words)
    common = sorted(word for word, count in holding.items() if count > TOO_COMMON * len(items))
    for word in common:
        del holding[word]
    vocabulary = sorted(holding)
    made = {
        "kinds": [kind.kind for kind in LEADS],
        "stages": list(Stage),
        "roles": list(Role),
        "approaches": list(Approach),
        "items": [_told(pack, item, search_page) for item in items],
        "common": " ".join(common),
        "words": " ".join(vocabulary),
        "hits": _postings(vocabulary, counted),
    }
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _weighed(item: Item) -> Counter[str]:
    """How much each word counts in an item, by where and how often it stands."""
    found: Counter[str] = Counter()
    also: tuple[str, ...] = getattr(item, "also", ())
    parts = (
        (TITLE, title_of(item)),
        (NAMES, " ".join(also)),
        (LEAD, getattr(item, LEADS[type(item)])),
        (TEXT, words_of(item)),
    )
    for weight, text in parts:
        for word in folded(text):
            found[word] += weight
    return found


def _told(pack: Pack, item: Item, search_page: str) -> list[Any]:
    """What is shown of an item, and what it can be filtered by: kind, title, file, lead, stages, roles, approaches."""
    address, _hash, anchor = href_of(pack, item.kind, item.id).partition("#")
    way = between(search_page, file_of(address)) + (f"#{anchor}" if anchor else "")
    lead: str = getattr(item, LEADS[type(item)])
    if len(lead) > LONGEST_LEAD:
        lead = lead[:LONGEST_LEAD].rpartition(" ")[0] + "…"
    kind = list(LEADS).index(type(item))
    marks = (_marks(Stage, _stages(item)), _marks(Role, _roles(item)), _marks(Approach, _approaches(item)))
    return [kind, title_of(item), way, lead, *marks]


def _stages(item: Item) -> tuple[Stage, ...]:
    if isinstance(item, Topic):
        return item.stages
    if isinstance(item, Question | Duty):
        return (item.stage,)
    own = OWN_STAGE.get(type(item))
    return (own,) if own else ()


def _roles(item: Item) -> tuple[Role, ...]:
    if isinstance(item, Topic):
        return item.who
    if isinstance(item, Question):
        return (item.lead, *item.consulted)
    if isinstance(item, Criterion):
        return item.scored_by
    return item.roles if isinstance(item, Duty) else ()


def _approaches(item: Item) -> tuple[Approach, ...]:
    """The ways to buy that an item is about; what names none is about all."""
    return (item.approaches if isinstance(item, Topic) else ()) or tuple(Approach)


def _marks(every: Iterable[StrEnum], some: Collection[StrEnum]) -> int:
    """Some of a list as the bits of a number, the first the lowest."""
    return sum(1 << place for place, one in enumerate(every) if one in some)


def _postings(vocabulary: list[str], counted: list[Counter[str]]) -> list[list[int]]:
    lengths = [math.sqrt(words.total()) for words in counted]
    usual = sum(lengths) / max(1, len(lengths))
    hits: dict[str, list[int]] = {word: [] for word in vocabulary}
    last = dict.fromkeys(vocabulary, -1)
    for place, words in enumerate(counted):
        evened = SATURATION * (1 - EVENING + EVENING * lengths[place] / usual)
        for word, count in words.items():
            if word in hits:
                weight = max(1, round(MOST_WEIGHT * count / (count + evened)))
                hits[word].append((place - last[word]) * (MOST_WEIGHT + 1) + weight)
                last[word] = place
    return [hits[word] for word in vocabulary]
