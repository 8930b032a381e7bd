"""What all tests share: no network, and a browser where one is asked for."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

LOOPBACK = ("127.", "localhost", "::1", "0.0.0.0")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A test that reaches out of this machine fails."""
    connect = socket.socket.connect

    def only_here(self: socket.socket, address: object) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(host).startswith(LOOPBACK):
            message = f"A test tried to reach {host}."
            raise AssertionError(message)
        connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", only_here)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser on this machine; tests that need it are skipped where there is none, except in CI."""
    import shutil

    found = os.environ.get("BROWSER_PATH") or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None or not Path(found).exists():
        if os.environ.get("CI"):
            pytest.fail("There is no browser: apt-get install chromium")
        pytest.skip("needs a browser: apt-get install chromium")
    return found


@pytest.fixture(autouse=True)
def decisions_can_be_cleared(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with its own transactions clears the database when it ends, which decisions and the trail refuse."""
    yield
    mark = request.node.get_closest_marker("django_db")
    if mark is not None and mark.kwargs.get("transaction"):
        from django.db import connection

        from wellbought.web.audit import guard
        from wellbought.web.audit.models import Event
        from wellbought.web.purchases import seals
        from wellbought.web.purchases.models import Decision

        seals.lift_guard(connection)
        guard.lift_guard(connection)
        Decision.objects.all().delete()
        Event.objects.all().expire()
        seals.set_guard(connection)
        guard.set_guard(connection)
