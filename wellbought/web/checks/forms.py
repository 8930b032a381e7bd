"""Parsing a saved check."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LARGEST_FILE = 2 * 1024 * 1024


class OpenForm(forms.Form):
    """A saved check to go on with: a file, or the text of a shared link."""

    file = forms.FileField(label=gettext_lazy("A saved check (the JSON file)"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or the text of a shared check"),
        required=False,
        max_length=1_000_000,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """Bring either to text."""
        cleaned = super().clean() or {}
        file = cleaned.get("file")
        if file is not None:
            if file.size > LARGEST_FILE:
                self.add_error("file", _("This file is too large to be a saved check."))
                return cleaned
            try:
                cleaned["content"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This file is not text. Use the JSON file that the result page offers."))
        elif cleaned.get("text"):
            cleaned["content"] = cleaned["text"]
        elif not self.errors:
            self.add_error("file", _("Choose a file, or paste the text of a shared check."))
        return cleaned
