"""The pages of learning."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.documents.formats import FORMATS
from wellbought.documents.learning import calendar
from wellbought.documents.learning import package as packages
from wellbought.documents.learning.certificate import Certificate, certificate_as_pdf
from wellbought.documents.learning.deck import ENDINGS as DECK_ENDINGS
from wellbought.documents.learning.deck import deck_file, write_deck
from wellbought.documents.learning.training import ENDINGS as PAPER_ENDINGS
from wellbought.documents.learning.training import training_document, write_training
from wellbought.learning.agenda import TrainingImpossible, plan_training
from wellbought.learning.course import CourseUnknown, Progress, course_for, mark, needed_to_pass, quiz_of
from wellbought.learning.deck import choose_deck
from wellbought.learning.webinar import as_vtt, captions
from wellbought.learning.worked import work
from wellbought.pack.kinds import Course, Lesson, WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.learning import actions, certificates, kept, queries
from wellbought.web.learning.forms import (
    CodeForm,
    NameForm,
    SlidesForm,
    TrainingForm,
    decisions_form,
    quiz_form,
)
from wellbought.web.policies.queries import pack_for

#: What a talk and a training begin with, before anybody has chosen.
USUAL_TALK: Final = 45
USUAL_TRAINING: Final = 180
USUAL_PEOPLE: Final = 12


@require_safe
def hub(request: HttpRequest) -> HttpResponse:
    """Lead to everything that there is to learn with."""
    return _page(request, "learning/hub.html", {})


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    """List the courses, with how far the reader has come in each."""
    rows = queries.course_rows(_pack(request), _progress(request))
    member = _member(request)
    context = {"rows": rows, "shares": queries.shares(member) if member else False}
    return _page(request, "learning/courses.html", context)


@require_safe
def course(request: HttpRequest, role: str) -> HttpResponse:
    """Show the steps of a course."""
    pack = _pack(request)
    found = _course(pack, role)
    page = queries.course_page(found, pack, _progress(request).get(found.id, queries.NONE))
    return _page(request, "learning/course.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def lesson(request: HttpRequest, role: str, lesson_id: str) -> HttpResponse:
    """Show a lesson, and note that it was read."""
    pack = _pack(request)
    found = _course(pack, role)
    if lesson_id not in found.lessons:
        raise Http404
    if request.method == "POST":
        return _done(request, found, pack, lesson_id)
    page = queries.lesson_page(pack.get(Lesson, lesson_id), pack)
    return _page(request, "learning/lesson.html", {"page": page, "course": found})


@require_http_methods(["GET", "HEAD", "POST"])
def worked(request: HttpRequest, role: str, worked_id: str) -> HttpResponse:
    """Let the reader decide on a purchase, and say what speaks for each choice."""
    pack = _pack(request)
    found = _course(pack, role)
    if worked_id not in found.purchases:
        raise Http404
    purchase = pack.get(WorkedPurchase, worked_id)
    form = decisions_form(purchase.decisions, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"course": found, "purchase": purchase, "form": form}
    if not form.is_valid():
        return _page(request, "learning/worked.html", context, status=422 if form.is_bound else 200)
    choices = {number: form.chosen[f"decision-{number}"] for number in range(len(purchase.decisions))}
    progress = _with_step(request, found, worked_id)
    context["worked"] = work(purchase, pack, choices, on=queries.today())
    context["next_href"] = queries.after(found, pack, progress[found.id].done, worked_id)
    return _kept(request, _page(request, "learning/decided.html", context), progress)


@require_http_methods(["GET", "HEAD", "POST"])
def quiz(request: HttpRequest, role: str) -> HttpResponse:
    """Ask the questions of a course, mark the answers and explain them."""
    pack = _pack(request)
    found = _course(pack, role)
    items = quiz_of(found, pack)
    form = quiz_form(items, request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"course": found, "form": form, "needed": needed_to_pass(found, len(items))}
    if not form.is_valid():
        return _page(request, "learning/quiz.html", context, status=422 if form.is_bound else 200)
    result = mark(found, pack, form.chosen)
    member = _member(request)
    if member:
        actions.hand_in(member=member, course=found.id, result=result, now=timezone.now())
    progress = _taken_over(request) if member else _with_quiz(request, found, result.right, passed=result.passed)
    mine = progress.get(found.id, queries.NONE)
    context |= {"result": result, "finished": mine.finished(queries.steps(found, pack))}
    return _kept(request, _page(request, "learning/marked.html", context), progress)


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: HttpRequest, role: str) -> HttpResponse:
    """Give the certificate of a course that is complete."""
    pack = _pack(request)
    found = _course(pack, role)
    mine = _progress(request).get(found.id, queries.NONE)
    if not mine.finished(queries.steps(found, pack)):
        messages.info(request, _("The certificate comes when every step is done."))
        return redirect("learning:course", role)
    member = _member(request)
    form = NameForm(request.POST or None, initial={"name": member.person.name if member else ""})
    if request.method != "POST" or not form.is_valid():
        context = {"course": found, "form": form}
        return _page(request, "learning/certificate.html", context, status=422 if form.is_bound else 200)
    questions = len(quiz_of(found, pack))
    name = form.cleaned_data["name"]
    known = bool(member and member.person.name == name)
    right = mine.best if mine.best is not None else needed_to_pass(found, questions)
    proof = certificates.Proof(name, found, right, questions, queries.today(), known)
    return _file(_certificate(request, proof, pack), "application/pdf", "wellbought-certificate.pdf")


@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a certificate, and tell what it proves."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _page(
            request, "learning/proof.html", {"proof": certificates.read(form.cleaned_data["code"], _pack(request))}
        )
    return _page(request, "learning/check_certificate.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def proof(request: HttpRequest, code: str) -> HttpResponse:
    """Tell what the code in a certificate's link proves."""
    read = certificates.read(code, _pack(request))
    return _page(request, "learning/proof.html", {"proof": read}, status=200 if read else 404)


