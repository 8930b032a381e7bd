"""An organisation writes its own rules: draft, preview, publish, history, files, and nothing for anybody else."""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import NOW, People, signed_in
from wellbought.pack.check import check_pack
from wellbought.pack.kinds import Approval, ClaimGuide, Policy, Question, Rule
from wellbought.pack.own import OwnItem
from wellbought.pack.read import Pack, bundled_folders
from wellbought.vocabulary import Role
from wellbought.web.policies import actions, queries
from wellbought.web.purchases.models import Purchase

pytestmark = pytest.mark.django_db

QUESTION = {
    "seen": "0",
    "text": "Has the digital board of Northmere seen it?",
    "why": "The board sees all digital work before money is spent.",
    "good_answer": "The date on which it was seen, and what was said.",
    "warning_signs": "- “We will tell them later.”",
    "evidence": "The minutes\nThe decision",
    "stage": "need",
    "lead": "project",
    "priority": "must",
    "route": "fast",
    "topic": "who-to-involve",
    "when_how": "always",
}
POLICY = {
    "seen": "0",
    "title": "Northmere cloud policy",
    "what": "Data stay in the United Kingdom.",
    "text": "All data of the council stay in the United Kingdom.",
    "stages": ["need"],
    "tiers": [],
    "question_1": "what-data-goes-in",
    "when_how": "always",
}
RULE = {
    "seen": "0",
    "because": "Northmere looks harder at whatever speaks with residents.",
    "source": "our-own-decision",
    "tier": "high",
    "when_how": "all",
    "fact_1": "public_facing=yes",
    "is_1": "is",
    "fact_2": "ai_type=generative",
    "is_2": "is",
}


APPROVAL = {
    "seen": "0",
    "role": "leadership",
    "tier_from": "high",
    "amount": "50,000",
    "currency": "GBP",
    "stages": ["contract"],
    "because": "The cabinet answers for it.",
    "when_how": "always",
}


def saved(people: People, kind: str, data: Mapping[str, object], *, intent: str = "save") -> str:
    response = signed_in(people.amara).post(
        reverse("governance:new", args=[kind]), {**data, "intent": intent}, follow=False
    )
    assert response.status_code == 302, response.content.decode()[:3000]
    return str(response.headers["Location"]).rstrip("/").rpartition("/")[2]


def published(people: People) -> Pack:
    organisation = people.amara.organisation
    seen = queries.number_of_changes(organisation)
    response = signed_in(people.amara).post(reverse("governance:publish"), {"seen_changes": seen})
    assert response.status_code == 302, response.content.decode()
    queries.forget_published(organisation)
    return queries.pack_for(organisation, "en")


def test_a_question_of_ones_own_is_asked_once_it_is_published(people: People, purchase: Purchase) -> None:
    item = saved(people, "question", QUESTION)
    stage = reverse("purchases:stage", args=[purchase.key, "need"])
    before = signed_in(people.wei).get(stage).content.decode()

    pack = published(people)

    after = signed_in(people.wei).get(stage).content.decode()
    question = signed_in(people.wei).get(reverse("purchases:question", args=[purchase.key, item])).content.decode()
    assert QUESTION["text"] not in before
    assert QUESTION["text"] in after
    assert "Northmere Council" in question
    assert pack.get(Question, item).warning_signs == ("“We will tell them later.”",)


def test_it_can_be_answered_like_any_other(people: People, purchase: Purchase) -> None:
    item = saved(people, "question", QUESTION)
    published(people)
    page = reverse("purchases:question", args=[purchase.key, item])

    response = signed_in(people.wei).post(
        page, {"text": "On 3 December.", "state": "agreed", "seen": "0", "seen_facts": "1"}
    )

    assert response.status_code == 302
    assert "On 3 December." in signed_in(people.wei).get(page).content.decode()


def test_a_policy_stands_beside_the_questions_that_it_is_tied_to(people: People, purchase: Purchase) -> None:
    saved(people, "policy", POLICY)
    published(people)
    client = signed_in(people.wei)

    pages = [
        client.get(reverse("purchases:question", args=[purchase.key, "what-data-goes-in"])),
        client.get(reverse("purchases:stage", args=[purchase.key, "need"])),
        client.get(reverse("purchases:purchase", args=[purchase.key])),
    ]
    elsewhere = client.get(reverse("purchases:stage", args=[purchase.key, "exit"]))

    assert all("Data stay in the United Kingdom." in page.content.decode() for page in pages)
    assert "Data stay in the United Kingdom." not in elsewhere.content.decode()


