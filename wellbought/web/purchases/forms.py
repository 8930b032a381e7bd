"""Parsing what people type in the workspace."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbought.purchase import AnswerState
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.queries import MemberCard
from wellbought.web.purchases.models import LONGEST_ANSWER
from wellbought.web.ui.forms import Option


class NewPurchaseForm(forms.Form):
    """What a purchase is called and about."""

    title = forms.CharField(
        label=_("What do you want to buy?"),
        help_text=_("A short name that colleagues recognise, such as “Meeting notes for case workers”."),
        max_length=200,
    )
    summary = forms.CharField(
        label=_("What for, in two or three sentences?"),
        help_text=_("The problem, whom it touches, and what should be better afterwards."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class LongText(forms.CharField):
    """A text whose limit the action checks, so that a text that is too long meets a reason and is shown again."""

    def __init__(self, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        # Shown beside the field; not enforced here.
        self.max_length = LONGEST_ANSWER
        self.validators = []


class AnswerForm(forms.Form):
    """The answer to a question, and how far the team is with it."""

    text = LongText(
        label=_("Your answer"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    state = forms.ChoiceField(
        label=_("Where does it stand?"),
        choices=[
            (AnswerState.DRAFTED.value, Option(_("Drafted"), hint=_("Somebody still has to agree."))),
            (AnswerState.AGREED.value, Option(_("Agreed"), hint=_("The team stands behind it."))),
            (AnswerState.TO_DO.value, Option(_("To do"), hint=_("These are only notes."))),
            (
                AnswerState.NOT_APPLICABLE.value,
                Option(_("Does not apply"), hint=_("Say why in the answer, so that others can follow.")),
            ),
        ],
        widget=forms.RadioSelect,
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def clean(self) -> dict[str, object]:
        """An agreed answer says something; what does not apply says why."""
        cleaned = super().clean() or {}
        said = str(cleaned.get("text", "")).strip()
        if not said and cleaned.get("state") == AnswerState.AGREED:
            self.add_error("text", _("Write the answer that the team has agreed."))
        if not said and cleaned.get("state") == AnswerState.NOT_APPLICABLE:
            self.add_error("text", _("Say in a sentence why it does not apply."))
        return cleaned


class CommentForm(forms.Form):
    """Something to say on a question, shown on its page; it is parsed where it is sent."""

    comment = forms.CharField(
        label=_("Your comment"), required=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


class SeenForm(forms.Form):
    """The number of the facts that a person had before them."""

    seen_facts = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)


class TeamForm(forms.Form):
    """Who takes part in a purchase."""

    members = forms.MultipleChoiceField(
        label=_("Who takes part?"),
        help_text=_("Only they and your leadership see this purchase."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(
        self, cards: tuple[MemberCard, ...], role_names: dict[str, str], data: object = None, **options: object
    ) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        members = self.fields["members"]
        assert isinstance(members, forms.MultipleChoiceField)
        members.choices = [
            (str(card.id), Option(card.name, hint=role_names.get(card.role, card.role))) for card in cards
        ]
        for card in cards:
            self.fields[f"role_{card.id}"] = forms.ChoiceField(
                label=_("Role of %(name)s in this purchase") % {"name": card.name},
                choices=[(role.value, role_names.get(role, role)) for role in TEAM_ROLES],
                required=False,
            )

    def roles(self) -> dict[int, Role]:
        """The role of each person in this purchase, by the member's id, where one was chosen."""
        return {
            int(name.removeprefix("role_")): Role(value)
            for name, value in self.cleaned_data.items()
            if name.startswith("role_") and value
        }
