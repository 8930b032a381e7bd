"""The pages on which an organisation writes its own rules."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from wellbought.errors import SeveralErrors, WellboughtError
from wellbought.pack.own import OwnItem, as_zip
from wellbought.pack.read import Pack
from wellbought.web.accounts.models import Membership
from wellbought.web.governance import queries
from wellbought.web.governance.forms import ImportForm, ItemForm, NamesForm, PublishForm, form_for
from wellbought.web.permissions import may
from wellbought.web.policies import actions
from wellbought.web.policies import queries as policies

#: What the buttons of the editor ask for.
PREVIEW, SAVE, REMOVE = "preview", "save", "remove"


@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """Show all that the organisation has decided for itself."""
    member = _member(request)
    shown = queries.own_page(member.organisation, _draft_pack(member))
    context = {"page": shown, "may_edit": _may(member, "governance:publish", acting=True)}
    return _page(request, "governance/own.html", context)


@require_safe
def item(request: HttpRequest, item_kind: str, item_id: str) -> HttpResponse:
    """Show one item, with its history."""
    member = _member(request)
    shown = queries.item_page(member.organisation, item_kind, item_id, _draft_pack(member))
    if shown is None:
        raise Http404
    context = {"page": shown, "may_edit": _may(member, "governance:edit", acting=True)}
    return _page(request, "governance/item.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, item_kind: str) -> HttpResponse:
    """Write a new item."""
    if form_for(item_kind) is None:
        raise Http404
    return _edit(request, item_kind, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, item_kind: str, item_id: str) -> HttpResponse:
    """Change an item, see what it would do, or take it out."""
    saved = policies.saved_item(_member(request).organisation, item_kind, item_id)
    if form_for(item_kind) is None or saved is None:
        raise Http404
    return _edit(request, item_kind, saved)


@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Show what would come into force, and put it into force."""
    member = _member(request)
    form = PublishForm(request.POST or None)
    if form.is_valid():
        try:
            actions.publish(member=member, seen_changes=form.cleaned_data["seen_changes"], now=timezone.now())
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(
                request,
                _("Published. New purchases go by it at once; those under way take it over when their team says so."),
            )
            return redirect("governance:own")
    return _publish_page(request, member, form)


