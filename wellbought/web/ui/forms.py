"""Forms in the design system: the renderer that Django's settings name, and what a field looks like.

``FORM_RENDERER = "wellbought.web.ui.forms.Renderer"`` makes ``form.as_p``-like calls and
``field.as_field_group()`` go through ``components/field.html``. Parsing stays with each app's own forms.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext_lazy as _

#: Attributes of a widget that never reach the page: too long an answer is kept and explained, never cut short.
NOT_SHOWN = frozenset({"id", "maxlength", "minlength", "required", "cols", "rows", "class"})
#: What Django gives every textarea, which says nothing of how long an answer we expect.
DJANGOS_ROWS = forms.Textarea().attrs["rows"]


class Renderer(TemplatesSetting):
    """Renders forms through our components."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"


@dataclass(frozen=True)
class Option:
    """The label of one choice, where a plain string is not enough.

    :param text: what the choice says
    :param hint: a sentence that explains it
    :param divider: a word shown before it, such as "or" before "I don't know yet"
    :param exclusive: for checkboxes: choosing it clears the others ("None of these")
    """

    text: object
    hint: object = ""
    divider: object = ""
    exclusive: bool = False

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True)
class Choice:
    """One choice, as the page shows it. A ``group`` holds more choices (in a select)."""

    id: str
    value: str
    label: Option
    selected: bool
    group: tuple["Choice", ...] = ()


@dataclass(frozen=True)
class Presented:
    """Everything a page needs to show one field."""

    kind: str
    id: str
    name: str
    label: object
    hint: object
    errors: tuple[str, ...]
    value: str
    required: bool
    disabled: bool
    type: str = "text"
    rows: int = 5
    longest: int | None = None
    classes: str = ""
    choices: tuple[Choice, ...] = ()
    parts: tuple["Part", ...] = ()
    attributes: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """One of the three inputs of a date."""

    id: str
    name: str
    label: object
    value: str
    width: int


@dataclass(frozen=True)
class ErrorLink:
    """One line of the error summary; ``href`` is empty where no single field is at fault."""

    text: str
    href: str


class DateParts(forms.MultiWidget):
    """A date asked for as day, month and year, which everyone can type and no calendar can spoil."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        part = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__({"day": part, "month": part, "year": part}, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Take a date apart."""
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return ["", "", ""]


#: Widgets and the kind of field they are shown as. Whatever is not listed is an input of one line.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (DateParts, "date"),
    (forms.CheckboxInput, "checkbox"),
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.SelectMultiple, "select_multiple"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.PasswordInput, "password"),
    (forms.FileInput, "file"),
)


class DayField(forms.Field):
    """A day, asked for in three inputs.

    The value is a :class:`datetime.date`, or ``None`` if all three were left empty and the field is not required.
    """

    widget = DateParts
    default_error_messages = {  # noqa: RUF012  (Django's own shape)
        "required": _("Enter a date"),
        "part": _("Enter a day, a month and a year in numbers, for example 27 3 2027"),
        "invalid": _("Enter a date that exists, for example 27 3 2027"),
    }

    def to_python(self, value: Any) -> date | None:
        """Read the three inputs."""
        if value is None or isinstance(value, date):
            return value
        parts = [str(part or "").strip() for part in value]
        if not any(parts):
            return None
        if not all(part.isdecimal() for part in parts):
            raise ValidationError(self.error_messages["part"], code="part")
        day, month, year = (int(part) for part in parts)
        try:
            return date(year, month, day)
        except (ValueError, OverflowError):
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare days, not the way they were typed."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True


def present(bound: BoundField) -> Presented:
    """Say how a form's field is shown: its kind, its ids, its value as text, its choices.

    :param bound: the field of a form, with its data if the form has any
    :returns: what ``components/field.html`` shows
    """
    widget = bound.field.widget
    kind = _kind(widget)
    ident = str(widget.attrs.get("id") or bound.auto_id or bound.html_name)
    return Presented(
        kind=kind,
        id=ident,
        name=bound.html_name,
        label=bound.label,
        hint=bound.help_text,
        errors=_sentences(bound),
        value=_text(bound) if kind in {"input", "textarea", "hidden"} else "",
        required=bound.field.required,
        disabled=bound.field.disabled,
        type=str(getattr(widget, "input_type", "text")),
        rows=5 if widget.attrs.get("rows") in {None, DJANGOS_ROWS} else int(widget.attrs["rows"]),
        longest=getattr(bound.field, "max_length", None) if kind == "textarea" else None,
        classes=str(widget.attrs.get("class", "")),
        choices=_choices(bound, ident),
        parts=_parts(bound, ident),
        attributes={key: value for key, value in widget.attrs.items() if key not in NOT_SHOWN},
    )


