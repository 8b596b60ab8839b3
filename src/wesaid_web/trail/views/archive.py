"""The share archive: what is in it, and getting it."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify

from wesaid_web.projects.access import Here, project_view
from wesaid_web.trail import queries
from wesaid_web.trail.archive.parts import left_out
from wesaid_web.trail.archive.writing import export
from wesaid_web.trail.permissions import EXPORT


@project_view(EXPORT, "GET")
def archive(request: HttpRequest, here: Here) -> HttpResponse:
    """What the archive holds and what it leaves out."""
    return render(
        request, "trail/archive.jinja", {"here": here, "left_out": left_out(), "counts": queries.counts(here.project)}
    )


@project_view(EXPORT, "POST")
def download(request: HttpRequest, here: Here) -> HttpResponseBase:
    """Make the archive and send it. Nothing is left on the server."""
    target = tempfile.TemporaryFile()  # noqa: SIM115 -- the answer closes it
    export(project=here.project, target=target, by=here.member)
    target.seek(0)
    name = f"{slugify(here.project.name)[:60] or 'project'}.zip"
    return FileResponse(target, as_attachment=True, filename=name, content_type="application/zip")
