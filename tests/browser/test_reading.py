"""Anyone reads the guidance: on a wide screen, on a phone, from right to left, without scripts."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PLACES = (
    "/en/",
    "/en/guide/",
    "/en/guide/fast-lane/",
    "/en/questions/?stage=contract",
    "/en/questions/vendor-trains-on-our-data/",
    "/en/glossary/",
    "/en/places/eu/",
    "/en/search/?q=lock-in",
    "/en/sources/eu-ai-act/",
    "/en/about/",
    "/en/account/sign-in/",
    "/en/ui/",
    "/ar/",
    "/ar/check/about/domain/",
    "/es/check/",
    "/en/no-such-page/",
)


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_pages_are_accessible(open_page: OpenPage, phone: bool) -> None:
    page = open_page("/en/", phone=phone)

    for path in PLACES:
        page.goto(path)
        assert (path, faults_of(page)) == (path, [])
        assert (path, scrolls_sideways(page)) == (path, False)


def test_search_and_topics_work_without_scripts(open_page: OpenPage) -> None:
    page = open_page("/en/", scripts=False)

    page.get_by_role("searchbox").or_(page.locator("input[name=q]")).first.fill("halucination")
    page.keyboard.press("Enter")

    expect(page.locator("mark").or_(page.get_by_text("hallucination")).first).to_be_visible()


def test_a_first_load_is_light(open_page: OpenPage) -> None:
    sizes: list[int] = []
    page = open_page("/en/account/sign-in/")
    page.on("response", lambda response: sizes.append(len(response.body())))

    page.goto("/en/guide/fast-lane/")

    # The test server does not compress; what is served compressed is smaller by far (see docs/benchmarks.md).
    assert sum(sizes) < 400_000


def test_a_term_tells_its_meaning_to_a_mouse_a_press_and_the_keyboard(open_page: OpenPage) -> None:
    page = open_page("/en/guide/fast-lane/")
    word = page.locator(".wb-term__link").first
    meaning = page.locator(".wb-term__meaning").first

    # A mouse that rests on the word sees the meaning, and may go on to it
    word.hover()
    expect(meaning).to_be_visible()
    meaning.hover()
    page.wait_for_timeout(500)
    expect(meaning).to_be_visible()
    page.mouse.move(5, 5)
    expect(meaning).to_be_hidden()

    # Escape sends it away without moving the mouse
    word.hover()
    expect(meaning).to_be_visible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()

    # A press keeps it open, and another closes it
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    page.mouse.move(5, 5)
    page.wait_for_timeout(500)
    expect(meaning).to_be_visible()
    page.keyboard.press("Enter")
    expect(meaning).to_be_hidden()
