"""The one door between the command line and the web application."""

import contextlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wellbought.documents.check import refuse_broken
from wellbought.errors import WellboughtError

if TYPE_CHECKING:
    from wellbought.purchase.archive import Manifest
    from wellbought.web.accounts.models import Organisation
    from wellbought.web.archives.actions import Imported
    from wellbought.web.config.backup import Kept


class PortTaken(WellboughtError):
    """Another program listens on the port already."""

    def __init__(self, port: int) -> None:
        super().__init__(f"Port {port} is in use already. Stop the other program, or choose another with --port.")


def serve(
    *,
    host: str,
    port: int,
    workers: int,
    home: str | None,
    demo: bool,
    fresh: bool = False,
    with_worker: bool = True,
    packs: Sequence[Path] = (),
) -> int:
    """Bring the database up to date, gather the static files, and serve until stopped.

    :param with_worker: whether to run background work in a second process of its own
    :param home: where the data live; the settings' own default if ``None``
    :param demo: whether to serve example purchases, in a home of their own, where anyone may be anyone
    :param fresh: whether to forget an earlier demo first
    :param packs: packs of one's own, laid over the product's; those of the settings if there are none
    :raises PackInvalid: before anything is served, if the guidance is broken
    :raises PortTaken: if nothing could be served
    """
    _lay_over(packs)
    folder = _home(home, demo=demo)
    if demo and fresh:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["WELLBOUGHT_HOME"] = str(folder)
    os.environ["WELLBOUGHT_DEMO"] = "1" if demo else "0"
    _refuse_a_taken_port(host, port)
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if demo:
        from wellbought.web.demo.load import load_examples

        load_examples()
    where = f"http://{'localhost' if host in ('127.0.0.1', '0.0.0.0') else host}:{port}/"  # noqa: S104 - compared only
    print(f"Wellbought is at {where}\nIts data are in {folder}. Press Ctrl-C to stop.", flush=True)  # noqa: T201 - the command's own words
    with (
        _worker_beside(folder) if with_worker else contextlib.nullcontext(),
        _market_beside() if demo else contextlib.nullcontext(),
    ):
        return _run(host, port, workers)


def work(*, home: str | None, once: bool, parent: int | None) -> int:
    """Run work in the background until stopped, or until nothing waits.

    :param home: where the data live, as for :func:`serve`
    :param parent: the process without which there is nothing to work for
    """
    at_home(home)
    from wellbought.web.background import worker

    if once:
        worker.work_off()
    else:
        worker.work(parent=parent)
    return 0


def back_up(target: Path, *, home: str | None) -> "Kept":
    """Keep the data of a home in a file.

    :raises WellboughtError: if the file cannot be written
    """
    at_home(home)
    from wellbought.web.config import backup

    return backup.back_up(target)


def restore(source: Path, *, home: str | None) -> "Kept":
    """Read a file of :func:`back_up` into a home that is empty.

    :raises WellboughtError: if it is no backup, or the home is not empty
    """
    at_home(home).mkdir(parents=True, exist_ok=True)
    from wellbought.web.config import backup

    return backup.restore(source)


def add_organisation(name: str, *, email: str, person: str, role: str, places: Sequence[str], home: str | None) -> str:
    """Let somebody found an organisation.

    :returns: the address under which they do
    :raises WellboughtError: if a place is not one of the pack's
    """
    at_home(home).mkdir(parents=True, exist_ok=True)
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from wellbought.web.accounts.actions import found_by_command

    return found_by_command(name=name, email=email, person=person, role=role, places=places)


def export_archive(target: Path, *, purchase: str, organisation: str, home: str | None) -> "Manifest":
    """Write an archive of a purchase or an organisation, by its key.

    :raises WellboughtError: if there is none of that key
    """
    at_home(home)
    from django.utils import timezone

    from wellbought.web.archives import actions, queries

    if purchase:
        found = queries.purchase_by_key(purchase)
        if found is None:
            raise WellboughtError(f"There is no purchase with the key “{purchase}”. The key stands in its address.")
        return actions.export_purchase(found, target, now=timezone.now())
    return actions.export_organisation(_organisation(organisation), target, now=timezone.now())


def import_archive(
    source: Path, *, organisation: str, new: str, match_people: bool, as_copy: bool, home: str | None
) -> "Imported":
    """Read an archive into an organisation, by its key, or into a new one.

    :raises WellboughtError: if the archive is refused, or there is no organisation of that key
    """
    at_home(home).mkdir(parents=True, exist_ok=True)
    from django.core.management import call_command
    from django.db import transaction
    from django.utils import timezone

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    from wellbought.web.accounts.actions import found_organisation
    from wellbought.web.archives import actions

    with transaction.atomic():
        into = found_organisation(name=new) if new else _organisation(organisation)
        return actions.import_archive(
            source,
            organisation=into,
            member=None,
            match_people=match_people,
            as_copy=as_copy,
            now=timezone.now(),
        )


