"""The design system: its components are documented, shown, translatable, safe, and true to the system they stand on."""

import gzip
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf.urls.i18n import i18n_patterns
from django.test import RequestFactory, override_settings
from django.urls import include
from django.urls import path as route
from django.utils import translation
from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader, TemplateNotFound, nodes
from jinja2.exceptions import UndefinedError
from markupsafe import Markup

from wellbought.pack.translate import FallbackText
from wellbought.web.ui import forms as ui_forms
from wellbought.web.ui import gallery, wording
from wellbought.web.ui.filters import figure, localdate, said
from wellbought.web.ui.forms import DayField, Option, form_errors, present
from wellbought.web.ui.jinja import environment
from wellbought.web.ui.navigation import language_links

UI = Path(ui_forms.__file__).parent
STATIC = UI / "static" / "ui"
STYLES = UI / "styles"
ROOT = UI.parents[2]
#: The pages of the design system by themselves.
urlpatterns = i18n_patterns(route("ui/", include("wellbought.web.ui.urls")))

COMPONENTS = sorted(path.stem for path in (UI / "components").glob("*.html"))
TEMPLATES = sorted(path for folder in ("components", "layouts", "errors") for path in (UI / folder).glob("*.html"))


@pytest.fixture(scope="module")
def pages() -> Environment:
    """The environment, as pages use it."""
    return environment(auto_reload=False)


@pytest.fixture
def ui(pages: Environment) -> Any:
    """The components by name."""
    return pages.globals["ui"]


@pytest.fixture(scope="module")
def upstream() -> Callable[[str, str], Callable[..., Markup]]:
    """The macros that HM Land Registry keeps in step with govuk-frontend, to compare ours with."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    govuk = Environment(loader=loader, autoescape=True, undefined=ChainableUndefined)

    def macro(folder: str, name: str) -> Callable[..., Markup]:
        found: Callable[..., Markup] = getattr(
            govuk.get_template(f"govuk_frontend_jinja/components/{folder}/macro.html").module, name
        )
        return found

    return macro


class Outline(HTMLParser):
    """The tags, attributes and words of a piece of HTML, without what a browser would not see."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[tuple[str, ...]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        shown = sorted((name, " ".join((value or "").split())) for name, value in attrs)
        self.parts.append((tag, *(f"{name}={value}" for name, value in shown)))

    def handle_endtag(self, tag: str) -> None:
        self.parts.append((f"/{tag}",))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.parts.append(("text", " ".join(data.split())))


def outline(html: str) -> list[tuple[str, ...]]:
    """Take a piece of HTML apart, so that two can be compared."""
    parser = Outline()
    parser.feed(html)
    return parser.parts