@require_safe
def package(request: HttpRequest, role: str, standard: str) -> HttpResponse:
    """Give a course as a package for learning systems."""
    pack = _pack(request)
    found = _course(pack, role)
    if standard not in packages.STANDARDS:
        raise Http404
    site = request.build_absolute_uri("/").rstrip("/")
    content = packages.package(found, pack, standard, on=queries.today(), site=site)
    return _file(content, "application/zip", f"wellbought-{role}-{standard}-{pack.language}.zip")


@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Delete how far the reader has come, here and in the account."""
    member = _member(request)
    if member:
        actions.forget(member=member)
    response = redirect("learning:courses")
    kept.forget(response)
    messages.success(request, _("Your progress has been deleted."))
    return response


@require_POST
def share(request: HttpRequest) -> HttpResponse:
    """Let leaders see how far the member has come, or no longer."""
    member = _member(request)
    agreed = request.POST.get("agreed") == "yes"
    assert member is not None
    actions.share(member=member, agreed=agreed, now=timezone.now())
    shown = _("Leaders of your organisation can see your progress.")
    messages.success(request, shown if agreed else _("Nobody but you can see your progress."))
    return redirect("learning:courses")


@require_safe
def team(request: HttpRequest) -> HttpResponse:
    """Show leaders how far those have come who agreed."""
    member = _member(request)
    assert member is not None
    return _page(request, "learning/team.html", {"page": queries.team_page(member, _pack(request))})


@require_http_methods(["GET", "HEAD", "POST"])
def slides(request: HttpRequest) -> HttpResponse:
    """Ask what a talk shall be like; show what is in it, or give it as a file. Nothing of it is kept."""
    pack = _pack(request)
    first = {"minutes": USUAL_TALK, "language": pack.language}
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = SlidesForm(pack, *sent, initial=first)
    if not form.is_valid():
        return _page(
            request, "learning/slides.html", {"form": form, "deck": None}, status=422 if form.is_bound else 200
        )
    ending = request.POST.get("make", "")
    spoken = _pack(request, form.cleaned_data["language"])
    deck = choose_deck(spoken, form.wish, on=queries.today())
    if ending not in DECK_ENDINGS:
        context = {"form": form, "deck": deck, "outline": queries.outline(deck), "shown_form": True}
        return _page(request, "learning/slides.html", context)
    words = {"organisation": form.cleaned_data["organisation"], "logo": form.cleaned_data["logo"]}
    made = deck_file(deck, spoken, on=queries.today(), **words)
    return _file(write_deck(made, ending), DECK_ENDINGS[ending], f"{made.file_name}.{ending}")


@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Ask what a training shall be like; show its agenda, or give its papers or its calendar."""
    pack = _pack(request)
    form = TrainingForm(pack, request.POST if request.method == "POST" else None, initial=_usual_training(pack))
    planned = None
    if form.is_valid():
        spoken = _pack(request, form.cleaned_data["language"])
        try:
            planned = plan_training(spoken, form.wish)
        except TrainingImpossible:
            form.add_error("exercises", _("The exercises take longer than the training. Choose fewer, or more time."))
        else:
            response = _training_file(request.POST.get("make", ""), planned, spoken, form)
            if response:
                return response
    status = 422 if form.is_bound and not planned else 200
    return _page(request, "learning/training.html", {"form": form, "planned": planned}, status=status)


@require_safe
def webinar(request: HttpRequest) -> HttpResponse:
    """Play the webinar; without scripts it is read."""
    return _page(request, "learning/webinar.html", {"script": queries.webinar_script(_pack(request))})


