"""What the tests of the engine share: a command, run in this process, with what it said."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.engine.packs import small, whole
from wellbought.cli import run
from wellbought.pack.read import Pack, load_pack


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


def _from_memory(folders: list[Path] | None = None) -> Pack:
    """The packs that come with the product from memory; others as they are."""
    return whole() if folders is None else load_pack(folders)


@pytest.fixture
def wellbought(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Command:
    """Run a command: ``wellbought("check", "-", stdin=b"{}")``. Packs come from memory, so that it is quick."""
    for module in ("questions", "document"):
        monkeypatch.setattr(f"wellbought.cli.{module}.load_pack", whole)
    monkeypatch.setattr("wellbought.cli.claims.load_pack", _from_memory)
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
