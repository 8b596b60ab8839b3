"""Reading who is asked, who said no, who holds which role, and what was promised: in a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Prefetch, Q, QuerySet, Value
from django.utils import timezone

from wesaid_web.common.secrets import keyed_digest
from wesaid_web.joining.models import (
    Application,
    InfoSheet,
    LookedPlace,
    MissingTalk,
    ProjectRole,
    Promise,
    PromiseSaid,
    SaidNo,
    ShownTo,
    Sponsor,
)
from wesaid_web.joining.permissions import RECRUIT
from wesaid_web.projects.models import Member, Project
from wesaid_web.projects.permissions import can
from wesaid_web.projects.queries import facilitators
from wesaid_web.support.models import Terms


def info_of(project: Project) -> InfoSheet | None:
    """The information sheet as it reads now."""
    return InfoSheet.objects.filter(project=project).first()


def waiting(project: Project) -> QuerySet[Application]:
    """Who would like to take part, as long as it is kept. What is due to be erased is shown to nobody any more."""
    return Application.objects.filter(project=project, erase_on__gt=timezone.localdate()).select_related(
        "typed_by", "member"
    )


def said_no_to(member: Member) -> QuerySet[SaidNo]:
    """Why people said no, as far as they want this person to see it."""
    rows = SaidNo.objects.filter(project=member.project_id)
    return rows if can(member, RECRUIT) else rows.exclude(shown_to=ShownTo.FACILITATORS)


def may_leave(project: Project) -> QuerySet[SaidNo]:
    """What may stand in the report: those who said it agreed."""
    return SaidNo.objects.filter(project=project, shown_to=ShownTo.REPORT)


def looked(project: Project) -> QuerySet[LookedPlace]:
    """Where we looked, the newest first."""
    return LookedPlace.objects.filter(project=project)


def talks(project: Project) -> QuerySet[MissingTalk]:
    """What the group said about who is missing, the newest first."""
    return MissingTalk.objects.filter(project=project)


def roles_of(project: Project) -> QuerySet[ProjectRole]:
    """The roles in a project that have not ended, of those who are here."""
    rows = ProjectRole.objects.filter(project=project, ended_on=None, holder__left_at=None)
    return rows.select_related("holder", "support").prefetch_related("trainings")


def sponsors_of(project: Project) -> QuerySet[Sponsor]:
    """Those who stand behind a project, or did and promised something, with what was said about that."""
    said = Prefetch("said", PromiseSaid.objects.order_by("seq"))
    promises = Prefetch("promises", Promise.objects.order_by("made_on", "pk").prefetch_related(said))
    return Sponsor.objects.filter(project=project).select_related("member").prefetch_related(promises)


def judged(promise: Promise) -> PromiseSaid | None:
    """What the group said last about whether a promise was kept. Reads what was fetched with it."""
    return next((one for one in reversed(promise.said.all()) if one.kept), None)


def answered(promise: Promise) -> PromiseSaid | None:
    """What the sponsor answered to that. An answer to something earlier does not count as one."""
    for one in reversed(promise.said.all()):
        if one.kept:
            return None
        return one
    return None


def is_overdue(promise: Promise) -> bool:
    """Whether its day has passed, and the group has said nothing."""
    return promise.by_when is not None and promise.by_when < timezone.localdate() and judged(promise) is None


def to_answer(member: Member) -> set[str]:
    """What waits for this person's yes or no: "terms" in writing, a "role" in the project. One query."""
    terms = Terms.objects.filter(member=member, agreed_on=None, ended_on=None)
    asked = ProjectRole.objects.filter(holder=member, ended_on=None).filter(
        Q(agreed_edition=None) | ~Q(agreed_edition=F("edition"))
    )
    rows = terms.order_by().annotate(kind=Value("terms")).values_list("kind", flat=True)
    other = asked.order_by().annotate(asked_as=Value("role")).values_list("asked_as", flat=True)
    return set(rows.union(other))


@dataclass(frozen=True)
class Stands:
    """Who stands behind a project and who leads it."""

    roles: list[ProjectRole]
    sponsors: list[Sponsor]
    unsupported: list[Member]
    """Those who facilitate, and nobody is named who supports them."""

    @property
    def facilitators_supported(self) -> bool:
        return not self.unsupported


def stands(project: Project) -> Stands:
    """Everything the page of roles shows. Five queries at most."""
    roles = list(roles_of(project))
    supported = {role.holder_id for role in roles if role.kind == "facilitator" and role.supported_by}
    leading = [one for one in facilitators(project) if one.pk not in supported]
    return Stands(roles, list(sponsors_of(project)), leading)


def by_code(code: str) -> Application | ProjectRole | None:
    """What somebody's code is for: what they wrote, or a role they are asked to take on."""
    applied = Application.objects.select_related("project").filter(erase_on__gt=timezone.localdate())
    found = applied.filter(code_digest=keyed_digest(code, "application-code")).first()
    asked = ProjectRole.objects.select_related("project", "holder", "support")
    return found or asked.filter(code_digest=keyed_digest(code, "role-code")).first()
