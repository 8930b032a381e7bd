"""The pages of meetings: the list, one meeting, and the room."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.documents.calendar import invitation
from wellbought.documents.views import kick_off_questions, roles_for_kick_off
from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack
from wellbought.purchase import AnswerState
from wellbought.purchase import Purchase as Snapshot
from wellbought.vocabulary import TEAM_ROLES, Role
from wellbought.web.interview.files import CONTENT_TYPES, document_response
from wellbought.web.meetings import actions, queries
from wellbought.web.meetings.forms import MeetingForm, RoomForm
from wellbought.web.meetings.models import AgendaItem, Meeting
from wellbought.web.purchases.actions import AnswerChanged
from wellbought.web.purchases.frame import found, member_of, page
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.queries import team_of
from wellbought.web.purchases.snapshot import snapshot

#: The papers of a meeting, by the name in their address: the kind of document.
PAPERS = {"agenda": "agenda", "minutes": "minutes"}


@require_http_methods(["GET", "HEAD", "POST"])
def meetings(request: HttpRequest, key: str) -> HttpResponse:
    """List the meetings; call a kick-off with one click."""
    purchase, pack = found(request, key)
    if request.method == "POST":
        shot = snapshot(purchase, pack, on=date.today())
        questions = [(one.question.id, one.question.lead) for one in kick_off_questions(shot)]
        roles = set(roles_for_kick_off(shot))
        made = actions.call_meeting(
            member=member_of(request),
            purchase=purchase,
            title=_("Kick-off: %(purchase)s") % {"purchase": purchase.title[:150]},
            questions=questions,
            invited=[card.id for card in team_of(purchase) if card.role in roles],
            now=timezone.now(),
        )
        messages.success(request, _("The agenda is there. Say when and where, and send the invitation."))
        return redirect("meetings:meeting", key, made.key)
    context = {"rows": queries.meetings_of(purchase)}
    return page(request, "meetings/list.html", purchase, pack, context, part="meetings:list")


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, key: str, meeting_key: str) -> HttpResponse:
    """Show a meeting with its agenda and papers, and change what is said of it."""
    purchase, pack, held = _held(request, key, meeting_key)
    names = _role_names(pack)
    form = MeetingForm(team_of(purchase), names, request.POST or None, initial=_initial(held))
    theirs = None
    if request.method == "POST" and form.is_valid():
        try:
            _change(request, held, form)
        except actions.MeetingChanged as conflict:
            theirs = conflict.theirs
            form = MeetingForm(team_of(purchase), names, _again(request, theirs.number))
        except WellboughtError as error:
            form.add_error("place", error.message)
        else:
            messages.success(request, _("Saved."))
            return redirect("meetings:meeting", key, meeting_key)
    shot = snapshot(purchase, pack, on=date.today())
    told = queries.told(held, shot)
    context = {"meeting": held, "told": told, "form": form, "theirs": theirs, "questions": _questions(pack)}
    status = 409 if theirs else (422 if request.method == "POST" else 200)
    return page(
        request, "meetings/meeting.html", purchase, pack, context, part="meetings:list", status=status, shot=shot
    )


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, key: str, meeting_key: str) -> HttpResponse:
    """The page for the room: one question at a time in large type, answered live."""
    purchase, pack, held = _held(request, key, meeting_key)
    items = queries.items_of(held)
    item = _item(items, request)
    names = _role_names(pack)
    form = RoomForm(names, request.POST) if request.method == "POST" else None
    theirs = None
    if item is not None and form is not None and form.is_valid():
        try:
            _answer(request, purchase, pack, item, form)
        except AnswerChanged as conflict:
            theirs = conflict.theirs
            form = RoomForm(names, _again(request, theirs.number))
        except WellboughtError as error:
            form.add_error("text", error.message)
        else:
            return redirect(reverse("meetings:room", args=[key, meeting_key]) + f"?item={_next_place(items, item)}")
    shot = snapshot(purchase, pack, on=date.today())
    context = _room(held, items, item, shot, pack) | {"theirs": theirs}
    context["form"] = form or RoomForm(names, initial=_said(item, shot))
    status = 409 if theirs else (422 if form is not None else 200)
    return page(request, "meetings/room.html", purchase, pack, context, part="meetings:list", status=status, shot=shot)


@require_POST
def close(request: HttpRequest, key: str, meeting_key: str) -> HttpResponse:
    """End the meeting."""
    _purchase, _pack, held = _held(request, key, meeting_key)
    actions.close_meeting(meeting=held, now=timezone.now())
    messages.success(request, _("The meeting is over. Its minutes are ready."))
    return redirect("meetings:meeting", key, meeting_key)


@require_safe
def paper(request: HttpRequest, key: str, meeting_key: str, paper: str, ending: str) -> HttpResponse:
    """The agenda, the minutes or the invitation as a file."""
    purchase, pack, held = _held(request, key, meeting_key)
    shot = snapshot(purchase, pack, on=date.today())
    shot = replace(shot, meetings=(queries.told(held, shot),))
    if (paper, ending) == ("invitation", "ics"):
        return _invitation(request, shot, pack)
    if paper not in PAPERS or ending not in ("docx", "pdf", "html", "md") or ending not in CONTENT_TYPES:
        raise Http404
    return document_response(PAPERS[paper], shot, pack, ending=ending, on=date.today())


def _held(request: HttpRequest, key: str, meeting_key: str) -> tuple[Purchase, Pack, Meeting]:
    purchase, pack = found(request, key)
    held = queries.meeting_for(purchase, meeting_key)
    if held is None:
        raise Http404
    return purchase, pack, held


def _role_names(pack: Pack) -> dict[str, str]:
    return {role: pack.name("role", role).label for role in TEAM_ROLES}


def _questions(pack: Pack) -> dict[str, Question]:
    return {one.id: one for one in pack.all(Question)}


def _initial(held: Meeting) -> dict[str, Any]:
    start = timezone.localtime(held.starts_at) if held.starts_at else None
    return {
        "day": start.date() if start else None,
        "clock": start.time() if start else None,
        "minutes_long": held.minutes_long,
        "place": held.place,
        "invited": [str(one) for one in queries.attendees_of(held)],
        "unknown": held.unknown,
        "stop_rule": held.stop_rule,
        "seen": held.number,
    }


def _change(request: HttpRequest, held: Meeting, form: MeetingForm) -> None:
    said = form.cleaned_data
    actions.change_meeting(
        member=member_of(request),
        meeting=held,
        starts_at=form.starts_at,
        minutes_long=said["minutes_long"],
        place=said["place"],
        unknown=said["unknown"],
        stop_rule=said["stop_rule"],
        invited=[int(one) for one in said["invited"]],
        seen=said["seen"],
    )


def _again(request: HttpRequest, number: int) -> QueryDict:
    """What was sent, to be saved over the version that is now before the person's eyes."""
    data = request.POST.copy()
    data["seen"] = str(number)
    return data


