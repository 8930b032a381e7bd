"""Bringing contracting data in, from a browser and for the demo."""

import re
import secrets
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.market.dataset import CARD
from wellbought.pack.translate import SOURCE_LANGUAGE
from wellbought.web.accounts.models import Membership
from wellbought.web.background.actions import ask_for
from wellbought.web.guidance.queries import pack_in
from wellbought.web.market.queries import MarketAbsent, folder, missing_libraries
from wellbought.web.market.queries.opened import SOURCES

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

#: Where files wait until they have been brought in.
_WAITING: Final = "incoming"
_UNFIT: Final = re.compile(r"[^\w.-]+")

Tell = Callable[[int, int, str], None]


class NothingRead(WellboughtError):
    """The file held nothing that could be brought in."""


def take_file(*, member: Membership, file: "UploadedFile[bytes]", source: str, back: str) -> str:
    """Keep a file that somebody sent, and have it brought in in the background.

    :param source: who publishes it, and under which licence
    :returns: the key of the job
    :raises MarketAbsent: if the libraries are not there
    """
    if missing_libraries():
        raise MarketAbsent(_("Market research needs libraries that are not installed here."))
    name = _UNFIT.sub("-", PurePosixPath(file.name or "").name)[-100:].lstrip(".-") or "contracts.json"
    path = folder() / _WAITING / secrets.token_hex(8) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as kept:
        for chunk in file.chunks():
            kept.write(chunk)
    job = ask_for(
        "wellbought.web.market.tasks.bring_in",
        member=member,
        title=_("Bringing in %(name)s") % {"name": name},
        arguments={"path": str(path), "source": source},
        back=back,
    )
    return job.key


def bring_in(path: Path, *, source: str, tell: Tell) -> list[dict[str, Any]]:
    """Bring a file into the dataset.

    :param tell: is told how many octets of how many are done, and what is being done
    :returns: what of it could not be read: file, line, kind, reason
    :raises NothingRead: if that is all of it
    """
    from wellbought.market.finder import ai_finder
    from wellbought.market.ingest import Progress, ingest

    def told(how_far: Progress) -> None:
        tell(how_far.done, how_far.total, PurePosixPath(how_far.what).name)

    done = ingest([path], folder(), ai_finder(pack_in(SOURCE_LANGUAGE)), progress=told)
    problems = done.problems()
    if path.parent.parent == folder() / _WAITING:
        shutil.rmtree(path.parent, ignore_errors=True)
    if not done.known and not any(one.releases for one in done.taken):
        reason = problems[0]["reason"] if problems else _("There is nothing in it.")
        raise NothingRead(_("Nothing was brought in. %(reason)s") % {"reason": reason})
    if done.taken:
        _write_source(source, path.name)
    return problems


def bring_sample() -> bool:
    """Bring the contracts that ship with the product into an empty folder, for the demo.

    :returns: whether they are there; without the optional libraries they are not
    """
    if missing_libraries():
        return False
    if (folder() / CARD).is_file():
        return True
    from wellbought.market.sample import CONTRACTS

    bring_in(CONTRACTS, source="", tell=lambda _done, _total, _what: None)
    text = (CONTRACTS.parent / SOURCES).read_text(encoding="utf-8")
    (folder() / SOURCES).write_text(text, encoding="utf-8")
    return True


def _write_source(source: str, name: str) -> None:
    """Add to the folder's own note where its data are from."""
    if not source.strip():
        return
    path = folder() / SOURCES
    line = f"- {date.today().isoformat()}, {name}: {' '.join(source.split())}\n"
    earlier = path.read_text(encoding="utf-8") if path.is_file() else ""
    if earlier and not earlier.endswith("\n"):
        earlier += "\n"
    begins_list = "\n- " in earlier or earlier.startswith("- ")
    path.write_text(earlier + ("" if begins_list or not earlier else "\n") + line, encoding="utf-8")
