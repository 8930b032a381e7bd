"""The standard's own merge, for processes with several releases."""

import warnings
from collections.abc import Iterable, Mapping
from typing import Any

from ocdsmerge import Merger
from ocdsmerge.exceptions import OCDSMergeWarning

from wellbought.market.schema import MERGE_RULES

_merger = Merger(merge_rules=dict(MERGE_RULES))


def merge(releases: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Releases of one contracting process as one, the later over the earlier.

    Only what :data:`wellbought.market.schema.SHAPE` names is merged, which is the same as merging all and reading that.
    """
    dated = [{**release, "date": str(release.get("date") or "")} for release in releases]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", OCDSMergeWarning)
        return dict(_merger.create_compiled_release(dated))
