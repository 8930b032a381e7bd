"""Parsing what people want to be told about."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbought.web.notifications.models import Topic
from wellbought.web.ui.forms import Option


class WishesForm(forms.Form):
    """Which mails a person wants."""

    topics = forms.MultipleChoiceField(
        label=_("Mails to you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[
            (
                Topic.WEEKLY.value,
                Option(_("What waits for me, once a week"), hint=_("On Monday, if anything waits.")),
            ),
            (Topic.MENTIONS.value, Option(_("At once, when somebody mentions me"))),
        ],
    )
