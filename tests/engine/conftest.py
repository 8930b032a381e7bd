"""What the tests of the engine share: a command, run in this process, with what it said."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.engine.packs import small, whole
from wellbought.cli import run


@dataclass(frozen=True, slots=True)
class Said:
    """What a command answered."""

    status: int
    raw: bytes
    err: str

    @property
    def out(self) -> str:
        """What it printed, as text."""
        return self.raw.decode()


Command = Callable[..., Said]


class Stdin(io.TextIOWrapper):
    """What a person or another program hands to a command."""

    def __init__(self, given: bytes, *, terminal: bool) -> None:
        super().__init__(io.BytesIO(given), encoding="utf-8")
        self._terminal = terminal

    def isatty(self) -> bool:
        """Whether a person sits there."""
        return self._terminal


@pytest.fixture
def wellbought(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command: ``wellbought("check", "-", stdin=b"{}")``. Packs come from memory, so that it is quick."""
    for module in ("questions", "document"):
        monkeypatch.setattr(f"wellbought.cli.{module}.load_pack", whole)
    for module in ("check", "search"):
        monkeypatch.setattr(f"wellbought.cli.{module}.load_pack", lambda: small("isle"))

    def command(*arguments: str, stdin: bytes = b"", terminal: bool = False) -> Said:
        monkeypatch.setattr(sys, "stdin", Stdin(stdin, terminal=terminal))
        capsysbinary.readouterr()
        status = run(arguments)
        sys.stdout.flush()
        out, err = capsysbinary.readouterr()
        return Said(status, out, err.decode())

    return command
