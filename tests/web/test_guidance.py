"""The guidance: every page open to a visitor, every link leading somewhere, every choice kept in its address."""

import gzip
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlparse

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from tests.web.conftest import People, signed_in
from wellbought.pack.kinds import Duty, Question, Term, Topic
from wellbought.pack.read import Pack
from wellbought.pack.translate import FallbackText
from wellbought.vocabulary import Role, Stage
from wellbought.web.guidance.forms import chosen
from wellbought.web.guidance.markdown import prose
from wellbought.web.guidance.queries import choices, glossary, guide, pack_in, reference
from wellbought.web.guidance.queries import questions as asked

LISTS = "home contents questions glossary clauses criteria disclosures places sources search about".split()
ITEMS = "chapter topic question term clause criterion disclosure source".split()
#: Kinds with prose, in which a link can be anything.
PROSE = ("chapter", "topic", "clause")
#: Larger than this, a page is slow on a phone. Whole chapters are there to be printed.
HEAVIEST = 85_000


class Html(HTMLParser):
    """What a test wants to know of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.hrefs: list[str] = []
        self.tags: Counter[str] = Counter()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "a" and found.get("href"):
            self.hrefs.append(str(found["href"]))


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Each test begins in English, whichever language the last page that was asked for spoke."""
    with translation.override("en"):
        yield


def addresses(language: str = "en", *, many: bool = False) -> list[str]:
    """The addresses of all lists, and of items: the first and last of each kind, or of many kinds every one."""
    pack = pack_in(language)
    with translation.override(language):
        found = [reverse(f"guidance:{name}") for name in LISTS]
        for kind in ITEMS:
            ids = list(pack.items[kind])
            step = max(1, len(ids) - 1) if not many else 1 if kind in PROSE else 7
            found += [reverse(f"guidance:{kind}", args=[one]) for one in ids[::step]]
        found += [reverse("guidance:place", args=[place]) for place in pack.jurisdictions]
        return list(dict.fromkeys(found))


@pytest.fixture(scope="module")
def many_pages() -> dict[str, str]:
    """The HTML of many pages by their addresses."""
    return {address: page_of(address) for address in addresses(many=True)}


def page_of(address: str, **params: str) -> str:
    """The HTML of a page as a visitor gets it."""
    response = Client().get(address, params)
    assert response.status_code == 200, address
    return response.content.decode()


# Every page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_a_visitor_reads_every_kind_of_page_without_a_query(
    language: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()

    with django_assert_num_queries(0):
        statuses = {address: client.get(address).status_code for address in addresses(language)}

    assert set(statuses.values()) == {200}


def test_each_page_has_one_heading_one_main_part_and_no_id_twice() -> None:
    for address in addresses():
        html = Html(page_of(address))

        assert (html.tags["h1"], html.tags["main"]) == (1, 1), address
        assert [name for name, count in Counter(html.ids).items() if count > 1] == [], address


def test_every_link_within_the_guidance_leads_to_a_page(many_pages: dict[str, str]) -> None:
    broken = []
    for address, page in many_pages.items():
        html = Html(page)
        for href in html.hrefs:
            link = urlparse(href)
            inside = not link.netloc and link.path.startswith("/en/")
            if (inside and not _leads_somewhere(link.path)) or (href[0] == "#" and href[1:] not in html.ids):
                broken.append((address, href))

    assert broken == []


def _leads_somewhere(path: str) -> bool:
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.app_name != "guidance" or not match.kwargs:
        return True
    kind = str(match.url_name).removesuffix("-file")
    items = [value for name, value in match.kwargs.items() if name != "ending"]
    pack = pack_in("en")
    return not items or items[0] in (pack.cards if kind == "place" else pack.items[kind])


def test_a_link_to_a_duty_meets_it_on_the_page_of_its_place(pack: Pack) -> None:
    for place in pack.jurisdictions:
        ids = Html(page_of(reverse("guidance:place", args=[place]))).ids

        assert {duty.id for duty in pack.all(Duty) if duty.origin == place} <= set(ids)


def test_pages_are_light(many_pages: dict[str, str]) -> None:
    heavy = {
        address: len(page.encode())
        for address, page in many_pages.items()
        if "/chapter/" not in address and len(page.encode()) > HEAVIEST
    }

    assert heavy == {}


def test_what_does_not_exist_is_not_found() -> None:
    for name in [*ITEMS, "place"]:
        assert Client().get(reverse(f"guidance:{name}", args=["no-such-thing"])).status_code == 404


def test_an_id_of_former_days_leads_on(monkeypatch: pytest.MonkeyPatch) -> None:
    now = guide.topic_page("en", "fast-lane")
    monkeypatch.setattr(guide, "topic_page", lambda _language, _topic_id: now)

    response = Client().get("/en/guide/the-quick-way/")

    assert (response.status_code, response["Location"]) == (301, "/en/guide/fast-lane/")


