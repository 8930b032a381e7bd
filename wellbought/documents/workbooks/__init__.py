"""Workbooks that calculate: one module for each kind of document whose Excel file is more than its tables."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from wellbought.documents.sheets import Sheet
from wellbought.documents.words import Words
from wellbought.documents.workbooks import check, questions, scorecard
from wellbought.purchase import Purchase

WORKBOOKS: Final[Mapping[str, Callable[[Purchase, Words], tuple[Sheet, ...]]]] = MappingProxyType(
    {
        "check": check.sheets,
        "questions": questions.sheets,
        "scorecard": scorecard.sheets,
    }
)
