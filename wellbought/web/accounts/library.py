"""Where django-allauth asks this house: how mail is sent, what is said, whom a directory lets in, what is noted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import get_reauthentication_flows
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.web.accounts.actions import NotAdmitted, admit
from wellbought.web.accounts.models import Person
from wellbought.web.accounts.queries import VOUCHED_KEY, directory_of_app, directory_of_provider, member_of
from wellbought.web.audit.actions import note
from wellbought.web.audit.models import Kind
from wellbought.web.background.actions import enqueue


class AccountAdapter(DefaultAccountAdapter):
    """How the library signs people in, sends mail and speaks."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send nothing of the library's own: the mails are ours."""

    def send_password_reset_mail(self, user: Any, email: str, context: dict[str, Any]) -> None:
        """Send the link in the background, so that the page takes as long for an unknown address."""
        enqueue("wellbought.web.accounts.tasks.send_password_reset", person_id=user.pk, language=get_language() or "en")

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Say what happened in our words; what we have no words for is not said."""
        said = message or _sentences().get(message_template or "")
        if said:
            messages.add_message(request, level, said, extra_tags=extra_tags)

    def login(self, request: HttpRequest, user: Any) -> None:
        """Sign in, remember who vouched, and note it."""
        super().login(request, user)
        remember_who_vouched(request, user)
        note_sign_in(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by the library's own page."""
        return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who it is before a second factor is changed, of whoever has something to show."""
        return bool(get_reauthentication_flows(self.request.user)) and super().is_reauthentication_required(
            app=app, **kwargs
        )


class FactorAdapter(DefaultMFAAdapter):
    """How the library keeps second factors: their secrets are encrypted with a key made from the server's own."""

    def encrypt(self, text: str) -> str:
        """Encrypt a secret, so that the table alone is of no use."""
        return str(_cipher().encrypt(text.encode()).decode())

    def decrypt(self, encrypted_text: str) -> str:
        """Read it again."""
        return str(_cipher().decrypt(encrypted_text.encode()).decode())

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """Send nothing of the library's own."""


class DirectoryAdapter(DefaultSocialAccountAdapter):
    """Whom a directory lets in."""

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find or make the person whom the directory vouches for, or say why there is no way in."""
        directory = directory_of_app(sociallogin.provider.app.pk)
        if directory is None:
            raise ImmediateHttpResponse(_refused(request, _("This directory is not in use.")))
        user = sociallogin.user
        extra = sociallogin.account.extra_data
        email = _claim(extra, "email") or user.email
        known = user if sociallogin.is_existing else None
        try:
            person = admit(directory=directory, email=email, name=_name(extra, user), known=known)
        except NotAdmitted as error:
            raise ImmediateHttpResponse(_refused(request, error.message)) from None
        sociallogin.user = sociallogin.account.user = person
        sociallogin.account.extra_data = {}
        sociallogin.account.save()

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Take the address and the name, and nothing else."""
        sociallogin.user.email = data.get("email") or ""
        names = " ".join(filter(None, (data.get("first_name"), data.get("last_name"))))
        sociallogin.user.name = (data.get("name") or names)[:120]
        return sociallogin.user

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Any = None,
        extra_context: Any = None,
    ) -> None:
        """Lead back to the sign-in page and say so."""
        raise ImmediateHttpResponse(
            _refused(request, _("Your directory did not sign you in. Try again, or ask your administrator."))
        )


def remember_who_vouched(request: HttpRequest, person: Person) -> None:
    """Write into the session which organisation's directory vouched, if nothing of the person's own did."""
    records = get_authentication_records(request, person)
    own = any(record.get("method") == "password" or record.get("passwordless") for record in records)
    providers = [record["provider"] for record in records if record.get("method") == "socialaccount"]
    request.session.pop(VOUCHED_KEY, None)
    if providers and not own:
        directory = directory_of_provider(providers[-1])
        request.session[VOUCHED_KEY] = directory.organisation_id if directory else 0


def note_sign_in(request: HttpRequest) -> None:
    """Note that a member signed in."""
    member = member_of(request)
    if member is not None:
        note(member=member, kind=Kind.SIGNED_IN, what="sign-in")


def _refused(request: HttpRequest, message: str) -> HttpResponseRedirect:
    messages.error(request, message)
    return HttpResponseRedirect(reverse("accounts:sign-in"))


def _claim(extra: Any, name: str) -> str:
    """A claim of the directory, whichever of its two answers holds it."""
    for part in (extra.get("userinfo"), extra.get("id_token"), extra):
        value = part.get(name) if isinstance(part, dict) else None
        if isinstance(value, list):
            value = value[0] if value else None
        if value:
            return str(value)
    return ""


def _name(extra: Any, user: Any) -> str:
    return (_claim(extra, "name") or _claim(extra, "displayName") or user.name or "")[:120]


def _cipher() -> Any:
    """A cipher whose key is made from the server's secret."""
    import base64
    import hashlib

    from cryptography.fernet import Fernet

    key = hashlib.sha256(b"wellbought.second-factors:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


def _sentences() -> dict[str, str]:
    return {
        "account/messages/password_changed.txt": _("Your password is changed."),
        "account/messages/password_set.txt": _("Your password is set."),
        "mfa/messages/totp_activated.txt": _("One-time codes are on. You are asked for one when you sign in."),
        "mfa/messages/totp_deactivated.txt": _("One-time codes are off."),
        "mfa/messages/recovery_codes_generated.txt": _("There are new recovery codes. The old ones no longer work."),
        "mfa/messages/webauthn_added.txt": _("The passkey is added."),
        "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    }
