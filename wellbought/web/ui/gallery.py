"""What the page of all components shows: sample data, and forms with and without mistakes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django import forms

from wellbought.pack.translate import FallbackText
from wellbought.web.ui.forms import DayField, Option
from wellbought.web.ui.navigation import Link

#: Layouts that have a page of their own to look at.
LAYOUTS = frozenset({"home", "workspace", "plain"})


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Name of the purchase", help_text="As your colleagues would call it.", max_length=80)
    affects = forms.ChoiceField(
        label="Who will feel the effects?",
        help_text="Think of the people whose day would change.",
        choices=[
            ("public", Option("Residents or the public", hint="People who use, pay for or depend on a service.")),
            ("staff", Option("Only our own staff", hint="For example, help with writing or meeting notes.")),
            ("none-direct", "No one directly"),
            ("unknown", Option("I don't know yet", divider="or")),
        ],
        widget=forms.RadioSelect,
    )
    personal = forms.ChoiceField(
        label="Will it use personal data?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="What kind of AI is it?",
        help_text="Choose all that apply.",
        choices=[
            ("predictive", Option("It predicts or scores", hint="A likelihood, a rank, a warning.")),
            ("generative", Option("It writes, draws or speaks")),
            ("agentic", Option("It takes steps by itself")),
            ("none", Option("None of these", divider="or", exclusive=True)),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    stage = forms.ChoiceField(
        label="Stage",
        choices=[("need", "Need"), ("Later", [("market", "Market"), ("strategy", "Strategy")])],
    )
    why = forms.CharField(
        label="Why do you need it?",
        help_text="Say what should be different in a year.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    starts = DayField(label="When should it start?", help_text="For example, 27 3 2027.")
    email = forms.EmailField(label="Email address", help_text="Only used to send you a reminder.")
    password = forms.CharField(label="Password", widget=forms.PasswordInput)
    evidence = forms.FileField(label="Evidence", help_text="A PDF or a spreadsheet, up to 10 MB.")
    agree = forms.BooleanField(label="I have read our policy on AI")
    seen = forms.IntegerField(widget=forms.HiddenInput)


class FilterForm(forms.Form):
    """The fields of a filter."""

    role = forms.MultipleChoiceField(
        label="Role",
        choices=[("procurement", "Procurement"), ("legal", "Legal and privacy")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


@dataclass(frozen=True)
class Sample:
    """Everything the page of components shows that would come from elsewhere."""

    blank: SampleForm
    wrong: SampleForm
    filter: FilterForm
    untranslated: FallbackText
    today: date
    now: datetime
    navigation: tuple[Link, ...]


def sample_form(data: dict[str, Any] | None = None, *, prefix: str) -> SampleForm:
    """Make the sample form, filled in or not, with ids that differ from other forms on the page."""
    return SampleForm(data, prefix=prefix, auto_id="id_%s", initial={"seen": 1, "starts": date(2027, 3, 27)})


def sample() -> Sample:
    """Make the sample."""
    mistakes = {
        "wrong-affects": "staff",
        "wrong-kinds": ["predictive"],
        "wrong-starts_day": "31",
        "wrong-starts_month": "2",
        "wrong-starts_year": "2027",
        "wrong-email": "someone",
        "wrong-stage": "need",
        "wrong-seen": "1",
    }
    wrong = sample_form(mistakes, prefix="wrong")
    return Sample(
        blank=sample_form(prefix="blank"),
        wrong=wrong,
        filter=FilterForm(),
        untranslated=FallbackText("Ask who may see what people type into it."),
        today=date(2026, 11, 23),
        now=datetime(2026, 11, 23, 14, 5, tzinfo=UTC),
        navigation=(
            Link("Check a purchase", "/check/", current=True),
            Link("Plan a purchase", "/purchases/"),
            Link("Guidance", "/guidance/"),
            Link("Learn", "/learn/"),
        ),
    )