@pytest.mark.django_db
def test_a_kept_page_tells_a_visitor_nothing_of_the_member_who_read_it_before(people: People) -> None:
    address = "/en/guide/fast-lane/"

    for_member = signed_in(people.amara).get(address).content.decode()
    for_visitor = page_of(address)
    for_member_again = signed_in(people.wei).get(address).content.decode()

    assert "Amara Diallo" in for_member
    assert "Amara Diallo" not in for_visitor
    assert "Sign in" in for_visitor
    assert "Wei Chen" in for_member_again


def test_a_kept_page_stays_in_its_language() -> None:
    english, arabic = page_of("/en/glossary/"), page_of("/ar/glossary/")

    assert '<html lang="en" dir="ltr"' in english
    assert '<html lang="ar" dir="rtl"' in arabic
    assert 'href="/en/glossary/agent/"' not in arabic


def test_a_page_is_sent_compressed_to_who_can_read_it_so() -> None:
    address = "/en/guide/fast-lane/"

    response = Client().get(address, headers={"accept-encoding": "gzip, br"})

    assert response["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in response["Vary"]
    assert gzip.decompress(response.content).decode() == page_of(address)


# The guide


def test_the_front_page_opens_three_doors_and_shows_the_stages() -> None:
    hrefs = Html(page_of("/en/")).hrefs

    for door in ("/en/check/", "/en/purchases/", "/en/guide/"):
        assert door in hrefs
    for stage in Stage:
        assert f"/en/questions/?stage={stage}" in hrefs


def test_a_path_holds_the_topics_of_its_role_in_reading_order(pack: Pack) -> None:
    page = guide.contents_page("en", choices.GuideChoice(role="legal"))

    shown = [topic.id for chapter in page.chapters for topic in chapter.topics]
    assert shown == [topic.id for topic in guide.reading_order(pack) if Role.LEGAL in topic.who]
    assert page.count == len(shown)


def test_previous_and_next_lead_through_all_topics(pack: Pack) -> None:
    order = [topic.id for topic in guide.reading_order(pack)]

    pages = [guide.topic_page("en", topic_id) for topic_id in order]

    assert [page.previous.id if page.previous else None for page in pages] == [None, *order[:-1]]
    assert [page.next.id if page.next else None for page in pages] == [*order[1:], None]


def test_a_topic_lists_every_question_that_names_it(pack: Pack) -> None:
    page = guide.topic_page("en", "training-on-our-data")

    shown = {one.id for group in page.questions for one in group.questions}
    assert {question.id for question in pack.all(Question) if "training-on-our-data" in question.topics} <= shown


def test_a_diagram_is_shown_with_the_same_in_words(client: Client) -> None:
    page = client.get("/en/guide/choosing-an-approach/").content.decode()

    figure = page.partition('<figure class="guide-figure">')[2].partition("</figure>")[0]
    assert 'role="img" aria-label="Four questions, asked in turn.' in figure
    assert '<th scope="row" class="govuk-table__header">Does a product that you own offer it' in figure


def test_a_topic_lists_the_sources_that_its_text_cites(pack: Pack) -> None:
    for topic in pack.all(Topic):
        page = guide.topic_page("en", topic.id)

        assert {cited.partition("@")[0] for cited in page.prose.cited} <= {source.id for source in page.sources}


def test_a_source_that_is_cited_twice_stands_once_with_both_places() -> None:
    page = guide.topic_page("en", "buying-ai-in-eu")

    assert Counter(source.id for source in page.sources).most_common(1)[0][1] == 1


def test_a_chapter_holds_all_its_topics(pack: Pack) -> None:
    html = page_of("/en/guide/chapter/basics/")

    for topic in pack.all(Topic):
        if topic.chapter == "basics":
            assert f'id="{topic.id}"' in html


# Key questions


def test_questions_are_counted_as_they_are_shown(pack: Pack) -> None:
    page = asked.questions_page("en", choices.QuestionChoice(stage="need", role="legal", whole=True))

    shown = [row.question for stage in page.stages for role in stage.roles for row in role.rows]
    assert page.count == len(shown) > 0
    assert all(question.stage is Stage.NEED for question in shown)
    assert all(Role.LEGAL in (question.lead, *question.consulted) for question in shown)


def test_a_route_asks_its_own_questions_and_those_of_lighter_ones(pack: Pack) -> None:
    counts = [
        asked.questions_page("en", choices.QuestionChoice(route=route)).count for route in ("fast", "standard", "full")
    ]

    assert 0 < counts[0] < counts[1] <= counts[2] == len(pack.all(Question))


def test_a_long_list_goes_on_and_can_be_had_whole(pack: Pack) -> None:
    everything = choices.QuestionChoice()
    pages = asked.questions_page("en", everything).pages

    seen = []
    for number in range(1, len(pages) + 1):
        page = asked.questions_page("en", choices.QuestionChoice(page=number))
        seen += [row.question.id for stage in page.stages for role in stage.roles for row in role.rows]
    whole = page_of("/en/questions/", all="1")

    assert len(pages) > 1
    assert sorted(seen) == sorted(question.id for question in pack.all(Question))
    assert all(f'id="{question_id}"' in whole for question_id in seen)


def test_words_find_questions_whatever_their_accents_and_case() -> None:
    choice = choices.QuestionChoice(words="DÁTA")

    found = asked.questions_page("en", choice)

    assert found.count > 0


def test_a_choice_that_finds_nothing_says_so_and_shows_the_way_back() -> None:
    html = page_of("/en/questions/", q="zzqqxx")

    assert "No question fits all these choices" in html
    assert 'href="/en/questions/"' in html


def test_stage_links_keep_the_other_choices() -> None:
    page = asked.questions_page("en", choices.QuestionChoice(role="legal", stage="need"))

    assert {link.label: link.href for link in page.by_stage}["Contract"] == "?stage=contract&role=legal"


# Choices in an address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("stage=need&role=legal", choices.QuestionChoice(stage="need", role="legal")),
        ("stage=nonsense&route=paused", choices.QuestionChoice()),
        ("q=%20data%00%20", choices.QuestionChoice(words="data")),
        ("page=3&all=1", choices.QuestionChoice(page=3, whole=True)),
        ("page=0", choices.QuestionChoice()),
        ("page=-1&all=yes", choices.QuestionChoice()),
        ("page=" + "9" * 5000, choices.QuestionChoice(page=999)),
        ("page=١", choices.QuestionChoice()),
    ],
)
def test_what_makes_no_sense_in_an_address_counts_as_not_chosen(address: str, expected: choices.QuestionChoice) -> None:
    assert chosen(choices.QuestionChoice, QueryDict(address)) == expected


