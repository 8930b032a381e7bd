"""Parsing answers, and what people want of slides and trainings."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from wellbought.documents.learning.logo import LARGEST, LogoNotTaken, logo_as_png
from wellbought.learning.agenda import FEWEST, MOST, TrainingWish
from wellbought.learning.agenda import LONGEST as LONGEST_TRAINING
from wellbought.learning.agenda import SHORTEST as SHORTEST_TRAINING
from wellbought.learning.deck import LONGEST, SHORTEST, Wish, topics_on_slides
from wellbought.pack.kinds import Course, Decision, Exercise, QuizItem, Topic
from wellbought.pack.read import Pack
from wellbought.pack.translate import LANGUAGES
from wellbought.vocabulary import Role
from wellbought.web.learning.certificates import LONGEST_NAME
from wellbought.web.ui.forms import DayField, Option

LONGEST_WORDS: Final = 200

#: What the check of a logo says, so that it can be translated.
LOGO_WORDS: Final = (
    gettext_noop("The logo is larger than 1 MB. Save it smaller."),
    gettext_noop("A logo is a PNG or SVG file. Save it as one of these."),
    gettext_noop("The logo has more than 4,000 pixels a side. Save it smaller."),
    gettext_noop("This PNG file is broken. Save it again."),
    gettext_noop("The SVG file holds a document type. Save it as plain SVG."),
    gettext_noop("This SVG file is broken. Save it again."),
    gettext_noop("The SVG file holds a script or another active part. Save it as plain SVG."),
    gettext_noop("The SVG file fetches something from elsewhere. Save it as plain SVG."),
    gettext_noop("This SVG file cannot be drawn. Save it as PNG."),
)


class AnswersForm(forms.Form):
    """One choice for each of several questions, all of which want an answer."""

    def __init__(self, asked: Iterable[tuple[str, str, Iterable[str]]], data: Any = None) -> None:
        super().__init__(data)
        for name, label, options in asked:
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=[(str(number), Option(text)) for number, text in enumerate(options)],
                widget=forms.RadioSelect,
            )

    @property
    def chosen(self) -> Mapping[str, int]:
        """The number of the chosen answer, by the question's name."""
        return {name: int(value) for name, value in self.cleaned_data.items()}


def quiz_form(items: Iterable[QuizItem], data: Any = None) -> AnswersForm:
    """The form of a quiz."""
    return AnswersForm(((item.id, item.ask, [option.text for option in item.options]) for item in items), data)


def decisions_form(decisions: Iterable[Decision], data: Any = None) -> AnswersForm:
    """The form of a worked purchase."""
    asked = (
        (f"decision-{number}", decision.ask, [option.text for option in decision.options])
        for number, decision in enumerate(decisions)
    )
    return AnswersForm(asked, data)


class NameForm(forms.Form):
    """The name that a certificate bears."""

    name = forms.CharField(
        label=gettext_lazy("Your name, as the certificate shall show it"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class CodeForm(forms.Form):
    """The code of a certificate."""

    code = forms.CharField(
        label=gettext_lazy("The code on the certificate"),
        help_text=gettext_lazy("All of it, without spaces."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_code(self) -> str:
        """A code that was copied over several lines is one code."""
        return "".join(str(self.cleaned_data["code"]).split())


class PackForm(forms.Form):
    """What slides and trainings ask alike."""

    role = forms.ChoiceField(label=gettext_lazy("For whom"), required=False)
    organisation = forms.CharField(
        label=gettext_lazy("Your organisation"),
        help_text=gettext_lazy("Shown on the files. You may leave it empty."),
        required=False,
        max_length=LONGEST_WORDS,
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the files"), choices=list(LANGUAGES.items()))

    def __init__(self, pack: Pack, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(data, files, **options)
        self.pack = pack
        roles = [(course.role.value, pack.name("role", course.role).label) for course in pack.all(Course)]
        self._choose("role", [("", _("Mixed teams")), *roles])

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def chosen_role(self) -> Role | None:
        """The audience; ``None`` for a mixed one."""
        return Role(self.cleaned_data["role"]) if self.cleaned_data["role"] else None


class SlidesForm(PackForm):
    """What somebody wants of a talk."""

    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        help_text=gettext_lazy("20, 45 and 90 are usual. Some of it is kept for questions."),
        min_value=SHORTEST,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    place = forms.ChoiceField(label=gettext_lazy("Add the rules of a place"), required=False)
    topics = forms.MultipleChoiceField(
        label=gettext_lazy("Only on these topics"),
        help_text=gettext_lazy("Choose none for a talk on all of it."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    logo = forms.FileField(
        label=gettext_lazy("Your logo"),
        help_text=gettext_lazy("PNG or SVG, up to 1 MB. It is not kept."),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,.svg,image/png,image/svg+xml"}),
    )

    field_order = ("role", "minutes", "place", "topics", "language", "organisation", "logo")

    def __init__(self, pack: Pack, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(pack, data, files, **options)
        places = [(place, pack.cards[place].title) for place in pack.jurisdictions]
        self._choose("place", [("", _("None")), *places])
        self._choose("topics", [(one, pack.get(Topic, one).title) for one in topics_on_slides(pack)])

    def clean_logo(self) -> bytes:
        """The logo as PNG; nothing if there is none."""
        file = self.cleaned_data.get("logo")
        if not file:
            return b""
        try:
            # One byte more than may be, so that a file that is too large is told from one that is not.
            return logo_as_png(file.read(LARGEST + 1))
        except LogoNotTaken as error:
            raise forms.ValidationError(_(error.message)) from None

    @property
    def wish(self) -> Wish:
        """The talk that is wanted."""
        cleaned = self.cleaned_data
        return Wish(cleaned["minutes"], self.chosen_role, tuple(cleaned["topics"]), cleaned["place"])


class TrainingForm(PackForm):
    """What somebody wants of a training."""

    day = DayField(label=gettext_lazy("Day"))
    begins = forms.TimeField(
        label=gettext_lazy("Begins at"),
        help_text=gettext_lazy("Hours and minutes, such as 09:00."),
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        widget=forms.TextInput(),
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How long, in minutes"),
        help_text=gettext_lazy("From 60 to 480, breaks included."),
        min_value=SHORTEST_TRAINING,
        max_value=LONGEST_TRAINING,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    people = forms.IntegerField(
        label=gettext_lazy("How many people"),
        min_value=FEWEST,
        max_value=MOST,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    exercises = forms.MultipleChoiceField(
        label=gettext_lazy("Exercises"),
        help_text=gettext_lazy("Choose none to take those that fit."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    place = forms.CharField(label=gettext_lazy("Where"), required=False, max_length=LONGEST_WORDS)

    field_order = (
        "role", "day", "begins", "minutes", "people", "exercises", "place", "language", "organisation",
    )  # fmt: skip

    def __init__(self, pack: Pack, data: Any = None, files: Any = None, **options: Any) -> None:
        super().__init__(pack, data, files, **options)
        minutes = _("%(title)s (%(minutes)s minutes)")
        self._choose(
            "exercises",
            [
                (one.id, Option(minutes % {"title": one.title, "minutes": one.minutes}, one.aim))
                for one in pack.all(Exercise)
            ],
        )

    @property
    def wish(self) -> TrainingWish:
        """The training that is wanted."""
        cleaned = self.cleaned_data
        return TrainingWish(
            datetime.combine(cleaned["day"], cleaned["begins"]),
            cleaned["minutes"],
            cleaned["people"],
            self.chosen_role,
            tuple(cleaned["exercises"]),
        )
