"""The pages of the guidance."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Protocol

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from wellbought.pack.read import ItemUnknown
from wellbought.web.guidance.forms import chosen
from wellbought.web.guidance.kept import Page, offer, place_of, show
from wellbought.web.guidance.queries import (
    choices,
    files,
    found,
    guide,
    index,
    question_files,
    reference,
    site,
)
from wellbought.web.guidance.queries import glossary as words
from wellbought.web.guidance.queries import places as rules
from wellbought.web.guidance.queries import questions as asked


class ItemPage(Page, Protocol):
    """The page of one item."""

    @property
    def id(self) -> str:
        """The id of the item as it is now; it may have had others."""


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Open the doors."""
    return show(request, "guidance/home.html", guide.home_page(_language()))


@require_safe
def contents(request: HttpRequest) -> HttpResponse:
    """Show the contents of the guide, or of one path through it."""
    page = guide.contents_page(_language(), chosen(choices.GuideChoice, request.GET))
    return show(request, "guidance/contents.html", page)


@require_safe
def chapter(request: HttpRequest, chapter_id: str) -> HttpResponse:
    """Show a whole chapter."""
    return _item(request, "guidance/chapter.html", guide.chapter_page, chapter_id)


@require_safe
def topic(request: HttpRequest, topic_id: str) -> HttpResponse:
    """Show a topic."""
    return _item(request, "guidance/topic.html", guide.topic_page, topic_id)


@require_safe
def guide_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the whole guide as a file."""
    return _file(request, ending)


@require_safe
def chapter_file(request: HttpRequest, chapter_id: str, ending: str) -> HttpResponse:
    """Give a chapter as a file."""
    return _file(request, ending, chapter=chapter_id)


@require_safe
def topic_file(request: HttpRequest, topic_id: str, ending: str) -> HttpResponse:
    """Give a topic as a file."""
    return _file(request, ending, topic=topic_id)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Show the key questions."""
    choice = chosen(choices.QuestionChoice, request.GET)
    page = asked.questions_page(_language(), choice)
    return show(request, "guidance/questions.html", page, keep=not choice.words)


@require_safe
def questions_file(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the key questions that were chosen as cards, a list or a sheet."""
    choice = replace(chosen(choices.QuestionChoice, request.GET), page=1, whole=False)
    made = question_files.question_file(_language(), ending, choice, on=date.today())
    if made is None:
        raise Http404
    return offer(made)


@require_safe
def question(request: HttpRequest, question_id: str) -> HttpResponse:
    """Show one question in full."""
    return _item(request, "guidance/question.html", asked.question_page, question_id)


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """Show all terms."""
    return show(request, "guidance/glossary.html", words.glossary_page(_language()))


@require_safe
def term(request: HttpRequest, term_id: str) -> HttpResponse:
    """Show one term."""
    return _item(request, "guidance/term.html", words.term_page, term_id)


@require_safe
def clauses(request: HttpRequest) -> HttpResponse:
    """Show the contract points."""
    page = reference.clauses_page(_language(), chosen(choices.ClauseChoice, request.GET))
    return show(request, "guidance/list.html", page)


@require_safe
def clause(request: HttpRequest, clause_id: str) -> HttpResponse:
    """Show one contract point."""
    return _item(request, "guidance/clause.html", reference.clause_page, clause_id)


@require_safe
def criteria(request: HttpRequest) -> HttpResponse:
    """Show the criteria."""
    page = reference.criteria_page(_language(), chosen(choices.CriterionChoice, request.GET))
    return show(request, "guidance/list.html", page)


@require_safe
def criterion(request: HttpRequest, criterion_id: str) -> HttpResponse:
    """Show one criterion."""
    return _item(request, "guidance/criterion.html", reference.criterion_page, criterion_id)


@require_safe
def disclosures(request: HttpRequest) -> HttpResponse:
    """Show the disclosures."""
    page = reference.disclosures_page(_language(), chosen(choices.DisclosureChoice, request.GET))
    return show(request, "guidance/list.html", page)


@require_safe
def disclosure(request: HttpRequest, disclosure_id: str) -> HttpResponse:
    """Show one disclosure."""
    return _item(request, "guidance/disclosure.html", reference.disclosure_page, disclosure_id)


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Show the places whose rules are here."""
    return show(request, "guidance/places.html", rules.places_page(_language()))


@require_safe
def place(request: HttpRequest, place_id: str) -> HttpResponse:
    """Show what the law and policy of one place add."""
    choice = chosen(choices.DutyChoice, request.GET)
    return _item(
        request, "guidance/place.html", lambda language, slug: rules.place_page(language, slug, choice), place_id
    )


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Show the sources."""
    choice = chosen(choices.SourceChoice, request.GET)
    return show(request, "guidance/sources.html", reference.sources_page(_language(), choice), keep=not choice.words)


@require_safe
def source(request: HttpRequest, source_id: str) -> HttpResponse:
    """Show one source, and where it is cited."""
    return _item(request, "guidance/source.html", reference.source_page, source_id)


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search the guidance."""
    page = found.search_page(_language(), chosen(choices.SearchChoice, request.GET))
    return show(request, "guidance/search.html", page)


@require_safe
def names(request: HttpRequest) -> HttpResponse:
    """Show everything that has a name, from A to Z."""
    return show(request, "guidance/index.html", index.index_page(_language()))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is, who may reuse it, and what it keeps."""
    return show(request, "guidance/about.html", site.about_page(_language()))


def _language() -> str:
    return get_language() or "en"


def _item(request: HttpRequest, template: str, query: Callable[[str, str], ItemPage], item_id: str) -> HttpResponse:
    """Show an item; lead on from an id that it formerly had."""
    try:
        page = query(_language(), item_id)
    except ItemUnknown:
        raise Http404 from None
    if page.id != item_id and request.resolver_match:
        return redirect(request.resolver_match.view_name, page.id, permanent=True)
    return show(request, template, page)


def _file(request: HttpRequest, ending: str, *, chapter: str = "", topic: str = "") -> HttpResponse:
    try:
        made = files.guidance_file(
            _language(), ending, on=date.today(), place=place_of(request), chapter=chapter, topic=topic
        )
    except ItemUnknown:
        raise Http404 from None
    if made is None:
        raise Http404
    return offer(made)
