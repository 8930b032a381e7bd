"""The library's forms in our words."""

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, its name, and whether it lets in alone."""

    passwordless = forms.BooleanField(required=False, label=_("Sign in with it alone, without a password"))
