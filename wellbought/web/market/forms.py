"""Parsing what people ask of the data, and what they note of them."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.web.interview.amounts import plain_amount
from wellbought.web.market.queries import Asked, cell, method_name
from wellbought.web.ui.forms import DayField

#: The longest question; what is longer than a description is cut for the search alone.
LONGEST_QUESTION: Final = 4_000
#: The largest file that is taken from a browser; larger ones come by the command line.
LARGEST_FILE: Final = 200 * 1024 * 1024
ENDINGS: Final = ".json,.jsonl,.ndjson,.gz,.zip,.zst,.tar,.tgz,.csv"
_METHODS: Final = ("open", "selective", "limited", "direct")
_FIRST_YEAR, _LAST_YEAR = 1980, 2100


class Amount(forms.FloatField):
    """An amount as people type it, with marks between thousands."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            required=False,
            min_value=0,
            max_value=1e15,
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **options,
        )

    def to_python(self, value: Any) -> float | None:  # type: ignore[override]
        """The number behind what was typed."""
        return super().to_python(plain_amount(value) if isinstance(value, str) else value)


def _year(label: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=_FIRST_YEAR,
        max_value=_LAST_YEAR,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )


class AskForm(forms.Form):
    """A question to the data, and what narrows it."""

    q = forms.CharField(
        label=gettext_lazy("What was bought?"),
        required=False,
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    buyer = forms.CharField(label=gettext_lazy("Buyer’s name holds"), required=False, max_length=200)
    supplier = forms.CharField(label=gettext_lazy("Supplier’s name holds"), required=False, max_length=200)
    method = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    since = _year(gettext_lazy("From the year"))
    until = _year(gettext_lazy("To the year"))
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)
    at_least = Amount(label=gettext_lazy("Value of at least"))
    at_most = Amount(label=gettext_lazy("Value of at most"))
    ai_only = forms.BooleanField(label=gettext_lazy("Only purchases of AI"), required=False)

    def __init__(
        self, countries: Iterable[tuple[str, int]], currencies: Iterable[tuple[str, int]], data: Any, **options: Any
    ) -> None:
        super().__init__(data, auto_id="ask-%s", **options)
        self._offer("country", [(name, f"{name} ({cell('contracts', n)})") for name, n in countries])
        self._offer("currency", [(name, f"{name} ({cell('contracts', n)})") for name, n in currencies])
        self._offer("method", [(one, method_name(one)) for one in _METHODS])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        given = self.data.get(name, "")
        if given and given not in dict(choices):
            # An address that was kept may name what the data no longer hold: it finds nothing, and is no fault.
            choices = [*choices, (given, given)]
        field.choices = [("", _("Any")), *choices]

    def clean(self) -> dict[str, Any]:
        """Years in order, and amounts in one currency."""
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and since > until:
            self.add_error("until", _("The last year comes before the first."))
        least, most = cleaned.get("at_least"), cleaned.get("at_most")
        if least is not None and most is not None and least > most:
            self.add_error("at_most", _("The greatest value is less than the least."))
        if (least is not None or most is not None) and not cleaned.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Choose the currency of the value."))
        return cleaned

    def asked(self) -> Asked:
        """The question; without its filters where they cannot be meant."""
        if not self.is_valid():
            return Asked()
        given = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return Asked(words=self.cleaned_data["q"].strip(), **given)


class PinForm(forms.Form):
    """What is to be pinned."""

    ocid = forms.CharField(required=False, max_length=300)
    measure = forms.SlugField(required=False, max_length=60)
    compare = forms.CharField(required=False, max_length=30)
    note = forms.CharField(
        label=gettext_lazy("What does it mean for your purchase?"),
        help_text=gettext_lazy("A sentence or two. It stands in the market brief."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class VendorForm(forms.Form):
    """A vendor to tell of the tender."""

    name = forms.CharField(label=gettext_lazy("Vendor’s name"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Why this vendor?"),
        help_text=gettext_lazy("Such as a contract it has, or a fair at which you met it."),
        required=False,
        max_length=500,
    )
    found_in = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)


class FactsForm(forms.Form):
    """What is known of the team's own procedure so far."""

    method = forms.ChoiceField(label=gettext_lazy("Procedure"), required=False)
    notice_on = DayField(label=gettext_lazy("Day of the notice"), required=False)
    deadline_on = DayField(label=gettext_lazy("Last day for submissions"), required=False)
    award_on = DayField(label=gettext_lazy("Day of the award decision"), required=False)
    tenderers = forms.IntegerField(
        label=gettext_lazy("How many submitted?"),
        required=False,
        min_value=0,
        max_value=10_000,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    share = forms.FloatField(
        label=gettext_lazy("The supplier’s part of your own awards so far, in percent"),
        help_text=gettext_lazy("Of awards for this kind of thing, by number. Leave it empty before the award."),
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def __init__(self, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        method = self.fields["method"]
        assert isinstance(method, forms.ChoiceField)
        method.choices = [("", _("Not known yet")), *((one, method_name(one)) for one in _METHODS)]

    def clean(self) -> dict[str, Any]:
        """Days in their order."""
        cleaned = super().clean() or {}
        notice, deadline, award = (cleaned.get(name) for name in ("notice_on", "deadline_on", "award_on"))
        if notice and deadline and deadline < notice:
            self.add_error("deadline_on", _("The last day comes before the notice."))
        if deadline and award and award < deadline:
            self.add_error("award_on", _("The award comes before the last day for submissions."))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What was filled in, as it is kept."""
        given = {name: value for name, value in self.cleaned_data.items() if name not in ("seen", "share")}
        share = self.cleaned_data["share"]
        return {**given, "supplier_share": None if share is None else round(share / 100, 4)}


class BringForm(forms.Form):
    """A file of contracting data, and where it is from."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "OCDS releases or records as JSON, one a line or packed, or a table as CSV. Up to 200 MB."
        ),
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )
    source = forms.CharField(
        label=gettext_lazy("Who publishes these data, and under which licence?"),
        help_text=gettext_lazy("It is shown beside every use of the data."),
        max_length=500,
    )

    def clean_file(self) -> Any:
        """A file that is not too large for a browser."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(
                _("This file is larger than 200 MB. Bring it in with the command wellbought market ingest.")
            )
        return file
