"""The pages of decisions and gates."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.errors import WellboughtError
from wellbought.pack.kinds import Question
from wellbought.pack.read import Pack
from wellbought.purchase import Purchase as Snapshot
from wellbought.web.decisions import queries
from wellbought.web.decisions.forms import DecisionForm, SignForm
from wellbought.web.purchases import actions
from wellbought.web.purchases.frame import found, member_of, page
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import snapshot


@require_safe
def gates(request: HttpRequest, key: str) -> HttpResponse:
    """Show the gates of a purchase: passed, next and later."""
    purchase, pack, shot = _whole(request, key)
    context = {"rows": queries.gate_rows(purchase, shot, member_of(request))}
    return page(request, "decisions/gates.html", purchase, pack, context, part="decisions:gates", shot=shot)


@require_http_methods(["GET", "HEAD", "POST"])
def gate(request: HttpRequest, key: str, stage: str) -> HttpResponse:
    """Show what a gate needs, and sign it."""
    purchase, pack, shot = _whole(request, key)
    rows = queries.gate_rows(purchase, shot, member_of(request))
    row = next((one for one in rows if one.gate.closes == stage), None)
    if row is None:
        raise Http404
    form = SignForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            _sign(request, purchase, shot, row, form, pack)
        except WellboughtError as error:
            form.add_error("reasons", error.message)
        else:
            messages.success(request, _("The gate is passed. Your signature stands in the record."))
            return redirect("decisions:gates", key)
    context = {"row": row, "form": form}
    status = 422 if form.is_bound else 200
    return page(
        request, "decisions/gate.html", purchase, pack, context, part="decisions:gates", status=status, shot=shot
    )


@require_safe
def decisions(request: HttpRequest, key: str) -> HttpResponse:
    """Show the decisions of a purchase, the newest first."""
    purchase, pack, shot = _whole(request, key)
    context = {"questions": {one.id: one.text for one in pack.all(Question)}, "faults": queries.faults_of(shot)}
    return page(request, "decisions/list.html", purchase, pack, context, part="decisions:list", shot=shot)


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, key: str) -> HttpResponse:
    """Log a decision."""
    purchase, pack, shot = _whole(request, key)
    form = DecisionForm(
        request.POST if request.method == "POST" else None, initial=_begin(request.GET.get("question", ""), shot, pack)
    )
    if form.is_bound and form.is_valid():
        try:
            _log(request, purchase, form, pack)
        except WellboughtError as error:
            form.add_error("chosen", error.message)
        else:
            messages.success(request, _("The decision is logged."))
            return redirect("decisions:list", key)
    status = 422 if form.is_bound else 200
    return page(
        request, "decisions/add.html", purchase, pack, {"form": form}, part="decisions:list", status=status, shot=shot
    )


@require_safe
def verify(request: HttpRequest, key: str) -> HttpResponse:
    """Prove that no decision was altered; a fingerprint noted elsewhere proves that none is missing at the end."""
    purchase, pack, shot = _whole(request, key)
    noted = request.GET.get("seal", "")
    context = {"faults": queries.faults_of(shot, noted), "noted": noted}
    return page(request, "decisions/verify.html", purchase, pack, context, part="decisions:list", shot=shot)


def _whole(request: HttpRequest, key: str) -> tuple[Purchase, Pack, Snapshot]:
    purchase, pack = found(request, key)
    return purchase, pack, snapshot(purchase, pack, on=date.today())


def _sign(
    request: HttpRequest, purchase: Purchase, shot: Snapshot, row: queries.GateRow, form: SignForm, pack: Pack
) -> None:
    stage = pack.name("stage", row.gate.closes).label
    actions.pass_gate(
        member=member_of(request),
        purchase=purchase,
        gate=row.gate,
        upcoming=shot.next_gate(),
        signers=frozenset(row.signers),
        reasons=form.cleaned_data["reasons"],
        override=form.cleaned_data["override"],
        title=_("May it stay in use?") if row.gate.in_use else _("Gate after “%(stage)s”") % {"stage": stage},
        now=timezone.now(),
    )


def _begin(about: str, shot: Snapshot, pack: Pack) -> dict[str, str]:
    """How the form begins for a decision on a question: with the question, and the answer as it stands."""
    asked = {one.id: one.text for one in pack.all(Question)}
    if about not in asked:
        return {}
    answer = shot.answers.get(about)
    return {"question": about, "title": asked[about][:200], "chosen": answer.text if answer else ""}


def _log(request: HttpRequest, purchase: Purchase, form: DecisionForm, pack: Pack) -> None:
    said = form.cleaned_data
    actions.log_decision(
        member=member_of(request),
        purchase=purchase,
        title=said["title"],
        chosen=said["chosen"],
        alternatives=said["alternatives"].splitlines(),
        reasons=said["reasons"],
        question=said["question"] if said["question"] in pack.items["question"] else "",
        now=timezone.now(),
    )