def _item(items: tuple[AgendaItem, ...], request: HttpRequest) -> AgendaItem | None:
    """The question that the room is at: the one asked for, else the first without an answer."""
    asked = request.POST.get("item") or request.GET.get("item", "")
    chosen = next((one for one in items if str(one.place) == asked), None)
    return chosen or next((one for one in items if one.answer_number is None), items[0] if items else None)


def _next_place(items: tuple[AgendaItem, ...], item: AgendaItem) -> int:
    return next((one.place for one in items if one.place > item.place), item.place)


def _said(item: AgendaItem | None, shot: Snapshot) -> dict[str, Any]:
    if item is None:
        return {}
    answer = shot.answers.get(item.question)
    told = {"text": answer.text, "seen": answer.version} if answer else {"seen": 0}
    return {**told, "state": AnswerState.AGREED.value, "role": item.role}


def _room(
    held: Meeting, items: tuple[AgendaItem, ...], item: AgendaItem | None, shot: Snapshot, pack: Pack
) -> dict[str, Any]:
    questions = _questions(pack)
    known = tuple(one for one in items if one.question in questions)
    return {"meeting": held, "items": known, "item": item if item in known else None, "questions": questions}


def _answer(request: HttpRequest, purchase: Purchase, pack: Pack, item: AgendaItem, form: RoomForm) -> None:
    said = form.cleaned_data
    question = _questions(pack).get(item.question)
    actions.answer_in_room(
        member=member_of(request),
        purchase=purchase,
        item=item,
        role=Role(said["role"]),
        text=said["text"],
        state=AnswerState(said["state"]),
        decide=question.text if said["decide"] and question else "",
        seen=said["seen"],
        now=timezone.now(),
    )


def _invitation(request: HttpRequest, shot: Snapshot, pack: Pack) -> HttpResponse:
    told = shot.meetings[0]
    if told.starts_at is None:
        raise Http404
    where = request.build_absolute_uri(reverse("meetings:meeting", args=[shot.key, told.key]))
    questions = _questions(pack)
    lines = [questions[one.question].text for one in told.items if one.question in questions]
    made = invitation(told, lines, url=where, stamp=timezone.now())
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="invitation.ics"'
    return response