class SampleForm(forms.Form):
    """The fields that are compared with upstream."""

    name = forms.CharField(label="Name", help_text="In full.", max_length=80)
    why = forms.CharField(label="Why", widget=forms.Textarea)
    kind = forms.ChoiceField(
        label="Kind",
        help_text="Choose one.",
        choices=[("a", Option("First", hint="One.")), ("b", "Second"), ("c", Option("Not known", divider="or"))],
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(
        label="Kinds",
        choices=[("a", "First"), ("none", Option("None", divider="or", exclusive=True))],
        widget=forms.CheckboxSelectMultiple,
    )
    stage = forms.ChoiceField(label="Stage", choices=[("need", "Need"), ("market", "Market")])
    starts = DayField(label="Start", required=False)


# What each component promises


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_says_its_parameters_in_its_first_comment(name: str) -> None:
    source = (UI / "components" / f"{name}.html").read_text(encoding="utf-8")

    first_line = re.match(r"\{#-? (\w+)\((.*)\)\n", source)
    declared = re.search(rf"\{{% macro {name}\((.*?)\) -?%\}}", source)

    assert first_line is not None
    assert declared is not None
    assert first_line[1] == name
    assert first_line[2].replace("caller=none", "caller") == declared[1].replace("caller=none", "caller")


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_is_shown_on_the_page_of_components(name: str) -> None:
    shown = (UI / "templates" / "ui").glob("*.html"), (UI / "layouts").glob("*.html")

    pages = "".join(path.read_text(encoding="utf-8") for paths in shown for path in paths)

    assert f"ui.{name}(" in pages


def test_an_unknown_component_is_an_error(pages: Environment) -> None:
    with pytest.raises(TemplateNotFound):
        pages.from_string("{{ ui.no_such_thing() }}").render()


def test_a_name_that_the_page_was_not_given_is_an_error(pages: Environment) -> None:
    with pytest.raises(UndefinedError):
        pages.from_string("{{ purchase }}").render()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_every_visible_word_is_translatable(pages: Environment, path: Path) -> None:
    tree = pages.parse(path.read_text(encoding="utf-8"))
    fixed = "".join(data.data for data in tree.find_all(nodes.TemplateData) if not _is_translated(data, tree))

    words = [part for part in outline(fixed) if part[0] == "text" or _labels(part)]

    markup = re.compile(r'[\w-]+="[^"]*"|--\w+|Wellbought')  # a macro may hold an attribute, or a part of one
    assert [word for word in words if re.search(r"[A-Za-z]{2}", markup.sub("", word[1]))] == []


def _labels(part: tuple[str, ...]) -> bool:
    """Whether a tag carries fixed words that are read out."""
    return any(re.match(r"(aria-label|alt|title|placeholder)=.*[A-Za-z]", attribute) for attribute in part[1:])


def _is_translated(data: nodes.TemplateData, tree: nodes.Template) -> bool:
    """Whether the words are inside a call of gettext: what Jinja makes of ``{% trans %}``."""
    return any(
        data in call.find_all(nodes.TemplateData)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name.endswith("gettext")
    )


# Safety, languages, figures


def test_text_is_escaped(ui: Any) -> None:
    html = ui.inset("<script>alert(1)</script>")

    assert "<script>" not in html


def test_markup_is_kept(ui: Any) -> None:
    assert "<b>bold</b>" in ui.inset(Markup("<b>bold</b>"))


def test_untranslated_text_is_marked_with_its_language() -> None:
    assert said(FallbackText("Ask <who>")) == '<span lang="en" dir="ltr">Ask &lt;who&gt;</span>'


def test_translated_text_is_not_marked() -> None:
    assert said("Ask") == "Ask"


def test_a_figure_is_kept_together_and_written_as_the_reader_writes() -> None:
    with translation.override("es"):
        assert figure(12000) == "<bdi>12\u00a0000</bdi>"


def test_a_day_is_written_out_in_the_readers_language() -> None:
    with translation.override("es"):
        assert localdate(date(2026, 11, 23)) == "23 de noviembre de 2026"


@pytest.mark.parametrize(
    ("language", "forms"), [("en", {"one", "other"}), ("ar", {"zero", "one", "two", "few", "many", "other"})]
)
def test_counts_are_worded_in_every_plural_form_of_the_language(language: str, forms: set[str]) -> None:
    with translation.override(language):
        words = wording.count_wording()

    assert {f"data-i18n.characters-under-limit.{form}" for form in forms} <= set(words)
    assert all("%{count}" in text for name, text in words.items() if "at-limit" not in name)


@override_settings(LANGUAGES=[("en", "English"), ("es", "Spanish")], ROOT_URLCONF=__name__)
def test_the_language_switch_leads_to_the_same_page() -> None:
    request = RequestFactory().get("/es/ui/?q=a+b")

    with translation.override("es"):
        links = language_links(request)

    assert [(link.language.name, link.href, link.current) for link in links] == [
        ("English", "/en/ui/?q=a+b", False),
        ("Español", "/es/ui/?q=a+b", True),
    ]


@override_settings(LANGUAGES=[("en", "English")], ROOT_URLCONF=__name__)
def test_one_language_is_nothing_to_switch() -> None:
    assert language_links(RequestFactory().get("/en/ui/")) == ()


@pytest.mark.parametrize("language", ["en", "es", "ar"])
@pytest.mark.parametrize("page", ["components", "home", "workspace", "plain"])
@override_settings(ROOT_URLCONF=__name__)
def test_a_page_is_written_in_the_direction_of_its_language(pages: Environment, page: str, language: str) -> None:
    sample = gallery.sample()
    request = RequestFactory().get(f"/{language}/ui/")

    with translation.override(language):
        html = pages.get_template(f"ui/{page}.html").render(
            request=request, sample=sample, navigation=sample.navigation
        )

    direction = "rtl" if language == "ar" else "ltr"
    assert f'<html lang="{language}" dir="{direction}"' in html
    assert ("wellbought.rtl" in html) == (direction == "rtl")


@pytest.mark.parametrize("error", ["400", "403", "404", "413", "500"])
def test_a_page_of_an_error_needs_nothing_of_the_request(pages: Environment, error: str) -> None:
    html = pages.get_template(f"errors/{error}.html").render()

    assert html.count("<h1") == 1
    assert html.count('class="govuk-body"') >= 2


# Forms


def test_every_line_of_the_error_summary_leads_to_an_input_on_the_page(pages: Environment) -> None:
    form = gallery.sample().wrong
    fields = pages.from_string("{% for bound in form %}{{ ui.field(bound) }}{% endfor %}").render(form=form)

    ids = {attribute[3:] for part in outline(fields) for attribute in part[1:] if attribute.startswith("id=")}
    links = [error.href for error in form_errors(form) if error.href]

    assert len(links) >= 8
    assert {link[1:] for link in links} <= ids


def test_a_missing_answer_is_asked_for_by_name() -> None:
    form = SampleForm({"kinds": ["a"], "stage": "need", "why": "so"})

    assert [error.text for error in form_errors(form)] == [
        "Enter an answer to “Name”",
        "Choose an answer to “Kind”",
    ]


def test_what_was_typed_into_a_date_comes_back_as_it_was_typed() -> None:
    form = SampleForm({"starts_day": "31", "starts_month": "2", "starts_year": "2027"})

    shown = present(form["starts"])

    assert [part.value for part in shown.parts] == ["31", "2", "2027"]
    assert shown.errors == ("Enter a date that exists, for example 27 3 2027",)


@pytest.mark.parametrize(
    ("typed", "day"),
    [(["27", "3", "2027"], date(2027, 3, 27)), ([" 1", "01", "2027 "], date(2027, 1, 1)), (["", "", ""], None)],
)
def test_a_date_is_read_from_its_three_parts(typed: list[str], day: date | None) -> None:
    assert DayField(required=False).clean(typed) == day


@pytest.mark.parametrize("typed", [["31", "2", "2027"], ["x", "2", "2027"], ["1", "", "2027"], ["1", "1", "99999"]])
def test_a_date_that_does_not_exist_is_refused(typed: list[str]) -> None:
    with pytest.raises(forms.ValidationError):
        DayField().clean(typed)


def test_an_answer_in_several_lines_keeps_them(pages: Environment) -> None:
    form = SampleForm({"why": "\n  first\n    second"})

    html = pages.from_string("{{ ui.field(form['why']) }}").render(form=form)

    assert ">\n\n  first\n    second</textarea>" in html


def test_djangos_own_way_to_show_a_field_goes_through_the_component() -> None:
    html = SampleForm()["name"].as_field_group()

    assert "govuk-form-group" in html


# Fidelity to the design system


def theirs_and_ours() -> Iterator[Any]:
    """Pieces of interface, in the design system's macros and in ours."""
    yield (
        "button",
        ("button", "govukButton"),
        {"text": "Go", "name": "a", "value": "b"},
        lambda ui: ui.button("Go", name="a", value="b"),
    )
    yield (
        "link_button",
        ("button", "govukButton"),
        {"text": "Go", "href": "#", "isStartButton": True},
        lambda ui: ui.link_button("Go", "#", start=True),
    )
    yield (
        "details",
        ("details", "govukDetails"),
        {"summaryText": "More", "text": "Here"},
        lambda ui: ui.details("More", "Here"),
    )
    yield "inset", ("inset-text", "govukInsetText"), {"text": "So"}, lambda ui: ui.inset("So")
    yield (
        "warning",
        ("warning-text", "govukWarningText"),
        {"text": "Stop", "iconFallbackText": "Warning:"},
        lambda ui: ui.warning("Stop"),
    )
    yield (
        "banner",
        ("notification-banner", "govukNotificationBanner"),
        {"text": "Saved", "type": "success", "titleText": "Done", "titleId": "banner-title"},
        lambda ui: ui.notification_banner("Saved", kind="success"),
    )
    yield (
        "panel",
        ("panel", "govukPanel"),
        {"titleText": "Done", "text": "Kept"},
        lambda ui: ui.panel("Done", "Kept"),
    )
    yield "tag", ("tag", "govukTag"), {"text": "New", "classes": "govuk-tag--green"}, lambda ui: ui.tag("New", "green")
    yield (
        "error_summary",
        ("error-summary", "govukErrorSummary"),
        {"titleText": "There is a problem", "errorList": [{"text": "Enter it", "href": "#id"}, {"text": "No"}]},
        lambda ui: ui.error_summary(errors=[{"text": "Enter it", "href": "#id"}, {"text": "No", "href": ""}]),
    )
    yield (
        "task_list",
        ("task-list", "govukTaskList"),
        {
            "idPrefix": "task",
            "items": [
                {"title": {"text": "Ask"}, "href": "#", "hint": {"text": "Now"}, "status": {"text": "Agreed"}},
                {
                    "title": {"text": "Wait"},
                    "status": {"text": "Not yet", "classes": "govuk-task-list__status--cannot-start-yet"},
                },
            ],
        },
        lambda ui: ui.task_list(
            [
                {"text": "Ask", "href": "#", "hint": "Now", "status": "Agreed"},
                {"text": "Wait", "href": "", "status": "Not yet"},
            ]
        ),
    )
    yield (
        "summary_list",
        ("summary-list", "govukSummaryList"),
        {
            "rows": [
                {
                    "key": {"text": "Who"},
                    "value": {"text": "All"},
                    "actions": {"items": [{"href": "#", "text": "Change", "visuallyHiddenText": "who"}]},
                },
                {"key": {"text": "What"}, "value": {"text": "It"}},
            ]
        },
        lambda ui: ui.summary_list(
            [
                {"key": "Who", "value": "All", "actions": [{"href": "#", "text": "Change", "about": "who"}]},
                {"key": "What", "value": "It"},
            ]
        ),
    )
    yield (
        "breadcrumbs",
        ("breadcrumbs", "govukBreadcrumbs"),
        {"items": [{"text": "Home", "href": "/"}], "labelText": "Breadcrumbs"},
        lambda ui: ui.breadcrumbs([{"text": "Home", "href": "/"}]),
    )
    yield (
        "skip_link",
        ("skip-link", "govukSkipLink"),
        {"text": "Skip to main content", "href": "#main"},
        lambda ui: ui.skip_link(),
    )
    yield (
        "text",
        ("input", "govukInput"),
        {"id": "id_name", "name": "name", "label": {"text": "Name"}, "hint": {"text": "In full."}, "value": "it"},
        lambda ui: ui.field(filled()["name"]),
    )
    yield (
        "textarea_in_error",
        ("textarea", "govukTextarea"),
        {
            "id": "id_why",
            "name": "why",
            "label": {"text": "Why"},
            "errorMessage": {"text": "Enter an answer to “Why”", "visuallyHiddenText": "Error"},
        },
        lambda ui: ui.field(filled()["why"]),
    )
    yield (
        "select",
        ("select", "govukSelect"),
        {
            "id": "id_stage",
            "name": "stage",
            "label": {"text": "Stage"},
            "items": [{"value": "need", "text": "Need"}, {"value": "market", "text": "Market", "selected": True}],
        },
        lambda ui: ui.field(filled()["stage"]),
    )
    yield (
        "radios",
        ("radios", "govukRadios"),
        {
            "idPrefix": "id_kind",
            "name": "kind",
            "fieldset": {"legend": {"text": "Kind", "isPageHeading": True, "classes": "govuk-fieldset__legend--l"}},
            "hint": {"text": "Choose one."},
            "items": [
                {"value": "a", "text": "First", "hint": {"text": "One."}},
                {"value": "b", "text": "Second", "checked": True},
                {"divider": "or"},
                {"value": "c", "text": "Not known", "id": "id_kind-3"},
            ],
        },
        lambda ui: ui.field(filled()["kind"], heading=True),
    )
    yield (
        "checkboxes",
        ("checkboxes", "govukCheckboxes"),
        {
            "idPrefix": "id_kinds",
            "name": "kinds",
            "fieldset": {"legend": {"text": "Kinds"}},
            "items": [
                {"value": "a", "text": "First", "checked": True},
                {"divider": "or"},
                {"value": "none", "text": "None", "behaviour": "exclusive", "id": "id_kinds-2"},
            ],
        },
        lambda ui: ui.field(filled()["kinds"]),
    )


def filled() -> SampleForm:
    """The form with some answers given."""
    return SampleForm({"name": "it", "kind": "b", "kinds": ["a"], "stage": "market"})


@pytest.mark.parametrize(
    ("_name", "macro", "parameters", "ours"), [pytest.param(*case, id=case[0]) for case in theirs_and_ours()]
)
def test_our_markup_is_the_design_systems(
    ui: Any,
    upstream: Callable[[str, str], Callable[..., Markup]],
    _name: str,
    macro: tuple[str, str],
    parameters: dict[str, Any],
    ours: Callable[[Any], Markup],
) -> None:
    expected = outline(upstream(*macro)(parameters))

    assert outline(ours(ui)) == expected


# What is served


def test_styles_and_script_are_built_from_the_sources_in_the_repository() -> None:
    built = json.loads((STYLES / "built.json").read_text(encoding="utf-8"))

    for name, digest in built.items():
        source = ROOT / name if name == "package-lock.json" else STYLES / name
        if source.is_file():  # an installed copy has no lock file
            assert hashlib.sha256(source.read_bytes()).hexdigest() == digest, f"{name} changed: npm run build"
    assert {path.name for path in STYLES.glob("*.scss")} < set(built)


def test_the_first_page_is_light(pages: Environment) -> None:
    html = pages.get_template("errors/500.html").render().encode()
    sent = [html, (STATIC / "wellbought.css").read_bytes(), (STATIC / "wellbought.js").read_bytes()]

    total = sum(len(gzip.compress(part)) for part in sent) + (STATIC / "fonts" / "atkinson-latin.woff2").stat().st_size

    assert total < 75_000


@pytest.mark.parametrize("sheet", ["wellbought.css", "wellbought.rtl.css"])
def test_no_font_of_another_and_no_foreign_address_is_named(sheet: str) -> None:
    css = (STATIC / sheet).read_text(encoding="utf-8")

    assert "transport" not in css.lower()
    assert re.findall(r"url\((?!\"fonts/)[^)]*\)", css) == []


def test_the_lock_of_the_build_names_no_host() -> None:
    lock = ROOT / "package-lock.json"

    assert '"resolved"' not in lock.read_text(encoding="utf-8")


#: Mail programs know no style sheets: what a mail looks like stands in it.
MAILS = {"mail.html"}


@pytest.mark.parametrize(
    "path",
    [one for one in (*TEMPLATES, *(UI / "templates" / "ui").glob("*.html")) if one.name not in MAILS],
    ids=lambda path: path.stem,
)
def test_no_template_holds_styles_or_scripts_of_its_own(path: Path) -> None:
    source = path.read_text(encoding="utf-8")

    assert not re.search(
        r"<style|\sstyle=|\son(click|change|submit|load|input|focus|blur|key\w+|mouse\w+)=|<script(?![^>]* src=)",
        source,
    )
