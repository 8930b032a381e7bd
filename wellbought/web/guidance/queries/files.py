"""The guidance as files to keep: a topic, a chapter, or the whole guide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from threading import Lock
from typing import Final

from django.urls import reverse
from django.utils.translation import override

from wellbought.documents.formats import FORMATS
from wellbought.documents.guide import ENDINGS, guide_document
from wellbought.pack.kinds import Chapter, Topic
from wellbought.web.guidance.addresses import file_of
from wellbought.web.guidance.queries.packs import pack_in

#: How many files are kept. The whole guide takes seconds to write, and is asked for again.
KEPT: Final = 48
_writing: Final = Lock()


@dataclass(frozen=True, slots=True)
class GuidanceFile:
    """A file of the guidance."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Place:
    """Where the pages stand.

    :ivar site: the beginning of every address; empty if that is not known
    :ivar still: whether it is a site of files, which stand at addresses of their own
    """

    site: str
    still: bool = False

    def page(self, address: str) -> str:
        """The whole address of a page, or nothing."""
        if not self.site:
            return ""
        return f"{self.site}/{file_of(address)}" if self.still else self.site + address


@dataclass(frozen=True, slots=True)
class FileLink:
    """The way to a file, as a page offers it."""

    text: str
    format: str
    href: str
    note: str = ""


def guidance_file(
    language: str, ending: str, *, on: date, place: Place, chapter: str = "", topic: str = ""
) -> GuidanceFile | None:
    """A topic, a chapter, or the whole guide as a file; nothing if it is not offered in that format.

    :param on: the day that the file bears
    :param place: topics that are not in the file are linked to there
    :raises wellbought.pack.read.ItemUnknown: if there is no such topic or chapter
    """
    if ending not in ENDINGS:
        return None
    pack = pack_in(language)
    chapter = pack.get(Chapter, chapter).id if chapter else ""
    topic = pack.get(Topic, topic).id if topic else ""
    # One at a time: whoever asks for a file that is being written gets it, and nobody writes it twice.
    with _writing:
        return _written(pack.language, ending, on, place, chapter, topic)


@lru_cache(maxsize=KEPT)
def _written(language: str, ending: str, on: date, place: Place, chapter: str, topic: str) -> GuidanceFile:
    pages = _pages(language, place)
    document = guide_document(pack_in(language), pack_in("en"), on=on, chapter=chapter, topic=topic, page_of=pages)
    form = FORMATS[ending]
    return GuidanceFile(f"{document.file_name}-{language}.{ending}", form.media_type, form.write(document))


def _pages(language: str, place: Place) -> Callable[[str], str]:
    def page_of(topic_id: str) -> str:
        with override(language):
            return place.page(reverse("guidance:topic", args=[topic_id]))

    return page_of


def file_links(name: str, text: str, **parameters: str) -> tuple[FileLink, ...]:
    """The same thing in every format on offer.

    :param name: the page's name, such as ``guidance:topic-file``
    """
    return tuple(
        FileLink(text, FORMATS[ending].name, reverse(name, kwargs={**parameters, "ending": ending}))
        for ending in ENDINGS
    )
