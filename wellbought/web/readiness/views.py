"""Rounds of an organisation: starting one, answering, its result, its plan."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Statement
from wellbought.pack.read import Pack
from wellbought.readiness.planning import ActionState
from wellbought.vocabulary import TEAM_ROLES
from wellbought.web.accounts.models import Membership
from wellbought.web.accounts.queries import member_by_id, members_in
from wellbought.web.policies.queries import pack_for
from wellbought.web.readiness import actions, kept, queries
from wellbought.web.readiness.files import answers_response, report_response
from wellbought.web.readiness.forms import ActionForm, ChangeForm, InviteForm, RoundForm, StatementsForm
from wellbought.web.readiness.models import Action, ActionVersion, Round


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The front door: for visitors the check alone, for members their rounds too."""
    member = _member(request)
    context: dict[str, Any] = {"mine": kept.read(request, _pack(request)), "rows": ()}
    if member:
        context |= {
            "rows": queries.rounds_of(member),
            "leads": queries.leads(member),
            "agrees": queries.agrees(member.organisation),
        }
    return render(request, "readiness/home.html", {**context, "is_member": bool(member)})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Start a round."""
    member = _must_be(request)
    cards = members_in(member.organisation)
    everyone = [str(card.id) for card in cards]
    sent = (request.POST,) if request.method == "POST" else ()
    form = RoundForm(cards, _role_names(_pack(request)), *sent, initial={"invited": everyone})
    if not form.is_valid():
        return render(request, "readiness/new.html", {"form": form}, status=422 if form.is_bound else 200)
    made = actions.start_round(
        member=member,
        title=form.cleaned_data["title"],
        named=form.cleaned_data["named"] == "yes",
        invited=form.ids,
        now=timezone.now(),
    )
    messages.success(request, _("The round has begun. Those whom you chose have been asked by mail."))
    return redirect("readiness:round", made.key)


@require_safe
def show_round(request: HttpRequest, round_key: str) -> HttpResponse:
    """A round: how far it is, or its result once it has ended."""
    member, found = _found(request, round_key)
    if found.closed_at is None:
        return _open_round(request, member, found)
    pack = _pack(request)
    earlier = queries.earlier_rounds(found)
    since = _since(request, earlier)
    report = queries.report_of(found, pack, earlier=since, organisation=member.organisation)
    context = {
        "round": found,
        "page": queries.result_page(report, pack),
        "rows": queries.actions_of(found, pack),
        "earlier": earlier,
        "since": since,
        "leads": queries.leads(member),
        "agrees": queries.agrees(member.organisation),
    }
    return render(request, "readiness/result.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest, round_key: str) -> HttpResponse:
    """Ask more people."""
    member, found = _found(request, round_key)
    known = queries.asked_ids(found)
    cards = [card for card in members_in(member.organisation) if card.id not in known]
    form = InviteForm(cards, _role_names(_pack(request)), *((request.POST,) if request.method == "POST" else ()))
    if not form.is_valid():
        context = {"form": form, "round": found, "anyone": bool(cards)}
        return render(request, "readiness/invite.html", context, status=422 if form.is_bound else 200)
    try:
        actions.invite(found=found, by=member, invited=form.ids)
    except WellboughtError as error:
        messages.error(request, str(error))
    return redirect("readiness:round", found.key)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, round_key: str, dimension_id: str) -> HttpResponse:
    """Ask a member for the statements of one dimension."""
    member, found = _found(request, round_key)
    seat = queries.seat_of(found, member)
    if seat is None or found.closed_at:
        raise Http404
    answers = queries.answers_of(seat)
    steps = queries.steps_of(_pack(request), member.as_role, answers)
    place = next((number for number, one in enumerate(steps) if one.dimension.id == dimension_id), None)
    if place is None:
        raise Http404
    form = StatementsForm(steps[place].statements, request.POST if request.method == "POST" else None, answers)
    if form.is_valid() and _saved(request, seat, form):
        following = [one.dimension.id for one in steps[place + 1 :]]
        return redirect("readiness:answer", found.key, following[0]) if following else _to(found)
    context = {"form": form, "step": steps[place], "place": place + 1, "count": len(steps), "round": found}
    context["back"] = steps[place - 1].dimension.id if place else ""
    return render(request, "readiness/dimension.html", context, status=422 if form.is_bound else 200)


@require_POST
def hand_in(request: HttpRequest, round_key: str) -> HttpResponse:
    """Note that a member is done."""
    member, found = _found(request, round_key)
    seat = queries.seat_of(found, member)
    if seat is None:
        raise Http404
    try:
        actions.hand_in(seat=seat, now=timezone.now())
    except WellboughtError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Thank you. You can change your answers until the round ends."))
    return _to(found)


@require_POST
def end(request: HttpRequest, round_key: str) -> HttpResponse:
    """End a round."""
    _member_of_it, found = _found(request, round_key)
    actions.end_round(found=found, pack=_pack(request), now=timezone.now())
    messages.success(request, _("The round has ended. Here is its result."))
    return _to(found)


@require_safe
def file(request: HttpRequest, round_key: str, ending: str) -> HttpResponse:
    """Hand the report, the slides or the answers of a round that has ended over."""
    member, found = _found(request, round_key)
    if found.closed_at is None or (ending == "json" and not found.named):
        raise Http404
    if ending == "json":
        return answers_response(queries.sheets_of(found))
    since = _since(request, queries.earlier_rounds(found))
    report = queries.report_of(found, _pack(request), earlier=since, organisation=member.organisation)
    return report_response(report, _pack(request), ending, on=timezone.localdate(found.closed_at))


@require_POST
def agree(request: HttpRequest) -> HttpResponse:
    """Agree to be compared, or no longer."""
    agreed = request.POST.get("agreed") == "yes"
    actions.agree(member=_must_be(request), agreed=agreed, now=timezone.now())
    counted = _("Your organisation's scores are now counted when organisations are compared.")
    messages.success(request, counted if agreed else _("Your organisation's scores are no longer counted."))
    return redirect("readiness:home")


@require_http_methods(["GET", "HEAD", "POST"])
def new_action(request: HttpRequest, round_key: str) -> HttpResponse:
    """Put an action into the plan."""
    member, found = _found(request, round_key)
    pack = _pack(request)
    sent = (request.POST,) if request.method == "POST" else ()
    if found.closed_at is None:
        raise Http404
    form = ActionForm(pack, members_in(member.organisation), *sent, initial=_suggested(request, pack))
    if not form.is_valid():
        context = {"form": form, "round": found, "history": (), "may_change": True, "theirs": None}
        return render(request, "readiness/action.html", context, status=422 if form.is_bound else 200)
    about = form.cleaned_data["dimension"]
    words = _words(member, form)
    actions.add_action(member=member, found=found, dimension=about, words=words, now=timezone.now())
    messages.success(request, _("The action is in the plan."))
    return _to(found, "plan")


@require_http_methods(["GET", "HEAD", "POST"])
def action(request: HttpRequest, round_key: str, action_key: str) -> HttpResponse:
    """Show an action with its history, and let its owner and those who lead change it."""
    member, found = _found(request, round_key)
    there = queries.action_for(found, action_key)
    history = queries.history_of(there) if there else ()
    if there is None:
        raise Http404
    sent = (request.POST,) if request.method == "POST" else ()
    form = ChangeForm(_pack(request), members_in(member.organisation), *sent, initial=_as_it_stands(history[0]))
    may_change = queries.leads(member) or history[0].owner_id == member.pk
    theirs = None
    if may_change and form.is_valid():
        theirs = _changed(request, member, there, form)
        if theirs is None:
            return _to(found, "plan")
    status = 409 if theirs else 422 if form.is_bound and may_change else 403 if form.is_bound else 200
    context = {"form": form, "round": found, "history": history, "may_change": may_change, "theirs": theirs}
    return render(request, "readiness/action.html", context, status=status)


# What the views share


def _pack(request: HttpRequest) -> Pack:
    member = _member(request)
    return pack_for(member.organisation if member else None, get_language())


def _member(request: HttpRequest) -> Membership | None:
    member: Membership | None = getattr(request, "member", None)
    return member or None


def _must_be(request: HttpRequest) -> Membership:
    member = _member(request)
    assert member is not None
    return member


def _found(request: HttpRequest, key: str) -> tuple[Membership, Round]:
    """The member and a round that they may see; what they may not see does not exist."""
    member = _must_be(request)
    found = queries.round_for(member, key)
    if found is None:
        raise Http404
    return member, found


def _to(found: Round, part: str = "") -> HttpResponse:
    response = redirect("readiness:round", found.key)
    if part:
        response["Location"] += f"#{part}"
    return response


def _role_names(pack: Pack) -> dict[str, str]:
    return {role: pack.name("role", role).label for role in TEAM_ROLES}


def _open_round(request: HttpRequest, member: Membership, found: Round) -> HttpResponse:
    seat = queries.seat_of(found, member)
    pack = _pack(request)
    steps = queries.steps_of(pack, member.as_role, queries.answers_of(seat)) if seat else ()
    context = {
        "round": found,
        "seat": seat,
        "seats": queries.seats_of(found),
        "steps": steps,
        "leads": queries.leads(member),
    }
    return render(request, "readiness/round.html", context)


def _since(request: HttpRequest, earlier: tuple[Round, ...]) -> Round | None:
    """The earlier round that a result is measured against: the one that was asked for, or the last."""
    wanted = request.GET.get("since", "")
    return next((one for one in earlier if one.key == wanted), earlier[0] if earlier else None)


def _saved(request: HttpRequest, seat: Any, form: StatementsForm) -> bool:
    try:
        actions.save_answers(seat=seat, answers=form.answers, now=timezone.now())
    except WellboughtError as error:
        form.add_error(None, str(error))
        return False
    return True


def _suggested(request: HttpRequest, pack: Pack) -> dict[str, object]:
    """What the form holds at first: the statement from which somebody came."""
    statement = pack.items[Statement.kind].get(request.GET.get("about", ""))
    if not isinstance(statement, Statement):
        return {"dimension": request.GET.get("dimension", "")}
    text = ""
    level = request.GET.get("level", "")
    if level.isdecimal() and int(level) < len(statement.levels):
        text = _("Reach this: %(level)s") % {"level": statement.levels[int(level)]}
    elif level == "settle":
        text = _("Settle where we stand: %(statement)s") % {"statement": statement.text}
    return {"dimension": statement.dimension, "text": text}


def _words(member: Membership, form: ActionForm) -> actions.ActionWords:
    cleaned = form.cleaned_data
    owner = member_by_id(member.organisation, int(cleaned["owner"])) if cleaned["owner"] else None
    state = ActionState(cleaned.get("state") or ActionState.OPEN)
    return actions.ActionWords(cleaned["text"], owner, cleaned["due_on"], state, cleaned.get("note", ""))


def _as_it_stands(one: ActionVersion) -> dict[str, object]:
    owner = str(one.owner_id) if one.owner_id else ""
    return {"text": one.text, "owner": owner, "due_on": one.due_on, "state": one.state, "seen": one.number}


def _changed(request: HttpRequest, member: Membership, there: Action, form: ChangeForm) -> ActionVersion | None:
    """Change an action; somebody else's version if they were first."""
    try:
        seen = form.cleaned_data["seen"]
        actions.change_action(member=member, action=there, words=_words(member, form), seen=seen, now=timezone.now())
    except actions.ActionChanged as changed:
        again = request.POST.copy()
        again["seen"] = str(changed.theirs.number)
        form.data = again
        form.add_error(None, str(changed))
        return changed.theirs
    messages.success(request, _("Saved."))
    return None
