"""Small forms: an archive that is sent, and the word to publish."""

from django import forms
from django.utils.translation import gettext_lazy

from wellbought.web.policies.actions import LARGEST_FILE


class PublishForm(forms.Form):
    """That the draft, as it was shown, is put into force."""

    seen_changes = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ImportForm(forms.Form):
    """A pack as an archive."""

    archive = forms.FileField(
        label=gettext_lazy("ZIP archive of a pack"),
        help_text=gettext_lazy("As this page gives it out: a folder with a file pack.yaml."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )

    def clean_archive(self) -> bytes:
        """Take its bytes."""
        sent = self.cleaned_data["archive"]
        if (sent.size or 0) > 4 * LARGEST_FILE:
            raise forms.ValidationError(gettext_lazy("This archive is larger than 20 MB."))
        content: bytes = sent.read()
        return content
