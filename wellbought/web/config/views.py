"""What belongs to no app: the way to the reader's language, and whether the server is well."""

from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.http import require_safe

from wellbought.web.guidance.queries import pack_in


@require_safe
def to_language(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the language that the reader's browser asks for."""
    with override(get_language_from_request(request)):
        response = HttpResponseRedirect(reverse("guidance:home"))
    response["Vary"] = "Accept-Language"
    return response


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say that the database answers and the guidance is loaded, for whoever watches over the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok", "pack": pack_in("en").version})
