"""The form of each kind of item that is edited in the browser."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Approval, Item, Policy, Question, Rule, Topic
from wellbought.pack.own import OWN_DECISION
from wellbought.pack.read import Pack
from wellbought.profile import Value, parse_fact
from wellbought.vocabulary import TEAM_ROLES, Priority, Role, Route, Tier
from wellbought.web.governance.forms.base import (
    NOTHING,
    ItemForm,
    Lines,
    area,
    question_fields,
    questions_named,
    questions_shown,
    roles,
    stages,
)
from wellbought.web.governance.forms.patterns import PatternForm
from wellbought.web.interview.amounts import plain_amount
from wellbought.web.interview.forms import CURRENCIES
from wellbought.web.ui.forms import DayField, Option


def _own_policies(pack: Pack) -> list[tuple[str, str]]:
    return [(one.id, one.title) for one in pack.all(Policy)]


def _choices(form: forms.Form, name: str, choices: list[Any]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class PolicyForm(ItemForm):
    """A policy: a text, a link or a file, and where it is shown."""

    kind: ClassVar[type[Item]] = Policy
    told_at: ClassVar[Mapping[str, str]] = {"file": "upload"}

    title = forms.CharField(label=gettext_lazy("What is the policy called?"), max_length=200)
    what = forms.CharField(
        label=gettext_lazy("What does it ask of a team?"),
        help_text=gettext_lazy("One or two sentences. They are shown beside the questions."),
        max_length=600,
        widget=area(3),
    )
    text = forms.CharField(
        label=gettext_lazy("The policy itself"),
        help_text=gettext_lazy("Paste its text, or give a link or a file below. One of the three is enough."),
        max_length=50_000,
        required=False,
        widget=area(10),
    )
    link = forms.URLField(
        label=gettext_lazy("Link"), required=False, max_length=2000, assume_scheme="https", widget=forms.URLInput
    )
    upload = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("PDF, Word, OpenDocument or text, up to 5 MB."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.odt,.txt,.md"}),
    )
    owner = forms.ChoiceField(label=gettext_lazy("Whom should a team ask about it?"), required=False)
    review_on = DayField(
        label=gettext_lazy("When is it looked at again?"),
        help_text=gettext_lazy("Leave it empty if there is no date."),
        required=False,
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("At which stages is it shown?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    tiers = forms.MultipleChoiceField(
        label=gettext_lazy("For which tiers?"),
        help_text=gettext_lazy("Choose none if it holds for all."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def prepare(self) -> None:
        """Offer stages, tiers, teams and questions."""
        _choices(self, "owner", [NOTHING, *roles(self.pack)])
        _choices(self, "stages", stages(self.pack))
        _choices(self, "tiers", [(tier.value, self.pack.name("tier", tier).label) for tier in Tier])
        self.fields.update(question_fields(self.pack, len(self.before.get("questions", ()))))
        if self.before.get("file"):
            kept = _("The file “%(name)s” is kept unless you choose another.") % {"name": self.before["file"]}
            self.fields["upload"].help_text = kept

    def shown(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The questions that it is tied to, each in a select."""
        shown = super().shown(fields)
        if fields.get("review_on"):
            shown["review_on"] = DayField().to_python(list(reversed(str(fields["review_on"]).split("-"))))
        return {**shown, **questions_shown(fields.get("questions"))}

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """A policy's fields; the file's name is added by whoever keeps the file."""
        review_on = cleaned.get("review_on")
        if not (cleaned["text"].strip() or cleaned["link"] or cleaned.get("upload") or self.before.get("file")):
            self.add_error("text", _("Give the policy's text, a link to it, or a file."))
        return {
            "title": cleaned["title"],
            "what": cleaned["what"],
            "text": cleaned["text"],
            "link": cleaned["link"],
            "owner": cleaned["owner"],
            "review_on": review_on.isoformat() if review_on else None,
            "stages": cleaned["stages"],
            "tiers": cleaned["tiers"],
            "questions": questions_named(cleaned),
        }


