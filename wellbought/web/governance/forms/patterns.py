"""The form for a claim that the organisation wants its checker to mark."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from wellbought.pack.kinds import ClaimPattern, ClaimWords, Item
from wellbought.pack.translate import LANGUAGES
from wellbought.vocabulary import ClaimKind
from wellbought.web.governance.forms.base import NOTHING, ItemForm, Lines, area


class PatternForm(ItemForm):
    """Phrases that make a claim, with sentences that show what they mark and spare."""

    kind: ClassVar[type[Item]] = ClaimPattern
    conditional: ClassVar[bool] = False

    language = forms.ChoiceField(label=gettext_lazy("In which language are the phrases?"))
    claim_kind = forms.ChoiceField(label=gettext_lazy("What kind of claim is it?"))
    find = Lines(
        label=gettext_lazy("Phrases to look for, one on each line"),
        help_text=gettext_lazy("Such as: best in class"),
        widget=area(4),
    )
    unless = Lines(label=gettext_lazy("But not beside these, one on each line"), required=False, widget=area(3))
    marks = Lines(
        label=gettext_lazy("Sentences that it should mark, one on each line"),
        help_text=gettext_lazy("They are tried when you publish."),
        widget=area(3),
    )
    spares = Lines(
        label=gettext_lazy("Sentences that it should leave alone, one on each line"), required=False, widget=area(3)
    )

    def prepare(self) -> None:
        """Offer the kinds of claim, and for a new pattern the languages that the checker reads."""
        field, language = self.fields["claim_kind"], self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        assert isinstance(language, forms.ChoiceField)
        field.choices = [NOTHING, *((one.value, self.pack.name("claim", one).label) for one in ClaimKind)]
        read = dict.fromkeys(words.id.partition("-")[0] for words in self.pack.all(ClaimWords))
        language.choices = [(code, LANGUAGES.get(code, code)) for code in read]
        if self.before:
            del self.fields["language"]

    def prefix_of_id(self) -> str:
        """A pattern's id begins with its language."""
        return f"{self.cleaned_data.get('language', 'en')}-own"

    def written(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """A pattern's fields."""
        return {name: cleaned[name] for name in ("claim_kind", "find", "unless", "marks", "spares")}
