"""Parsing what a room and its phones send."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbought.pack.kinds import Decision
from wellbought.web.ui.forms import Option
from wellbought.web.workshop.actions import LONGEST_NOTE
from wellbought.web.workshop.queries import Choice


class OpenForm(forms.Form):
    """Which purchase the room decides on."""

    purchase = forms.ChoiceField(label=_("Which purchase?"), widget=forms.RadioSelect)

    def __init__(self, choices: tuple[Choice, ...], data: Any = None) -> None:
        super().__init__(data)
        field = self.fields["purchase"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.purchase.id, Option(one.purchase.title, hint=one.purchase.story[0])) for one in choices]


class CodeForm(forms.Form):
    """The code on the screen."""

    code = forms.CharField(
        label=_("The code on the screen"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        """A code may be typed in parts and in capitals."""
        return "".join(str(self.cleaned_data["code"]).split()).lower()


class VoteForm(forms.Form):
    """What a phone chooses."""

    option = forms.ChoiceField(widget=forms.RadioSelect)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(self, decision: Decision, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        field = self.fields["option"]
        assert isinstance(field, forms.ChoiceField)
        field.label = decision.ask
        field.choices = [(str(number), Option(one.text)) for number, one in enumerate(decision.options)]


class LeadForm(forms.Form):
    """What the facilitator does: a step on, or a note."""

    do = forms.ChoiceField(choices=[("go-on", ""), ("note", "")])
    number = forms.IntegerField(min_value=1, max_value=1_000_000)
    note = forms.CharField(required=False, max_length=LONGEST_NOTE)
