"""Pages about what a person asked for in the background."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from wellbought.web.background import queries


@never_cache
@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """List what the member asked for of late."""
    return render(request, "background/jobs.html", {"jobs": queries.jobs_of(request.member)})  # type: ignore[attr-defined]


@never_cache
@require_safe
def job(request: HttpRequest, key: str) -> HttpResponse:
    """Show how far a piece of work is, what came of it, or why it failed."""
    found = queries.job_for(request.member, key)  # type: ignore[attr-defined]
    if found is None:
        raise Http404
    return render(request, "background/job.html", {"job": found})


@never_cache
@require_safe
def job_file(request: HttpRequest, key: str) -> HttpResponse | FileResponse:
    """Hand over the file that came of it; a browser keeps it and never opens it."""
    found = queries.file_of(request.member, key)  # type: ignore[attr-defined]
    if found is None or not default_storage.exists(found[0]):
        raise Http404
    where, name = found
    response = FileResponse(default_storage.open(where), as_attachment=True, filename=name)
    response["Content-Type"] = "application/octet-stream"
    return response
