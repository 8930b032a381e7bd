"""Parsing what people type about accounts."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts.models import DirectoryKind, Person
from wellbought.web.guidance.queries import pack_in
from wellbought.web.ui.forms import Option

Choices = Sequence[tuple[str, object]]


class SignInForm(forms.Form):
    """E-mail address and password; ``held`` carries a form that was being sent when the session ended."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username webauthn"})
    )
    password = forms.CharField(
        label=_("Password"), max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "current-password"})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)
    held = forms.CharField(required=False, widget=forms.HiddenInput)


class DirectoryEntryForm(forms.Form):
    """The address by which the right directory is found."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput, max_length=2000)
    held = forms.CharField(required=False, widget=forms.HiddenInput)


class RoleForm(forms.Form):
    """A form that asks for a role, named as the pack names it."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), max_length=254)
    is_administrator = forms.BooleanField(
        required=False,
        label=_("Administers the organisation"),
        help_text=_("Invites people, changes roles and settings."),
    )
    field_order = ("email", "role", "is_administrator")


class MemberForm(RoleForm):
    """What a member is to be."""

    is_administrator = forms.BooleanField(
        required=False,
        label=_("Administers the organisation"),
        help_text=_("Invites people, changes roles and settings."),
    )
    is_active = forms.BooleanField(
        required=False,
        label=_("May sign in and work here"),
        help_text=_("Without this, what they wrote stays, and they see nothing any more."),
    )


class OrganisationForm(forms.Form):
    """What an organisation is called, where it is, and its rules for accounts."""

    name = forms.CharField(label=_("Name of the organisation"), max_length=200)
    jurisdiction = forms.MultipleChoiceField(
        label=_("Where it is"),
        help_text=_("Its purchases begin with the rules of these places."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    second_factor_required = forms.BooleanField(
        required=False,
        label=_("Everyone needs a second factor"),
        help_text=_("Members set up one-time codes or a passkey before they go on."),
    )
    trail_days = forms.IntegerField(
        label=_("Keep the trail of access and change for how many days?"), min_value=30, max_value=3660
    )

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["jurisdiction"].choices = list(places)  # type: ignore[attr-defined]


class TeamForm(forms.Form):
    """A team and its people."""

    name = forms.CharField(label=_("Name of the team"), max_length=120)
    members = forms.TypedMultipleChoiceField(
        label=_("People"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["members"].choices = [(str(value), label) for value, label in people]  # type: ignore[attr-defined]


class NewPasswordForm(forms.Form):
    """A name and a new password, twice, by the rules for passwords."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least 12 characters. Three or four words that do not belong together are good."),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        """Compare the two, and judge the password: it may not be like the name or the address."""
        cleaned = super().clean() or {}
        password = cleaned.get("password")
        if password and cleaned.get("again") and password != cleaned["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        if password:
            try:
                validate_password(password, Person(email=self.email, name=cleaned.get("name", "")))
            except ValidationError as errors:
                self.add_error("password", errors)
        return cleaned


class SignUpForm(RoleForm):
    """A new organisation and whoever sets it up."""

    organisation = forms.CharField(label=_("Name of the organisation"), max_length=200)
    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    email = forms.EmailField(
        label=_("Your e-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    field_order = ("organisation", "name", "email", "role")


class YouForm(forms.Form):
    """A person's own name and language."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    language = forms.ChoiceField(label=_("Language of mails to you"))

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = list(languages)  # type: ignore[attr-defined]


class LeaveForm(forms.Form):
    """One's own address, typed to confirm."""

    confirmation = forms.CharField(label=_("Your e-mail address, to confirm"), max_length=254)


class DirectoryForm(forms.Form):
    """What must be known of an organisation's directory."""

    kind = forms.ChoiceField(
        label=_("How it signs people in"),
        widget=forms.RadioSelect,
        choices=[
            (DirectoryKind.OPENID_CONNECT.value, Option("OpenID Connect")),
            (DirectoryKind.SAML.value, Option("SAML 2.0")),
        ],
    )
    domain = forms.RegexField(
        r"^@?[A-Za-z0-9.-]+\.[A-Za-z]{2,}$",
        label=_("Domain of its e-mail addresses"),
        help_text=_("For example northmere.example. It vouches for these addresses alone."),
        max_length=200,
        error_messages={"invalid": _("Enter a domain, for example northmere.example")},
    )
    address = forms.URLField(
        label=_("Address"),
        help_text=_("OpenID Connect: the issuer. SAML: where people sign in."),
        max_length=400,
        assume_scheme="https",
    )
    client_id = forms.CharField(label=_("Client ID (OpenID Connect)"), required=False, max_length=190)
    secret = forms.CharField(
        label=_("Client secret (OpenID Connect)"),
        required=False,
        max_length=190,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    entity_id = forms.CharField(label=_("Entity ID of the directory (SAML)"), required=False, max_length=190)
    certificate = forms.CharField(
        label=_("Certificate of the directory (SAML)"), required=False, max_length=10_000, widget=forms.Textarea
    )
    admits = forms.ChoiceField(
        label=_("People whom nobody has invited"),
        help_text=_("They may be turned away, or become members in one role."),
        required=False,
    )

    def __init__(self, *args: Any, roles: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["admits"].choices = [("", _("Turn them away")), *roles]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for what the chosen way needs."""
        cleaned = super().clean() or {}
        needs = {
            DirectoryKind.OPENID_CONNECT.value: ("client_id", "secret"),
            DirectoryKind.SAML.value: ("entity_id", "certificate"),
        }
        for name in needs.get(cleaned.get("kind", ""), ()):
            if not cleaned.get(name):
                self.add_error(name, _("This is needed for the way that you chose"))
        return cleaned


def role_choices() -> list[tuple[str, str]]:
    """The roles of a team with their names."""
    pack = pack_in(get_language())
    return [(role.value, str(pack.name("role", role).label)) for role in TEAM_ROLES]


def place_choices() -> list[tuple[str, str]]:
    """The places of the pack with their names."""
    pack = pack_in(get_language())
    return [(place, str(pack.cards[place].title)) for place in pack.jurisdictions]
