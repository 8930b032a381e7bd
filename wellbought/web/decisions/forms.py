"""Parsing decisions and signatures."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """A decision with what else was weighed, and why."""

    title = forms.CharField(label=_("What was decided on?"), max_length=200)
    chosen = forms.CharField(label=_("What was decided?"), widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    alternatives = forms.CharField(
        label=_("What else was weighed? (optional)"),
        help_text=_("One on each line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    reasons = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}))
    question = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)


class SignForm(forms.Form):
    """A signature under a gate."""

    reasons = forms.CharField(
        label=_("Why may it go on?"),
        help_text=_("Your name, your role and these words stand in the record for good."),
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    override = forms.BooleanField(
        label=_("Pass it although not everything is settled"),
        help_text=_("It is recorded as an exception, with the open questions and your name."),
        required=False,
    )
