"""The pages of the workspace."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import FactQuestion, Question
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.plan import PlanChange
from wellbought.profile import Fact
from wellbought.purchase import AnswerState
from wellbought.purchase import Purchase as Snapshot
from wellbought.purchase.mentions import handles
from wellbought.triage.interview import asked
from wellbought.vocabulary import PURCHASE_STAGES, TEAM_ROLES, Role, Stage
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import member_by_id, members_in
from wellbought.web.checks.queries import profile_of_check
from wellbought.web.interview import queries as told
from wellbought.web.interview.files import document_response, kinds_of_document
from wellbought.web.interview.forms import FactForm
from wellbought.web.permissions import may
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases import actions, queries
from wellbought.web.purchases.forms import AnswerForm, CommentForm, NewPurchaseForm, SeenForm, TeamForm
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import profile_of, snapshot
from wellbought.web.ui.navigation import page_links


@require_safe
def purchases(request: HttpRequest) -> HttpResponse:
    """List the purchases that the member may see."""
    member = _member(request)
    asked_for = request.GET.get("page", "")
    shown = queries.purchases_of(member, page=int(asked_for) if asked_for.isdecimal() else 1)
    context = {
        "shown": shown,
        "paging": page_links(shown.number, shown.pages, lambda number: f"?page={number}"),
        "may_start": may_do(member, "purchases:new"),
    }
    return render(request, "purchases/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a purchase, from the check in this browser if there is one."""
    member = _member(request)
    pack = pack_for(member.organisation, get_language())
    profile = profile_of_check(request, pack)
    if profile.jurisdiction is None and member.organisation.jurisdiction:
        profile = profile.with_facts({"jurisdiction": tuple(member.organisation.jurisdiction)})
    form = NewPurchaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.start_purchase(
                member=member,
                title=form.cleaned_data["title"],
                summary=form.cleaned_data["summary"],
                profile=profile,
                pack=pack,
                now=timezone.now(),
            )
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The purchase is there. These are its questions."))
            return redirect("purchases:purchase", made.key)
    context = {"form": form, "known": len(profile.known())}
    return render(request, "purchases/new.html", context, status=422 if form.is_bound else 200)


@require_safe
def purchase(request: HttpRequest, key: str) -> HttpResponse:
    """Show where a purchase stands, stage by stage, and what waits for a role: the member's own, or another."""
    found, pack = _found(request, key)
    shot = snapshot(found, pack, on=date.today())
    chosen = request.GET.get("role", "")
    role = Role(chosen) if chosen in TEAM_ROLES else _member(request).as_role
    context = {
        "stages": queries.stages(shot, pack, role=role),
        "waiting": queries.waiting_for(shot, pack, role),
        "role": role,
        "roles": TEAM_ROLES,
        "gate": shot.next_gate(),
        "few": queries.few(shot, pack) if shot.in_use else (),
        "update": queries.update_waiting(found, shot, pack),
    }
    return _page(request, "purchases/purchase.html", found, shot, context)


@require_safe
def stage(request: HttpRequest, key: str, stage: str) -> HttpResponse:
    """Show the questions of one stage, by the role that leads."""
    found, pack = _found(request, key)
    if stage not in PURCHASE_STAGES:
        raise Http404
    shot = snapshot(found, pack, on=date.today())
    place = PURCHASE_STAGES.index(Stage(stage))
    context = {
        "stage": Stage(stage),
        "groups": queries.questions_at(shot, pack, Stage(stage)),
        "more": queries.more_at(shot, pack, Stage(stage)),
        "before": PURCHASE_STAGES[place - 1] if place else None,
        "after": PURCHASE_STAGES[place + 1] if place + 1 < len(PURCHASE_STAGES) else None,
    }
    return _page(request, "purchases/stage.html", found, shot, context)


@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """Tell the outcome: tier, approach, route and their reasons."""
    found, pack = _found(request, key)
    shot = snapshot(found, pack, on=date.today(), with_changes=True)

    def question_href(question_id: str) -> str:
        return reverse("purchases:question", args=[key, question_id])

    context = {"told": told.tell(shot, pack), "question_href": question_href}
    return _page(request, "purchases/result.html", found, shot, context)


