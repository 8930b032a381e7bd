"""Parsing what people paste, send and note."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wellbought.pack.translate import LANGUAGES
from wellbought.web.claims.queries import LARGEST_FILE, LONGEST_TEXT, AllHeld, ClaimState, HeldNoMore
from wellbought.web.ui.forms import Option

#: The names that the file picker offers; what a file truly is, its contents tell.
ENDINGS: Final = ".txt,.md,.html,.htm,.pdf,.docx,.pptx"
MOST_VENDORS: Final = 3

ContentOf = Callable[[str], tuple[str, bytes | str]]


@dataclass(frozen=True, slots=True)
class Given:
    """A vendor's text as somebody gave it.

    :ivar name: of the file, or empty for a text that was pasted
    :ivar field: of the form, in which it was given
    """

    name: str
    content: bytes | str
    field: str


class TextForm(forms.Form):
    """A vendor's text: pasted, or as a file."""

    text = forms.CharField(
        label=gettext_lazy("The vendor's text"),
        help_text=gettext_lazy("Paste a page of a website, a brochure, an e-mail or an answer to your questions."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        help_text=gettext_lazy("Text, Markdown, HTML, PDF, Word or PowerPoint, up to 10 MB."),
        required=False,
        allow_empty_file=True,
        max_length=None,
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
    )

    given: Given | None = None
    #: Whether nothing at all may be given (one of several texts to compare).
    may_be_empty = False

    def clean(self) -> dict[str, Any]:
        """Take the file, or else the text."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        text: str = cleaned.get("text") or ""
        if file is not None:
            if (file.size or 0) > LARGEST_FILE:
                self.add_error(
                    "file", _("This file is larger than 10 MB. Give the pages that matter as a smaller file.")
                )
            else:
                self.given = Given(str(file.name or ""), file.read(), "file")
        elif len(text) > LONGEST_TEXT:
            self.add_error("text", too_long(len(text)))
        elif text.strip():
            self.given = Given("", text, "text")
        elif not self.errors and not self.may_be_empty:
            self.take_otherwise(cleaned)
        return cleaned

    def take_otherwise(self, cleaned: dict[str, Any]) -> None:
        """Take what is given in another way; there is none here, so something is missing."""
        self.add_error("text", _("Paste a text, or choose a file."))

    @property
    def source(self) -> str:
        """The name of the file, or nothing for a text that was pasted."""
        return self.given.name if self.given is not None else ""

    @property
    def at_fault(self) -> str:
        """The field that a fault found in the text belongs to."""
        return self.given.field if self.given is not None else "text"


class VendorTextForm(TextForm):
    """A vendor's text with the vendor's name."""

    vendor = forms.CharField(label=gettext_lazy("Who is the vendor?"), max_length=120)
    field_order = ("vendor", "text", "file")


class PurchaseTextForm(VendorTextForm):
    """A vendor's text for a purchase, which may hold it already.

    :param held: what can be checked of the purchase
    :param content_of: gives the name and the contents of one of them by its key
    """

    held = forms.ChoiceField(
        label=gettext_lazy("Or what is kept with this purchase already"),
        help_text=gettext_lazy(
            "A file that is kept as evidence, or an answer of the vendor that was noted in the plan."
        ),
        required=False,
    )

    def __init__(self, held: AllHeld, content_of: ContentOf, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._held, self._content_of = held, content_of
        groups = ((_("Evidence"), held.files), (_("Answers in the plan"), held.answers))
        chooser = self.fields["held"]
        assert isinstance(chooser, forms.ChoiceField)
        chooser.choices = [
            ("", _("Nothing of it")),
            *((name, [(one.key, one.name) for one in group]) for name, group in groups if group),
        ]

    @property
    def offers_held(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self._held.files or self._held.answers)

    def take_otherwise(self, cleaned: dict[str, Any]) -> None:
        """Take what the purchase holds."""
        chosen = self._held.of(cleaned.get("held") or "")
        if chosen is None and self.offers_held:
            self.add_error("text", _("Paste a text, choose a file, or choose what the purchase holds."))
            return
        if chosen is None:
            super().take_otherwise(cleaned)
            return
        try:
            name, content = self._content_of(chosen.key)
        except HeldNoMore as error:
            self.add_error("held", error.message)
            return
        if len(content) > LARGEST_FILE:
            self.add_error("held", _("This file is larger than 10 MB. Give the pages that matter as a smaller file."))
            return
        self.given = Given(name or chosen.name, content, "held")


class ComparedForm(VendorTextForm):
    """One of the texts to compare; the third may be left out."""

    def __init__(self, number: int, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, prefix=str(number))
        self.number = number
        self.may_be_empty = number == MOST_VENDORS
        self.fields["vendor"].label = _("Vendor %(number)s") % {"number": number}
        self.fields["vendor"].required = False

    def clean(self) -> dict[str, Any]:
        """Call a vendor without a name by its number."""
        cleaned = super().clean()
        cleaned["vendor"] = cleaned.get("vendor") or _("Vendor %(number)s") % {"number": self.number}
        return cleaned


class DownloadForm(forms.Form):
    """What the page of a checked text sends back for a file: nothing of it is kept on the server."""

    text = forms.CharField(strip=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    vendor = forms.CharField(label=gettext_lazy("The vendor's name, for the letter"), max_length=120, required=False)
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the letter"), choices=list(LANGUAGES.items()), required=False
    )
    ending = forms.ChoiceField(choices=[(ending, ending) for ending in ("docx", "pdf", "md", "json")])


class SuggestForm(forms.Form):
    """A text that a person agrees to send to a language model."""

    text = forms.CharField(strip=False, max_length=LONGEST_TEXT, widget=forms.HiddenInput)
    consent = forms.BooleanField()

    def __init__(self, host: str, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["consent"].label = _("I agree that this text is sent to %(host)s") % {"host": host}
        self.fields["consent"].error_messages["required"] = _("Tick the box, or do without the suggestions.")


class ClaimForm(forms.Form):
    """How far the team has come with a claim."""

    state = forms.ChoiceField(
        label=gettext_lazy("Where does it stand?"),
        choices=[
            (ClaimState.TO_ASK.value, Option(gettext_lazy("To ask"))),
            (ClaimState.ASKED.value, Option(gettext_lazy("Asked"), hint=gettext_lazy("The vendor has the question."))),
            (
                ClaimState.ANSWERED.value,
                Option(gettext_lazy("Answered"), hint=gettext_lazy("The vendor has replied in words.")),
            ),
            (
                ClaimState.EVIDENCE_SEEN.value,
                Option(gettext_lazy("Evidence seen"), hint=gettext_lazy("You hold a paper that shows it.")),
            ),
            (
                ClaimState.SETTLED.value,
                Option(gettext_lazy("Settled"), hint=gettext_lazy("It holds, or it stands in the contract.")),
            ),
            (
                ClaimState.NOT_SETTLED.value,
                Option(gettext_lazy("Not settled"), hint=gettext_lazy("Do not rely on it. Say why in the note.")),
            ),
        ],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        help_text=gettext_lazy("What was asked or answered, and where the evidence is."),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=1_000_000)

    def clean(self) -> dict[str, Any]:
        """What is settled, or cannot be, says why."""
        cleaned = super().clean() or {}
        said = str(cleaned.get("note") or "").strip()
        if not said and cleaned.get("state") in (ClaimState.SETTLED, ClaimState.NOT_SETTLED):
            self.add_error("note", _("Say in a sentence why, so that others can follow."))
        return cleaned


def too_long(length: int) -> str:
    """What to say of a text that is longer than a page can show."""
    return _(
        "The text has %(length)s characters; a page can show %(most)s. Give it in parts, or use the command line, "
        "which has no such limit."
    ) % {"length": f"{length:,}", "most": f"{LONGEST_TEXT:,}"}


def compared_forms(*args: Any) -> Iterator[ComparedForm]:
    """A form for each of the texts to compare."""
    return (ComparedForm(number, *args) for number in range(1, MOST_VENDORS + 1))