def form_errors(form: forms.BaseForm) -> list[ErrorLink]:
    """List a form's errors in the order of its fields, each with the id of the input it is about."""
    found = [ErrorLink(text=str(error), href="") for error in form.non_field_errors()]
    for bound in form:
        shown = present(bound)
        href = "" if shown.kind == "hidden" else f"#{shown.id}"
        found.extend(ErrorLink(text=error, href=href) for error in shown.errors)
    return found


def _sentences(bound: BoundField) -> tuple[str, ...]:
    """Say what is wrong with a field, in sentences that name it: a summary of errors is read away from the fields."""
    own = bound.field.error_messages["required"] is not forms.Field.default_error_messages["required"]
    return tuple(
        error.messages[0] if own or error.code != "required" else str(_missing(bound))
        for error in bound.errors.as_data()
    )


def _missing(bound: BoundField) -> str:
    """Ask for an answer that was left out."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        return _("Tick “%(label)s” to go on") % {"label": bound.label}
    if isinstance(widget, forms.FileInput):
        return _("Choose a file for “%(label)s”") % {"label": bound.label}
    if isinstance(widget, ChoiceWidget):
        return _("Choose an answer to “%(label)s”") % {"label": bound.label}
    return _("Enter an answer to “%(label)s”") % {"label": bound.label}


def _kind(widget: forms.Widget) -> str:
    """Name the kind of a widget. Django derives many from one another, so the special come before the general."""
    for kinds, name in KINDS:
        if isinstance(widget, kinds):
            return name
    return "hidden" if widget.is_hidden else "input"


def _choices(bound: BoundField, base: str) -> tuple[Choice, ...]:
    """List the choices. The first has the field's own id, so that the error summary leads to it."""
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxInput):
        ticked = widget.check_test(bound.value())
        return (Choice(id=base, value="on", label=Option(bound.label, bound.help_text), selected=ticked),)
    if not isinstance(widget, ChoiceWidget):
        return ()
    shown: list[Choice] = []
    number = 0
    for group, members, _index in widget.optgroups(bound.html_name, widget.format_value(bound.value())):
        choices = []
        for member in members:
            number += 1
            choices.append(_choice(member, base if number == 1 else f"{base}-{number}"))
        if group is None:
            shown.extend(choices)
        else:
            shown.append(Choice("", "", Option(group), selected=False, group=tuple(choices)))
    return tuple(shown)


def _choice(member: Mapping[str, Any], ident: str) -> Choice:
    """Read one of Django's options."""
    label = member["label"]
    return Choice(
        id=ident,
        value="" if member["value"] is None else str(member["value"]),
        label=label if isinstance(label, Option) else Option(label),
        selected=bool(member["selected"]),
    )


def _parts(bound: BoundField, base: str) -> tuple[Part, ...]:
    """Show a date in three parts, as it was typed."""
    widget = bound.field.widget
    if not isinstance(widget, DateParts):
        return ()
    value = bound.value()
    typed: Sequence[object] = value if isinstance(value, list) else widget.decompress(value)
    names = (("day", _("Day"), 2), ("month", _("Month"), 2), ("year", _("Year"), 4))
    return tuple(
        Part(
            id=base if key == "day" else f"{base}-{key}",
            name=f"{bound.html_name}_{key}",
            label=label,
            value=str(given or ""),
            width=width,
        )
        for (key, label, width), given in zip(names, typed, strict=True)
    )


def _text(bound: BoundField) -> str:
    """Write the value as the input holds it."""
    value = bound.field.widget.format_value(bound.value())
    return "" if value is None else str(value)