def test_a_rule_raises_the_tier_and_leads_to_what_it_rests_on(people: People, purchase: Purchase) -> None:
    policy = saved(people, "policy", POLICY)
    item = saved(people, "rule", {**RULE, "source": policy})
    pack = published(people)

    told = signed_in(people.wei).get(reverse("purchases:result", args=[purchase.key])).content.decode()

    assert pack.get(Rule, item).when == "public_facing && 'generative' in ai_type"
    assert "Northmere looks harder" in told
    assert reverse("governance:item", args=["policy", policy]) in told


def test_a_preview_says_for_which_purchases_it_would_fire_and_saves_nothing(people: People, purchase: Purchase) -> None:
    response = signed_in(people.amara).post(reverse("governance:new", args=["rule"]), {**RULE, "intent": "preview"})

    page = response.content.decode()
    assert response.status_code == 200
    assert purchase.title in page
    assert "public_facing &amp;&amp; &#39;generative&#39; in ai_type" in page
    assert queries.saved_items(people.amara.organisation) == ()


def test_a_preview_names_no_purchase_that_the_person_may_not_see(people: People, purchase: Purchase) -> None:
    purchase.team.filter(member=people.amara).delete()

    response = signed_in(people.amara).post(reverse("governance:new", args=["rule"]), {**RULE, "intent": "preview"})

    assert purchase.title not in response.content.decode()


def test_a_condition_that_cannot_be_read_is_told_beside_it(people: People) -> None:
    sent = {**RULE, "when_how": "words", "when_words": "public_facing &&", "intent": "save"}

    response = signed_in(people.amara).post(reverse("governance:new", args=["rule"]), sent)

    page = response.content.decode()
    assert response.status_code == 422
    assert "The condition cannot be read" in page
    assert "public_facing &amp;&amp;" in page


@pytest.mark.parametrize(
    ("kind", "sent", "words"),
    [
        ("policy", {**POLICY, "text": ""}, "a link to it, or a file"),
        ("rule", {**RULE, "tier": ""}, "Say what follows"),
        ("rule", {**RULE, "fact_1": "", "fact_2": ""}, "Choose at least one fact"),
        ("question", {**QUESTION, "evidence": ""}, "What should be kept as evidence?"),
        (
            "approval",
            {"seen": "0", "role": "leadership", "because": "So.", "amount": "many", "when_how": "always"},
            "amount",
        ),
    ],
)
def test_what_is_missing_is_named(people: People, kind: str, sent: Mapping[str, object], words: str) -> None:
    response = signed_in(people.amara).post(reverse("governance:new", args=[kind]), {**sent, "intent": "save"})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert queries.saved_items(people.amara.organisation) == ()