def test_choices_come_back_from_their_own_address() -> None:
    choice = choices.QuestionChoice(words="a & b", stage="exit", page=2, whole=True)

    address = choices.query(choice)

    assert chosen(choices.QuestionChoice, QueryDict(address.removeprefix("?"))) == choice


# Prose


def written(text: str, original: str | None = None, language: str = "en", **options: Any) -> str:
    """A text as HTML."""
    return str(prose(text, text if original is None else original, language, **options).html)


def test_what_is_not_ours_is_shown_as_text() -> None:
    html = written(
        "Hello <script>alert(1)</script> [x](javascript:alert(1)) [y](//evil.example) ![a picture](https://e.example/x)"
    )

    assert "<script" not in html
    assert "<img" not in html
    assert "a picture" in html
    assert "href" not in html.replace('href="#part-1"', "")


def test_links_to_our_items_lead_to_their_pages() -> None:
    html = written(
        "[a](topic:fast-lane) [b](question:can-we-leave) [c](source:eu-ai-act@Article 6(3)) [d](duty:eu-ai-literacy)"
    )

    assert 'href="/en/guide/fast-lane/"' in html
    assert 'href="/en/questions/can-we-leave/"' in html
    assert '<a href="#source-eu-ai-act">c</a>' in html
    assert 'href="/en/places/eu/#eu-ai-literacy"' in html


def test_a_link_keeps_the_place_in_its_source() -> None:
    found = prose("[c](source:eu-ai-act@Article 6(3))", "", "en")

    assert found.cited == ("eu-ai-act@Article 6(3)",)


def test_a_link_that_leads_nowhere_is_only_words() -> None:
    assert "<span>gone</span>" in written("[gone](topic:no-such-topic)")


def test_a_term_is_explained_where_it_is_first_used(pack: Pack) -> None:
    html = written("An [agent](term:agent) meets [another agent](term:agent).")

    meaning = pack.get(Term, "agent").meaning
    assert html.count(meaning) == 1
    assert html.count('href="/en/glossary/agent/"') == 3
    assert html.index(meaning) < html.index("another agent")


def test_a_term_in_a_heading_or_a_table_is_a_plain_link() -> None:
    html = written("## The [agent](term:agent)\n\n| A |\n|---|\n| [agent](term:agent) |")

    assert "wb-term" not in html
    assert html.count('href="/en/glossary/agent/"') == 2


def test_every_paragraph_can_be_linked() -> None:
    html = written("First.\n\n## A part\n\nSecond.\n\n- one\n- two\n\n## A part\n\nThird.")

    assert Html(html).ids == [*"part-1 a-part a-part-1 a-part-2 a-part-3 a-part-4 a-part-4-1".split()]
    assert all(f'href="#{name}"' in html for name in Html(html).ids)