@require_http_methods(["GET", "HEAD", "POST"])
def names(request: HttpRequest) -> HttpResponse:
    """Say what the organisation calls the teams."""
    member = _member(request)
    pack = _draft_pack(member)
    ours = policies.pack_for(None, get_language())
    form = NamesForm(ours, request.POST or None, initial=queries.names_now(pack))
    if form.is_valid():
        items = queries.names_as_items(form.labels(), ours)
        try:
            actions.keep_names(member=member, items=items, now=timezone.now())
        except WellboughtError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("Saved in the draft. Publish it to put it into force."))
            return redirect("governance:own")
    return _page(request, "governance/names.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Hand out the organisation's pack as files in an archive."""
    folder = policies.folder_of(_member(request).organisation, on=date.today())
    response = HttpResponse(as_zip(folder), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{folder.card.id}.zip"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Read a pack from an archive into the draft."""
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.import_archive(
                member=_member(request), content=form.cleaned_data["archive"], now=timezone.now()
            )
        except SeveralErrors as several:
            for one in several.errors[:50]:
                form.add_error("archive", str(one))
        except WellboughtError as error:
            form.add_error("archive", str(error))
        else:
            messages.success(request, _("Read into the draft: %(count)s new or changed.") % {"count": changed})
            return redirect("governance:publish")
    return _page(request, "governance/import.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
def file(request: HttpRequest, file_name: str) -> HttpResponse:
    """Hand out a file that a policy names; no browser opens it by itself."""
    kept = policies.kept_file(_member(request).organisation, file_name)
    if kept is None:
        raise Http404
    media_type, content = kept
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _edit(request: HttpRequest, kind: str, saved: policies.Saved | None) -> HttpResponse:
    """The page on which an item is written: shown, tried, saved, or taken out."""
    member = _member(request)
    form = _form(request, kind, saved, _draft_pack(member))
    intent = request.POST.get("intent", SAVE)
    context: dict[str, Any] = {"form": form, "kind": kind, "saved": saved, "preview": None, "theirs": None}
    if request.method == "POST" and intent == REMOVE and saved is not None:
        return _remove(request, member, kind, saved)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and intent == PREVIEW:
            shown = OwnItem(kind, saved.item.id if saved else f"{form.prefix_of_id()}-{kind}-preview", form.made)
            context["preview"] = queries.preview(member, shown, on=date.today(), language=get_language() or "en")
            status = 200
        elif form.is_valid():
            try:
                item_id = _save(request, member, form, saved)
            except actions.ItemChanged as conflict:
                context |= _conflict(form, conflict, _draft_pack(member))
                status = 409
            except WellboughtError as error:
                form.add_error("upload" if "upload" in form.fields else None, error.message)
            else:
                messages.success(request, _("Saved in the draft. Publish it to put it into force."))
                return redirect("governance:item", kind, item_id)
    return _page(request, "governance/edit.html", context, status=status)


def _form(request: HttpRequest, kind: str, saved: policies.Saved | None, pack: Pack) -> ItemForm:
    form_type = form_for(kind)
    assert form_type is not None
    fields, number = (saved.item.fields, saved.number) if saved else ({}, 0)
    if request.method != "POST":
        return form_type(pack, fields, number)
    return form_type(pack, fields, number, data=request.POST, files=request.FILES)


def _save(request: HttpRequest, member: Membership, form: ItemForm, saved: policies.Saved | None) -> str:
    kind = form.kind.kind
    item_id = (
        saved.item.id if saved else policies.free_id(member.organisation, kind, form.called(), form.prefix_of_id())
    )
    fields = dict(form.made)
    sent = form.cleaned_data.get("upload")
    now = timezone.now()
    if sent:
        if (sent.size or 0) > actions.LARGEST_FILE:
            raise actions.FileRefused(_("This file is larger than 5 MB. Give a smaller one, or a link to it."))
        fields["file"] = actions.keep_file(member=member, name=sent.name or "", content=sent.read(), now=now)
    actions.save_item(member=member, kind=kind, item_id=item_id, fields=fields, seen=form.cleaned_data["seen"], now=now)
    return item_id


def _remove(request: HttpRequest, member: Membership, kind: str, saved: policies.Saved) -> HttpResponse:
    try:
        seen = int(request.POST.get("seen", ""))
    except ValueError:
        seen = -1
    try:
        actions.remove_item(member=member, kind=kind, item_id=saved.item.id, seen=seen, now=timezone.now())
    except actions.ItemChanged as conflict:
        messages.error(request, conflict.message)
        return redirect("governance:edit", kind, saved.item.id)
    messages.success(request, _("Taken out of the draft. Its history is kept."))
    return redirect("governance:own")


def _conflict(form: ItemForm, conflict: actions.ItemChanged, pack: Pack) -> dict[str, Any]:
    """Their version beside the person's own, which is now to be saved over the one before their eyes."""
    if conflict.theirs is None:
        return {}
    form.say_seen(conflict.theirs.number)
    return {"theirs": conflict.theirs, "theirs_rows": list(queries.field_rows(conflict.theirs.item.fields, pack))}


def _publish_page(request: HttpRequest, member: Membership, form: PublishForm) -> HttpResponse:
    organisation = member.organisation
    language = get_language() or "en"
    seen = policies.number_of_changes(organisation)
    proof = policies.prove(organisation, policies.draft_items(organisation), on=date.today(), language=language)
    context = {
        "page": queries.publish_page(organisation, proof.pack, proof.faults, seen_changes=seen),
        "effects": queries.effects_of(member, proof.pack, on=date.today(), language=language),
        "problems": form.non_field_errors() if form.is_bound else (),
    }
    return _page(request, "governance/publish.html", context, status=422 if form.is_bound else 200)


def _draft_pack(member: Membership) -> Pack:
    """The packs with the draft laid over them, so that what is being written can name what was just written."""
    organisation = member.organisation
    return policies.draft_pack(organisation, on=date.today(), language=get_language())


def _member(request: HttpRequest) -> Membership:
    member: Membership = request.member  # type: ignore[attr-defined]
    return member


def _may(member: Membership, name: str, *, acting: bool) -> bool:
    return may(name, member.as_role, signed_in=True, acting=acting)


def _page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of one organisation, which no cache keeps."""
    response = render(request, template, context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