def test_two_who_write_at_once_both_keep_their_words(people: People) -> None:
    item = saved(people, "policy", POLICY)
    edit = reverse("governance:edit", args=["policy", item])
    leader = signed_in(people.by_role[Role.LEADERSHIP])
    leader.post(edit, {**POLICY, "seen": "1", "what": "Theirs.", "intent": "save"})

    response = signed_in(people.amara).post(edit, {**POLICY, "seen": "1", "what": "Mine.", "intent": "save"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "Theirs." in page
    assert "Mine." in page
    assert re.search(r'name="seen"[^>]*value="2"', page)


def test_history_keeps_who_when_and_what_was_before(people: People) -> None:
    item = saved(people, "policy", POLICY)
    edit = reverse("governance:edit", args=["policy", item])
    signed_in(people.by_role[Role.LEADERSHIP]).post(
        edit, {**POLICY, "seen": "1", "what": "New words.", "intent": "save"}
    )

    page = signed_in(people.wei).get(reverse("governance:item", args=["policy", item])).content.decode()

    assert "<del" in page
    assert "New words." in page
    assert "Ruth Adeyemi" in page
    assert "Amara Diallo" in page


def test_what_is_taken_out_is_in_force_until_it_is_published(people: People) -> None:
    item = saved(people, "policy", POLICY)
    published(people)
    signed_in(people.amara).post(reverse("governance:edit", args=["policy", item]), {"seen": "1", "intent": "remove"})
    queries.forget_published(people.amara.organisation)

    before = queries.pack_for(people.amara.organisation, "en").all(Policy)
    after = published(people).all(Policy)

    assert [one.id for one in before] == [item]
    assert after == ()


def test_answers_to_a_question_that_was_taken_out_can_still_be_read(people: People, purchase: Purchase) -> None:
    item = saved(people, "question", QUESTION)
    published(people)
    client = signed_in(people.wei)
    page = reverse("purchases:question", args=[purchase.key, item])
    client.post(page, {"text": "On 3 December.", "state": "agreed", "seen": "0", "seen_facts": "1"})
    signed_in(people.amara).post(reverse("governance:edit", args=["question", item]), {"seen": "1", "intent": "remove"})

    published(people)

    stage = client.get(reverse("purchases:stage", args=[purchase.key, "need"])).content.decode()
    assert QUESTION["text"] not in stage
    assert "On 3 December." in client.get(page).content.decode()
    assert queries.saved_items(people.amara.organisation) == ()


def test_a_draft_that_was_changed_meanwhile_is_not_published(people: People) -> None:
    saved(people, "policy", POLICY)

    response = signed_in(people.amara).post(reverse("governance:publish"), {"seen_changes": "0"})

    assert response.status_code == 422
    assert "Somebody saved a change" in response.content.decode()
    assert queries.in_force(people.amara.organisation) is None


def test_a_draft_with_faults_is_not_published_and_each_is_named(people: People) -> None:
    saved(people, "question", QUESTION)
    saved(people, "question", QUESTION)
    seen = queries.number_of_changes(people.amara.organisation)

    response = signed_in(people.amara).post(reverse("governance:publish"), {"seen_changes": seen})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Another question has the same words" in page
    assert reverse("governance:edit", args=["question", "own-has-the-digital-board-of-northmere-seen-it-2"]) in page


def test_the_strategy_says_our_policies_and_who_signs(people: People, purchase: Purchase) -> None:
    saved(people, "policy", POLICY)
    saved(people, "approval", {**APPROVAL, "amount": "", "tier_from": ""})
    published(people)

    response = signed_in(people.wei).get(reverse("purchases:document", args=[purchase.key, "strategy", "md"]))

    text = response.content.decode()
    assert "**Northmere cloud policy.** Data stay in the United Kingdom." in text
    assert "The cabinet answers for it." in text


def test_leadership_signs_from_a_value_on(people: People) -> None:
    item = saved(people, "approval", APPROVAL)

    approval = published(people).get(Approval, item)

    assert approval.value_from is not None
    assert (str(approval.value_from.amount), approval.value_from.currency) == ("50000", "GBP")


def test_names_of_teams_stand_wherever_ours_would(people: People, purchase: Purchase) -> None:
    ours = queries.pack_for(None, "en")
    sent = {role.value: ours.name("role", role).label for role in people.by_role}
    signed_in(people.amara).post(reverse("governance:names"), {**sent, "technology": "Digital and Data"})
    published(people)

    page = signed_in(people.wei).get(reverse("purchases:purchase", args=[purchase.key])).content.decode()

    assert "Digital and Data" in page


def test_others_see_nothing_of_it(people: People) -> None:
    item = saved(people, "policy", POLICY)
    published(people)
    outsider = signed_in(people.outsider)

    page = outsider.get(reverse("governance:item", args=["policy", item]))
    edit = outsider.get(reverse("governance:edit", args=["policy", item]))
    overview = outsider.get(reverse("governance:own"))

    assert page.status_code == edit.status_code == 404
    assert "Northmere" not in overview.content.decode()
    assert queries.pack_for(people.outsider.organisation, "en").all(Policy) == ()
    assert queries.pack_for(None, "en").all(Policy) == ()


def test_the_archive_is_a_pack_that_proves_itself(people: People, tmp_path: Path) -> None:
    policy = saved(people, "policy", POLICY)
    saved(people, "rule", {**RULE, "source": policy})
    saved(people, "rule", RULE)
    saved(people, "question", QUESTION)
    pack = published(people)

    sent = signed_in(people.wei).get(reverse("governance:export"))

    with zipfile.ZipFile(io.BytesIO(sent.content)) as archive:
        archive.extractall(tmp_path)
    proven = check_pack([*bundled_folders(), next(tmp_path.iterdir())])
    assert [one.model_dump(exclude={"origin"}) for one in proven.all(Rule) if proven.is_own(one)] == [
        one.model_dump(exclude={"origin"}) for one in pack.all(Rule) if pack.is_own(one)
    ]
    assert len([one for one in proven.all(Question) if proven.is_own(one)]) == 1


def test_an_archive_comes_back_in_elsewhere(people: People) -> None:
    policy = saved(people, "policy", POLICY)
    saved(people, "rule", {**RULE, "source": policy})
    archive = signed_in(people.amara).get(reverse("governance:export")).content

    response = signed_in(people.outsider).post(
        reverse("governance:import"), {"archive": SimpleUploadedFile("pack.zip", archive)}
    )

    here = queries.draft_items(people.amara.organisation)
    there = queries.draft_items(people.outsider.organisation)
    assert response.status_code == 302
    assert there == here


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no archive", "not a ZIP archive"),
        ("rules/r.yaml", "There is no source"),
        ("policies/p.yaml", "This field is missing"),
    ],
)
def test_an_archive_that_is_not_right_changes_nothing(people: People, content: bytes | str, words: str) -> None:
    if isinstance(content, str):
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as archive:
            archive.writestr("p/pack.yaml", 'id: p\ntitle: P\nversion: "2026.12"\nlays_over: core\nsummary: Ours.\n')
            rule = "- {id: own-r, when: safety, effect: {tier: high}, because: So., sources: [nobody-knows]}"
            archive.writestr(f"p/{content}", rule if content.startswith("rules") else "- {id: own-p, title: P}")
        content = made.getvalue()

    response = signed_in(people.amara).post(
        reverse("governance:import"), {"archive": SimpleUploadedFile("pack.zip", content)}
    )

    assert response.status_code == 422
    assert words in response.content.decode()
    assert queries.draft_items(people.amara.organisation) == ()


