"""Looking at something through a framework. Whoever may, may also take it away again: it is a way to talk, not a mark."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from wesaid_web.common.seeing import check_known
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import check_can
from wesaid_web.projects.recording import record
from wesaid_web.trail.actions.recording import check_same_project, take_turn
from wesaid_web.trail.models import Contribution, Decision, FrameworkLink
from wesaid_web.trail.permissions import LOOK, Hidden


@transaction.atomic
def see_through(*, thing: Contribution | Decision, framework: str, item: str, by: Member, back: bool = False) -> None:
    """Say what something is seen through, or with ``back`` no longer. Doing it twice changes nothing.

    Args:
        framework, item: names of ``wesaid.frameworks``; an empty item: the whole of it.

    Raises:
        Hidden: it is hidden from the group.
        UnknownNameError: there is no such framework or part.
    """
    check_can(by, LOOK)
    check_same_project(by.project, [thing])
    take_turn(thing.project_id)
    thing.refresh_from_db()
    about: dict[str, Contribution | Decision] = {"decision": thing}
    if isinstance(thing, Contribution):
        about = {"contribution": thing}
        if thing.hidden:
            raise Hidden(_("This is hidden from the group. Ask a facilitator about it."))
    rows = FrameworkLink.objects.filter(**about, framework=framework, item=item)
    if back:
        gone, _by_model = rows.delete()
        if gone:
            record(thing.project, by, "trail.not_seen_through", thing, framework=framework, item=item or None)
        return
    check_known(framework, item)
    if not rows.exists():
        FrameworkLink(project=thing.project, framework=framework, item=item, **about).save(force_insert=True)
        record(thing.project, by, "trail.seen_through", thing, framework=framework, item=item or None)
