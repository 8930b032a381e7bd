"""Parsing what people type about the work on a question."""

from django import forms
from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from wellbought.web.accounts.queries import MemberCard
from wellbought.web.purchases.files import MEDIA_TYPES
from wellbought.web.ui.forms import DayField


class AssignForm(forms.Form):
    """Who sees to a question, whom they ask, and until when."""

    owner = forms.ChoiceField(label=_("Who sees to it?"), required=False)
    consulted = forms.MultipleChoiceField(label=_("Who is asked?"), widget=forms.CheckboxSelectMultiple, required=False)
    due_on = DayField(label=_("Until when? (optional)"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, team: tuple[MemberCard, ...], by_role: str, data: object = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        owner, consulted = self.fields["owner"], self.fields["consulted"]
        assert isinstance(owner, forms.ChoiceField)
        assert isinstance(consulted, forms.MultipleChoiceField)
        people = [(str(card.id), card.name) for card in team]
        owner.choices = [("", gettext("Whoever leads for %(role)s") % {"role": by_role}), *people]
        consulted.choices = people


class AboutForm(forms.Form):
    """What is said of a purchase as a whole."""

    title = forms.CharField(label=_("What is it called?"), max_length=200)
    summary = forms.CharField(
        label=_("What is it for?"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    owner = forms.ChoiceField(label=_("Who answers for it?"), required=False)
    vendor = forms.CharField(label=_("Vendor (optional)"), max_length=120, required=False)
    used_since = DayField(label=_("In use since (optional)"), required=False)
    renews_on = DayField(label=_("Next renewal (optional)"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=1_000_000)

    def __init__(self, people: tuple[MemberCard, ...], data: object = None, **options: object) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ChoiceField)
        owner.choices = [("", gettext("Nobody yet")), *((str(card.id), card.name) for card in people)]


class CommentForm(forms.Form):
    """Something to say on a question; how long it may be is the action's business."""

    comment = forms.CharField(
        label=_("Your comment"), required=False, strip=False, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"})
    )


def _about_files() -> str:
    return gettext("Up to %(megabytes)s MB: %(endings)s.") % {
        "megabytes": settings.EVIDENCE_MEGABYTES,
        "endings": ", ".join(MEDIA_TYPES),
    }


class EvidenceForm(forms.Form):
    """A file, or a link."""

    title = forms.CharField(label=_("What does it show?"), max_length=200)
    file = forms.FileField(
        label=_("A file"), required=False, help_text=lazy(_about_files, str)(), allow_empty_file=True
    )
    url = forms.CharField(
        label=_("Or a link to where it is kept"), required=False, max_length=1000, widget=forms.URLInput
    )

    def clean(self) -> dict[str, object]:
        """One of the two is given."""
        cleaned = super().clean() or {}
        if not cleaned.get("file") and not cleaned.get("url") and "file" not in self.errors:
            self.add_error("file", _("Choose a file, or enter a link."))
        if cleaned.get("file") and cleaned.get("url"):
            self.add_error("url", _("Give the file or the link, not both. Add the other afterwards."))
        return cleaned
