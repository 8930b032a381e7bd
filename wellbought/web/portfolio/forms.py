"""Parsing which purchases someone asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wellbought.pack.read import Pack
from wellbought.purchase.standing import Hold, Use
from wellbought.vocabulary import PURCHASE_STAGES, Tier
from wellbought.web.portfolio.queries import SORTS, Wanted
from wellbought.web.portfolio.words import hold_names, use_names

WITHIN = (30, 90, 180, 365)


class WantedForm(forms.Form):
    """Which purchases, and in which order. What is not on offer is left out, so that an old link still opens."""

    words = forms.CharField(label=_("Words in title or vendor"), required=False, max_length=100)
    tier = forms.ChoiceField(label=_("Tier"), required=False)
    stage = forms.ChoiceField(label=_("Stage"), required=False)
    use = forms.ChoiceField(label=_("In use"), required=False)
    hold = forms.ChoiceField(label=_("Held up"), required=False)
    renews = forms.ChoiceField(label=_("Renews"), required=False)
    vendor = forms.ChoiceField(label=_("Vendor"), required=False)
    sort = forms.ChoiceField(label=_("Sort by"), required=False)

    def __init__(self, given: Any, *, pack: Pack, vendors: tuple[str, ...]) -> None:
        super().__init__(given)
        everything = ("", _("All"))
        sorts = {
            "pressing": _("What is held up, first"),
            "newest": _("Newest"),
            "title": _("Title"),
            "tier": _("Tier, highest first"),
            "stage": _("Stage"),
            "value": _("Estimated value"),
            "vendor": _("Vendor"),
            "renewal": _("Next renewal"),
        }
        choices: dict[str, list[tuple[str, Any]]] = {
            "tier": [
                everything,
                *((tier.value, pack.name("tier", tier).label) for tier in reversed(Tier)),
                ("unknown", _("Not known yet")),
            ],
            "stage": [everything, *((stage.value, pack.name("stage", stage).label) for stage in PURCHASE_STAGES)],
            "use": [everything, *((use.value, use_names()[use]) for use in Use)],
            "hold": [everything, ("any", _("For any reason")), *((hold.value, hold_names()[hold]) for hold in Hold)],
            "renews": [everything, *((str(days), _("Within %(days)s days") % {"days": days}) for days in WITHIN)],
            "vendor": [everything, *((vendor, vendor) for vendor in vendors)],
            "sort": [(sort, sorts[sort]) for sort in SORTS],
        }
        for name, on_offer in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = on_offer

    def wanted(self, *, page: str = "") -> Wanted:
        """What is asked for; fields with something that is not on offer narrow nothing."""
        self.is_valid()
        given = self.cleaned_data
        return Wanted(
            words=given.get("words", ""),
            tier=given.get("tier", ""),
            stage=given.get("stage", ""),
            use=given.get("use", ""),
            hold=given.get("hold", ""),
            vendor=given.get("vendor", ""),
            renews_within=int(given["renews"]) if given.get("renews") else None,
            sort=given.get("sort") or "pressing",
            page=int(page) if page.isdecimal() else 1,
        )
