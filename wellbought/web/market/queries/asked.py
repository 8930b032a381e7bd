"""What a reader asks: words, and what narrows them."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

if TYPE_CHECKING:
    from wellbought.market.selection import Selection


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the data. What is empty narrows nothing.

    :ivar words: a few words, or the whole description of a purchase
    :ivar since, until: years, both included
    """

    words: str = ""
    country: str = ""
    buyer: str = ""
    supplier: str = ""
    method: str = ""
    since: int | None = None
    until: int | None = None
    at_least: float | None = None
    at_most: float | None = None
    currency: str = ""
    ai_only: bool = False

    def selection(self) -> "Selection":
        """The filters as the engine takes them."""
        from wellbought.market.selection import Selection

        values = asdict(self)
        del values["words"]
        values["since"] = date(self.since, 1, 1) if self.since else None
        values["until"] = date(self.until, 12, 31) if self.until else None
        return Selection(**values)

    def filters(self) -> Mapping[str, str]:
        """The filters as the command line writes them, those that narrow something."""
        found = {}
        for one in fields(self)[1:]:
            value = getattr(self, one.name)
            if value in (None, "", False):
                continue
            name = one.name.replace("_", "-")
            if one.name in ("since", "until"):
                found[name] = f"{value}-01-01" if one.name == "since" else f"{value}-12-31"
            else:
                found[name] = "yes" if value is True else f"{value:.15g}" if isinstance(value, float) else str(value)
        return found

    @property
    def narrows(self) -> bool:
        """Whether any filter is set."""
        return bool(self.filters())

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The question as a form sends it."""
        given = [("q", self.words)] if self.words else []
        for one in fields(self)[1:]:
            value = getattr(self, one.name)
            if value not in (None, "", False):
                said = "on" if value is True else f"{value:.15g}" if isinstance(value, float) else str(value)
                given.append((one.name, said))
        return tuple(given)

    def address(self, **more: Any) -> str:
        """The question as the part of an address after ``?``."""
        return urlencode({**dict(self.pairs()), **more})
