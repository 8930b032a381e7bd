"""What the pages about one purchase share, whichever app they are in: finding it, and the frame around it."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from wellbought.pack.kinds import Question
from wellbought.pack.read import ItemUnknown, Pack
from wellbought.purchase import Purchase as Snapshot
from wellbought.web.accounts.models import Membership
from wellbought.web.policies.queries import pack_for
from wellbought.web.purchases import queries
from wellbought.web.purchases.models import Purchase
from wellbought.web.purchases.snapshot import snapshot


def member_of(request: HttpRequest) -> Membership:
    """The member before a page that only members may open."""
    member: Membership = request.member  # type: ignore[attr-defined]
    return member


def found(request: HttpRequest, key: str) -> tuple[Purchase, Pack]:
    """A purchase that the member may see, and the guidance in their language.

    :raises Http404: if there is none for them
    """
    purchase = queries.purchase_for(member_of(request), key)
    if purchase is None:
        raise Http404
    return purchase, pack_for(member_of(request).organisation, get_language())


def question_of(pack: Pack, question_id: str) -> Question:
    """A question of the guidance.

    :raises Http404: if there is none
    """
    try:
        return pack.get(Question, question_id)
    except ItemUnknown:
        raise Http404 from None


def page(
    request: HttpRequest,
    template: str,
    purchase: Purchase,
    pack: Pack,
    context: dict[str, Any],
    *,
    part: str,
    status: int = 200,
    shot: Snapshot | None = None,
) -> HttpResponse:
    """A page of one purchase, with the way around it.

    :param part: the page in the navigation that it belongs to
    """
    around = {
        "purchase": shot or snapshot(purchase, pack, on=date.today()),
        "sidebar": queries.sidebar(purchase, part),
        "sidebar_label": _("This purchase"),
    }
    response = render(request, template, {**around, **context}, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response
