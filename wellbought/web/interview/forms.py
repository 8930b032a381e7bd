"""Parsing the answer to one fact. The form is made from the interview, so a new fact needs no new form."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import Pack
from wellbought.profile import SHAPES, Fact, FactKind, Profile, Value, impossible_mixes, parse_fact
from wellbought.triage.interview import counting
from wellbought.web.interview.amounts import plain_amount
from wellbought.web.ui.forms import Option

#: What stands for "I don't know yet" in a form. Nothing chosen is not the same: that is asked again.
UNKNOWN = "unknown-yet"
NONE_OF_THESE = "none-of-these"
CURRENCIES = ("EUR", "USD", "GBP", "CAD", "AUD", "BRL", "CLP", "COP", "MXN", "CHF", "INR", "KES", "UAH", "XOF")


#: What a profile refuses, by the field at fault, in words that are translated.
FAULTS = {
    "ai_type": gettext_lazy("“No AI” stands beside a kind of AI. Keep it alone, or leave it out."),
    "legal_or_similar_effect": gettext_lazy(
        "You said that nobody is directly affected. A legal or similar effect is an effect on someone: change one of "
        "the two answers."
    ),
    "biometric": gettext_lazy(
        "You said that no personal data are used. Data on faces, voices or fingerprints are personal: change one of "
        "the two answers."
    ),
    "estimated_value.amount": gettext_lazy("This is not an amount. Type a number such as 50 000, or leave it empty."),
    "answer": gettext_lazy("Choose either some of the answers, or the last one alone."),
}


class FactForm(forms.Form):
    """Asks for one fact of the profile, which ends up in ``fact``; ``None`` is "I don't know yet"."""

    fact: Fact = None

    def __init__(
        self, question: FactQuestion, pack: Pack, answers: Profile, *, seen: bool = False, data: Any = None
    ) -> None:
        super().__init__(data, initial=_initial(question.key, answers, seen=seen) if data is None else None)
        self.question = question
        self.pack = pack
        self.answers = answers
        self.kind = SHAPES[question.key].kind
        self.fields.update(_fields(question, pack))

    def clean(self) -> dict[str, Any]:
        """Read the fact out of the fields, by the same rules as a profile in a file."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            self.fact = parse_fact(self.question.key, self._given(cleaned), jurisdictions=self.pack.jurisdictions)
            faults = impossible_mixes(counting(self.pack, self.answers.with_facts({self.question.key: self.fact})))
        except WellboughtError as error:
            faults = [error]
        for fault in faults:
            self.add_error("answer", str(FAULTS.get(fault.where, fault.message)))
        return cleaned

    def _given(self, cleaned: dict[str, Any]) -> object:
        answer = cleaned.get("answer")
        if self.kind is FactKind.CHOICES:
            if answer == [UNKNOWN]:
                return None
            chosen = [value for value in answer or [] if value != NONE_OF_THESE]
            if UNKNOWN in chosen or (chosen and NONE_OF_THESE in (answer or [])):
                raise WellboughtError("Several answers stand beside one that stands alone.", where="answer")
            return chosen
        if answer == UNKNOWN:
            return None
        if self.kind is FactKind.YES_NO:
            return answer == "yes"
        if self.kind is FactKind.VALUE:
            return {"amount": plain_amount(answer), "currency": cleaned.get("currency")} if answer else None
        return answer


def _fields(question: FactQuestion, pack: Pack) -> dict[str, forms.Field]:
    """The inputs for a fact: choices as radios, several as checkboxes, an amount as two inputs."""
    kind = SHAPES[question.key].kind
    unknown = (UNKNOWN, Option(_("I don't know yet"), divider=_("or"), exclusive=True))
    missing = {"required": _("Choose an answer, or “I don't know yet”.")}
    if kind is FactKind.VALUE:
        currencies = [(code, code) for code in CURRENCIES]
        return {
            "answer": forms.CharField(
                label=_("Amount, if you know it"),
                required=False,
                max_length=40,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            ),
            "currency": forms.ChoiceField(label=_("Currency"), choices=currencies, required=False),
        }
    if kind is FactKind.YES_NO:
        options = [("yes", Option(_("Yes"))), ("no", Option(_("No")))]
    elif question.key == "jurisdiction":
        options = [(name, Option(pack.cards[name].title)) for name in pack.jurisdictions]
    else:
        options = [(option.value, Option(option.label, hint=option.hint or "")) for option in question.options]
    if kind is FactKind.CHOICES:
        if SHAPES[question.key].may_be_empty:
            options.append((NONE_OF_THESE, Option(_("None of these"), divider=_("or"), exclusive=True)))
            unknown = (UNKNOWN, Option(_("I don't know yet"), exclusive=True))
        return {
            "answer": forms.MultipleChoiceField(
                label=question.ask,
                choices=[*options, unknown],
                widget=forms.CheckboxSelectMultiple,
                error_messages=missing,
            )
        }
    return {
        "answer": forms.ChoiceField(
            label=question.ask, choices=[*options, unknown], widget=forms.RadioSelect, error_messages=missing
        )
    }


def _initial(key: str, answers: Profile, *, seen: bool) -> dict[str, object]:
    """What a form shows of an earlier answer."""
    fact = answers.fact(key)
    kind = SHAPES[key].kind
    if fact is None:
        if not seen or kind is FactKind.VALUE:
            return {}
        return {"answer": [UNKNOWN] if kind is FactKind.CHOICES else UNKNOWN}
    if isinstance(fact, bool):
        return {"answer": "yes" if fact else "no"}
    if isinstance(fact, Value):
        return {"answer": format(fact.amount, "f"), "currency": fact.currency}
    if isinstance(fact, tuple):
        return {"answer": list(fact) or [NONE_OF_THESE]}
    return {"answer": fact}
