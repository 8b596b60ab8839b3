"""The guard of every view inside a project."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from wesaid_web.common.access import Access, DecidedView, View, Who, decide, for_signed_in
from wesaid_web.people.models import User
from wesaid_web.people.signed_in import signed_in_user
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import Right, can, check_can


@dataclass(frozen=True)
class Here:
    """Where a request is and who is asking: the project and the person's place in it."""

    project: Project
    member: Member
    user: User

    def can(self, right: Right) -> bool:
        return can(self.member, right)


def project_view(right: Right, *methods: str) -> Callable[[View], DecidedView]:
    """For people who are in the project now and whose role has ``right``.

    A project that is not there, one that is somebody else's and one that was left look the same: not found.
    The view gets a :class:`Here` after the request.
    """

    def wrap(view: View) -> DecidedView:
        @wraps(view)
        def guarded(request: HttpRequest, project_id: uuid.UUID, *args: Any, **kwargs: Any) -> HttpResponseBase:
            user = signed_in_user(request)
            member = (
                Member.objects.select_related("project").filter(project_id=project_id, user=user, left_at=None).first()
            )
            if member is None:
                raise Http404
            request.project = member.project  # type: ignore[attr-defined]  # so that a page about a problem leads back
            check_can(member, right)
            return view(request, Here(member.project, member, user), *args, **kwargs)

        return decide(for_signed_in(guarded), Access(Who.MEMBER, frozenset(methods), right=right.name))

    return wrap
