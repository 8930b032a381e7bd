"""The pages of the work on purchases."""

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Question
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import member_by_id, members_in
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases import actions, queries
from wellbought.web.purchases.frame import found, member_of, page, question_of
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import snapshot
from wellbought.web.ui.navigation import page_links
from wellbought.web.work.forms import AboutForm, AssignForm, CommentForm, EvidenceForm

#: So many questions that are somebody's own stand on a page of "My work".
OWNED_ON_A_PAGE: Final = 50


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Show what waits for the member across all purchases."""
    work = queries.work_of(
        member_of(request), pack_for(member_of(request).organisation, get_language()), on=date.today()
    )
    owned = Paginator(work.owned, OWNED_ON_A_PAGE).get_page(request.GET.get("page"))
    links = page_links(owned.number, owned.paginator.num_pages, lambda number: f"?page={number}")
    return render(request, "work/mine.html", {"work": work, "owned": owned.object_list, "paging": links})


@require_POST
def seen(request: HttpRequest, comment_key: str) -> HttpResponse:
    """Note that the member saw that they were mentioned."""
    actions.see_mentions(member=member_of(request), comment_key=comment_key, now=timezone.now())
    return redirect("work:mine")


@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, key: str, question_id: str) -> HttpResponse:
    """Choose who sees to a question, whom they ask, and until when."""
    purchase, pack = found(request, key)
    question = question_of(pack, question_id)
    team, lead = queries.team_of(purchase), pack.name("role", question.lead).label
    row = queries.assignment_of(purchase, question_id)
    form = AssignForm(team, lead, request.POST or None, initial=_initial(row))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _assign(request, purchase, question_id, form)
        except actions.AssignmentChanged as conflict:
            theirs = queries.assignment_of(purchase, question_id)
            form = AssignForm(team, lead, _again(request, theirs.number))
            messages.warning(request, conflict.message)
        except WellboughtError as error:
            form.add_error("owner", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("purchases:question", key, question_id)
    status = 409 if theirs else (422 if form.is_bound else 200)
    context = {"question": question, "form": form, "theirs": theirs}
    return page(request, "work/assign.html", purchase, pack, context, part="purchases:purchase", status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, key: str, question_id: str) -> HttpResponse:
    """Say something on a question; what cannot be kept is shown again with the reason."""
    purchase, pack = found(request, key)
    question = question_of(pack, question_id)
    form = CommentForm(request.POST or None)
    if request.method != "POST":
        return redirect(reverse("purchases:question", args=[key, question_id]) + "#discussion")
    try:
        said = actions.comment(
            member=member_of(request),
            purchase=purchase,
            question=question_id,
            text=request.POST.get("comment", ""),
            now=timezone.now(),
        )
    except WellboughtError as error:
        form = CommentForm(request.POST)
        form.full_clean()
        form.add_error("comment", error.message)
        context = {"question": question, "form": form}
        return page(request, "work/comment.html", purchase, pack, context, part="purchases:purchase", status=422)
    return redirect(reverse("purchases:question", args=[key, question_id]) + f"#comment-{said.key}")


@require_safe
def evidence(request: HttpRequest, key: str) -> HttpResponse:
    """List all evidence of a purchase."""
    purchase, pack = found(request, key)
    context = {"questions": {one.id: one.text for one in pack.all(Question)}}
    return page(request, "work/evidence.html", purchase, pack, context, part="work:evidence")


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: str, question_id: str) -> HttpResponse:
    """Add a file or a link to a question."""
    purchase, pack = found(request, key)
    question = question_of(pack, question_id)
    form = EvidenceForm()
    if request.method == "POST":
        form = EvidenceForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                _keep(request, purchase, question_id, form)
            except WellboughtError as error:
                form.add_error("file" if form.cleaned_data.get("file") else "url", error.message)
            else:
                messages.success(request, _("The evidence is kept."))
                return redirect(reverse("purchases:question", args=[key, question_id]) + "#evidence")
    context = {"question": question, "form": form}
    status = 422 if form.is_bound else 200
    return page(request, "work/add.html", purchase, pack, context, part="purchases:purchase", status=status)


@require_safe
def download(request: HttpRequest, key: str, evidence_key: str) -> HttpResponse | FileResponse:
    """Hand out a file of evidence to keep; no browser runs what is in it."""
    purchase, _pack = found(request, key)
    one = queries.evidence_for(purchase, evidence_key)
    if one is None or not one.file:
        raise Http404
    try:
        opened = one.file.open("rb")
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(opened, as_attachment=True, filename=one.name, content_type=one.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


@require_POST
def withdraw(request: HttpRequest, key: str, evidence_key: str) -> HttpResponse:
    """Take evidence back; the record goes on saying that it was there."""
    purchase, _pack = found(request, key)
    one = queries.evidence_for(purchase, evidence_key)
    if one is None:
        raise Http404
    actions.withdraw(member=member_of(request), evidence=one, now=timezone.now())
    messages.success(request, _("The evidence is withdrawn. The record still says that it was there."))
    return redirect("work:evidence", key)


@require_http_methods(["GET", "HEAD", "POST"])
def update(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the installed guidance would change in the plan, and take it when the team says so."""
    purchase, pack = found(request, key)
    shot = snapshot(purchase, pack, on=date.today())
    if request.method == "POST":
        try:
            actions.take_update(
                member=member_of(request),
                purchase=purchase,
                seen=request.POST.get("seen", ""),
                pack=pack,
                now=timezone.now(),
            )
        except WellboughtError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("The plan is made anew. All answers are kept."))
        return redirect("purchases:purchase", key)
    change = queries.update_waiting(purchase, shot, pack)
    context = {"change": change, "digest": pack.digest, "plans": queries.plans_of(purchase)}
    return page(request, "work/update.html", purchase, pack, context, part="purchases:purchase", shot=shot)


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, key: str) -> HttpResponse:
    """Change what is said of a purchase as a whole: its name, owner, vendor and days."""
    purchase, pack = found(request, key)
    people = members_in(purchase.organisation)
    form = AboutForm(people, request.POST if request.method == "POST" else None, initial=_about(purchase))
    conflict = False
    if form.is_bound and form.is_valid():
        try:
            _change_about(purchase, form)
        except actions.AboutChanged as changed:
            conflict = True
            messages.warning(request, changed.message)
            form = AboutForm(people, _again(request, purchase.words_number))
        except WellboughtError as error:
            form.add_error("title", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("purchases:purchase", key)
    status = 409 if conflict else (422 if form.is_bound else 200)
    context = {"form": form, "conflict": conflict}
    return page(request, "work/about.html", purchase, pack, context, part="purchases:purchase", status=status)


def _about(purchase: Purchase) -> dict[str, object]:
    return {
        "title": purchase.title,
        "summary": purchase.summary,
        "owner": str(purchase.owner_id or ""),
        "vendor": purchase.vendor,
        "used_since": purchase.used_since,
        "renews_on": purchase.renews_on,
        "seen": purchase.words_number,
    }


def _change_about(purchase: Purchase, form: AboutForm) -> None:
    said = form.cleaned_data
    told = actions.AboutPurchase(
        title=said["title"],
        summary=said["summary"],
        vendor=said["vendor"],
        owner=_member(purchase, said["owner"]) if said["owner"] else None,
        used_since=said["used_since"],
        renews_on=said["renews_on"],
    )
    actions.change_about(purchase=purchase, about=told, seen=said["seen"])


def _initial(row: queries.AssignmentRow) -> dict[str, object]:
    return {
        "owner": str(row.owner_id or ""),
        "consulted": [str(card.id) for card in row.consulted],
        "due_on": row.due_on,
        "seen": row.number,
    }


def _assign(request: HttpRequest, purchase: Purchase, question_id: str, form: AssignForm) -> None:
    chosen = form.cleaned_data
    people = [_member(purchase, one) for one in chosen["consulted"]]
    actions.assign(
        member=member_of(request),
        purchase=purchase,
        question=question_id,
        owner=_member(purchase, chosen["owner"]) if chosen["owner"] else None,
        consulted=[one for one in people if one is not None],
        due_on=chosen["due_on"],
        seen=chosen["seen"],
        now=timezone.now(),
    )


def _again(request: HttpRequest, number: int) -> QueryDict:
    """What was sent, to be saved over the version that is now before the person's eyes."""
    data = request.POST.copy()
    data["seen"] = str(number)
    return data


def _member(purchase: Purchase, member_id: str) -> Membership | None:
    return member_by_id(purchase.organisation, int(member_id))


def _keep(request: HttpRequest, purchase: Purchase, question_id: str, form: EvidenceForm) -> None:
    given = form.cleaned_data
    member, now = member_of(request), timezone.now()
    if given["file"]:
        actions.keep_file(
            member=member, purchase=purchase, question=question_id, title=given["title"], upload=given["file"], now=now
        )
    else:
        actions.keep_link(
            member=member, purchase=purchase, question=question_id, title=given["title"], url=given["url"], now=now
        )
