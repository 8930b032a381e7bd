"""Parsing which part of the trail someone asks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbought.web.audit.models import Kind
from wellbought.web.audit.queries import Wanted


class WantedForm(forms.Form):
    """Which events."""

    kind = forms.ChoiceField(
        label=_("What happened"),
        required=False,
        choices=[
            ("", _("Anything")),
            (Kind.LOOKED, _("Looked at")),
            (Kind.TOOK, _("Taken along")),
            (Kind.CHANGED, _("Changed")),
            (Kind.SIGNED_IN, _("Signed in")),
        ],
    )
    about = forms.CharField(label=_("Key of the purchase or person"), required=False, max_length=80)
    since = forms.DateField(label=_("From day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=_("To day"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def wanted(self) -> Wanted:
        """What is asked for; everything, where the form is wrong."""
        given = self.cleaned_data if self.is_valid() else {}
        return Wanted(
            kind=given.get("kind", ""),
            about=given.get("about", ""),
            since=given.get("since"),
            until=given.get("until"),
        )
