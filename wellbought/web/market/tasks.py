"""Bringing data in, in the background."""

import csv
import io
from pathlib import Path

from django.urls import reverse

from wellbought.web.background.progress import Progress
from wellbought.web.market import actions

#: Jobs count in these: a job's figures hold two thousand million at most, and a file may have more octets.
KILOBYTE = 1024


def bring_in(progress: Progress, *, path: str, source: str) -> None:
    """Bring a file into the dataset, and hand over a list of what of it could not be read.

    Doing it twice changes nothing, and a file that is gone was brought in before.

    :param source: who publishes it, and under which licence
    """
    file = Path(path)
    if file.is_file():
        problems = actions.bring_in(
            file,
            source=source,
            tell=lambda done, total, what: progress.tell(done // KILOBYTE, total // KILOBYTE, what),
        )
        if problems:
            listed = io.StringIO()
            writer = csv.writer(listed)
            writer.writerow(("file", "line", "kind", "reason"))
            writer.writerows((one["file"], one["line"], one["kind"], one["reason"]) for one in problems)
            progress.hand_over("not-read.csv", listed.getvalue().encode())
    progress.lead_to(reverse("market:data"))