@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, key: str, question_id: str) -> HttpResponse:
    """Show a question with what helps to answer it, and save the answer."""
    found, pack = _found(request, key)
    asked_for = _question(pack, question_id)
    fact_asked = queries.fact_set_by(asked_for, pack)
    member = _member(request)
    may_change = may_do(member, "purchases:fact") or asked_for.lead is member.as_role
    facts_now = profile_of(found)
    theirs = None
    if request.method == "POST":
        form = AnswerForm(request.POST)
        seen_form = SeenForm(request.POST)
        fact_form = _fact_form(request, fact_asked, pack, found) if fact_asked and may_change else None
        if form.is_valid() and (fact_form is None or fact_form.is_valid()):
            try:
                _save(request, found, pack, asked_for, form, seen_form, fact_form)
            except actions.AnswerChanged as conflict:
                theirs = conflict.theirs
                form = _merging(form, theirs.number)
            except WellboughtError as error:
                form.add_error("text", error.message)
            else:
                return redirect("purchases:question", key, question_id)
    else:
        form = None
        fact_form = FactForm(fact_asked, pack, facts_now, seen=True) if fact_asked is not None and may_change else None
    shot = snapshot(found, pack, on=date.today())
    answer = shot.answers.get(question_id)
    if form is None:
        initial = {"text": answer.text, "state": answer.state, "seen": answer.version} if answer else {}
        form = AnswerForm(initial=initial or {"state": AnswerState.DRAFTED, "seen": 0})
    before, after = queries.neighbours(shot.plan, asked_for)
    context = {
        "question": asked_for,
        "planned": next((one for one in shot.plan.questions if one.question.id == question_id), None),
        "form": form,
        "fact_form": fact_form,
        "fact_asked": fact_asked,
        "fact_said": told.said(pack, fact_asked, shot.profile.fact(fact_asked.key)) if fact_asked else "",
        "seen_facts": found.facts_number,
        "answer": answer,
        "theirs": theirs,
        "before": before,
        "after": after,
        "comments": shot.comments_on(question_id),
        "comment_form": CommentForm(),
        "handles": handles(one.name for one in shot.team),
        "cited": [told.cited(pack, source) for source in asked_for.sources],
    }
    faulty = form.is_bound and (form.errors or (fact_form is not None and fact_form.errors))
    status = 409 if theirs else (422 if faulty else 200)
    return _page(request, "purchases/question.html", found, shot, context, status=status)


@require_safe
def history(request: HttpRequest, key: str, question_id: str) -> HttpResponse:
    """Show all versions of an answer."""
    found, pack = _found(request, key)
    context = {"question": _question(pack, question_id), "versions": queries.versions_of(found, question_id)}
    return _page(request, "purchases/history.html", found, snapshot(found, pack, on=date.today()), context)


@require_safe
def facts(request: HttpRequest, key: str) -> HttpResponse:
    """Show the facts of a purchase, and how they changed."""
    found, pack = _found(request, key)
    shot = snapshot(found, pack, on=date.today(), whole=False)
    rows = [
        (one, told.said(pack, one, shot.profile.fact(one.key)), reverse("purchases:fact", args=[key, one.id]))
        for one in asked(pack, shot.profile)
    ]
    context = {
        "rows": rows,
        "may_change": may_do(_member(request), "purchases:fact"),
        "changes": queries.facts_history(found),
    }
    return _page(request, "purchases/facts.html", found, shot, context)


@require_http_methods(["GET", "HEAD", "POST"])
def fact(request: HttpRequest, key: str, fact_id: str) -> HttpResponse:
    """Change one fact; the plan is made anew, and the page says what changed."""
    found, pack = _found(request, key)
    try:
        fact_asked = pack.get(FactQuestion, fact_id)
    except ItemUnknown:
        raise Http404 from None
    form = (
        FactForm(fact_asked, pack, profile_of(found), data=request.POST)
        if request.method == "POST"
        else FactForm(fact_asked, pack, profile_of(found), seen=True)
    )
    seen_form = SeenForm(request.POST)
    if request.method == "POST" and form.is_valid() and seen_form.is_valid():
        try:
            change = _change_fact(request, found, pack, {fact_asked.key: form.fact}, seen_form)
        except WellboughtError as error:
            form.add_error("answer", error.message)
        else:
            _tell_change(request, change, pack)
            return redirect("purchases:facts", key)
    context = {"fact": fact_asked, "form": form, "seen_facts": found.facts_number}
    shot = snapshot(found, pack, on=date.today())
    return _page(request, "purchases/fact.html", found, shot, context, status=422 if form.is_bound else 200)


@require_safe
def documents(request: HttpRequest, key: str) -> HttpResponse:
    """List the documents that can be made from the purchase."""
    found, pack = _found(request, key)
    context = {"kinds": kinds_of_document(pack)}
    shot = snapshot(found, pack, on=date.today(), whole=False)
    return _page(request, "purchases/documents.html", found, shot, context)


@require_safe
def document(request: HttpRequest, key: str, kind: str, ending: str) -> HttpResponse:
    """Make a document from the purchase as it stands."""
    found, pack = _found(request, key)
    offered = {one.kind: one for one in kinds_of_document(pack)}
    if kind not in offered or ending not in offered[kind].formats:
        raise Http404
    shot = snapshot(found, pack, on=date.today(), with_changes=True, for_document=True)
    return document_response(kind, shot, pack, ending=ending, on=date.today())


