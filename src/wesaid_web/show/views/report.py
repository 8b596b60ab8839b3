"""The impact report: for the group as things stand, with a release that waits, and outside with the one that is published."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render

from wesaid_web.common.access import public_view
from wesaid_web.projects.access import Here, project_view
from wesaid_web.projects.models import Member
from wesaid_web.show import actions, impact, queries
from wesaid_web.show.models import PublicPage, Release
from wesaid_web.show.permissions import SEE
from wesaid_web.show.report_words import limits_in_words
from wesaid_web.show.views.overview import trail_context
from wesaid_web.show.views.public import page_context
from wesaid_web.trail.queries import Counts


def _now(here: Here) -> dict[str, Any]:
    """The report as things stand, made like a release is, and kept nowhere."""
    release = Release(project=here.project, content=actions.content_now(here.project, by_agreement=False))
    return _of(release, here.member) or {}


def _of(release: Release, member: Member | None) -> dict[str, Any] | None:
    sheet = impact.sheet_for(release.project, member)
    return impact.shown(release.content, page_context(release, preview=True), sheet)


def _page(request: HttpRequest, report: dict[str, Any], **context: Any) -> HttpResponse:
    became = report["became"]
    trail = trail_context(Counts(became["places"], became["we"], 0), "") if became["places"] else {}
    context |= {"report": report, "cannot": limits_in_words(report["limits"]), **trail}
    return render(request, "show/report.jinja", context)


def _file(report: dict[str, Any]) -> JsonResponse:
    answer = JsonResponse(report, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = f'attachment; filename="impact-report-{report["as_of"]}.json"'
    return answer


@project_view(SEE, "GET")
def report(request: HttpRequest, here: Here) -> HttpResponse:
    """As things stand now. It says what may leave the group, and nothing else."""
    found = _now(here)
    return _page(request, found, here=here, waits=False, named=impact.names_in(found, here.project))


@project_view(SEE, "GET")
def report_data(request: HttpRequest, here: Here) -> HttpResponse:
    """The same as data."""
    return _file(_now(here))


@project_view(SEE, "GET")
def report_waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """The report that would go out with the page in preparation."""
    release = queries.in_preparation(here.project)
    found = _of(release, here.member) if release else None
    if found is None:
        return redirect("show:public_settings", here.project.pk)
    return _page(request, found, here=here, waits=True, named=impact.names_in(found, here.project))


def _published(slug: str) -> dict[str, Any]:
    page = PublicPage.objects.select_related("project").filter(slug=slug, is_on=True).first()
    release = queries.published(page.project) if page else None
    found = _of(release, None) if release else None
    if found is None:
        raise Http404
    return found


@public_view("GET")
def public_report(request: HttpRequest, slug: str) -> HttpResponse:
    """The report that is published, for everyone."""
    return _page(request, _published(slug), slug=slug)


@public_view("GET")
def public_report_data(request: HttpRequest, slug: str) -> HttpResponse:
    """The same as data."""
    return _file(_published(slug))