def test_a_file_of_a_policy_is_handed_out_and_never_opened(people: People) -> None:
    sent = {**POLICY, "text": "", "upload": SimpleUploadedFile("Our policy.pdf", b"%PDF-1.7 ...")}
    item = saved(people, "policy", sent)

    page = signed_in(people.wei).get(reverse("governance:item", args=["policy", item])).content.decode()
    response = signed_in(people.wei).get(reverse("governance:file", args=["Our-policy.pdf"]))
    outsider = signed_in(people.outsider).get(reverse("governance:file", args=["Our-policy.pdf"]))

    assert "Our-policy.pdf" in page
    assert response.content == b"%PDF-1.7 ..."
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert outsider.status_code == 404


@pytest.mark.parametrize("name", ["policy.exe", "policy.pdf", "policy.txt"])
def test_a_file_that_is_not_what_it_says_is_refused(people: People, name: str) -> None:
    sent = {**POLICY, "upload": SimpleUploadedFile(name, b"MZ\x00\xff"), "intent": "save"}

    response = signed_in(people.amara).post(reverse("governance:new", args=["policy"]), sent)

    assert response.status_code == 422
    assert queries.draft_items(people.amara.organisation) == ()


def test_phrases_of_ones_own_are_tried_on_their_examples(people: People) -> None:
    sent = {
        "seen": "0",
        "language": "en",
        "claim_kind": "unquantified-superlative",
        "find": "council approved magic",
        "marks": "Our council approved magic sorts your post.",
        "spares": "We sort your post.",
    }
    saved(people, "claim-pattern", sent)
    ours = people.amara.organisation
    good = queries.prove(ours, queries.draft_items(ours), on=date(2026, 12, 1))
    wrong = OwnItem(
        "claim-pattern",
        "en-own-wrong",
        {"claim_kind": "bias-free", "find": ["never to be found"], "marks": ["Something else."]},
    )

    bad = queries.prove(ours, [wrong], on=date(2026, 12, 1))

    assert good.faults == ()
    assert [(fault.id, fault.field) for fault in bad.faults] == [("en-own-wrong", "marks")]


def test_phrases_of_ones_own_are_marked_for_ones_own_people_alone(people: People) -> None:
    text = {"text": "Our council approved magic sorts your post."}
    pattern = OwnItem(
        "claim-pattern",
        "en-own-magic",
        {"claim_kind": "ai-washing", "find": ["council approved magic"], "marks": [text["text"]]},
    )
    actions.keep_items(member=people.amara, items=[pattern], now=NOW)
    published(people)
    page = reverse("claims:check")

    ours, theirs = (signed_in(who).post(page, text).content.decode() for who in (people.wei, people.outsider))

    title = next(one.title for one in queries.pack_for(None, "en").all(ClaimGuide) if one.claim_kind == "ai-washing")
    assert title in ours.split("<mark", 1)[1]
    assert title not in theirs


def test_pages_ask_the_database_as_often_with_many_items_as_with_few(
    people: People,
) -> None:
    client = signed_in(people.amara)
    pages = [reverse("governance:own"), reverse("governance:publish")]

    def asked() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as captured:
                assert client.get(page).status_code == 200
            counts.append(len(captured))
        return counts

    saved(people, "policy", POLICY)
    few = asked()
    items = [
        OwnItem("policy", f"own-{number}", {"title": "P", "what": "W", "text": str(number)}) for number in range(30)
    ]
    actions.keep_items(member=people.amara, items=items, now=NOW)

    assert asked() == few