@require_http_methods(["GET", "HEAD", "POST"])
def team(request: HttpRequest, key: str) -> HttpResponse:
    """Show who takes part, and choose them."""
    found, pack = _found(request, key)
    member = _member(request)
    role_names: dict[str, str] = {role: pack.name("role", role).label for role in TEAM_ROLES}
    present = queries.team_of(found)
    data = request.POST if request.method == "POST" else None
    everyone = members_in(member.organisation)
    roles = {f"role_{card.id}": card.role for card in (*everyone, *present)}
    form = TeamForm(everyone, role_names, data, initial={"members": [str(card.id) for card in present], **roles})
    if form.is_bound and form.is_valid():
        chosen = [member_by_id(member.organisation, int(one)) for one in form.cleaned_data["members"]]
        try:
            actions.choose_team(purchase=found, members=[one for one in chosen if one is not None], roles=form.roles())
        except WellboughtError as error:
            form.add_error("members", error.message)
        else:
            messages.success(request, _("The team has been changed."))
            return redirect("purchases:purchase", key)
    context = {"form": form, "team": present, "may_change": may_do(member, "purchases:team", acting=True)}
    shot = snapshot(found, pack, on=date.today())
    return _page(request, "purchases/team.html", found, shot, context, status=422 if form.is_bound else 200)


def may_do(member: Membership, name: str, *, acting: bool = False) -> bool:
    """Whether a member may open a page, so that no button leads to a refusal."""
    return may(name, member.as_role, signed_in=True, acting=acting)


def _member(request: HttpRequest) -> Membership:
    member: Membership = request.member  # type: ignore[attr-defined]
    return member


def _found(request: HttpRequest, key: str) -> tuple[Purchase, Pack]:
    found = queries.purchase_for(_member(request), key)
    if found is None:
        raise Http404
    return found, pack_for(_member(request).organisation, get_language())


def _question(pack: Pack, question_id: str) -> Question:
    try:
        return pack.get(Question, question_id)
    except ItemUnknown:
        raise Http404 from None


def _fact_form(request: HttpRequest, fact_asked: FactQuestion, pack: Pack, found: Purchase) -> FactForm:
    return FactForm(fact_asked, pack, profile_of(found), data=request.POST)


def _merging(form: AnswerForm, number: int) -> AnswerForm:
    """The same form, to be saved over the version that is now before the person's eyes."""
    return AnswerForm({**form.data.dict(), "seen": str(number)} if isinstance(form.data, QueryDict) else form.data)


def _save(
    request: HttpRequest,
    found: Purchase,
    pack: Pack,
    asked_for: Question,
    form: AnswerForm,
    seen_form: SeenForm,
    fact_form: FactForm | None,
) -> None:
    change = actions.settle(
        member=_member(request),
        purchase=found,
        question=asked_for.id,
        text=form.cleaned_data["text"],
        state=AnswerState(form.cleaned_data["state"]),
        seen=form.cleaned_data["seen"],
        facts={fact_form.question.key: fact_form.fact} if fact_form is not None and seen_form.is_valid() else {},
        seen_facts=seen_form.cleaned_data.get("seen_facts", 0) if seen_form.is_valid() else 0,
        pack=pack,
        now=timezone.now(),
    )
    messages.success(request, _("Saved."))
    if change is not None:
        _tell_change(request, change, pack)


def _change_fact(
    request: HttpRequest, found: Purchase, pack: Pack, facts_given: dict[str, Fact], seen_form: SeenForm
) -> PlanChange:
    return actions.change_facts(
        member=_member(request),
        purchase=found,
        facts=facts_given,
        seen=seen_form.cleaned_data["seen_facts"],
        pack=pack,
        now=timezone.now(),
    )


def _tell_change(request: HttpRequest, change: PlanChange, pack: Pack) -> None:
    """Say what a new fact did to the purchase."""
    if change.tier_before is not change.tier_after:
        because = " ".join(rule.because for rule in change.because[:2])
        tier = pack.name("tier", change.tier_after).label
        messages.success(request, _("The tier is now: %(tier)s. %(because)s") % {"tier": tier, "because": because})
    if change.added or change.gone:
        messages.success(
            request,
            _("Questions added: %(added)s. No longer needed: %(gone)s. All answers are kept.")
            % {"added": len(change.added), "gone": len(change.gone)},
        )


def _page(
    request: HttpRequest,
    template: str,
    found: Purchase,
    shot: Snapshot,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of one purchase, with the way around it."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    around = {"purchase": shot, "sidebar": queries.sidebar(found, name), "sidebar_label": _("This purchase")}
    response = render(request, template, {**around, **context}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
