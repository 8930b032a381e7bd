"""Parsing what is typed about a meeting and in the room."""

from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wellbought.purchase import AnswerState
from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts.queries import MemberCard
from wellbought.web.ui.forms import DayField, Option


class MeetingForm(forms.Form):
    """When and where a meeting is, who comes, and what came out of it besides answers."""

    day = DayField(label=_("Day"), required=False)
    clock = forms.TimeField(
        label=_("Beginning"),
        help_text=_("Such as 14:30."),
        required=False,
        widget=forms.TimeInput(format="%H:%M"),
        error_messages={"invalid": _("Enter a time such as 14:30")},
    )
    minutes_long = forms.IntegerField(
        label=_("Length in minutes"),
        min_value=5,
        max_value=600,
        error_messages={
            "min_value": _("Enter between 5 and 600 minutes"),
            "max_value": _("Enter between 5 and 600 minutes"),
        },
    )
    place = forms.CharField(label=_("Place, or link to the call"), required=False, max_length=200)
    invited = forms.MultipleChoiceField(label=_("Who comes?"), widget=forms.CheckboxSelectMultiple, required=False)
    unknown = forms.CharField(
        label=_("What do we still not know?"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    stop_rule = forms.CharField(
        label=_("What would make us stop?"), required=False, widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(
        self, team: tuple[MemberCard, ...], role_names: dict[str, str], data: object = None, **options: object
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        invited = self.fields["invited"]
        assert isinstance(invited, forms.MultipleChoiceField)
        invited.choices = [(str(card.id), Option(card.name, hint=role_names[card.role])) for card in team]

    def clean(self) -> dict[str, object]:
        """A time needs its day."""
        cleaned = super().clean() or {}
        if cleaned.get("clock") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Enter the day too"))
        return cleaned

    @property
    def starts_at(self) -> datetime | None:
        """When it begins, where the site is; at nine if only the day is known."""
        day = self.cleaned_data["day"]
        if day is None:
            return None
        return timezone.make_aware(datetime.combine(day, self.cleaned_data["clock"] or time(9)))


class RoomForm(forms.Form):
    """What the room says on one question."""

    text = forms.CharField(
        label=_("The answer of the room"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    state = forms.ChoiceField(
        label=_("Where does it stand?"),
        choices=[
            (AnswerState.AGREED.value, _("Agreed")),
            (AnswerState.DRAFTED.value, _("Drafted")),
            (AnswerState.NOT_APPLICABLE.value, _("Does not apply")),
        ],
        widget=forms.RadioSelect,
    )
    role = forms.ChoiceField(label=_("Which team answers?"))
    decide = forms.BooleanField(label=_("Log it as a decision too"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, role_names: dict[str, str], data: object = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)
        role.choices = [(one.value, role_names[one]) for one in TEAM_ROLES]
