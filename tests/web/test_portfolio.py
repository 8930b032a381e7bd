"""The portfolio: what a purchase's row says of where it stands, who sees it, what holds it up, and the files."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.web.conftest import NOW, People, signed_in
from wellbought.pack.read import Pack
from wellbought.profile import Value, parse_profile
from wellbought.purchase import AnswerState
from wellbought.purchase.standing import Hold, Use
from wellbought.vocabulary import Role, Stage
from wellbought.web.portfolio import queries as portfolio
from wellbought.web.portfolio.queries import Wanted
from wellbought.web.purchases import actions
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import snapshot

pytestmark = pytest.mark.django_db

PAGE = "/en/portfolio/"
TODAY = date(2026, 11, 23)


def row(purchase: Purchase, **changed: Any) -> Purchase:
    """The purchase's row as it stands, after some of it was changed."""
    if changed:
        Purchase.objects.filter(pk=purchase.pk).update(**changed)
    return Purchase.objects.select_related("owner__person", "organisation").get(pk=purchase.pk)


def save(people: People, purchase: Purchase, question: str, state: AnswerState) -> None:
    actions.save_answer(
        member=people.amara, purchase=purchase, question=question, text="Words", state=state, seen=0, now=NOW
    )


def agrees_with_the_rules(purchase: Purchase, pack: Pack) -> None:
    """What stands in the row is what the rules say of the whole purchase."""
    kept, whole = row(purchase), snapshot(row(purchase), pack, on=TODAY)
    gate = whole.next_gate()
    assert kept.tier == (whole.outcome.tier or "")
    assert kept.route == (whole.outcome.route or "")
    assert kept.gate == (gate.closes if gate else "")
    assert kept.gate_open == (len(gate.open) if gate else 0)
    assert kept.asked == len(whole.plan.ids())
    assert kept.settled == len(whole.settled() & set(whole.plan.ids()))
    assert kept.standing_digest == pack.digest


def test_the_row_keeps_in_step_with_every_change(people: People, purchase: Purchase, pack: Pack) -> None:
    agrees_with_the_rules(purchase, pack)
    gate = snapshot(purchase, pack, on=TODAY).next_gate()
    assert gate is not None
    first, *rest = (question.id for question in gate.open)

    actions.assign(
        member=people.amara, purchase=purchase, question=first, owner=people.wei, due_on=TODAY, seen=0, now=NOW
    )
    assert row(purchase).due_on == TODAY
    save(people, purchase, first, AnswerState.DRAFTED)
    assert row(purchase).due_on == TODAY
    for question in rest:
        save(people, purchase, question, AnswerState.AGREED)
    agrees_with_the_rules(purchase, pack)
    assert row(purchase).gate_open == 1

    actions.save_answer(
        member=people.amara, purchase=purchase, question=first, text="So", state=AnswerState.AGREED, seen=1, now=NOW
    )
    agrees_with_the_rules(purchase, pack)
    assert row(purchase).due_on is None
    assert portfolio.standing_of(row(purchase)).holds(TODAY)[0] is Hold.SIGN_OFF

    actions.change_facts(
        member=people.amara,
        purchase=purchase,
        facts={"estimated_value": Value(Decimal("120000.5"), "GBP"), "sensitive_data": True},
        seen=1,
        pack=pack,
        now=NOW + timedelta(days=2),
    )
    agrees_with_the_rules(purchase, pack)
    assert str(row(purchase).value_amount) == "120000.50"
    assert row(purchase).moved_at == NOW + timedelta(days=2)


def test_other_guidance_makes_rows_stale_until_the_duty_has_run(purchase: Purchase, pack: Pack) -> None:
    row(purchase, standing_digest="old", gate="", asked=0, tier="")

    count = actions.refresh_standings()

    assert count == 1
    agrees_with_the_rules(purchase, pack)
    assert actions.refresh_standings() == 0


