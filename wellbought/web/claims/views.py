"""The pages of the claim checker, and of the claims of a purchase."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from wellbought.documents.assemble import paper_for, write
from wellbought.documents.letters import AskedClaim
from wellbought.documents.letters import letter as make_letter
from wellbought.errors import WellboughtError
from wellbought.pack.read import Pack
from wellbought.pack.translate import LANGUAGES, SOURCE_LANGUAGE
from wellbought.web.accounts.models import Membership
from wellbought.web.claims import actions, queries
from wellbought.web.claims.forms import (
    ClaimForm,
    ComparedForm,
    DownloadForm,
    PurchaseTextForm,
    SuggestForm,
    TextForm,
    compared_forms,
    too_long,
)
from wellbought.web.claims.queries import ClaimState, ReadText
from wellbought.web.guidance.queries import pack_in
from wellbought.web.interview.files import CONTENT_TYPES
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases.queries import purchase_for, sidebar

if TYPE_CHECKING:
    from wellbought.web.purchases.models import Purchase

LETTER_ENDINGS: Final = ("docx", "pdf", "md")
_READABLE: Final = {"ensure_ascii": False, "indent": 2}


@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Take a vendor's text and show it with its claims marked. Nothing of it is kept."""
    form = TextForm(*_sent(request))
    read = _read(form, _own(request))
    if read is None:
        return render(request, "claims/check.html", {"form": form}, status=422 if form.is_bound else 200)
    return render(request, "claims/checked.html", _checked(read) | {"source": form.source, "remarks": read.notes})


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Show a text again with what a language model adds, if a person agreed to send it there."""
    host = queries.model_host()
    if not host:
        raise Http404
    form = SuggestForm(host, request.POST)
    if not form.is_valid():
        read = queries.read_text(request.POST.get("text", "")[: queries.LONGEST_TEXT], own=_own(request))
        return render(request, "claims/checked.html", {**_checked(read), "suggesting": form}, status=422)
    read = queries.read_text(form.cleaned_data["text"], own=_own(request))
    context = _checked(read)
    try:
        context["suggested"] = queries.suggest(read, pack_in(get_language()))
    except queries.ModelUnreachable as error:
        form.add_error(None, error.message)
        context["suggesting"] = form
    return render(request, "claims/checked.html", context, status=502 if form.errors else 200)


@require_POST
def download(request: HttpRequest) -> HttpResponse:
    """Make a file of the findings in a text that the page sends back: a letter, or JSON."""
    form = DownloadForm(request.POST)
    if not form.is_valid():
        again = TextForm({"text": request.POST.get("text", "")})
        return render(request, "claims/check.html", {"form": again}, status=422)
    read = queries.read_text(form.cleaned_data["text"], own=_own(request))
    if form.cleaned_data["ending"] == "json":
        found = queries.as_json(read, pack_in(get_language()))
        response = JsonResponse(found, safe=False, json_dumps_params=_READABLE)
        response["Content-Disposition"] = 'attachment; filename="claims.json"'
        return response
    language = form.cleaned_data["language"] or get_language()
    asked = queries.asked_in(read)
    return _letter(asked, form.cleaned_data["ending"], language, vendor=form.cleaned_data["vendor"])


@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Take the texts of two or three vendors and show them side by side. Nothing of them is kept."""
    forms = tuple(compared_forms(*_sent(request)))
    texts = _read_all(forms, _own(request))
    if texts is None:
        status = 422 if request.method == "POST" else 200
        return render(request, "claims/compare.html", {"forms": forms}, status=status)
    compared = queries.compare(texts, pack_in(get_language()))
    return render(request, "claims/compared.html", {"compared": compared})


