"""The pages of workshops: opening a room, joining it by phone, the screen that everybody sees, the notes."""

import io
from datetime import date
from typing import Any

import qrcode
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from markupsafe import Markup
from qrcode.image.svg import SvgPathImage

from wellbought.documents.formats import FORMATS
from wellbought.documents.workshop import ENDINGS, workshop_document, write_workshop
from wellbought.errors import WellboughtError
from wellbought.learning.room import Phase
from wellbought.pack.kinds import WorkedPurchase
from wellbought.pack.read import Pack
from wellbought.web.guidance.queries import pack_in
from wellbought.web.workshop import actions, cookies, queries
from wellbought.web.workshop.forms import CodeForm, LeadForm, OpenForm, VoteForm
from wellbought.web.workshop.models import Room

#: The largest answer that a phone sends, in octets.
LARGEST = 10_000
PAYLOAD_TOO_LARGE, TOO_MANY = 413, 429


@require_http_methods(["GET", "HEAD", "POST"])
def home(request: HttpRequest) -> HttpResponse:
    """Tell what a workshop is; open a room."""
    pack = _pack()
    form = OpenForm(queries.choices(pack), request.POST if request.method == "POST" else None)
    if not form.is_valid():
        context = {"form": form, "led": cookies.led_by(request)}
        return _page(request, "workshop/home.html", context, status=422 if form.is_bound else 200)
    if not ratelimit.consume(request, action="workshop_open"):
        form.add_error(None, _("Many rooms were opened from here. Wait an hour, then try again."))
        return _page(request, "workshop/home.html", {"form": form, "led": ()}, status=TOO_MANY)
    made = actions.open_room(purchase=form.cleaned_data["purchase"], now=timezone.now())
    response = redirect("workshop:lead", made.code)
    cookies.let_lead(request, response, made.code, secure=settings.HTTPS)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest) -> HttpResponse:
    """Ask for the code on the screen."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "workshop/join.html", {"form": form}, status=422 if form.is_bound else 200)
    code = form.cleaned_data["code"]
    if queries.room_by_code(code):
        return redirect("workshop:room", code)
    # Only wrong codes count, so that a whole room behind one address can join.
    allowed = ratelimit.consume(request, action="workshop_join")
    wrong = _("There is no room with this code. Look at the screen again.")
    form.add_error("code", wrong if allowed else _("Many wrong codes came from here. Wait ten minutes."))
    return _page(request, "workshop/join.html", {"form": form}, status=422 if allowed else TOO_MANY)


@require_http_methods(["GET", "HEAD", "POST"])
def room(request: HttpRequest, room_code: str) -> HttpResponse:
    """What a phone sees of a room, and its answer."""
    if request.method == "POST" and int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
        return HttpResponse(status=PAYLOAD_TOO_LARGE)
    found, purchase, pack = _found(room_code)
    voter = cookies.voter_of(request, found.code)
    form = VoteForm(purchase.decisions[found.place], request.POST if request.method == "POST" else None)
    if form.is_valid() and voter and _voted(found, voter, form):
        return redirect("workshop:room", found.code)
    mine = queries.option_of(found, voter) if voter else None
    if form.is_bound and not voter:
        form.add_error(None, _("Your browser keeps no cookies for this site. Allow them, then answer again."))
    if not form.is_bound:
        form = VoteForm(purchase.decisions[found.place], initial={"option": mine, "number": found.number})
    page = queries.room_page(found, purchase, pack, on=date.today(), mine=mine)
    context = {"page": page, "form": form, "phase": Phase}
    response = _page(request, "workshop/room.html", context, status=422 if form.is_bound else 200)
    cookies.know(request, response, secure=settings.HTTPS)
    return response


@require_safe
def state(request: HttpRequest, room_code: str) -> HttpResponse:
    """Tell phones and the screen whether there is something new."""
    found = queries.state_of(room_code)
    if found is None:
        raise Http404
    return _private(JsonResponse({"number": found[0], "answers": found[1]}))


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, room_code: str) -> HttpResponse:
    """The screen that everybody sees, with the facilitator's buttons. Only the browser that opened the room has it."""
    found, purchase, pack = _found(room_code)
    if found.code not in cookies.led_by(request):
        return redirect("workshop:room", found.code)
    form = LeadForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _led(found, purchase, form)
        return redirect("workshop:lead", found.code)
    if form.is_bound:
        messages.error(request, _("A note has up to %(most)s letters.") % {"most": actions.LONGEST_NOTE})
    page = queries.room_page(found, purchase, pack, on=date.today())
    link = request.build_absolute_uri(reverse("workshop:room", args=[found.code]))
    typed = request.build_absolute_uri(reverse("workshop:join"))
    waiting = page.phase is Phase.WAITING
    context = {"page": page, "phase": Phase, "typed": typed, "qr": _qr(link) if waiting else "", "endings": ENDINGS}
    context["note"] = request.POST.get("note", "") if form.is_bound else page.noted
    return _page(request, "workshop/lead.html", context, status=422 if form.is_bound else 200)


@require_safe
def notes(request: HttpRequest, room_code: str, ending: str) -> HttpResponse:
    """Hand the notes over."""
    found, purchase, pack = _found(room_code)
    if ending not in ENDINGS or found.code not in cookies.led_by(request):
        raise Http404
    held_on = timezone.localdate(found.opened_at)
    tallies = queries.tallies_of(found, purchase, pack, on=held_on)
    document = workshop_document(purchase, tallies, pack, held_on=held_on)
    response = HttpResponse(write_workshop(document, ending), content_type=FORMATS[ending].media_type)
    response["Content-Disposition"] = f'attachment; filename="{document.file_name}.{ending}"'
    return _private(response)


# What the views share


def _pack() -> Pack:
    return pack_in(get_language())


def _found(code: str) -> tuple[Room, WorkedPurchase, Pack]:
    """A room, its purchase, and the pack in the language of the page."""
    found = queries.room_by_code(code)
    pack = _pack()
    purchase = queries.purchase_of(found, pack) if found else None
    if found is None or purchase is None:
        raise Http404
    return found, purchase, pack


def _voted(found: Room, voter: str, form: VoteForm) -> bool:
    try:
        option, number = int(form.cleaned_data["option"]), form.cleaned_data["number"]
        actions.vote(room=found, voter=voter, option=option, number=number)
    except WellboughtError as error:
        form.add_error(None, str(error))
        return False
    return True


def _led(found: Room, purchase: WorkedPurchase, form: LeadForm) -> None:
    """Keep the note, and take the room on if that was asked for."""
    actions.keep_note(room=found, place=found.place, text=form.cleaned_data["note"])
    if form.cleaned_data["do"] == "go-on":
        actions.go_on(room=found, decisions=len(purchase.decisions), number=form.cleaned_data["number"])


def _qr(link: str) -> Markup:
    """A code that phones read, as SVG."""
    drawn = io.BytesIO()
    qrcode.make(link, image_factory=SvgPathImage, border=2).save(drawn)
    svg = drawn.getvalue().decode()
    return Markup(svg[svg.index("<svg") :])  # noqa: S704 - made here, of an address of ours


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return _private(render(request, template, {**context, "pack": _pack()}, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    """What changes from moment to moment is kept by no cache on the way."""
    patch_cache_control(response, private=True, no_store=True)
    return response