HELD: dict[Hold, dict[str, Any]] = {
    Hold.PAUSED: {"route": "paused"},
    Hold.OVERDUE: {"due_on": TODAY - timedelta(days=1)},
    Hold.SIGN_OFF: {"gate": "contract", "gate_open": 0, "gate_signers": "leadership"},
    Hold.RENEWAL: {"renews_on": TODAY - timedelta(days=1)},
    Hold.QUIET: {"gate": "need", "gate_open": 2, "moved_at": NOW - timedelta(days=31)},
}
CALM: dict[str, Any] = {
    "route": "standard",
    "due_on": None,
    "gate": "need",
    "gate_open": 2,
    "renews_on": None,
    "moved_at": NOW,
}


@pytest.mark.parametrize("hold", Hold)
def test_the_database_and_the_engine_agree_on_what_is_held_up(hold: Hold, people: People, purchase: Purchase) -> None:
    held = row(purchase, **{**CALM, **HELD[hold]})

    assert portfolio.standing_of(held).holds(TODAY) == (hold,)
    assert Purchase.objects.filter(portfolio.held_by(hold, TODAY)).count() == 1
    shown = portfolio.portfolio(people.amara, Wanted(hold="any"), on=TODAY)
    assert [one.holds for one in shown.rows] == [(hold,)]
    assert {one: many for one, many in shown.sums.held.items() if many} == {hold: 1}


def test_what_is_on_its_way_is_not_held_up(people: People, purchase: Purchase) -> None:
    calm = row(purchase, **CALM)

    assert portfolio.standing_of(calm).holds(TODAY) == ()
    assert portfolio.portfolio(people.amara, Wanted(hold="any"), on=TODAY).rows == ()


@pytest.mark.parametrize(
    ("changed", "use"),
    [
        ({}, Use.PLANNED),
        ({"used_since": TODAY}, Use.IN_USE),
        ({"stage": Stage.IMPLEMENTATION}, Use.IN_USE),
        ({"stage": Stage.EXIT, "used_since": TODAY}, Use.ENDED),
    ],
)
def test_the_database_and_the_engine_agree_on_what_is_in_use(
    changed: dict[str, Any], use: Use, purchase: Purchase
) -> None:
    changed_row = row(purchase, **changed)

    assert portfolio.standing_of(changed_row).use is use
    assert [one for one in Use if Purchase.objects.filter(portfolio.of_use(one)).exists()] == [use]


def test_procurement_sees_that_a_purchase_is_there_and_opens_only_its_own(people: People, purchase: Purchase) -> None:
    purchase.team.filter(member=people.amara).delete()

    seen = signed_in(people.amara).get(PAGE).content.decode()

    assert purchase.title in seen
    assert f"/purchases/{purchase.key}/" not in seen
    assert f"/purchases/{purchase.key}/" in signed_in(people.by_role[Role.LEADERSHIP]).get(PAGE).content.decode()


def test_another_organisation_sees_nothing_of_it(people: People, purchase: Purchase) -> None:
    client = signed_in(people.outsider)

    answers = [client.get(path) for path in (PAGE, f"{PAGE}board.html", f"{PAGE}purchases.xlsx")]

    assert {answer.status_code for answer in answers} == {200}
    assert all(purchase.title.encode() not in answer.content for answer in answers)


def many(purchase: Purchase, count: int) -> None:
    """More purchases of the same organisation."""
    Purchase.objects.bulk_create(
        Purchase(
            organisation=purchase.organisation,
            title=f"Purchase {number:03}",
            created_by=purchase.created_by,
            created_at=NOW - timedelta(days=number),
            tier=("low", "high")[number % 2],
            vendor=f"Vendor {number % 3}",
            value_amount=number * 1000,
            value_currency=("GBP", "EUR")[number % 2],
            renews_on=timezone.now().date() + timedelta(days=number),
            owner=purchase.created_by,
        )
        for number in range(count)
    )


