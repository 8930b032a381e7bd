"""Parsing what people say of readiness, and what a round and an action shall be."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Dimension, Statement
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState
from wellbought.readiness.sheets import Answer, NoLevel, Sheet, parse_answer, parse_round
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.accounts.queries import MemberCard
from wellbought.web.ui.forms import DayField, Option

#: The largest file of answers that is read.
LARGEST = 200_000


class FieldForm(forms.Form):
    """Whose field somebody answers for, alone."""

    role = forms.ChoiceField(label=gettext_lazy("What is your field?"), widget=forms.RadioSelect, required=False)

    def __init__(self, pack: Pack, data: Any = None, *, role: Role | None = None) -> None:
        super().__init__(data, initial={"role": role or ""})
        names = [(one.value, Option(pack.name("role", one).label)) for one in TEAM_ROLES]
        every = Option(_("All of them"), hint=_("About twenty minutes, for whoever works alone"), divider=_("or"))
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*names, ("", every)]

    @property
    def chosen(self) -> Role | None:
        """The field; ``None`` for all."""
        role = self.cleaned_data["role"]
        return Role(role) if role else None


class StatementsForm(forms.Form):
    """The statements of one dimension. None must be answered."""

    def __init__(self, statements: Iterable[Statement], data: Any = None, answers: Mapping[str, Answer] = {}) -> None:
        super().__init__(data, initial={key: str(answer) for key, answer in answers.items()})
        for one in statements:
            choices = [(str(level), Option(text)) for level, text in enumerate(one.levels)]
            choices += [
                (NoLevel.UNKNOWN.value, Option(_("I cannot tell"), divider=_("or"))),
                (NoLevel.NOT_MY_FIELD.value, Option(_("It is not my field"))),
            ]
            self.fields[one.id] = forms.ChoiceField(
                label=one.text, choices=choices, widget=forms.RadioSelect, required=False
            )

    @property
    def answers(self) -> dict[str, Answer]:
        """What was answered."""
        return {
            key: parse_answer(int(value) if value.isdecimal() else value)
            for key, value in self.cleaned_data.items()
            if value
        }


class OpenForm(forms.Form):
    """Answers that were saved as a file."""

    file = forms.FileField(label=gettext_lazy("The file"), help_text=gettext_lazy("A JSON file that you saved here."))

    def __init__(self, pack: Pack, *sent: Any) -> None:
        super().__init__(*sent)
        self.pack = pack

    def clean_file(self) -> Sheet:
        """The sheet in the file."""
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST:
            raise forms.ValidationError(_("The file is too large to be a file of answers."))
        try:
            found = parse_round(json.loads(upload.read().decode("utf-8-sig")), self.pack)
        except (ValueError, RecursionError):
            raise forms.ValidationError(_("This is no file of answers. Choose one that you saved here.")) from None
        except WellboughtError as error:
            raise forms.ValidationError(str(error)) from None
        if len(found.sheets) > 1:
            several = _("This file holds the answers of several people. Choose one of a single person.")
            raise forms.ValidationError(several)
        return found.sheets[0]


class InviteForm(forms.Form):
    """Who is asked."""

    invited = forms.MultipleChoiceField(
        label=gettext_lazy("Who is asked?"),
        help_text=gettext_lazy("Choose people of different fields. Two or more of a field show most."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one person")},
    )

    def __init__(
        self, members: Iterable[MemberCard], role_names: Mapping[str, str], *sent: Any, **options: Any
    ) -> None:
        super().__init__(*sent, **options)
        field = self.fields["invited"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(card.id), Option(card.name, hint=role_names[card.role])) for card in members]

    @property
    def ids(self) -> list[int]:
        """The ids of the members."""
        return [int(one) for one in self.cleaned_data["invited"]]


class RoundForm(InviteForm):
    """What a round is called, who is asked, and whether names are shown."""

    title = forms.CharField(
        label=gettext_lazy("What is this round called?"),
        help_text=gettext_lazy("Such as “Autumn 2026”."),
        max_length=120,
    )
    named = forms.ChoiceField(
        label=gettext_lazy("Does the result show who said what?"),
        widget=forms.RadioSelect,
        choices=[
            (
                "yes",
                Option(
                    gettext_lazy("Yes, with names"),
                    hint=gettext_lazy("Best for talking about differences. Everybody is told before they answer."),
                ),
            ),
            (
                "no",
                Option(
                    gettext_lazy("No"),
                    hint=gettext_lazy("Only counts are shown, and nothing of fewer than three people."),
                ),
            ),
        ],
    )
    field_order = ("title", "named", "invited")


class ActionForm(forms.Form):
    """What will be done, by whom and when."""

    text = forms.CharField(
        label=gettext_lazy("What will you do?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )
    dimension = forms.ChoiceField(label=gettext_lazy("About"))
    owner = forms.ChoiceField(label=gettext_lazy("Who sees to it?"), required=False)
    due_on = DayField(label=gettext_lazy("By when?"), required=False)

    def __init__(self, pack: Pack, members: Iterable[MemberCard], *sent: Any, **options: Any) -> None:
        super().__init__(*sent, **options)
        self._choose(
            "dimension", [(one.id, one.title) for one in sorted(pack.all(Dimension), key=lambda one: one.order)]
        )
        self._choose("owner", [("", _("Nobody yet")), *((str(card.id), card.name) for card in members)])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


class ChangeForm(ActionForm):
    """How an action stands."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where does it stand?"),
        widget=forms.RadioSelect,
        choices=[
            (ActionState.OPEN.value, gettext_lazy("Open")),
            (ActionState.DONE.value, gettext_lazy("Done")),
            (ActionState.DROPPED.value, gettext_lazy("Dropped")),
        ],
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(self, *sent: Any, **options: Any) -> None:
        super().__init__(*sent, **options)
        self.fields.pop("dimension")
