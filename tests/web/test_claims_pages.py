"""The claim checker's pages: words are marked with reasons, nothing is kept without being asked, history stays."""

import ast
import io
import json
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.web.conftest import NOW, People, signed_in
from wellbought.claims import reading
from wellbought.pack.kinds import ClaimElement
from wellbought.purchase.claims import ClaimState
from wellbought.web.claims import actions, queries
from wellbought.web.claims.models import LONGEST_NOTE, Claim, ClaimVersion, VendorText
from wellbought.web.claims.queries.refusals import SENTENCES
from wellbought.web.guidance.queries import pack_in
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db

BROCHURE = """# Acme Vision

Our AI is 99% accurate and never fails. It runs in the cloud.

- It eliminates human error from the whole process.

In a test on 1,200 cases from three councils in May 2026, it found 91% (95% interval 88 to 93) of the errors.
"""
HONEST = "We keep the records for 30 days and then delete them."


def check(text: str = "", **fields: Any) -> Any:
    return Client().post("/en/claims/", {"text": text, **fields})


def file(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def keep(people: People, purchase: Purchase, text: str = BROCHURE, vendor: str = "Acme") -> VendorText:
    read = queries.read_text(text)
    return actions.keep_text(
        member=people.amara,
        purchase=purchase,
        vendor=vendor,
        source="",
        text=read.text,
        claims=queries.claims_in(read),
        now=NOW,
    )


def save(member: Any, claim: Claim, note: str, *, seen: int = 0, state: ClaimState = ClaimState.ASKED) -> ClaimVersion:
    return actions.save_claim(member=member, claim=claim, state=state, note=note, seen=seen, now=NOW)


class TestWithoutAnAccount:
    def test_a_marked_sentence_opens_to_what_is_missing_and_the_question(self) -> None:
        page = check(BROCHURE).content.decode()

        assert '<a class="claims-mark__link" href="#claim-1">Our AI is 99% accurate and never fails.' in page
        assert 'id="claim-1"' in page
        assert pack_in("en").get(ClaimElement, "sample").label in page
        assert "What would settle it:" in page

    def test_headings_and_lists_are_kept(self) -> None:
        page = check(BROCHURE).content.decode()

        assert '<h3 class="govuk-heading-m" dir="auto"' in page
        assert "claims-list" in page

    def test_the_layout_of_a_word_file_is_kept(self) -> None:
        document = docx.Document()
        document.add_heading("Acme Vision", 1)
        document.add_paragraph("It never fails.", style="List Bullet")
        table = document.add_table(1, 2)
        table.cell(0, 0).text, table.cell(0, 1).text = "Accuracy", "99% of cases"
        content = io.BytesIO()
        document.save(content)

        page = check(file=file("acme.docx", content.getvalue())).content.decode()

        assert ">Acme Vision</h3>" in page
        assert "<li><div" in page
        assert page.count('<td class="govuk-table__cell"><mark class="claims-mark"') == 2

    def test_the_pages_of_a_file_are_numbered(self) -> None:
        page = check("---- 1 ----\n\nIt never fails.\n\n---- 2 ----\n\nIt is the best.").content.decode()

        assert '<p class="claims-page">Page 2</p>' in page

    def test_an_honest_sentence_is_credited_with_words(self) -> None:
        page = check(BROCHURE).content.decode()

        assert pack_in("en").get(ClaimElement, "sample").credit in page
        assert "claims-credit" in page

    def test_a_language_that_the_checker_does_not_know_is_said(self) -> None:
        page = check(
            "Dieses Werkzeug ist immer richtig und macht niemals einen Fehler, das versprechen wir unseren Kunden gern."
        ).content.decode()

        assert "Deutsch: not checked" in page
        assert "claims-mark__link" not in page

    def test_a_name_alone_is_not_said_to_be_in_another_language(self) -> None:
        page = check(
            "# Acme Vision\n\nThe tool never fails, and it is what the people of our towns want."
        ).content.decode()

        assert "not checked" not in page
        assert page.count("Language found") == 1

    def test_the_vendors_words_are_shown_as_text(self) -> None:
        page = check("It never fails <script>alert(1)</script> {{ 7*7 }}.").content.decode()

        assert "<script>alert" not in page
        assert "{{ 7*7 }}" in page

    def test_a_text_with_very_many_claims_does_not_repeat_itself_for_ever(self) -> None:
        sentence = "The tool never fails.\n\n"

        some, many = (len(check(sentence * count).content) for count in (100, 500))

        assert many < 4 * some

    def test_nothing_is_kept(self) -> None:
        check(BROCHURE)

        assert not VendorText.objects.exists()

    def test_nothing_given_meets_a_reason(self) -> None:
        response = check("  ")

        assert response.status_code == 422
        assert "Paste a text, or choose a file." in response.content.decode()

    def test_a_text_file_is_read(self) -> None:
        page = check(file=file("brochure.txt", b"Our AI never fails.")).content.decode()

        assert "brochure.txt" in page
        assert 'href="#claim-1"' in page

    def test_a_word_file_is_read_by_what_it_is_and_not_by_its_name(self) -> None:
        made = docx.Document()
        made.add_paragraph("Our AI never fails.")
        content = io.BytesIO()
        made.save(content)

        page = check(file=file("brochure.pdf", content.getvalue())).content.decode()

        assert 'href="#claim-1">Our AI never fails.' in page
        assert "this is a DOCX file" in page

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"%PDF-1.7 and then nothing", "broken"),
            (b"PK\x03\x04 no archive", "broken"),
            (b"\x89PNG\r\n", "a picture"),
            (b"MZ\x90\x00", "a program"),
            (b"", "empty"),
        ],
        ids=["PDF", "archive", "picture", "program", "empty"],
    )
    def test_a_file_that_cannot_be_read_is_refused_with_the_reason(self, content: bytes, reason: str) -> None:
        response = check(file=file("brochure.docx", content))

        assert response.status_code == 422
        assert 'href="#id_file"' in response.content.decode()
        assert reason in response.content.decode()

    def test_every_refusal_of_the_engine_can_be_translated(self) -> None:
        """Sentences with figures in them are marked as English instead."""
        said = set()
        for path in sorted(Path(reading.__file__).parent.glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "FileUnreadable":
                    said |= {one.value for one in node.args if isinstance(one, ast.Constant)}

        assert said - set(SENTENCES) == {"This is a folder. Name the files in it."}

    def test_a_file_that_is_too_large_is_refused_with_what_to_do(self) -> None:
        response = check(file=file("brochure.txt", b"word " * 2_100_001))

        assert response.status_code == 422
        assert "larger than 10 MB" in response.content.decode()

    def test_a_text_that_is_too_long_for_a_page_is_refused_with_what_to_do(self) -> None:
        response = check("word " * 121_000)

        assert response.status_code == 422
        assert "605,000 characters" in response.content.decode()

    @pytest.mark.parametrize("ending", ["docx", "pdf", "md"])
    def test_the_questions_come_as_a_letter(self, ending: str) -> None:
        response = Client().post("/en/claims/files/", {"text": BROCHURE, "vendor": "Acme", "ending": ending})

        assert response.status_code == 200
        assert f'questions-to-the-vendor.{ending}"' in response.headers["Content-Disposition"]

    def test_the_letter_names_the_vendor_and_quotes_the_sentence(self) -> None:
        response = Client().post("/en/claims/files/", {"text": BROCHURE, "vendor": "Acme", "ending": "md"})

        assert "**To:** Acme" in response.content.decode()
        assert "Our AI is 99% accurate and never fails" in response.content.decode()

    def test_the_letter_can_be_in_the_vendors_language(self) -> None:
        response = Client().post("/en/claims/files/", {"text": BROCHURE, "language": "fr", "ending": "docx"})

        assert docx.Document(io.BytesIO(response.content)).core_properties.language.startswith("fr")

    def test_the_findings_come_as_json(self) -> None:
        response = Client().post("/en/claims/files/", {"text": BROCHURE, "ending": "json"})

        finding = json.loads(response.content)[0]
        assert finding["text"] == "Our AI is 99% accurate and never fails."
        assert "metric-without-context" in finding["kinds"]
        assert finding["lang"] == "en"
        assert finding["ask"]
        assert finding["missing"][0]["label"]

    def test_a_download_of_nothing_leads_back_to_the_form(self) -> None:
        response = Client().post("/en/claims/files/", {"text": "", "ending": "docx"})

        assert response.status_code == 422


class TestComparing:
    def test_vendors_stand_side_by_side_with_what_each_leaves_out(self) -> None:
        page = (
            Client()
            .post("/en/claims/compare/", {"1-vendor": "Acme", "1-text": BROCHURE, "2-vendor": "Bolt", "2-text": HONEST})
            .content.decode()
        )

        assert page.index(">Acme<") < page.index(">Bolt<")
        assert "Silent" in page
        assert "Says it" in page

    def test_a_vendor_without_a_name_is_called_by_number(self) -> None:
        page = Client().post("/en/claims/compare/", {"1-text": BROCHURE, "2-text": HONEST}).content.decode()

        assert "Vendor 2" in page

    def test_one_text_is_not_enough(self) -> None:
        response = Client().post("/en/claims/compare/", {"1-text": BROCHURE})

        assert response.status_code == 422
        assert 'href="#id_2-text"' in response.content.decode()


class TestInAPurchase:
    def test_a_text_is_kept_with_who_and_each_claim_is_to_ask(self, people: People, purchase: Purchase) -> None:
        client = signed_in(people.wei)

        response = client.post(f"/en/purchases/{purchase.key}/claims/add/", {"vendor": "Acme", "text": BROCHURE})

        page = client.get(response.headers["Location"]).content.decode()
        assert "Added by Wei Chen" in page
        assert Claim.objects.count() >= 2
        assert set(Claim.objects.values_list("state", flat=True)) == {ClaimState.TO_ASK}
        assert "Note how far you are with claim 1" in page

    def test_the_same_text_of_a_vendor_is_kept_once(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)

        response = signed_in(people.amara).post(
            f"/en/purchases/{purchase.key}/claims/add/", {"vendor": "Acme", "text": BROCHURE}
        )

        assert response.status_code == 422
        assert VendorText.objects.count() == 1

    def test_the_marks_of_a_kept_text_lead_to_their_claims(self, people: People, purchase: Purchase) -> None:
        kept = keep(people, purchase)

        page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/claims/texts/{kept.key}/").content.decode()

        for claim in Claim.objects.all():
            assert kept.text[claim.start : claim.end] == claim.sentence
            assert f"/claims/{claim.key}/" in page

    def test_a_note_is_kept_with_who_when_and_what_was_before(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        save(people.amara, claim, "Sent on Monday")
        client = signed_in(people.wei)

        client.post(
            f"/en/purchases/{purchase.key}/claims/{claim.key}/",
            {"state": "answered", "note": "They say it was their own test", "seen": "1"},
        )

        page = client.get(f"/en/purchases/{purchase.key}/claims/{claim.key}/").content.decode()
        assert page.index("They say it was their own test") < page.index("Sent on Monday")
        assert Claim.objects.get(pk=claim.pk).state == ClaimState.ANSWERED
        assert ClaimVersion.objects.count() == 2

    def test_the_second_of_two_people_sees_the_first_note_and_loses_nothing(
        self, people: People, purchase: Purchase
    ) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        save(people.amara, claim, "Amara asked")
        address = f"/en/purchases/{purchase.key}/claims/{claim.key}/"

        response = signed_in(people.wei).post(address, {"state": "asked", "note": "Wei asked", "seen": "0"})

        page = response.content.decode()
        assert response.status_code == 409
        assert "Amara asked" in page
        assert "Wei asked" in page
        assert 'id="id_seen" value="1"' in page
        assert ClaimVersion.objects.count() == 1

    @pytest.mark.parametrize("state", ["settled", "not-settled"])
    def test_what_is_settled_or_not_says_why(self, state: str, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]

        response = signed_in(people.amara).post(
            f"/en/purchases/{purchase.key}/claims/{claim.key}/", {"state": state, "note": " ", "seen": "0"}
        )

        assert response.status_code == 422
        assert not ClaimVersion.objects.exists()

    def test_a_note_that_is_too_long_is_shown_again_with_the_reason(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]

        response = signed_in(people.amara).post(
            f"/en/purchases/{purchase.key}/claims/{claim.key}/",
            {"state": "asked", "note": "x" * (LONGEST_NOTE + 1), "seen": "0"},
        )

        assert response.status_code == 422
        assert "10,001 characters" in response.content.decode()

    def test_claims_are_listed_by_state(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        save(people.amara, claim, "Sent")

        page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/claims/?state=asked").content.decode()

        assert claim.sentence in page
        assert "It eliminates human error" not in page

    def test_the_letter_leaves_out_what_is_settled(self, people: People, purchase: Purchase) -> None:
        kept = keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        save(people.amara, claim, "Their report shows it", state=ClaimState.SETTLED)

        response = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/claims/texts/{kept.key}/questions.md")

        assert "**From:** Northmere Council" in response.content.decode()
        assert "It eliminates human error" in response.content.decode()
        assert claim.sentence not in response.content.decode()

    def test_the_vendors_of_a_purchase_are_compared(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        keep(people, purchase, HONEST, "Bolt")

        page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/claims/compare/").content.decode()

        assert "Bolt" in page
        assert "Silent" in page

    @pytest.mark.parametrize(
        ("stage", "state"), [("evaluation", ""), ("contract", "?state=settled"), ("contract", "?state=not-settled")]
    )
    def test_claims_stay_with_the_purchase_to_evaluation_and_contract(
        self, stage: str, state: str, people: People, purchase: Purchase
    ) -> None:
        page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/stages/{stage}/").content.decode()

        assert f'href="/en/purchases/{purchase.key}/claims/{state}"' in page

    def test_the_sidebar_of_a_purchase_leads_to_its_claims(self, people: People, purchase: Purchase) -> None:
        page = signed_in(people.amara).get(f"/en/purchases/{purchase.key}/").content.decode()

        assert f'href="/en/purchases/{purchase.key}/claims/"' in page

    @pytest.mark.parametrize("who", ["colleague", "outsider"])
    def test_claims_of_a_purchase_that_is_not_theirs_do_not_exist_for_them(
        self, who: str, people: People, purchase: Purchase
    ) -> None:
        kept = keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        client = signed_in(getattr(people, who))
        base = f"/en/purchases/{purchase.key}/claims/"

        for place in (
            "",
            "add/",
            "compare/",
            f"texts/{kept.key}/",
            f"texts/{kept.key}/questions.docx",
            f"{claim.key}/",
        ):
            assert client.get(base + place).status_code == 404
        assert client.post(f"{base}{claim.key}/", {"state": "asked", "note": "", "seen": "0"}).status_code == 404

    def test_a_claim_of_another_purchase_is_not_found_under_this_one(self, people: People, purchase: Purchase) -> None:
        keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        other = Purchase.objects.create(
            organisation=purchase.organisation, title="Other", facts={}, created_by=people.amara, created_at=NOW
        )
        other.team.create(member=people.amara)

        response = signed_in(people.amara).get(f"/en/purchases/{other.key}/claims/{claim.key}/")

        assert response.status_code == 404

    @pytest.mark.parametrize("texts", [1, 12])
    def test_the_lists_queries_do_not_grow_with_the_claims(
        self, texts: int, people: People, purchase: Purchase, django_assert_num_queries: Any
    ) -> None:
        for number in range(texts):
            keep(people, purchase, vendor=f"Vendor {number}")
        client = signed_in(people.amara)

        with django_assert_num_queries(9):
            client.get(f"/en/purchases/{purchase.key}/claims/")

    def test_the_queries_of_a_text_and_of_a_claim_are_few(
        self, people: People, purchase: Purchase, django_assert_max_num_queries: Any
    ) -> None:
        kept = keep(people, purchase)
        claim = Claim.objects.order_by("start")[0]
        for number in range(8):
            save(people.amara, claim, f"note {number}", seen=number)
        client = signed_in(people.amara)

        # One of them asks for the organisation's own rules.
        with django_assert_max_num_queries(8):
            client.get(f"/en/purchases/{purchase.key}/claims/texts/{kept.key}/")
        with django_assert_max_num_queries(8):
            client.get(f"/en/purchases/{purchase.key}/claims/{claim.key}/")
