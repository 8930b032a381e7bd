"""Parsing what somebody brings in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ArchiveForm(forms.Form):
    """An archive, and how its people and purchases are to be taken."""

    archive = forms.FileField(label=_("The archive, a file that ends in .zip"))
    match_people = forms.BooleanField(
        label=_("People whose address is that of one of our members are that member"),
        help_text=_(
            "Their answers and decisions then stand under their account here. Otherwise they are former members."
        ),
        required=False,
    )
    as_copy = forms.BooleanField(
        label=_("Read in a copy if the purchase is here already"),
        required=False,
    )
