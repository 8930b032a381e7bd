"""Every way in: second factors, passkeys, forgotten passwords, an organisation's directory by OpenID and SAML."""

import re
import time
from html import unescape
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from tests.web.conftest import PASSWORD, People, signed_in
from tests.web.directories import CLIENT, SECRET, OpenIdProvider, SamlProvider, openid_provider
from tests.web.test_accounts import GOOD, link_in
from tests.web.test_background import Commit, commit  # noqa: F401 - a fixture
from wellbought.vocabulary import Role
from wellbought.web.accounts import actions
from wellbought.web.accounts.actions.directories import DirectoryFacts
from wellbought.web.accounts.models import Directory, DirectoryKind, Membership, Person
from wellbought.web.background import worker
from wellbought.web.purchases.models import AnswerVersion, Purchase

pytestmark = pytest.mark.django_db

SIGN_IN = "/en/account/sign-in/"
EMAIL = "procurement@northmere.example"


def code_for(secret: str, *, steps: int = 0) -> str:
    """The code that an app shows now, or so many half minutes later."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30 + steps)))


def enrol(client: Client) -> str:
    """Set up one-time codes, and give their secret."""
    page = client.get("/en/account/factors/codes/on/", follow=True)
    if "again" in page.request["PATH_INFO"]:
        asked = f"{page.request['PATH_INFO']}?{page.request['QUERY_STRING']}"
        page = client.post(asked, {"password": PASSWORD}, follow=True)
    found = re.search(r'id="totp-secret"[^>]*>([A-Z2-7]+)<', page.content.decode())
    assert found is not None
    done = client.post("/en/account/factors/codes/on/", {"code": code_for(found[1])})
    assert done.status_code == 302
    return found[1]


def shown_fields(page: str) -> dict[str, str]:
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)
    }


class TestOneTimeCodes:
    def test_after_enrolling_a_code_is_asked_for_and_a_wrong_one_refused(self, people: People) -> None:
        secret = enrol(signed_in(people.amara))
        client = Client()

        asked = client.post(SIGN_IN, {"email": EMAIL, "password": PASSWORD, "next": "/en/purchases/new/"})
        wrong = client.post("/en/account/factors/sign-in/", {"code": "000000"})
        still_out = client.get("/en/purchases/").status_code
        right = client.post("/en/account/factors/sign-in/", {"code": code_for(secret, steps=1)}, follow=True)

        assert asked.headers["Location"] == "/en/account/factors/sign-in/"
        assert wrong.status_code == 200
        assert "Incorrect code" in wrong.content.decode()
        assert still_out == 302
        assert right.request["PATH_INFO"] == "/en/purchases/new/"

    def test_what_was_being_written_survives_the_code(self, people: People, purchase: Purchase) -> None:
        secret = enrol(signed_in(people.amara))
        client = Client()
        path = f"/en/purchases/{purchase.key}/questions/what-data-goes-in/"
        asked = client.post(
            path, {"text": "Names — and “more”", "state": "drafted", "seen": "0", "seen_facts": "1", "answer": "yes"}
        )
        held = unescape(re.search(r'name="held"[^>]*value="([^"]+)"', asked.content.decode())[1])  # type: ignore[index]

        client.post(SIGN_IN, {"email": EMAIL, "password": PASSWORD, "held": held})
        shown = client.post("/en/account/factors/sign-in/", {"code": code_for(secret, steps=1)}, follow=True)
        client.post(path, shown_fields(shown.content.decode()))

        assert "What you wrote is still here" in shown.content.decode()
        assert AnswerVersion.objects.get().text == "Names — and “more”"

    def test_a_recovery_code_lets_in_once(self, people: People) -> None:
        client = signed_in(people.amara)
        enrol(client)
        codes = re.findall(r"<code>(\d{8})</code>", client.get("/en/account/factors/recovery/").content.decode())

        def try_it() -> str:
            visitor = Client()
            visitor.post(SIGN_IN, {"email": EMAIL, "password": PASSWORD})
            page = visitor.post("/en/account/factors/sign-in/", {"code": codes[0]}, follow=True)
            return str(page.request["PATH_INFO"])

        assert len(codes) == 10
        assert try_it() == "/en/purchases/"
        assert try_it() == "/en/account/factors/sign-in/"

    def test_the_secret_is_not_readable_in_the_table(self, people: People) -> None:
        secret = enrol(signed_in(people.amara))

        assert secret not in str(list(Authenticator.objects.values()))

    def test_codes_are_turned_off_after_showing_who_one_is(self, people: People) -> None:
        client = signed_in(people.amara)
        enrol(client)

        client.post("/en/account/factors/codes/off/", {})

        assert Authenticator.objects.count() == 0


class TestPasskeys:
    def test_its_page_gives_the_browser_what_it_needs(self, people: People) -> None:
        page = signed_in(people.wei).get("/en/account/factors/passkeys/add/").content.decode()

        assert '"challenge"' in page
        assert 'data-wb-passkey="add"' in page

    def test_the_sign_in_page_asks_for_any_and_refuses_nonsense(self) -> None:
        client = Client()

        options = client.get("/en/account/factors/passkeys/sign-in/", headers={"X-Requested-With": "XMLHttpRequest"})
        refused = client.post("/en/account/passkey/", {"credential": "{}"})

        assert options.json()["request_options"]["publicKey"]["challenge"]
        assert refused.headers["Location"] == SIGN_IN


@pytest.mark.usefixtures("people")
class TestForgottenPassword:
    def test_a_link_by_mail_sets_a_new_one_and_works_once(self, commit: Commit) -> None:  # noqa: F811
        with commit():
            Client().post("/en/account/password/reset/", {"email": EMAIL})
        worker.work_off()
        link = link_in(mail.outbox[-1])
        client = Client()
        page = client.get(link, follow=True)

        client.post(page.request["PATH_INFO"], {"password1": GOOD, "password2": GOOD})

        assert Client().post(SIGN_IN, {"email": EMAIL, "password": PASSWORD}).status_code == 422
        assert Client().post(SIGN_IN, {"email": EMAIL, "password": GOOD}).status_code == 302
        assert "no longer works" in Client().get(link, follow=True).content.decode()

    def test_an_unknown_address_is_answered_alike_and_gets_no_mail(
        self,
        commit: Commit,  # noqa: F811
    ) -> None:
        with commit():
            known = Client().post("/en/account/password/reset/", {"email": EMAIL}, follow=True)
            unknown = Client().post("/en/account/password/reset/", {"email": "x@nowhere.example"}, follow=True)
        worker.work_off()

        assert re.sub(r"csrf.*?>", "", known.content.decode()) == re.sub(r"csrf.*?>", "", unknown.content.decode())
        assert len(mail.outbox) == 1

    def test_a_password_is_changed_by_who_knows_the_old_one(self, people: People) -> None:
        client = signed_in(people.amara)

        wrong = client.post("/en/account/password/", {"oldpassword": "no", "password1": GOOD, "password2": GOOD})
        client.post("/en/account/password/", {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD})

        assert wrong.status_code == 200
        assert Person.objects.get(email=EMAIL).check_password(GOOD)


def directory(people: People, facts: DirectoryFacts) -> Directory:
    return actions.add_directory(by=people.amara, facts=facts)


@pytest.fixture
def provider() -> Any:
    with openid_provider() as running:
        yield running


def by_openid(provider: OpenIdProvider, client: Client, *, held: str = "") -> Any:
    """Sign in through the directory as a browser does."""
    email = str(provider.claims["email"])
    led = client.post("/en/account/directory/", {"email": email, "held": held}).content.decode()
    found = re.search(r'href="(http://127[^"]+)"', led)
    assert found is not None, "the domain has no directory"
    back = provider.sign_in(unescape(found[1]))
    return client.get(back.removeprefix("http://testserver"), follow=True)


def openid_facts(provider: OpenIdProvider, admits: Role | None) -> DirectoryFacts:
    return DirectoryFacts(
        DirectoryKind.OPENID_CONNECT, "northmere.example", admits, provider.address, client_id=CLIENT, secret=SECRET
    )


class TestOpenIdConnect:
    def test_a_person_of_the_directory_becomes_a_member_and_is_known_again(
        self, people: People, provider: OpenIdProvider
    ) -> None:
        directory(people, openid_facts(provider, Role.PROJECT))
        client = Client()

        first = by_openid(provider, client)
        again = by_openid(provider, Client())

        member = Membership.objects.get(person__email="ada@northmere.example")
        assert first.request["PATH_INFO"] == again.request["PATH_INFO"] == "/en/purchases/"
        assert (member.role, member.person.name) == ("project", "Ada Obi")
        assert not member.person.has_usable_password()

    def test_an_administrator_sets_it_up_on_its_page(self, people: People, provider: OpenIdProvider) -> None:
        signed_in(people.amara).post(
            "/en/account/directories/new/",
            {
                "kind": "openid-connect",
                "domain": "northmere.example",
                "address": provider.address,
                "client_id": CLIENT,
                "secret": SECRET,
                "admits": "project",
            },
        )

        assert by_openid(provider, Client()).request["PATH_INFO"] == "/en/purchases/"
        page = signed_in(people.amara).get("/en/account/directories/").content.decode()
        assert f"/en/account/openid/{Directory.objects.get().key}/" in page
        assert SECRET not in page

    def test_a_member_signs_in_and_what_was_being_written_survives(
        self, people: People, purchase: Purchase, provider: OpenIdProvider
    ) -> None:
        directory(people, openid_facts(provider, None))
        provider.claims |= {"email": people.wei.person.email}
        client = Client()
        path = f"/en/purchases/{purchase.key}/questions/what-data-goes-in/"
        asked = client.post(path, {"text": "Kept", "state": "drafted", "seen": "0", "seen_facts": "1"})
        held = unescape(re.search(r'name="held"[^>]*value="([^"]+)"', asked.content.decode())[1])  # type: ignore[index]

        shown = by_openid(provider, client, held=held)

        assert "What you wrote is still here" in shown.content.decode()
        assert shown_fields(shown.content.decode())["text"] == "Kept"

    def test_nobody_is_let_in_whom_nobody_invited_unless_the_directory_admits(
        self, people: People, provider: OpenIdProvider
    ) -> None:
        directory(people, openid_facts(provider, None))

        refused = by_openid(provider, Client())

        assert refused.request["PATH_INFO"] == SIGN_IN
        assert "You are not a member yet" in refused.content.decode()
        assert not Person.objects.filter(email="ada@northmere.example").exists()

    def test_it_vouches_for_its_own_domain_alone(self, people: People, provider: OpenIdProvider) -> None:
        directory(people, openid_facts(provider, Role.PROJECT))
        client = Client()
        led = client.post("/en/account/directory/", {"email": "ada@northmere.example"}).content.decode()
        back = provider.sign_in(unescape(re.search(r'href="(http://127[^"]+)"', led)[1]))  # type: ignore[index]
        provider.claims |= {"email": people.outsider.person.email}

        refused = client.get(back.removeprefix("http://testserver"), follow=True)

        assert "alone" in refused.content.decode()
        assert client.get("/en/purchases/").status_code == 302

    def test_who_was_let_out_is_not_let_in_by_the_directory(self, people: People, provider: OpenIdProvider) -> None:
        directory(people, openid_facts(provider, Role.PROJECT))
        provider.claims |= {"email": people.wei.person.email}
        Membership.objects.filter(pk=people.wei.pk).update(is_active=False)

        refused = by_openid(provider, Client())

        assert "has been ended" in refused.content.decode()

    def test_another_account_with_the_address_of_a_member_is_refused(
        self, people: People, provider: OpenIdProvider
    ) -> None:
        directory(people, openid_facts(provider, Role.PROJECT))
        by_openid(provider, Client())
        provider.claims |= {"sub": "2"}

        refused = by_openid(provider, Client())

        assert "Another account of the directory" in refused.content.decode()

    def test_a_state_that_is_not_ours_lets_nobody_in(self, people: People, provider: OpenIdProvider) -> None:
        made = directory(people, openid_facts(provider, Role.PROJECT))

        refused = Client().get(f"/en/account/openid/{made.key}/?code=the-code&state=made-up", follow=True)

        assert refused.request["PATH_INFO"] == SIGN_IN
        assert not Person.objects.filter(email="ada@northmere.example").exists()


class TestSaml:
    @pytest.fixture(autouse=True)
    def a_name_that_saml_takes(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["buying.example.org"]

    def signed_in_by(self, provider: SamlProvider, made: Directory, client: Client, *, audience: str = "") -> Any:
        led = client.post("/en/account/directory/", {"email": "ada@northmere.example"}).content.decode()
        address = unescape(re.search(r'href="(https://directory[^"]+)"', led)[1])  # type: ignore[index]
        back = f"http://buying.example.org/en/account/saml/{made.key}/"
        answer = provider.response(
            address, email="ada@northmere.example", name="Ada Obi", audience=audience or f"{back}metadata/", back=back
        )
        return client.post(back.removeprefix("http://buying.example.org"), {"SAMLResponse": answer}, follow=True)

    def facts(self, provider: SamlProvider) -> DirectoryFacts:
        return DirectoryFacts(
            DirectoryKind.SAML,
            "northmere.example",
            Role.LEGAL,
            provider.address,
            entity_id=provider.entity_id,
            certificate=provider.certificate,
        )

    def test_a_signed_answer_lets_in(self, people: People) -> None:
        provider = SamlProvider()
        made = directory(people, self.facts(provider))

        page = self.signed_in_by(provider, made, Client(HTTP_HOST="buying.example.org"))

        member = Membership.objects.get(person__email="ada@northmere.example")
        assert page.request["PATH_INFO"] == "/en/purchases/"
        assert (member.role, member.person.name) == ("legal", "Ada Obi")

    def test_an_answer_signed_by_another_key_lets_nobody_in(self, people: People) -> None:
        provider = SamlProvider()
        made = directory(people, self.facts(provider))
        forger = SamlProvider()

        page = self.signed_in_by(forger, made, Client(HTTP_HOST="buying.example.org"))

        assert page.request["PATH_INFO"] == SIGN_IN
        assert not Person.objects.filter(email="ada@northmere.example").exists()

    def test_an_answer_for_another_site_lets_nobody_in(self, people: People) -> None:
        provider = SamlProvider()
        made = directory(people, self.facts(provider))

        page = self.signed_in_by(
            provider, made, Client(HTTP_HOST="buying.example.org"), audience="https://elsewhere.example/"
        )

        assert page.request["PATH_INFO"] == SIGN_IN

    def test_its_metadata_name_where_answers_go(self, people: People) -> None:
        made = directory(people, self.facts(SamlProvider()))

        metadata = Client(HTTP_HOST="buying.example.org").get(f"/en/account/saml/{made.key}/metadata/").content.decode()

        assert f"/en/account/saml/{made.key}/" in metadata


def test_a_directory_that_is_removed_lets_nobody_in(people: People, provider: OpenIdProvider) -> None:
    made = directory(people, openid_facts(provider, Role.PROJECT))
    elsewhere = signed_in(people.outsider).post(f"/en/account/directories/{made.key}/remove/").status_code
    signed_in(people.amara).post(f"/en/account/directories/{made.key}/remove/")

    answer = Client().post("/en/account/directory/", {"email": "ada@northmere.example"})

    assert elsewhere == 404
    assert answer.status_code == 422