@require_safe
def purchase(request: HttpRequest, key: str) -> HttpResponse:
    """List the vendors' texts of a purchase and their claims, by state."""
    found = _found(request, key)
    chosen = request.GET.get("state", "")
    state = ClaimState(chosen) if chosen in set(ClaimState) else None
    number = request.GET.get("page", "")
    page = min(int(number), 10_000) if number.isdecimal() and int(number) else 1
    shown = queries.claims_page(found, pack_in(get_language()), state=state, page=page)
    return _page(request, "claims/purchase.html", found, {"page": shown})


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Take a vendor's text and keep it with the purchase."""
    found = _found(request, key)
    form = _text_form(request, found)
    read = _read(form, _own(request))
    if read is not None:
        try:
            kept = actions.keep_text(
                member=_member(request),
                purchase=found,
                vendor=form.cleaned_data["vendor"],
                source=form.source,
                text=read.text,
                claims=queries.claims_in(read),
                now=timezone.now(),
            )
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, " ".join((_("The text is kept, and its claims can be followed."), *read.notes)))
            return redirect("claims:text", key, kept.key)
    return _page(request, "claims/add.html", found, {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def text(request: HttpRequest, key: str, text_key: str) -> HttpResponse:
    """Show a vendor's text with its claims, and how far the team has come with each."""
    found = _found(request, key)
    kept = queries.text_for(found, text_key)
    if kept is None:
        raise Http404
    checked = queries.checked_text(
        queries.read_kept(kept.text, _own(request)), pack_in(get_language()), followed=queries.followed_in(found, kept)
    )
    return _page(request, "claims/text.html", found, {"text": queries.text_row(kept), "checked": checked})


@require_safe
def letter(request: HttpRequest, key: str, text_key: str, ending: str) -> HttpResponse:
    """Make the letter that asks about the claims in a text that are not settled."""
    found = _found(request, key)
    kept = queries.text_for(found, text_key)
    if kept is None or ending not in LETTER_ENDINGS:
        raise Http404
    chosen = request.GET.get("language", "")
    language = chosen if chosen in LANGUAGES else get_language()
    return _letter(
        queries.not_settled_in(kept),
        ending,
        language,
        vendor=kept.vendor,
        buyer=found.organisation.name,
        places=found.facts.get("jurisdiction") or (),
    )


@require_safe
def compare_kept(request: HttpRequest, key: str) -> HttpResponse:
    """Show the vendors of a purchase side by side."""
    found = _found(request, key)
    texts = [
        (vendor, [queries.read_kept(one, _own(request)) for one in its_texts])
        for vendor, its_texts in queries.texts_by_vendor(found).items()
    ]
    compared = queries.compare(texts, pack_in(get_language()))
    return _page(request, "claims/compare_kept.html", found, {"compared": compared})


@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, key: str, claim_key: str) -> HttpResponse:
    """Show a claim and what was noted of it, and note how far the team has come."""
    found = _found(request, key)
    followed = queries.claim_for(found, claim_key)
    if followed is None:
        raise Http404
    form = ClaimForm(request.POST if request.method == "POST" else None, initial=queries.noted(followed))
    theirs = None
    if form.is_valid():
        try:
            _save(request, followed, form)
        except actions.ClaimChanged as conflict:
            theirs = queries.version_row(conflict.theirs)
            form = ClaimForm({**form.cleaned_data, "seen": theirs.number})
        except WellboughtError as error:
            form.add_error("note", error.message)
        else:
            return redirect("claims:claim", key, claim_key)
    context = {"page": queries.claim_page(found, followed, pack_in(get_language())), "form": form, "theirs": theirs}
    status = 409 if theirs else (422 if form.is_bound else 200)
    return _page(request, "claims/claim.html", found, context, status=status)


def _sent(request: HttpRequest) -> tuple[Any, Any]:
    """What a form takes: what was sent, or nothing while the page is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def _text_form(request: HttpRequest, found: "Purchase") -> PurchaseTextForm:
    """The form for a vendor's text, which offers what the purchase holds."""
    pack, on = pack_for(found.organisation, get_language()), date.today()
    content_of = partial(queries.content_of, found, pack, on=on)
    return PurchaseTextForm(queries.held_in(found, pack, on=on), content_of, *_sent(request))


def _read(form: TextForm, own: Pack) -> ReadText | None:
    """The text that a form gives, read; a text that cannot be read becomes an error of the form."""
    if not form.is_valid() or form.given is None:
        return None
    try:
        read = queries.read_given(form.given.name, form.given.content, own)
    except WellboughtError as error:
        form.add_error(form.at_fault, error.message)
        return None
    if len(read.text) > queries.LONGEST_TEXT:
        form.add_error(form.at_fault, too_long(len(read.text)))
        return None
    return read


def _checked(read: ReadText) -> dict[str, Any]:
    """What the page of a checked text shows."""
    host = queries.model_host()
    initial = {"text": read.text, "language": queries.letter_language(read, get_language())}
    return {
        "checked": queries.checked_text(read, pack_in(get_language())),
        "download": DownloadForm(initial=initial),
        "suggested": None,
        "suggesting": SuggestForm(host, initial={"text": read.text}) if host else None,
        "source": "",
        "remarks": (),
    }


def _read_all(forms: Iterable[ComparedForm], own: Pack) -> list[tuple[str, list[ReadText]]] | None:
    """Each vendor's name and text, those left out left out; nothing while there is a fault in any."""
    read = [(form, _read(form, own)) for form in forms]
    if not all(form.is_valid() for form, _text in read):
        return None
    return [(form.cleaned_data["vendor"], [one]) for form, one in read if one is not None]


def _letter(
    asked: Iterable[AskedClaim],
    ending: str,
    language: str | None,
    *,
    vendor: str,
    buyer: str = "",
    places: Iterable[str] = (),
) -> HttpResponse:
    """The letter, offered as a file to keep."""
    pack = pack_in(language)
    made = make_letter(
        tuple(asked),
        pack,
        vendor=vendor,
        buyer=buyer,
        on=date.today(),
        language=pack.language,
        paper=paper_for(places),
    )
    response = HttpResponse(write(made, ending, pack), content_type=CONTENT_TYPES[ending])
    response["Content-Disposition"] = f'attachment; filename="{made.file_name}.{ending}"'
    return response


def _save(request: HttpRequest, followed: queries.Claim, form: ClaimForm) -> None:
    actions.save_claim(
        member=_member(request),
        claim=followed,
        state=ClaimState(form.cleaned_data["state"]),
        note=form.cleaned_data["note"],
        seen=form.cleaned_data["seen"],
        now=timezone.now(),
    )
    messages.success(request, _("Saved."))


def _own(request: HttpRequest) -> Pack:
    """The pack of the reader's organisation; ours for a visitor."""
    member = getattr(request, "member", None)
    return pack_for(member.organisation if member else None, SOURCE_LANGUAGE)


def _member(request: HttpRequest) -> Membership:
    member: Membership = request.member  # type: ignore[attr-defined]
    return member


def _found(request: HttpRequest, key: str) -> "Purchase":
    found = purchase_for(_member(request), key)
    if found is None:
        raise Http404
    return found


def _page(
    request: HttpRequest, template: str, found: "Purchase", context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of one purchase, with the way around it."""
    around = {"purchase": found, "sidebar": sidebar(found, "claims:purchase"), "sidebar_label": _("This purchase")}
    return render(request, template, {**around, **context}, status=status)
