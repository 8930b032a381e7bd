"""Market research: real contracts are found with reasons, figures say their limits, and findings stay as they were."""

import html
import json
import re
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.translation import override

from tests.web.conftest import NOW, People, signed_in
from wellbought.market.flags import OwnPurchase, flags
from wellbought.market.measures import MEASURES, measure
from wellbought.market.selection import Selection
from wellbought.vocabulary import Role
from wellbought.web.background.models import Job
from wellbought.web.background.tasks import run_job
from wellbought.web.market import actions, queries
from wellbought.web.market.models import Finding, OwnFacts, Vendor
from wellbought.web.market.queries.opened import market
from wellbought.web.market.queries.wording import SENTENCES, in_own_words
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db

CHATBOT = "usaspending-70B04C24F00000384"


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample that ships, brought in once."""
    return tmp_path_factory.mktemp("market")


@pytest.fixture(autouse=True)
def data(sample: Path, settings: Any) -> Path:
    settings.MARKET = sample
    actions.bring_sample()
    return sample


@pytest.fixture
def no_data(tmp_path: Path, settings: Any, data: Path) -> None:
    settings.MARKET = tmp_path / "nothing"


def page(address: str, client: Client | None = None) -> str:
    response = (client or Client()).get(address)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def own(purchase: Purchase, rest: str = "") -> str:
    return f"/en/purchases/{purchase.key}/market/{rest}"


def pin_contract(people: People, purchase: Purchase, note: str = "") -> Any:
    return signed_in(people.amara).post(own(purchase, "pin/"), {"ocid": CHATBOT, "note": note})


class TestTheOpenPages:
    def test_a_visitor_finds_contracts_with_the_words_that_match_and_why_they_are_ai(self) -> None:
        text = page("/en/market/?q=chatbot+for+residents")

        assert "ZOOM , CIC CHATBOT" in text
        assert "Matches:" in text
        assert "Taken as a purchase of AI because of its words:" in text
        assert "kept apart from words:" in text

    def test_filters_narrow_what_is_found(self) -> None:
        everywhere = queries.search(queries.Asked(ai_only=True))
        at_home = queries.search(queries.Asked(ai_only=True, country="United States", since=2024, until=2024))

        assert len(everywhere.rows) == 20
        assert {(row.country, row.year) for row in at_home.rows} == {("United States", 2024)}
        assert all(row.is_ai for row in everywhere.rows)

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ("at_least=5", "Choose the currency of the value."),
            ("since=2024&until=2020", "The last year comes before the first."),
            ("since=next", "Enter a whole number."),
        ],
    )
    def test_a_filter_that_cannot_be_meant_is_explained(self, asked: str, said: str) -> None:
        response = Client().get(f"/en/market/?q=chatbot&{asked}")

        assert response.status_code == 422
        assert said in response.content.decode()

    def test_words_that_stand_nowhere_lead_on(self) -> None:
        assert "None of these words stand in the data" in page("/en/market/?q=zzzzqqq")

    def test_strange_questions_harm_nothing(self) -> None:
        for words in ('" OR 1', "NEAR(", "*", "a" * 3_000, "مرحبا", "%00", "'; drop table text; --"):
            assert Client().get("/en/market/", {"q": words}).status_code == 200

    def test_a_contract_opens_to_its_facts_with_a_link_to_the_original(self) -> None:
        text = page(f"/en/market/contract/?ocid={CHATBOT}")

        assert "4,907,182" in text
        assert "ELLUMEN, INC." in text
        assert 'href="https://www.usaspending.gov/award/' in text

    def test_an_address_that_is_not_of_the_web_is_no_link(self) -> None:
        from wellbought.web.market.queries.contracts import _web_address

        assert _web_address("javascript:alert(1)") == ""
        assert _web_address("//x") == ""
        assert _web_address("https://example.org/a") == "https://example.org/a"

    def test_a_figure_has_its_chart_its_table_its_n_its_limits_and_its_query(self) -> None:
        text = page("/en/market/figures/suppliers/")

        drawn = re.search(r'src="([^"]+/chart\.svg\?[^"]+)"', text)
        assert drawn is not None
        assert "<svg" in page(html.unescape(drawn[1]))
        assert 'aria-label="The most frequent supplier' in text
        assert "<bdi>409</bdi> of <bdi>462</bdi> contracts have what this needs." in text
        assert "One firm may appear under several names" in text
        assert "SELECT" in text

    def test_a_drawing_needs_no_style_of_its_own_and_no_script(self) -> None:
        drawing = queries.chart_drawing("contract-value", queries.Asked())

        assert "style=" not in drawing
        assert "<script" not in drawing
        assert "onclick" not in drawing

    def test_a_live_chart_tells_its_rows_in_the_readers_language_and_holds_no_address(self) -> None:
        with override("fr"):
            made = queries.chart_specification("suppliers", queries.Asked())

        titles = {one["title"] for one in made["encoding"]["tooltip"]}
        assert {"Fournisseur", "Attributions"} & titles
        assert all("said_supplier" in row for row in made["data"]["values"])
        assert "http" not in json.dumps({key: value for key, value in made.items() if key != "$schema"})

    def test_a_chart_without_data_is_not_found(self) -> None:
        assert Client().get("/en/market/figures/tenderers/chart.svg").status_code == 404
        assert Client().get("/en/market/figures/no-such/chart.json").status_code == 404

    def test_no_figure_is_shown_where_the_data_cannot_carry_it(self) -> None:
        text = page("/en/market/figures/tenderers/")

        assert "<svg class" not in text.partition("market-figure")[2]
        assert "market-figure" not in text
        assert "No figure is shown where the data cannot carry it." in text

    def test_the_data_page_tells_sources_licences_and_coverage(self) -> None:
        text = page("/en/market/data/")

        assert "Open Government Licence v3.0" in text
        assert "contracts.jsonl.gz" in text
        assert str(queries.folder()) not in text
        assert "No: too few say it" in text

    @pytest.mark.usefixtures("no_data")
    def test_without_data_every_page_says_what_to_do(self, people: People, purchase: Purchase) -> None:
        member = signed_in(people.amara)
        for address in ("/en/market/", "/en/market/data/", "/en/market/figures/suppliers/", own(purchase, "search/")):
            assert "No contracting data have been brought in yet." in page(address, member)
        assert "None yet." in page(own(purchase), member)

    def test_without_the_libraries_pages_say_what_to_install(
        self, monkeypatch: pytest.MonkeyPatch, people: People, purchase: Purchase
    ) -> None:
        for module in ("opened", "whole"):
            monkeypatch.setattr(
                import_module(f"wellbought.web.market.queries.{module}"), "market", _absent, raising=True
            )
        monkeypatch.setattr(queries, "missing_libraries", lambda: ("duckdb",))

        assert "wellbought[market]" in page("/en/market/")
        assert "wellbought[market]" in page(own(purchase, "flags/"), signed_in(people.amara))


def _absent() -> Any:
    raise queries.MarketAbsent("Market research needs libraries that are not installed here (duckdb).")


def test_every_sentence_of_the_engine_can_be_translated() -> None:
    said = set(SENTENCES)
    spoken = {
        getattr(import_module(f"wellbought.market.measures.{name}"), part)
        for name in MEASURES
        for part in ("QUESTION", "FORMULA", "LIMITS")
    }

    assert spoken - said == set()


@pytest.mark.parametrize("language", ["es", "fr", "ar"])
def test_every_sentence_with_figures_is_told_in_the_readers_language(language: str) -> None:
    with market() as opened:
        found = [measure(opened.engine, name) for name in MEASURES]
        found.append(measure(opened.engine, "suppliers", Selection(country="Nowhere")))
        raised = flags(OwnPurchase(date(2026, 1, 1), date(2026, 1, 5), date(2026, 1, 6), 1, "direct", 0.6))
    spoken = {part for one in found for part in (one.summary, one.why_not, *one.caveats) if part}
    spoken |= {one.because for one in raised}

    with override(language):
        told = {sentence: in_own_words(sentence) for sentence in spoken}

    assert [sentence for sentence, own_words in told.items() if own_words == sentence] == []
    assert len(spoken) > 20


def test_figures_in_a_sentence_are_written_as_the_language_writes_them() -> None:
    sentence = "In 2025 half of 1,204 contracts cost between 46,394 and 628,531; the middle is 110,792."

    with override("fr"):
        told = in_own_words(sentence)

    assert "2025" in told
    assert "46,394" not in told
    assert "628,531" not in told


class TestInAPurchase:
    def test_the_search_begins_with_what_the_purchase_is_about(self, people: People, purchase: Purchase) -> None:
        text = page(own(purchase, "search/"), signed_in(people.amara))

        assert "Benefits chatbot" in text
        assert "Pin this contract" in text

    def test_a_contract_is_pinned_with_the_state_of_the_data(self, people: People, purchase: Purchase) -> None:
        pin_contract(people, purchase, "Same size as ours.")

        finding = Finding.objects.get()
        text = page(own(purchase), signed_in(people.wei))
        assert finding.dataset == queries.digest()
        assert finding.content["amount"] == "4907182.79"
        assert "ZOOM , CIC CHATBOT" in text
        assert "Same size as ours." in text

    def test_the_same_is_pinned_once_until_it_is_taken_back(self, people: People, purchase: Purchase) -> None:
        pin_contract(people, purchase)
        again = signed_in(people.amara).post(own(purchase, "pin/"), {"ocid": CHATBOT}, follow=True)
        finding = Finding.objects.get()
        signed_in(people.amara).post(own(purchase, f"findings/{finding.key}/"))
        pin_contract(people, purchase)

        assert "This is pinned already." in again.content.decode()
        assert Finding.objects.count() == 2
        assert Finding.objects.filter(withdrawn_at=None).count() == 1
        assert "Taken back" in page(own(purchase), signed_in(people.amara))

    def test_a_figure_is_pinned_with_its_question_and_stays_as_it_was(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.amara)
        client.post(own(purchase, "pin/"), {"measure": "buyers", "q": "software", "ai_only": "on"})

        finding = Finding.objects.get()
        text = page(own(purchase, f"findings/{finding.key}/"), client)
        assert finding.asked == "software"
        assert finding.filters == {"ai-only": "yes"}
        assert "software" in text
        assert "<svg" in text

    def test_documents_tell_pinned_figures_in_the_readers_language(self, people: People, purchase: Purchase) -> None:
        signed_in(people.amara).post(own(purchase, "pin/"), {"measure": "suppliers"})

        with override("es"):
            figure = queries.research_to_read(purchase).findings[0].figure

        assert figure is not None
        assert figure.language == "es"
        assert figure.summary.startswith("El proveedor más frecuente")
        kept = queries.research_of(purchase).findings[0].figure
        assert kept is not None
        assert kept.summary.startswith("The most frequent supplier")

    def test_what_the_data_do_not_hold_cannot_be_pinned(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.amara)

        for sent in ({"ocid": "none"}, {"measure": "tenderers"}, {"measure": "no-such"}, {}):
            assert client.post(own(purchase, "pin/"), sent).status_code == 404
        assert not Finding.objects.exists()

    def test_a_note_that_is_too_long_is_refused_with_a_reason(self, people: People, purchase: Purchase) -> None:
        response = signed_in(people.amara).post(
            own(purchase, "pin/"), {"ocid": CHATBOT, "note": "x" * 2_001}, follow=True
        )

        assert "Your note has 2,001 characters" in response.content.decode()
        assert not Finding.objects.exists()

    def test_suppliers_become_vendors_to_invite_each_once(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.amara)
        sent = {"name": "ELLUMEN, INC.", "found_in": CHATBOT, "reason": "It has such a contract"}
        client.post(own(purchase, "vendors/"), sent)
        again = client.post(own(purchase, "vendors/"), {**sent, "name": "Ellumen, Inc."})

        assert again.status_code == 422
        assert "is on the list already" in again.content.decode()
        assert "ELLUMEN" in page(own(purchase, "vendors/"), client)
        client.post(own(purchase, f"vendors/{Vendor.objects.get().key}/strike/"))
        assert "Nobody yet." in page(own(purchase, "vendors/"), client)

    def test_the_brief_and_the_strategy_are_filled_from_what_is_pinned(
        self, people: People, purchase: Purchase
    ) -> None:
        pin_contract(people, purchase)
        client = signed_in(people.amara)

        brief = client.get(f"/en/purchases/{purchase.key}/documents/market-brief.md").content.decode()
        strategy = client.get(f"/en/purchases/{purchase.key}/documents/strategy.md").content.decode()
        assert CHATBOT in brief
        assert "CIC CHATBOT" in strategy

    @pytest.mark.parametrize("findings", [1, 4])
    def test_the_queries_of_the_page_do_not_grow_with_the_findings(
        self, findings: int, people: People, purchase: Purchase, django_assert_max_num_queries: Any
    ) -> None:
        rows = queries.search(queries.Asked(ai_only=True)).rows[:findings]
        for row in rows:
            origin = actions.Origin("d1")
            actions.pin(member=people.amara, purchase=purchase, found=row.pinned(), origin=origin, now=NOW)
        client = signed_in(people.amara)
        page(own(purchase), client)

        with django_assert_max_num_queries(20):
            page(own(purchase), client)

    def test_another_organisation_sees_none_of_it(self, people: People, purchase: Purchase) -> None:
        pin_contract(people, purchase)
        finding = Finding.objects.get()
        outsider = signed_in(people.outsider)

        for rest in ("", "search/", "vendors/", "flags/", f"findings/{finding.key}/"):
            assert outsider.get(own(purchase, rest)).status_code == 404
        assert outsider.post(own(purchase, f"findings/{finding.key}/")).status_code == 404
        assert outsider.post(own(purchase, "pin/"), {"ocid": CHATBOT}).status_code == 404
        finding.refresh_from_db()
        assert finding.withdrawn_at is None


class TestRedFlags:
    def facts(self, **given: Any) -> dict[str, Any]:
        days = {
            f"{name}_{place}": part
            for name, day in (("notice_on", "1 3 2026"), ("deadline_on", "6 3 2026"))
            for place, part in zip(("day", "month", "year"), day.split(), strict=True)
        }
        return {"seen": 0, "method": "direct", "tenderers": "1", **days, **given}

    def test_what_is_known_raises_flags_with_formula_source_and_limits(
        self, people: People, purchase: Purchase
    ) -> None:
        client = signed_in(people.amara)
        client.post(own(purchase, "flags/"), self.facts())

        text = page(own(purchase, "flags/"), client)
        assert OwnFacts.objects.get().deadline_on == date(2026, 3, 6)
        assert text.count("Raised") >= 2
        assert "Tenderers have 5 days." in text
        assert "Fazekas" in text
        assert "Limits:" in text

    def test_somebody_elses_newer_facts_are_not_written_over(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.amara)
        client.post(own(purchase, "flags/"), self.facts())
        late = client.post(own(purchase, "flags/"), self.facts(tenderers="4"))

        assert late.status_code == 422
        assert "Somebody else changed these facts" in late.content.decode()
        assert OwnFacts.objects.get().tenderers == 1

    def test_days_in_the_wrong_order_are_refused(self, people: People, purchase: Purchase) -> None:
        sent = self.facts(deadline_on_day="1", deadline_on_month="2")

        response = signed_in(people.amara).post(own(purchase, "flags/"), sent)

        assert response.status_code == 422
        assert "The last day comes before the notice." in response.content.decode()


class TestBringingDataIn:
    LINE = (
        b'{"ocid":"ocds-x-1","id":"1","date":"2025-01-01T00:00:00Z","tag":["award"],"buyer":{"name":"Testford"},'
        b'"tender":{"title":"A chatbot for residents"},"awards":[{"id":"1","date":"2025-01-01T00:00:00Z",'
        b'"value":{"amount":10,"currency":"GBP"},"suppliers":[{"id":"a","name":"Acme"}]}]}\n'
    )

    def send(self, people: People, content: bytes) -> Any:
        leader = next(one for one in people.by_role.values() if one.is_administrator)
        file = SimpleUploadedFile("../../more data.jsonl", content)
        return signed_in(leader).post("/en/market/data/add/", {"file": file, "source": "Testford, OGL v3.0"})

    def test_an_administrator_brings_a_file_in_and_is_told_what_was_not_read(
        self, people: People, tmp_path: Path, settings: Any
    ) -> None:
        settings.MARKET = tmp_path / "own"
        response = self.send(people, self.LINE + b'{"ocid": broken\n')

        job = Job.objects.get()
        run_job.call(key=job.key)
        job.refresh_from_db()
        assert response.status_code == 302
        assert (job.state, job.file_name, job.href) == ("done", "not-read.csv", "/en/market/data/")
        assert "Testford, OGL v3.0" in page("/en/market/data/")
        assert queries.search(queries.Asked(words="chatbot")).rows[0].buyer == "Testford"
        assert list((tmp_path / "own" / "incoming").iterdir()) == []

    def test_a_file_that_holds_no_contracts_is_refused_in_plain_words(
        self, people: People, tmp_path: Path, settings: Any
    ) -> None:
        settings.MARKET = tmp_path / "own"
        self.send(people, b"hello")

        job = Job.objects.get()
        run_job.call(key=job.key)
        job.refresh_from_db()
        assert job.state == "failed"
        assert job.message.startswith("Nothing was brought in.")

    def test_it_can_be_switched_off(self, people: People, settings: Any) -> None:
        settings.MARKET_BRING = False

        assert self.send(people, self.LINE).status_code == 404

    def test_who_does_not_administer_may_not(self, people: People) -> None:
        ordinary = next(
            one for role, one in people.by_role.items() if not one.is_administrator and role is not Role.LEADERSHIP
        )

        assert signed_in(ordinary).get("/en/market/data/add/").status_code == 403
