"""What belongs to no app: the way to the reader's language, and whether the server is well."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellbought.web.config.health import State
from wellbought.web.config.health import health as look
from wellbought.web.guidance.queries import pack_in


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the reader's browser asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("guidance:home"))
    response["Vary"] = "Accept-Language"
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say how each part is, for whoever watches over the server: states alone, and 503 if something is broken."""
    found = look()
    content = {
        "status": found.state,
        "pack": pack_in("en").version,
        "parts": {part.name: part.state for part in found.parts},
    }
    return JsonResponse(content, status=503 if found.state is State.BROKEN else 200)


@never_cache
@require_safe
def health_page(request: HttpRequest) -> HttpResponse:
    """Show those who administer or lead an organisation how the server is, in sentences."""
    return render(request, "ui/health.html", {"health": look()})
