"""A figure with its target, and the few ways of measuring that the benchmarks share."""

import math
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    :ivar at_least: the target, where more is better
    :ivar at_most: the target, where less is better; without either the figure is told for comparison only
    """

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def reached(self) -> bool:
        """Whether the target is reached, if there is one."""
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    def line(self) -> str:
        """The figure in a line for people."""
        said = f"  {self.name:<66} {_shown(self.value):>9} {self.unit:<9}"
        if self.at_least is None and self.at_most is None:
            return said.rstrip()
        target = f"≥ {_shown(self.at_least)}" if self.at_least is not None else f"≤ {_shown(self.at_most or 0)}"
        return f"{said} {target:>9}  {'PASS' if self.reached else 'SHORT OF TARGET'}"


def tell(title: str, figures: Iterable[Figure]) -> int:
    """Print the figures as they come; the exit status is 1 if one falls short."""
    print(f"\n{title}", flush=True)
    short = 0
    for figure in figures:
        print(figure.line(), flush=True)
        short += not figure.reached
    return 1 if short else 0


def percentile(numbers: Sequence[float], part: float) -> float:
    """The number below which a part of them lies: ``percentile(times, 0.95)``."""
    ranked = sorted(numbers)
    return ranked[min(len(ranked) - 1, math.ceil(part * len(ranked)) - 1)]


def cpu_ms(action: Callable[[], object]) -> float:
    """How many milliseconds of CPU one call takes."""
    began = time.process_time()
    action()
    return (time.process_time() - began) * 1000


def wall_ms(action: Callable[[], object]) -> float:
    """How many milliseconds one call takes on the clock."""
    began = time.perf_counter()
    action()
    return (time.perf_counter() - began) * 1000


def _shown(number: float) -> str:
    size = abs(number)
    return f"{number:,.0f}" if size >= 100 else f"{number:.1f}" if size >= 10 else f"{number:.2f}"
