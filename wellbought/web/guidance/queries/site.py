"""What the site says of itself."""

from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _

from wellbought.pack.kinds import PackCard
from wellbought.pack.translate import LANGUAGES, coverage
from wellbought.web.guidance.queries.packs import pack_in


@dataclass(frozen=True, slots=True)
class Translated:
    """How much of the guidance is there in one language."""

    name: str
    code: str
    percent: int


@dataclass(frozen=True, eq=False)
class AboutPage:
    """What Wellbought is, who may use it how, and what it keeps."""

    title: str
    description: str
    cards: tuple[PackCard, ...]
    version: str
    digest: str
    languages: tuple[Translated, ...]


@lru_cache(maxsize=8)
def about_page(language: str) -> AboutPage:
    """What Wellbought is."""
    pack = pack_in(language)
    return AboutPage(
        title=_("About Wellbought"),
        description=_("What Wellbought is, who may reuse it, how accessible it is, and what it stores."),
        cards=tuple(pack.cards.values()),
        version=pack.version,
        digest=pack.digest,
        languages=tuple(_translated(code, name) for code, name in LANGUAGES.items()),
    )


def _translated(code: str, name: str) -> Translated:
    source = pack_in("en")
    if code == source.language:
        return Translated(name, code, 100)
    done, every = coverage(source, code)
    return Translated(name, code, done * 100 // every)
