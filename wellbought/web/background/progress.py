"""How a piece of work tells the person who asked for it how far it is, and hands over what came of it."""

import time
from pathlib import Path, PurePosixPath

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from wellbought.web.background.models import Job

#: Progress is written down at most this often (in seconds).
SELDOM = 0.5


class Progress:
    """What a piece of work tells of itself, while it runs.

    :ivar member_id: for whom it is done; a task reads what this member may see, and no more
    """

    def __init__(self, job: Job) -> None:
        self._key = job.key
        self._job_id = job.pk
        self._written = 0.0
        self.member_id = job.member_id

    def tell(self, done: int, total: int = 0, note: str = "") -> None:
        """Say how many steps are done, of how many, and what is being done now. It may be called for every step.

        :param total: 0 while nobody knows
        """
        now = time.monotonic()
        if done != total and now - self._written < SELDOM:
            return
        self._written = now
        Job.objects.filter(pk=self._job_id).update(done=done, total=total, note=note[:300])

    def lead_to(self, href: str) -> None:
        """Say where on this site the person finds what came of it."""
        Job.objects.filter(pk=self._job_id).update(href=href)

    def hand_over(self, name: str, content: bytes | Path) -> None:
        """Keep a file for the person who asked; they alone can take it, for a week.

        :param name: under which it is taken along, such as ``purchase.zip``
        """
        where = f"background/{self._key}/{PurePosixPath(name).name}"
        default_storage.delete(where)
        if isinstance(content, Path):
            with content.open("rb") as opened:
                kept = default_storage.save(where, File(opened))
        else:
            kept = default_storage.save(where, ContentFile(content))
        Job.objects.filter(pk=self._job_id).update(file=kept, file_name=PurePosixPath(name).name)
