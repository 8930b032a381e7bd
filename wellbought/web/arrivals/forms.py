"""The few questions of the back door, and the facts that follow from them."""

from datetime import date

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import Fact
from wellbought.vocabulary import Arrival
from wellbought.web.ui.forms import DayField, Option

UNKNOWN = "unknown"


class RecordForm(forms.Form):
    """What somebody can say of a tool on a phone, in two minutes."""

    title = forms.CharField(
        label=_("What is it called, or what does it do?"),
        help_text=_("Such as “Summaries in our e-mail program”."),
        max_length=200,
    )
    vendor = forms.CharField(label=_("Who makes it? (optional)"), max_length=120, required=False)
    how = forms.ChoiceField(
        label=_("How did it come to you?"),
        choices=[
            (Arrival.SWITCHED_ON.value, _("It was switched on in a product that we own already")),
            (Arrival.FREE.value, _("It is free, or I use a private account")),
            (Arrival.PILOT.value, _("As a pilot or a trial")),
            (Arrival.PURCHASE_CARD.value, _("Bought with a purchase card, or below the limits for tenders")),
            (Arrival.OTHER.value, _("Some other way")),
        ],
        widget=forms.RadioSelect,
    )
    summary = forms.CharField(
        label=_("What do you use it for?"),
        help_text=_("One or two sentences. Say whose work it changes."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    affects = forms.ChoiceField(
        label=_("Who feels what it does?"),
        choices=[
            ("public", _("Residents or the public")),
            ("staff", _("Only our own staff")),
            ("none-direct", _("No one directly")),
            (UNKNOWN, Option(_("I don't know"), divider=_("or"))),
        ],
        widget=forms.RadioSelect,
    )
    domain = forms.ChoiceField(label=_("In which work is it used?"))
    decision_role = forms.ChoiceField(
        label=_("Does it decide about people?"),
        choices=[
            ("informs", _("No. It writes, finds or shows things, and people decide")),
            ("assists", _("It helps someone who decides")),
            ("recommends", _("It recommends, ranks or scores")),
            ("automates", _("It decides by itself")),
            (UNKNOWN, Option(_("I don't know"), divider=_("or"))),
        ],
        widget=forms.RadioSelect,
    )
    personal_data = forms.ChoiceField(
        label=_("Do data about people go into it?"),
        help_text=_("Names, letters, recordings, case notes, photographs."),
        choices=[
            ("yes", _("Yes")),
            ("no", _("No")),
            (UNKNOWN, Option(_("I don't know"), divider=_("or"))),
        ],
        widget=forms.RadioSelect,
    )
    since = DayField(label=_("Since when is it in use? (optional)"), required=False)

    def __init__(self, pack: Pack, data: object = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        domain = self.fields["domain"]
        assert isinstance(domain, forms.ChoiceField)
        fields_of_work = [(str(one.value), one.label) for one in pack.get(FactQuestion, "domain").options]
        domain.choices = [(UNKNOWN, gettext("I don't know")), *fields_of_work]

    def clean_since(self) -> date | None:
        """The day; a day to come is no beginning."""
        since: date | None = self.cleaned_data["since"]
        if since is not None and since > date.today():
            raise forms.ValidationError(_("Enter a day that is not in the future, or leave it empty"))
        return since

    @property
    def arrival(self) -> Arrival:
        """How it came."""
        return Arrival(self.cleaned_data["how"])

    def facts(self) -> dict[str, Fact]:
        """The facts that the answers settle; what nobody knows stays unknown."""
        said = self.cleaned_data
        found: dict[str, Fact] = {}
        if said["affects"] != UNKNOWN:
            found["affects"] = said["affects"]
        if said["decision_role"] != UNKNOWN:
            found["decision_role"] = said["decision_role"]
        if said["domain"] != UNKNOWN:
            found["domain"] = said["domain"]
        if said["personal_data"] != UNKNOWN:
            found["personal_data"] = said["personal_data"] == "yes"
        if self.arrival is Arrival.SWITCHED_ON:
            found["existing_product"] = True
        if self.arrival is Arrival.FREE:
            found["pricing"] = "free"
        if self.arrival is Arrival.PILOT:
            found["scale"] = "pilot"
        return found
