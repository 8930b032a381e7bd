"""Parsing what people write when they add to their organisation's own rules."""

from wellbought.web.governance.forms.base import ItemForm
from wellbought.web.governance.forms.items import FORMS, NamesForm, form_for
from wellbought.web.governance.forms.kit import KitForm
from wellbought.web.governance.forms.sent import ImportForm, PublishForm

__all__ = ["FORMS", "ImportForm", "ItemForm", "KitForm", "NamesForm", "PublishForm", "form_for"]
