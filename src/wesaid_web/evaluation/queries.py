"""Reading private askings, in a number of queries that does not grow with them."""

from __future__ import annotations

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from wesaid_web.evaluation.bridge import ShownQuestion, shown
from wesaid_web.evaluation.models import About, Answered, Box, Question, Round
from wesaid_web.projects.models import Member, Perspective, Project
from wesaid_web.projects.permissions import MEMBERS


def rounds_of(member: Member) -> QuerySet[Round]:
    """Every asking of a project, the newest first, with how many have answered and whether this person has."""
    mine = Answered.objects.filter(round=OuterRef("pk"), member=member)
    rows = Round.objects.filter(project=member.project_id).select_related("decision", "project")
    return rows.annotate(answers=Count("answered"), answered_by_me=Exists(mine))


def waiting_for(member: Member) -> QuerySet[Round]:
    """Open askings that this person can still answer."""
    if member.role not in MEMBERS:
        return Round.objects.none()
    rows = Round.objects.filter(project=member.project_id, closed_on=None, closes_on__gte=timezone.localdate())
    return rows.exclude(answered__member=member).select_related("decision")


def has_answered(round_: Round, member: Member) -> bool:
    """Whether somebody has answered."""
    return Answered.objects.filter(round=round_, member=member).exists()


def may_answer(project: Project) -> QuerySet[Member]:
    """Those who can answer, on the site or on paper: everyone who takes part."""
    return Member.objects.filter(project=project, left_at=None, role__in=MEMBERS).order_by("name", "joined_at")


def not_answered(round_: Round) -> QuerySet[Member]:
    """Those who can still answer."""
    return may_answer(round_.project).exclude(pk__in=round_.answered.values("member"))


def hats_of(project: Project) -> dict[str, Perspective]:
    """The hats of a project by their ids."""
    return {str(hat.pk): hat for hat in project.perspectives.all()}


def hats_asked(round_: Round) -> list[Perspective]:
    """The hats one can answer as: those there were when it was opened; all there are once it is closed."""
    box = Box.objects.filter(round=round_).first()
    hats = list(Perspective.objects.filter(project=round_.project_id))
    return [hat for hat in hats if str(hat.pk) in box.counts] if box else hats


def latest_closed(project: Project) -> tuple[Round, ShownQuestion] | None:
    """What was closed last, and the question that says most of how it was: whether people felt heard, or the first asked."""
    rows = Round.objects.filter(project=project).exclude(closed_on=None).select_related("decision", "project")
    newest = rows.order_by("-closed_on", "-opened_on", "id").first()
    if newest is None:
        return None
    questions = shown(newest, hats_of(project))
    return newest, next((one for one in questions if one.ask == Question.HEARD), questions[0])


def ladder_over_time(project: Project, hats: dict[str, Perspective]) -> list[tuple[Round, ShownQuestion]]:
    """What was shown of the ladder, the oldest first; single decisions are not among it."""
    rows = Round.objects.filter(project=project).exclude(closed_on=None).exclude(about=About.DECISION)
    found = []
    for row in rows.select_related("decision").order_by("closed_on", "opened_on", "id"):
        found += [(row, question) for question in shown(row, hats) if question.ask == Question.LADDER]
    return found
