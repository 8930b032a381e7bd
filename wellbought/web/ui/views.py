"""The page that shows every component, and the pages that say what went wrong."""

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wellbought.web.ui.gallery import LAYOUTS, sample


def components(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data. The accessibility audit reads this page."""
    shown = sample()
    return render(request, "ui/components.html", {"sample": shown, "navigation": shown.navigation})


def layout(request: HttpRequest, name: str) -> HttpResponse:
    """Show one of the layouts with sample data."""
    if name not in LAYOUTS:
        raise Http404
    shown = sample()
    return render(request, f"ui/{name}.html", {"sample": shown, "navigation": shown.navigation})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that the request cannot be understood, or is too large (``handler400``)."""
    if isinstance(exception, RequestDataTooBig):
        return render(request, "errors/413.html", status=413)
    return render(request, "errors/400.html", status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that there is no such page, or none that this person may see (``handler404``)."""
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke (``handler500``). The page needs nothing that may itself be broken."""
    return render(None, "errors/500.html", status=500)