def test_its_queries_do_not_grow_with_the_purchases(people: People, purchase: Purchase) -> None:
    client = signed_in(people.by_role[Role.LEADERSHIP])
    client.get(PAGE)
    counts = []
    for more in (3, 120):
        many(purchase, more)
        for path in (PAGE, "/en/purchases/"):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(path).status_code == 200
            counts.append((path, len(asked)))

    assert counts[:2] == counts[2:]
    assert counts[0][1] <= 15


def test_filters_sorting_and_pages_work_together(people: People, purchase: Purchase) -> None:
    many(purchase, 120)
    client = signed_in(people.amara)

    last = client.get(f"{PAGE}?tier=high&vendor=Vendor+1&sort=title").content.decode()
    second = client.get(f"{PAGE}?sort=title&page=2").content.decode()
    nonsense = client.get(f"{PAGE}?tier=purple&sort=odd&page=x&renews=7")

    assert "20 purchases" in last
    assert "Purchase 001" in last
    assert "Purchase 000" not in last
    assert "Purchase 050" in second
    assert "?sort=title&amp;page=3" in second
    assert nonsense.status_code == 200
    assert "121 purchases" in nonsense.content.decode()


def test_amounts_of_different_currencies_are_never_added_up(people: People, purchase: Purchase) -> None:
    many(purchase, 4)

    sums = portfolio.sums_of(people.amara, Wanted(), on=TODAY)

    assert {currency: int(amount) for (currency, _), amount in sums.money.items()} == {"GBP": 2000, "EUR": 4000}
    assert sums.without_value == 1


def test_the_table_goes_along_as_csv_and_as_a_workbook(people: People, purchase: Purchase) -> None:
    row(purchase, title="=HYPERLINK(1)", vendor="Acme", value_amount=1200, value_currency="GBP")
    client = signed_in(people.amara)

    lines = list(csv.reader(io.StringIO(client.get(f"{PAGE}purchases.csv").getvalue().decode("utf-8-sig"))))
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}purchases.xlsx").content)).active

    assert sheet is not None
    assert lines[1][1] == "'=HYPERLINK(1)"
    assert [lines[0].index(name) for name in ("Vendor", "Estimated value")] == [7, 9]
    assert sheet["B2"].value == "=HYPERLINK(1)"
    assert sheet["B2"].data_type == "s"
    assert (sheet["H2"].value, sheet["J2"].value, sheet["K2"].value) == ("Acme", 1200, "GBP")


@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF"), ("html", b"<!")])
def test_the_page_for_the_board_comes_in_each_format(
    ending: str, begins: bytes, people: People, purchase: Purchase
) -> None:
    row(purchase, renews_on=date.today() - timedelta(days=3))

    answer = signed_in(people.by_role[Role.LEADERSHIP]).get(f"{PAGE}board.{ending}")

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    if ending == "html":
        text = answer.content.decode()
        assert purchase.title in text
        assert "has passed" in text
        assert "Purchases by stage" in text


def test_a_file_that_is_not_offered_does_not_exist(people: People) -> None:
    client = signed_in(people.amara)

    assert client.get(f"{PAGE}board.exe").status_code == 404
    assert client.get(f"{PAGE}purchases.pdf").status_code == 404


def test_leadership_s_own_work_is_found_without_reading_every_purchase(
    people: People, purchase: Purchase, pack: Pack
) -> None:
    leader = people.by_role[Role.LEADERSHIP]
    purchase.team.filter(member=leader).delete()
    light = actions.start_purchase(
        member=people.amara, title="Other", summary="", profile=parse_profile({}), pack=pack, now=NOW
    )
    gate = snapshot(purchase, pack, on=TODAY).next_gate()
    assert gate is not None
    for question in gate.open:
        save(people, purchase, question.id, AnswerState.AGREED)

    from wellbought.web.purchases.queries import work_of

    work = work_of(leader, pack, on=TODAY)

    assert light.title not in {one.purchase for one in work.gates + work.owned}
    assert [one.purchase for one in work.gates] == ([purchase.title] if Role.LEADERSHIP in gate.signers else [])
