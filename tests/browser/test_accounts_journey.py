"""Somebody is invited, makes an account, protects it, and signs in with a code."""

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, faults_of, scrolls_sideways
from wellbought.web.background import worker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("examples")]

PASSWORD = "violet tractor seven moons"


def is_sound(page: Page) -> None:
    assert (page.url, faults_of(page)) == (page.url, [])
    assert (page.url, scrolls_sideways(page)) == (page.url, False)


def code_for(secret: str, steps: int) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def test_from_an_invitation_to_signing_in_with_a_code(open_page: OpenPage, live_server: Any) -> None:
    # Given an administrator who invites somebody
    page = open_page("/en/account/sign-in/", phone=True)
    page.get_by_role("button", name=re.compile("Amara Diallo")).click()
    page.goto("/en/account/people/")
    is_sound(page)
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("nadia@northmere.example")
    page.get_by_label("Legal", exact=False).first.check()
    is_sound(page)
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_text("An invitation is on its way")).to_be_visible()
    worker.work_off()

    # When they open the link, choose a password and set up one-time codes
    link = re.search(r"http://localhost:8000(/\S+)", str(mail.outbox[-1].body))
    assert link is not None
    page = open_page(link[1])
    is_sound(page)
    page.get_by_label("Your name").fill("Nadia Roy")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("The same password again").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    is_sound(page)
    page.get_by_role("link", name=re.compile("Set up One-time codes")).click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    is_sound(page)
    secret = page.locator("#totp-secret").inner_text()
    page.get_by_label("The code that the app shows now").fill(code_for(secret, 0))
    page.get_by_role("button", name="Turn them on").click()
    is_sound(page)

    # Then a password alone no longer lets them in, and a code does
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/account/sign-in/")
    page.get_by_label("E-mail address").fill("nadia@northmere.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    is_sound(page)
    page.get_by_label("Code").fill(code_for(secret, 1))
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name="Purchases")).to_be_visible()


def test_a_passkey_is_added_and_lets_in_alone(open_page: OpenPage) -> None:
    # Given somebody whose browser has an authenticator
    page = open_page("/en/account/sign-in/")
    tools = page.context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    page.get_by_role("button", name=re.compile("Amara Diallo")).click()

    # When they add a passkey for signing in alone
    page.goto("/en/account/factors/passkeys/add/")
    is_sound(page)
    page.get_by_label("What do you call it?").fill("My phone")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("The passkey is added.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()

    # Then it signs them in without a password
    page.goto("/en/account/sign-in/")
    is_sound(page)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="Purchases")).to_be_visible()


def test_the_pages_of_an_organisation_are_accessible(open_page: OpenPage) -> None:
    page = open_page("/en/account/sign-in/", phone=True)
    page.get_by_role("button", name=re.compile("Amara Diallo")).click()

    for place in (
        "account/",
        "account/organisation/",
        "account/teams/",
        "account/directories/new/",
        "account/leave/",
        "account/password/reset/",
        "trail/",
        "health/",
        "mails/",
        "background/",
    ):
        page.goto(f"/en/{place}")
        is_sound(page)
