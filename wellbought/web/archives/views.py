"""The pages on which a purchase or an organisation is taken along, or brought in."""

import json
from datetime import date

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.purchase import register, releases
from wellbought.web.accounts.models import Membership, new_key
from wellbought.web.archives import queries
from wellbought.web.archives.forms import ArchiveForm
from wellbought.web.archives.public import register_csv, register_rows
from wellbought.web.background.actions import ask_for
from wellbought.web.purchases.frame import found, member_of, page
from wellbought.web.purchases.snapshot import snapshot

TASKS = "wellbought.web.archives.tasks"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def purchase(request: HttpRequest, key: str) -> HttpResponse:
    """Offer a purchase as one file, and write it in the background."""
    member = member_of(request)
    if request.method == "POST":
        wanted = queries.purchase_to_take(member, key)
        if wanted is None:
            raise Http404
        job = ask_for(
            f"{TASKS}.export_purchase",
            member=member,
            title=_("Archive of “%(title)s”") % {"title": wanted.title},
            arguments={"key": key},
            back=reverse("archives:purchase", args=[key]),
        )
        return redirect("background:job", job.key)
    shown, pack = found(request, key)
    return page(request, "archives/purchase.html", shown, pack, {}, part="archives:purchase")


@never_cache
@require_safe
def publish(request: HttpRequest, key: str) -> HttpResponse:
    """Show what may be published of a purchase, before anybody does."""
    shown, pack = found(request, key)
    shot = snapshot(shown, pack, on=date.today())
    context = {"rows": register_rows(shot, pack)}
    return page(request, "archives/publish.html", shown, pack, context, part="archives:publish", shot=shot)


@never_cache
@require_safe
def release(request: HttpRequest, key: str) -> HttpResponse:
    """Hand over the releases of a purchase as an OCDS package."""
    shown, pack = found(request, key)
    made = releases.release_package(
        snapshot(shown, pack, on=date.today()),
        uri=request.build_absolute_uri(request.path),
        prefix=settings.OCDS_PREFIX,
        published_at=timezone.now(),
        with_value="value" in request.GET,
    )
    return _offered(json.dumps(made, ensure_ascii=False, indent=2), "application/json", f"ocds-{key}.json")


@never_cache
@require_safe
def entry(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """Hand over the entry of a purchase in an AI register."""
    shown, pack = found(request, key)
    shot = snapshot(shown, pack, on=date.today())
    if ending == "json":
        made = json.dumps(register.entry(shot), ensure_ascii=False, indent=2)
        return _offered(made, "application/json", f"register-{key}.json")
    if ending == "csv":
        return _offered(register_csv(register_rows(shot, pack)), "text/csv; charset=utf-8", f"register-{key}.csv")
    raise Http404


def _offered(content: str, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest) -> HttpResponse:
    """Offer the whole organisation as one file, and write it in the background."""
    member = member_of(request)
    if request.method == "POST":
        job = ask_for(
            f"{TASKS}.export_organisation",
            member=member,
            title=_("Archive of %(name)s") % {"name": member.organisation.name},
            back=reverse("archives:organisation"),
        )
        return redirect("background:job", job.key)
    return render(request, "archives/organisation.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read_in(request: HttpRequest) -> HttpResponse:
    """Take an archive and read it in in the background."""
    form = ArchiveForm(request.POST, request.FILES) if request.method == "POST" else ArchiveForm()
    most = settings.ARCHIVE_MEGABYTES
    if form.is_bound and form.is_valid():
        if form.cleaned_data["archive"].size <= most * 1024 * 1024:
            return redirect("background:job", _ask(member_of(request), form))
        form.add_error("archive", _("The file may have %(most)s MB.") % {"most": most})
    return render(request, "archives/import.html", {"form": form}, status=422 if form.is_bound else 200)


def _ask(member: Membership, form: ArchiveForm) -> str:
    """Keep what was sent until the task has read it."""
    stored = default_storage.save(f"archives/{new_key()}.zip", form.cleaned_data["archive"])
    job = ask_for(
        f"{TASKS}.read_in",
        member=member,
        title=_("Reading in an archive"),
        arguments={
            "stored": stored,
            "match_people": form.cleaned_data["match_people"],
            "as_copy": form.cleaned_data["as_copy"],
        },
        back=reverse("archives:import"),
    )
    return job.key
