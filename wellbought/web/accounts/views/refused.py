"""The page for whoever opened something that is not for their role."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from wellbought.web.accounts import queries


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say for whom the page is, and who could change one's role (``handler403``)."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    acting = request.method not in ("GET", "HEAD", "OPTIONS")
    refusal = queries.refusal_of(queries.member_of(request), name, acting=acting)
    return render(request, "errors/403.html", {"refusal": refusal}, status=403)