def _organisation(key: str) -> "Organisation":
    from wellbought.web.archives import queries

    found = queries.organisation_by_key(key)
    if found is None:
        known = "\n".join(f"{one.key}  {one.name}" for one in queries.organisations())
        raise WellboughtError(f"There is no organisation with the key “{key}”. There are:\n{known or 'none'}")
    return found


def at_home(home: str | None) -> Path:
    """Make Django ready over the data of a home that is not the demo's, or of the one that the settings name.

    :returns: the home
    """
    folder = _home(home, demo=False)
    os.environ["WELLBOUGHT_HOME"] = str(folder)
    set_up()
    return folder


def set_up() -> None:
    """Make Django ready."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbought.web.config.settings")
    import django

    django.setup()


@contextlib.contextmanager
def _market_beside() -> Iterator[None]:
    """A process that brings the demo's contracts in, the first time: nobody waits for it, and it ends with this one.

    What they are read with does not survive a fork, so it is never loaded here.
    """
    from django.conf import settings

    if (settings.MARKET / "dataset.json").is_file():
        yield
        return
    loading = "from wellbought.web.launch import load_demo_market; load_demo_market()"
    running = subprocess.Popen([sys.executable, "-c", loading])  # noqa: S603 - our own program
    try:
        yield
    finally:
        running.terminate()


def load_demo_market() -> None:
    """Bring the demo's contracts in, and what an example purchase pinned of them."""
    set_up()
    from wellbought.web.demo.market import load_market

    load_market()


@contextlib.contextmanager
def _worker_beside(folder: Path) -> Iterator[None]:
    """A second process that runs background work; it is started anew if it stops, and ends with this one."""
    command = [sys.executable, "-m", "wellbought", "worker", "--home", str(folder), "--parent", str(os.getpid())]
    over = threading.Event()
    running: list[subprocess.Popen[bytes]] = [subprocess.Popen(command)]  # noqa: S603 - our own program

    def keep_alive() -> None:
        while not over.wait(5.0):
            if running[0].poll() is not None:
                running[0] = subprocess.Popen(command)  # noqa: S603 - our own program

    threading.Thread(target=keep_alive, daemon=True).start()
    try:
        yield
    finally:
        over.set()
        running[0].terminate()


def export_site(
    folder: Path, *, languages: Sequence[str], address: str, packs: Sequence[Path], files: bool
) -> tuple[int, int]:
    """Write the guidance as a site of files.

    :param packs: packs of one's own, laid over the product's
    :returns: how many pages it has, and how many octets
    :raises PackInvalid: before anything is written, if the guidance is broken
    """
    _lay_over(packs)
    _set_up_alone()
    from wellbought.web.guidance.actions.site import export_site as write

    made = write(folder, languages=languages, address=address, files=files)
    return made.pages, made.octets


def _lay_over(given: Sequence[Path]) -> None:
    """Lay packs of one's own over the product's, in this process and in those that it starts.

    :raises PackInvalid: with every fault at once, and nothing is laid over
    """
    told = [Path(folder) for folder in os.environ.get("WELLBOUGHT_PACKS", "").split(",") if folder]
    own = tuple(folder.resolve() for folder in given or told)
    refuse_broken(own)
    os.environ["WELLBOUGHT_PACKS"] = ",".join(map(str, own))


def _set_up_alone() -> None:
    """Make the pages ready without a database, a home or gathered static files."""
    os.environ.setdefault("WELLBOUGHT_SECRET_KEY", secrets.token_urlsafe())
    os.environ["WELLBOUGHT_PLAIN_STATIC"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wellbought.web.config.settings")
    import django

    django.setup()


def _home(given: str | None, *, demo: bool) -> Path:
    if given:
        return Path(given).expanduser().resolve()
    base = os.environ.get("WELLBOUGHT_HOME") or os.environ.get("XDG_DATA_HOME")
    data = Path(base) if base else Path.home() / ".local" / "share"
    if os.environ.get("WELLBOUGHT_HOME"):
        return data / "demo" if demo else data
    return data / ("wellbought-demo" if demo else "wellbought")


def _refuse_a_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(port) from None


def _run(host: str, port: int, workers: int) -> int:
    if sys.platform == "win32":
        from wsgiref.simple_server import make_server

        from wellbought.web.config.wsgi import application

        with make_server(host, port, application) as server:
            server.serve_forever()
        return 0
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]
        """Gunicorn with our settings instead of a command line."""

        def load_config(self) -> None:
            self.cfg.set("bind", [f"{host}:{port}" if ":" not in host else f"[{host}]:{port}"])
            self.cfg.set("workers", workers)
            self.cfg.set("worker_class", "gthread")
            self.cfg.set("threads", 4)
            self.cfg.set("loglevel", "warning")
            self.cfg.set("control_socket_disable", True)

        def load(self) -> object:
            from wellbought.web.config.wsgi import application

            return application

    Server().run()
    return 0
