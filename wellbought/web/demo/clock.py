"""Instants for the examples."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Clock:
    """Instants for the examples: so many days before now, a few minutes apart."""

    now: datetime

    def at(self, days_ago: float, minutes: int = 0) -> datetime:
        """An instant so many days ago."""
        return self.now - timedelta(days=days_ago) + timedelta(minutes=minutes)
