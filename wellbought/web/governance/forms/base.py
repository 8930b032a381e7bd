"""What all forms for an item of an organisation's own pack share."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import FactQuestion, Item, Question
from wellbought.pack.own import OwnEntry
from wellbought.pack.plain_conditions import NO, YES, FactIs, Part, PlainCondition, WorthAtLeast, read_plain
from wellbought.pack.read import Pack, prove
from wellbought.profile import SHAPES, FactKind, parse_fact
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES
from wellbought.web.interview.amounts import plain_amount
from wellbought.web.interview.forms import CURRENCIES

if TYPE_CHECKING:
    from wellbought.pack.files import PackFault

#: How many facts a condition is put together from in the form; what needs more is written out.
ROWS: Final = 3
#: The fewest questions that can be named in a form.
LEAST_QUESTIONS: Final = 2
MOST_QUESTIONS: Final = 8
NOTHING: Final = ("", gettext_lazy("Choose"))


def area(rows: int = 3) -> forms.Textarea:
    """Room for a text, in whatever direction its letters run."""
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


def roles(pack: Pack) -> list[tuple[str, str]]:
    """The teams, by their names."""
    return [(role.value, pack.name("role", role).label) for role in TEAM_ROLES]


def stages(pack: Pack) -> list[tuple[str, str]]:
    """The stages of a purchase, by their names."""
    return [(stage.value, pack.name("stage", stage).label) for stage in PURCHASE_STAGES]


def question_choices(pack: Pack) -> list[Any]:
    """All questions, those of the organisation first, then by stage."""
    own = [(one.id, one.text) for one in pack.all(Question) if pack.is_own(one)]
    groups: list[Any] = [NOTHING]
    if own:
        groups.append((_("Our own"), own))
    for stage in PURCHASE_STAGES:
        of_stage = [(one.id, one.text) for one in pack.all(Question) if one.stage is stage and not pack.is_own(one)]
        if of_stage:
            groups.append((pack.name("stage", stage).label, of_stage))
    return groups


def fact_choices(pack: Pack) -> list[Any]:
    """Every fact with each value that it may have, grouped by fact."""
    groups: list[Any] = [NOTHING]
    for fact in pack.all(FactQuestion):
        kind = SHAPES[fact.key].kind
        if kind is FactKind.YES_NO:
            values = [(YES, _("Yes")), (NO, _("No"))]
        elif kind is FactKind.VALUE:
            continue
        elif fact.key == "jurisdiction":
            values = [(name, pack.cards[name].title) for name in pack.jurisdictions]
        else:
            values = [(option.value, option.label) for option in fact.options]
        groups.append((fact.short, [(f"{fact.key}={value}", f"{fact.short}: {label}") for value, label in values]))
    return groups


class ItemForm(forms.Form):
    """One item of the organisation's own pack. Fields of the item that the form does not show stay as they are."""

    kind: ClassVar[type[Item]]
    #: Whether it applies to some purchases only.
    conditional: ClassVar[bool] = True
    #: Fields of the form at which faults of a field of the item are told, where the names differ.
    told_at: ClassVar[Mapping[str, str]] = {}

    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, pack: Pack, fields: Mapping[str, Any] | None = None, seen: int = 0, **options: Any) -> None:
        self.pack = pack
        self.before: dict[str, Any] = dict(fields or {})
        super().__init__(initial={**self.shown(self.before), **_shown_condition(self.before), "seen": seen}, **options)
        self.made: dict[str, Any] = {}
        self.prepare()
        if self.conditional:
            self.fields.update(_condition_fields(pack))

    def prepare(self) -> None:
        """Fill in the choices that depend on the pack."""

    def shown(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What the form shows of an item's fields."""
        return {name: fields[name] for name in self.base_fields if name in fields}

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """The item's fields that follow from what was typed; empty ones are left out."""
        raise NotImplementedError

    def called(self) -> str:
        """Words from which a new item gets its id."""
        found = next((self.made[name] for name in ("title", "text", "because", "find") if self.made.get(name)), "")
        return str(found[0] if isinstance(found, list) else found)

    def prefix_of_id(self) -> str:
        """How the id of a new item begins."""
        return "own"

    def say_seen(self, number: int) -> None:
        """Have the form be saved over a version that is now before the person's eyes."""
        data = self.data.copy() if isinstance(self.data, QueryDict) else dict(self.data)
        data["seen"] = str(number)
        self.data = data

    def clean(self) -> dict[str, Any]:
        """Make the item and prove it by itself, so that each fault stands beside what it is about."""
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        shown = self.written(dict(cleaned))
        kept = {name: value for name, value in self.before.items() if name not in shown}
        try:
            when = {"when": self._condition(cleaned)} if self.conditional else {}
        except WellboughtError as error:
            self.add_error("when_how", error.message)
            return cleaned
        given = {**kept, **shown, **when}
        self.made = {name: value for name, value in given.items() if value not in ("", None, [], {})}
        if self.made.get("when") == "true":
            del self.made["when"]
        faults: list[PackFault] = []
        prove(OwnEntry(self.kind, {**self.made, "id": "own-draft"}, Path(self.kind.kind, "own-draft")), "core", faults)
        for fault in faults:
            name = fault.field.partition(".")[0]
            at = self.told_at.get(name, name)
            self.add_error(at if at in self.fields else None, fault.message)
        return cleaned

    def _condition(self, cleaned: Mapping[str, Any]) -> str:
        how = cleaned.get("when_how")
        if how == "words":
            return str(cleaned.get("when_words") or "").strip() or "true"
        if how == "always":
            return "true"
        parts: list[Part] = []
        for row in range(1, ROWS + 1):
            key, _equals, value = str(cleaned.get(f"fact_{row}") or "").partition("=")
            if key:
                parts.append(FactIs(key, value, cleaned.get(f"is_{row}") == "not"))
        amount = cleaned.get("when_amount")
        if amount:
            worth = {"amount": plain_amount(amount), "currency": cleaned.get("when_currency")}
            value_given = parse_fact("estimated_value", worth)
            parts.append(WorthAtLeast(getattr(value_given, "amount", Decimal(0)), str(cleaned.get("when_currency"))))
        if not parts:
            raise WellboughtError(_("Choose at least one fact, or say that it applies to every purchase."))
        return PlainCondition(tuple(parts), any_of=how == "any").as_text()


def _condition_fields(pack: Pack) -> dict[str, forms.Field]:
    """The inputs for a condition: how its parts hang together, the parts, an amount, or the words themselves."""
    found: dict[str, forms.Field] = {
        "when_how": forms.ChoiceField(
            label=_("When does it apply?"),
            choices=[
                ("always", _("To every purchase")),
                ("all", _("When all of these are so")),
                ("any", _("When any one of these is so")),
                ("words", _("As I write it below, in the expression language")),
            ],
            widget=forms.RadioSelect,
        )
    }
    facts = fact_choices(pack)
    for row in range(1, ROWS + 1):
        number = {"number": row}
        found[f"fact_{row}"] = forms.ChoiceField(label=_("Fact %(number)s") % number, choices=facts, required=False)
        found[f"is_{row}"] = forms.ChoiceField(
            label=_("Is fact %(number)s so?") % number,
            choices=[("is", _("It is so")), ("not", _("It is not so"))],
            required=False,
        )
    found["when_amount"] = forms.CharField(
        label=_("Estimated value of at least"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    found["when_currency"] = forms.ChoiceField(
        label=_("Currency"), choices=[(code, code) for code in CURRENCIES], required=False
    )
    found["when_words"] = forms.CharField(
        label=_("Expression"),
        help_text=_("Such as: affects == 'public' && 'generative' in ai_type"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "ltr", "spellcheck": "false"}),
    )
    return found


def _shown_condition(fields: Mapping[str, Any]) -> dict[str, Any]:
    text = str(fields.get("when", "true"))
    plain = read_plain(text)
    facts = [part for part in plain.parts if isinstance(part, FactIs)] if plain else []
    sums = [part for part in plain.parts if isinstance(part, WorthAtLeast)] if plain else []
    shown: dict[str, Any] = {"when_words": "" if text == "true" else text}
    if plain is None or len(facts) > ROWS or len(sums) > 1:
        return {**shown, "when_how": "words"}
    if not plain.parts:
        return {**shown, "when_how": "always"}
    shown["when_how"] = "any" if plain.any_of else "all"
    for row, part in enumerate(facts, start=1):
        shown[f"fact_{row}"], shown[f"is_{row}"] = f"{part.key}={part.value}", "not" if part.negated else "is"
    for worth in sums:
        shown["when_amount"], shown["when_currency"] = f"{worth.amount:f}", worth.currency
    return shown


class Lines(forms.CharField):
    """Several short texts, one on each line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        """Part the lines, without the marks that people put before them."""
        lines = (line.strip().lstrip("-•*").strip() for line in str(value or "").splitlines())
        return [line for line in lines if line]

    def validate(self, value: Any) -> None:
        """Demand one line where the field is required."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more is asked of lines."""

    def prepare_value(self, value: Any) -> Any:
        """Show lines as they were typed."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


def question_fields(pack: Pack, chosen: int) -> dict[str, forms.Field]:
    """Selects to name questions with: one more than are named already."""
    choices = question_choices(pack)
    return {
        f"question_{number}": forms.ChoiceField(
            label=_("Question %(number)s") % {"number": number}, choices=choices, required=False
        )
        for number in range(1, min(MOST_QUESTIONS, max(LEAST_QUESTIONS, chosen + 1)) + 1)
    }


def questions_shown(questions: Any) -> dict[str, str]:
    """What the selects show of the questions that are named."""
    return {f"question_{number}": one for number, one in enumerate(questions or (), start=1)}


def questions_named(cleaned: Mapping[str, Any]) -> list[str]:
    """The questions that the selects name, each once."""
    named = (cleaned.get(f"question_{number}") for number in range(1, MOST_QUESTIONS + 1))
    return list(dict.fromkeys(str(one) for one in named if one))
