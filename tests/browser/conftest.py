"""A real browser against a real server, and an accessibility audit of what it shows."""

from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from wellbought.web.demo.load import load_examples

FLAGS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
WIDE = {"width": 1000, "height": 900}
PHONE = {"width": 375, "height": 740}

OpenPage: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="session")
def a_browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(a_browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Opens a page of the running server: ``open_page("/en/check/", phone=True, scripts=False)``."""
    contexts: list[BrowserContext] = []

    def opened(path: str, *, phone: bool = False, scripts: bool = True) -> Page:
        context = a_browser.new_context(
            viewport=PHONE if phone else WIDE,  # type: ignore[arg-type]
            java_script_enabled=scripts,
            base_url=live_server.url,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def examples(transactional_db: None) -> None:
    """The example purchases of the demo."""
    load_examples()


def faults_of(page: Page) -> list[str]:
    """What an accessibility audit (axe) finds on a page, as it stands once it is there."""
    page.wait_for_load_state()  # a click may still be leading to it
    results = Axe().run(
        page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    return [f"{violation['id']}: {violation['nodes'][0]['html'][:160]}" for violation in results.response["violations"]]


def scrolls_sideways(page: Page) -> bool:
    """Whether a page is wider than its window."""
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth + 1"))