def test_anchors_are_the_same_in_every_language() -> None:
    english, spanish = "## Why early\n\nOne.\n\nTwo.", "## Por qué pronto\n\nUno.\n\nDos."

    assert Html(written(spanish, english, "es")).ids == Html(written(english)).ids


def test_what_is_not_translated_yet_is_marked() -> None:
    english, spanish = "## Why\n\nOne.\n\nTwo.", "## Por qué\n\nOne.\n\nDos."

    html = written(spanish, english, "es")

    assert '<p lang="en" dir="ltr" id="why-1">One.' in html
    assert html.count('lang="en"') == 1


def test_a_heading_that_is_not_translated_yet_is_marked_in_the_contents() -> None:
    (heading,) = prose("## Why\n\nUno.", "## Why\n\nOne.", "es").headings

    assert isinstance(heading.text, FallbackText)


def test_a_table_scrolls_by_itself_and_names_its_rows_and_columns() -> None:
    html = written("## Who\n\n| | Lead |\n|---|---:|\n| Need | Project |")

    assert 'role="region" tabindex="0" aria-label="Table: Who"' in html
    assert '<th class="govuk-table__cell--numeric" scope="col">Lead</th>' in html
    assert '<th scope="row">Need</th>' in html
    assert "<th></th>" not in html
    assert "style=" not in html


def test_paper_needs_no_links_to_press() -> None:
    html = written("An [agent](term:agent).", paper=True, prefix="x-", deeper=1)

    assert "guide-anchor" not in html
    assert "wb-term" not in html
    assert 'id="x-part-1"' in html


# Glossary


@pytest.mark.parametrize(
    ("language", "words", "ordered"),
    [
        ("en", ["zero", "Élan", "agent", "3D model"], ["3D model", "agent", "Élan", "zero"]),
        ("es", ["oferta", "ñandú", "nube", "árbol", "zona"], ["árbol", "nube", "ñandú", "oferta", "zona"]),
        ("ar", ["نموذج", "البيانات", "تدريب"], ["البيانات", "تدريب", "نموذج"]),
    ],
)
def test_terms_stand_in_the_order_of_the_alphabet(language: str, words: list[str], ordered: list[str]) -> None:
    assert sorted(words, key=lambda word: glossary.alphabetical(word, language)) == ordered


@pytest.mark.parametrize(
    ("language", "word", "letter"),
    [("en", "élan", "E"), ("es", "ñandú", "Ñ"), ("es", "árbol", "A"), ("ar", "البيانات", "ب"), ("fr", "3D", "0–9")],
)
def test_a_term_stands_under_its_letter(language: str, word: str, letter: str) -> None:
    assert glossary.letter_of(word, language) == letter


def test_a_term_says_where_it_is_used() -> None:
    page = glossary.term_page("en", "agent")

    assert "agents-that-act" in {item.id for use in page.uses for item in use.items}


# Reference


def test_a_source_says_what_rests_on_it(pack: Pack) -> None:
    page = reference.source_page("en", "eu-ai-act")

    kinds = {use.label: {item.id for item in use.items} for use in page.uses}
    assert "eu-ai-literacy" in kinds["Duties"]
    assert any("source:eu-ai-act" in pack.get(Topic, topic_id).body for topic_id in kinds["Topics"])


def test_a_place_shows_its_duties_with_article_status_and_date() -> None:
    html = page_of("/en/places/eu/")

    assert "EU AI Act, Article 4" in html
    assert "In force" in html
    assert "Since 2 February 2025" in html
    assert "not legal advice" in html


def test_duties_can_be_narrowed_to_a_stage() -> None:
    html = page_of("/en/places/eu/", stage="need")

    assert 'id="eu-no-banned-practice"' in html
    assert 'id="eu-ai-literacy"' not in html


# Search


def test_a_search_marks_the_words_that_it_found() -> None:
    html = page_of("/en/search/", q="training on our data")

    assert "<mark>" in html
    assert 'href="/en/guide/training-on-our-data/"' in html


def test_a_search_can_be_narrowed() -> None:
    html = page_of("/en/search/", q="data", kind="term")

    found = [href for href in Html(html).hrefs if href.startswith("/en/questions/") and href != "/en/questions/"]
    assert found == []


def test_a_search_that_finds_nothing_helps_on() -> None:
    html = page_of("/en/search/", q="zzqqxxyy", kind="term")

    assert "Nothing was found for “zzqqxxyy”" in html
    assert 'href="/en/search/?q=zzqqxxyy"' in html


@pytest.mark.parametrize("words", ['<script>alert("x")</script>', "a\x00b", '" OR 1:2 [', "م" * 900, "😀"])
def test_whatever_is_searched_for_stays_text(words: str) -> None:
    html = page_of("/en/search/", q=words)

    assert '<script>alert("x")' not in html
    assert html.count("<h1") == 1
