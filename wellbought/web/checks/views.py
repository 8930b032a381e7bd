"""The pages of the check."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import FactQuestion
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.triage.interview import asked, following, preceding, progress
from wellbought.web.checks import answers as kept
from wellbought.web.checks import queries
from wellbought.web.checks.answers import Answers
from wellbought.web.checks.forms import OpenForm
from wellbought.web.checks.kept import Making, show
from wellbought.web.guidance.queries import pack_in
from wellbought.web.interview import queries as told
from wellbought.web.interview.faults import in_own_words
from wellbought.web.interview.files import CONTENT_TYPES, document_response
from wellbought.web.interview.forms import FactForm


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Say what the check is, and begin it or go on with it."""
    pack = pack_in(get_language())
    answers = kept.read(request, pack)
    if request.method == "POST":
        first = following(pack, answers.profile, None)
        return redirect("checks:question", first.id if first else "domain")

    def context() -> dict[str, Any]:
        return {
            "begun": answers.begun,
            "continue_href": _continue_at(pack, answers),
            "count": len(asked(pack, answers.profile)),
        }

    return show(request, "checks/start.html", _("Check a purchase"), Making(answers, context))


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, fact_id: str) -> HttpResponse:
    """Ask for one fact."""
    pack = pack_in(get_language())
    answers = kept.read(request, pack)
    try:
        fact = pack.get(FactQuestion, fact_id)
    except ItemUnknown:
        raise Http404 from None
    reviewing = request.GET.get("from") == "answers"
    form = FactForm(fact, pack, answers.profile, data=request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        return _answered(request, pack, answers.with_fact(fact.key, form.fact), fact, reviewing=reviewing)
    making = Making(
        (fact.id, answers, reviewing), lambda: _question_context(pack, answers, fact, form, reviewing=reviewing)
    )
    if form is not None:
        return show(request, "checks/question.html", fact.ask, making, form=form, status=422)
    return show(request, "checks/question.html", fact.ask, making)


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """Show all answers, each with a way to change it."""
    pack = pack_in(get_language())
    given = kept.read(request, pack)

    def context() -> dict[str, Any]:
        rows = queries.answer_rows(pack, given)
        return {"rows": rows, "unknown": sum(not row.known for row in rows)}

    return show(request, "checks/answers.html", _("Check your answers"), Making(given, context))


@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Tell the outcome."""
    pack = pack_in(get_language())
    given = kept.read(request, pack)
    on = date.today()
    opened_at = request.build_absolute_uri(reverse("checks:open"))

    def context() -> dict[str, Any]:
        purchase = queries.purchase_of(given, pack, on=on)
        return {
            "purchase": purchase,
            "told": told.tell(purchase, pack),
            "question_href": lambda question_id: reverse("guidance:question", args=[question_id]),
            "share_url": f"{opened_at}#{queries.share_fragment(purchase.profile)}",
            "downloads": [(ending, reverse("checks:download", args=[ending])) for ending in CONTENT_TYPES],
        }

    making = Making((given.profile, on, opened_at), context)
    return show(request, "checks/result.html", _("The result of your check"), making)


@require_safe
def download(request: HttpRequest, ending: str) -> HttpResponse:
    """Give the outcome as a file. JSON can be opened again."""
    pack = pack_in(get_language())
    purchase = queries.purchase_of(kept.read(request, pack), pack, on=date.today())
    if ending == "json":
        content = {"profile": purchase.profile.as_json(), **purchase.outcome.as_json()}
        response: HttpResponse = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
        response["Content-Disposition"] = 'attachment; filename="wellbought-check.json"'
        return _private(response)
    if ending not in CONTENT_TYPES:
        raise Http404
    return _private(document_response("check", purchase, pack, ending=ending, on=date.today()))


@require_http_methods(["GET", "HEAD", "POST"])
def open_saved(request: HttpRequest) -> HttpResponse:
    """Go on with a saved check, from its file or from a shared link, whose answers only the browser sees."""
    form = OpenForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        pack = pack_in(get_language())
        try:
            opened = kept.from_text(form.cleaned_data["content"], pack)
        except WellboughtError as error:
            form.add_error(None, list(in_own_words(error)))
        else:
            response = redirect("checks:result")
            kept.write(response, opened, secure=settings.HTTPS)
            return response
    making = Making("open", lambda: {"form": form})
    if form.is_bound:
        return show(request, "checks/open.html", _("Open a saved check"), making, form=form, status=422)
    return show(request, "checks/open.html", _("Open a saved check"), making)


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Forget all answers."""
    response = redirect("checks:start")
    kept.forget(response)
    messages.success(request, _("Your answers have been deleted from this browser."))
    return response


def _question_context(
    pack: Pack, given: Answers, fact: FactQuestion, form: FactForm | None, *, reviewing: bool
) -> dict[str, Any]:
    """What the page of one question shows."""
    before = preceding(pack, given.profile, fact.key)
    place, count = progress(pack, given.profile, fact.key)
    if reviewing:
        back = reverse("checks:answers")
    else:
        back = reverse("checks:question", args=[before.id]) if before else reverse("checks:start")
    shown = form or FactForm(fact, pack, given.profile, seen=fact.key in given.seen)
    return {"fact": fact, "form": shown, "back_href": back, "place": place, "count": count}


def _answered(request: HttpRequest, pack: Pack, given: Answers, fact: FactQuestion, *, reviewing: bool) -> HttpResponse:
    """Keep the answer and go on: to the next question, or back to the answers if that is where the person came from."""
    then = following(pack, given.profile, fact.key)
    if reviewing or then is None:
        response: HttpResponse = HttpResponseRedirect(reverse("checks:answers"))
    else:
        response = redirect("checks:question", then.id)
    kept.write(response, given, secure=settings.HTTPS)
    return response


def _continue_at(pack: Pack, given: Answers) -> str:
    """The first question that has not been asked yet, or the answers if all have."""
    waiting = next((fact for fact in asked(pack, given.profile) if fact.key not in given.seen), None)
    return reverse("checks:question", args=[waiting.id]) if waiting else reverse("checks:answers")


def _private(response: HttpResponse) -> HttpResponse:
    """A page made from a person's answers is kept by no cache on the way."""
    patch_cache_control(response, private=True, no_cache=True)
    return response