class QuestionForm(ItemForm):
    """A question of the organisation's own."""

    kind: ClassVar[type[Item]] = Question
    told_at: ClassVar[Mapping[str, str]] = {"topics": "topic", "when": "when_how"}

    text = forms.CharField(
        label=gettext_lazy("What should the team answer?"),
        help_text=gettext_lazy("One question, in words that everyone understands."),
        max_length=300,
        widget=area(2),
    )
    why = forms.CharField(label=gettext_lazy("Why does it matter?"), max_length=1000, widget=area(3))
    good_answer = forms.CharField(label=gettext_lazy("What does a good answer hold?"), max_length=1500, widget=area(3))
    warning_signs = Lines(label=gettext_lazy("What should worry you? One on each line"), widget=area(3))
    evidence = Lines(label=gettext_lazy("What should be kept as evidence? One on each line"), widget=area(3))
    stage = forms.ChoiceField(label=gettext_lazy("At which stage is it asked?"), widget=forms.RadioSelect)
    lead = forms.ChoiceField(label=gettext_lazy("Who leads?"), widget=forms.RadioSelect)
    consulted = forms.MultipleChoiceField(
        label=gettext_lazy("Who else is asked?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    priority = forms.ChoiceField(label=gettext_lazy("How much does it matter?"), widget=forms.RadioSelect)
    route = forms.ChoiceField(label=gettext_lazy("From which route on is it asked?"), widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=gettext_lazy("Where does the guidance say more?"))

    def prepare(self) -> None:
        """Offer stages, teams, priorities, routes and topics."""
        name = self.pack.name
        _choices(self, "stage", stages(self.pack))
        _choices(self, "lead", roles(self.pack))
        _choices(self, "consulted", roles(self.pack))
        priorities = [
            (one.value, Option(name("priority", one).label, name("priority", one).meaning)) for one in Priority
        ]
        _choices(self, "priority", priorities)
        routes = (Route.FAST, Route.STANDARD, Route.FULL)
        _choices(
            self, "route", [(one.value, Option(name("route", one).label, name("route", one).meaning)) for one in routes]
        )
        _choices(self, "topic", [NOTHING, *((one.id, one.title) for one in self.pack.all(Topic))])

    def shown(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The first topic, and the route that a file may leave out."""
        topics = fields.get("topics") or ("",)
        shown = {"route": Route.STANDARD.value, "priority": Priority.MUST.value, **super().shown(fields)}
        return {**shown, "topic": topics[0]}

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """A question's fields; further topics stay."""
        fields = ("text", "why", "good_answer", "warning_signs", "evidence", "stage", "lead", "priority", "route")
        others = [one for one in self.before.get("topics", ())[1:] if one != cleaned["topic"]]
        consulted = [one for one in cleaned["consulted"] if one != cleaned["lead"]]
        return {
            **{name: cleaned[name] for name in fields},
            "consulted": consulted,
            "topics": [cleaned["topic"], *others],
        }


class RuleForm(ItemForm):
    """A rule: when something is so, this follows."""

    kind: ClassVar[type[Item]] = Rule
    told_at: ClassVar[Mapping[str, str]] = {"when": "when_how", "sources": "source", "effect": "tier"}

    because = forms.CharField(
        label=gettext_lazy("Why? One sentence that the team will read"), max_length=400, widget=area(2)
    )
    source = forms.ChoiceField(label=gettext_lazy("What does it rest on?"))
    tier = forms.ChoiceField(label=gettext_lazy("The tier is at least"), required=False)
    route = forms.ChoiceField(label=gettext_lazy("The route is at least"), required=False)
    involve = forms.ChoiceField(label=gettext_lazy("Bring in"), required=False)
    involve_by = forms.ChoiceField(label=gettext_lazy("Bring them in by"), required=False)

    def prepare(self) -> None:
        """Offer tiers, routes, teams, policies and questions."""
        name = self.pack.name
        _choices(self, "source", [*_own_policies(self.pack), (OWN_DECISION, _("A decision of our own"))])
        _choices(
            self, "tier", [NOTHING, *((one.value, name("tier", one).label) for one in Tier if one is not Tier.LOW)]
        )
        _choices(
            self, "route", [NOTHING, *((one.value, name("route", one).label) for one in Route if one is not Route.FAST)]
        )
        _choices(self, "involve", [NOTHING, *roles(self.pack)])
        _choices(self, "involve_by", [NOTHING, *stages(self.pack)])
        effect = self.before.get("effect", {})
        self.fields.update(question_fields(self.pack, len(effect.get("questions", ()))))

    def shown(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """What follows, taken apart."""
        effect = fields.get("effect", {})
        first = (effect.get("involve") or [{}])[0]
        sources = fields.get("sources") or [OWN_DECISION]
        return {
            "because": fields.get("because", ""),
            "source": str(sources[0]).partition("@")[0],
            "tier": effect.get("tier", ""),
            "route": effect.get("route", ""),
            "involve": first.get("role", ""),
            "involve_by": first.get("by", ""),
            **questions_shown(effect.get("questions")),
        }

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """A rule's fields; effects that the form does not show stay."""
        effect = {k: v for k, v in self.before.get("effect", {}).items() if k not in ("tier", "route", "questions")}
        later = effect.pop("involve", [])[1:]
        if cleaned["involve"]:
            later = [{"role": cleaned["involve"], "by": cleaned["involve_by"] or "need"}, *later]
        given = {"tier": cleaned["tier"], "route": cleaned["route"], "questions": questions_named(cleaned)}
        effect |= {name: value for name, value in {**given, "involve": later}.items() if value}
        if not effect:
            self.add_error("tier", _("Say what follows: a tier, a route, a question, or someone to bring in."))
        sources = list(self.before.get("sources", ()))
        return {
            "because": cleaned["because"],
            "effect": effect,
            "sources": [cleaned["source"], *(one for one in sources[1:] if one != cleaned["source"])],
        }


class ApprovalForm(ItemForm):
    """Who signs, and from when on."""

    kind: ClassVar[type[Item]] = Approval
    told_at: ClassVar[Mapping[str, str]] = {"when": "when_how", "value_from": "amount"}

    role = forms.ChoiceField(label=gettext_lazy("Who signs?"), widget=forms.RadioSelect)
    tier_from = forms.ChoiceField(label=gettext_lazy("From which tier on?"), required=False)
    amount = forms.CharField(
        label=gettext_lazy("From which value on?"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency of the value"), choices=[(code, code) for code in CURRENCIES], required=False
    )
    stages = forms.MultipleChoiceField(
        label=gettext_lazy("At the end of which stages?"),
        help_text=gettext_lazy("Choose none if they sign at the end of every stage."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    because = forms.CharField(
        label=gettext_lazy("Why? One sentence that the team will read"), max_length=400, widget=area(2)
    )
    policy = forms.ChoiceField(label=gettext_lazy("Which policy says so?"), required=False)

    def prepare(self) -> None:
        """Offer teams, tiers, stages and policies."""
        _choices(self, "role", roles(self.pack))
        tiers = [(tier.value, self.pack.name("tier", tier).label) for tier in Tier]
        _choices(self, "tier_from", [("", _("From any tier on")), *tiers])
        _choices(self, "stages", stages(self.pack))
        _choices(self, "policy", [("", _("None of ours")), *_own_policies(self.pack)])

    def shown(self, fields: Mapping[str, Any]) -> dict[str, Any]:
        """The amount, taken apart."""
        worth = fields.get("value_from") or {}
        shown = super().shown(fields)
        return {**shown, "amount": worth.get("amount", ""), "currency": worth.get("currency", "")}

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """An approval's fields."""
        worth = None
        if cleaned["amount"]:
            try:
                given = {"amount": plain_amount(cleaned["amount"]), "currency": cleaned["currency"]}
                value = parse_fact("estimated_value", given)
                assert isinstance(value, Value)
                worth = {"amount": f"{value.amount:f}", "currency": value.currency}
            except WellboughtError as error:
                self.add_error("amount", error.message)
        fields = ("role", "tier_from", "stages", "because", "policy")
        return {**{name: cleaned[name] for name in fields}, "value_from": worth}


#: The kinds that are edited in the browser, in the order of the page.
FORMS: Final[dict[str, type[ItemForm]]] = {
    form.kind.kind: form for form in (PolicyForm, QuestionForm, RuleForm, ApprovalForm, PatternForm)
}


def form_for(kind: str) -> type[ItemForm] | None:
    """The form of a kind; ``None`` for one that is edited as a file."""
    return FORMS.get(kind)


class NamesForm(forms.Form):
    """What the organisation calls the teams."""

    def __init__(self, pack: Pack, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for role in TEAM_ROLES:
            self.fields[role.value] = forms.CharField(
                label=pack.name("role", role).label, help_text=pack.name("role", role).meaning, max_length=60
            )

    def labels(self) -> dict[Role, str]:
        """The names as they were given."""
        return {role: self.cleaned_data[role.value] for role in TEAM_ROLES}
