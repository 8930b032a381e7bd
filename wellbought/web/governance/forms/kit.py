"""The questionnaire of the governance kit, made from the pack's choices. It is sent by GET: nothing of it is kept."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from wellbought.errors import WellboughtError
from wellbought.governance import Kit, KitInvalid, blank_kit, parse_kit
from wellbought.governance.kit import LIMIT, LONGEST_NAME, SIZE, SIZES, WEAK_SPOTS
from wellbought.pack.kinds import KitChoice
from wellbought.pack.read import Pack
from wellbought.web.interview.amounts import plain_amount
from wellbought.web.interview.forms import CURRENCIES
from wellbought.web.ui.forms import Option


class KitForm(forms.Form):
    """All choices, filled in with what we would suggest for the organisation's size. It ends up in ``kit``."""

    kit: Kit | None = None

    def __init__(
        self,
        pack: Pack,
        sent: Mapping[str, Any] | None,
        *,
        size: str = "",
        organisation: str = "",
        weak: tuple[str, ...] = (),
    ) -> None:
        self.pack = pack
        suggested = blank_kit(pack, size) if size in SIZES else None
        initial: dict[str, Any] = {"organisation": organisation, SIZE: size}
        if suggested:
            for choice in pack.all(KitChoice):
                chosen = suggested.chosen.get(choice.id, ())
                initial[choice.id] = list(chosen) if choice.several else next(iter(chosen), "")
            initial[SIZE] = size
        if weak:
            initial[WEAK_SPOTS] = list(weak)
        super().__init__(sent, initial=initial)
        self.fields["organisation"] = forms.CharField(
            label=_("What is your organisation called?"), max_length=LONGEST_NAME, required=False
        )
        for choice in pack.all(KitChoice):
            self.fields.update(_fields(choice))

    def clean(self) -> dict[str, Any]:
        """Read the choices by the same rules as those in a file."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        choices = {choice.id: cleaned[choice.id] for choice in self.pack.all(KitChoice) if choice.options}
        amount = cleaned.get(LIMIT)
        raw: dict[str, object] = {"organisation": cleaned["organisation"], "choices": choices}
        try:
            if amount:
                raw["fast_limit"] = {"amount": plain_amount(amount), "currency": cleaned["currency"]}
            self.kit = parse_kit(raw, self.pack)
        except KitInvalid as several:
            for fault in several.errors:
                at = LIMIT if fault.where == "fast_limit" else fault.where
                self.add_error(at if at in self.fields else None, fault.message)
        except WellboughtError as error:
            self.add_error(LIMIT, error.message)
        return cleaned


def _fields(choice: KitChoice) -> dict[str, forms.Field]:
    if not choice.options:
        return {
            choice.id: forms.CharField(
                label=choice.ask,
                help_text=choice.explain,
                required=False,
                max_length=40,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            ),
            "currency": forms.ChoiceField(
                label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False
            ),
        }
    options = [(option.value, Option(option.label, hint=option.because)) for option in choice.options]
    if choice.several:
        return {
            choice.id: forms.MultipleChoiceField(
                label=choice.ask,
                help_text=choice.explain,
                choices=options,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
        }
    return {
        choice.id: forms.ChoiceField(
            label=choice.ask, help_text=choice.explain, choices=options, widget=forms.RadioSelect
        )
    }
