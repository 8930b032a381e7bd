"""The packs that the site speaks from, in each language, and the search over them."""

from functools import cache

from django.conf import settings

from wellbought.pack.read import Pack, bundled_folders, load_pack
from wellbought.pack.search import SearchIndex
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE, in_language


@cache
def _source_pack() -> Pack:
    return load_pack([*bundled_folders(), *settings.PACKS])


@cache
def _translated(language: str) -> Pack:
    return in_language(_source_pack(), language)


def pack_in(language: str | None) -> Pack:
    """The packs in a language of the interface; in English for any other."""
    return _translated(language if language is not None and language in LANGUAGES else SOURCE_LANGUAGE)


@cache
def search_index(language: str) -> SearchIndex:
    """The search over the packs in one language, built when it is first used."""
    return SearchIndex(pack_in(language))
