"""The page that shows every component, and the pages that say what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellbought.web.ui.gallery import sample


def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data. The accessibility audit reads this page."""
    shown = sample()
    return render(request, "ui/gallery.html", {"sample": shown, "navigation": shown.navigation})


def home(request: HttpRequest) -> HttpResponse:
    """Show the layout of a front page."""
    return render(request, "ui/home.html", {"navigation": sample().navigation})


def workspace(request: HttpRequest) -> HttpResponse:
    """Show the layout of the workspace."""
    shown = sample()
    return render(request, "ui/workspace.html", {"sample": shown, "navigation": shown.navigation})


def plain(request: HttpRequest) -> HttpResponse:
    """Show the layout for paper."""
    return render(request, "ui/plain.html", {"sample": sample()})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the request cannot be understood (``handler400``)."""
    return render(request, "errors/400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that the page is not for this person (``handler403``)."""
    return render(request, "errors/403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that the form had grown too old to be sent (``CSRF_FAILURE_VIEW``)."""
    return render(request, "errors/csrf.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page, or none that this person may see (``handler404``)."""
    return render(request, "errors/404.html", status=404)


def too_large(request: HttpRequest) -> HttpResponse:
    """Say that what was sent is too large."""
    return render(request, "errors/413.html", status=413)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that something broke (``handler500``). The page needs nothing that may itself be broken."""
    return render(None, "errors/500.html", status=500)