@require_safe
def webinar_captions(request: HttpRequest) -> HttpResponse:
    """Give the webinar's captions at a calm pace."""
    script = queries.webinar_script(_pack(request))
    shown = captions(script.spoken, [one.seconds for one in script.spoken])
    return HttpResponse(as_vtt(shown, language=script.language), content_type="text/vtt; charset=utf-8")


# What the views share


def _pack(request: HttpRequest, language: str | None = None) -> Pack:
    """The packs in a language, with what the member's own organisation lays over them."""
    member = _member(request)
    return pack_for(member.organisation if member else None, language or get_language())


def _member(request: HttpRequest) -> Membership | None:
    """The member, if there is one."""
    member: Membership | None = getattr(request, "member", None)
    return member or None


def _course(pack: Pack, role: str) -> Course:
    try:
        return course_for(pack, role)
    except CourseUnknown:
        raise Http404 from None


def _progress(request: HttpRequest) -> dict[str, Progress]:
    """How far the reader has come: in the account and, before signing in, in this browser."""
    here = kept.read(request)
    member = _member(request)
    return _together(queries.progress_of(member), here) if member else here


def _together(one: Mapping[str, Progress], other: Mapping[str, Progress]) -> dict[str, Progress]:
    found = dict(one)
    for course_id, progress in other.items():
        mine = found.get(course_id, queries.NONE)
        best = max((best for best in (mine.best, progress.best) if best is not None), default=None)
        found[course_id] = Progress(mine.done | progress.done, best)
    return found


def _with_step(request: HttpRequest, found: Course, step: str) -> dict[str, Progress]:
    """The reader's progress with one more step, kept in the account if there is one."""
    member = _member(request)
    if member:
        actions.finish_step(member=member, course=found.id, step=step, now=timezone.now())
        return _taken_over(request)
    return _together(kept.read(request), {found.id: Progress(frozenset({step}))})


def _with_quiz(request: HttpRequest, found: Course, right: int, *, passed: bool) -> dict[str, Progress]:
    return _together(kept.read(request), {found.id: Progress(frozenset({"quiz"} if passed else ()), right)})


def _taken_over(request: HttpRequest) -> dict[str, Progress]:
    """A member's progress, after what this browser held has been added to it."""
    member = _member(request)
    assert member is not None
    here = kept.read(request)
    if here:
        actions.take_over(member=member, progress=here, now=timezone.now())
    return queries.progress_of(member)


def _kept(request: HttpRequest, response: HttpResponse, progress: Mapping[str, Progress]) -> HttpResponse:
    """The response, with which a visitor's browser keeps the progress, and a member's forgets it."""
    if _member(request):
        if kept.COOKIE in request.COOKIES:
            kept.forget(response)
    else:
        kept.write(response, progress, secure=settings.HTTPS)
    return response


def _done(request: HttpRequest, found: Course, pack: Pack, step: str) -> HttpResponse:
    progress = _with_step(request, found, step)
    return _kept(request, redirect(queries.after(found, pack, progress[found.id].done, step)), progress)


def _certificate(request: HttpRequest, proof: certificates.Proof, pack: Pack) -> bytes:
    code = certificates.sign(proof)
    link = request.build_absolute_uri(reverse("learning:proof", args=[code]))
    made = Certificate(proof.name, proof.course, proof.right, proof.questions, proof.on, code, link)
    return certificate_as_pdf(made, pack)


def _usual_training(pack: Pack) -> dict[str, object]:
    return {
        "day": queries.today() + timedelta(days=14),
        "begins": "09:00",
        "minutes": USUAL_TRAINING,
        "people": USUAL_PEOPLE,
        "language": pack.language,
    }


def _training_file(ending: str, planned: Any, pack: Pack, form: TrainingForm) -> HttpResponse | None:
    """The papers or the calendar of a training; nothing if neither was asked for."""
    cleaned = form.cleaned_data
    if ending == "ics":
        made_at = datetime.now(UTC)
        content = calendar.training_calendar(planned, pack, made_at=made_at, place=cleaned["place"])
        return _file(content, calendar.MEDIA_TYPE, "wellbought-training.ics")
    if ending not in PAPER_ENDINGS:
        return None
    document = training_document(planned, pack, on=queries.today(), organisation=cleaned["organisation"])
    media_type = FORMATS[ending].media_type
    return _file(write_training(document, ending), media_type, f"{document.file_name}.{ending}")


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return _private(response)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return _private(render(request, template, {"pack": _pack(request), **context}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """What depends on a person is kept by no cache on the way."""
    patch_cache_control(response, private=True, no_cache=True)
    return response
