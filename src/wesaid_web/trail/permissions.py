"""Who may do what on the trail: rights by role, and rights over one's own words."""

from __future__ import annotations

from collections.abc import Set
from uuid import UUID

from django.utils.translation import gettext as _

from wesaid_web.common.access import NotAllowed
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects.models import Member
from wesaid_web.projects.permissions import EVERYONE, FACILITATORS, MEMBERS, Right, can
from wesaid_web.trail.models import Consent, Contribution

SEE = Right("trail.see", EVERYONE)
ADD = Right("trail.add", MEMBERS)
SUPPORT = Right("trail.support", MEMBERS)
EDIT_OWN = Right("trail.edit_own", MEMBERS)
OWN_WORDS = Right("trail.own_words", EVERYONE)
"""Whether one's words are public and one's name is shown stays one's own choice in every role."""
ADD_FOR_OTHERS = Right("trail.add_for_others", FACILITATORS)
HIDE = Right("trail.hide", FACILITATORS)
MERGE = Right("trail.merge", FACILITATORS)
TALK = Right("trail.talk", FACILITATORS)
DECIDE = Right("trail.decide", FACILITATORS)
ACT = Right("trail.act", MEMBERS)
CHANGE = Right("trail.change", MEMBERS)
LOOK = Right("trail.look", MEMBERS)
"""Looking at something through a framework, and taking that away again, whoever said it or attached it."""
GUESTS = Right("trail.guests", FACILITATORS)
"""Inviting people without an account to say something, and giving them codes for what was written down for them."""
POSTCARDS = Right("trail.postcards", FACILITATORS)
"""Printing what became of what people on paper said, and writing down that it was handed out."""
ASK_FORM = Right("trail.ask_form", EVERYONE)
"""Asking for something in easy read, to listen to, signed, in another language: with one's name or without."""
GIVE_FORM = Right("trail.give_form", MEMBERS)
REFUSE_FORM = Right("trail.refuse_form", FACILITATORS)
"""Saying that it cannot be given, promising it for somebody else, and taking away what others asked for or gave."""
IMPORT = Right("trail.import", FACILITATORS)
EXPORT = Right("trail.export", FACILITATORS)


class DecidedAlready(NotAllowed):
    """The words were decided on, so they stay as they were when it was decided."""


class Withdrawn(NotAllowed):
    """Whoever said it took it back: there are no words any more."""


class NotYourWords(NotAllowed):
    """Only whoever said it, or typed it in for them, may change it."""


class Hidden(NotAllowed):
    """The contribution is hidden from the group."""


def is_theirs(member: Member, contribution: Contribution) -> bool:
    """Whether someone said this, or typed it in for a person who has no account here."""
    if contribution.author_id is not None:
        mine = contribution.author_id == member.pk
        typed_for_them = contribution.typed_by_id == member.pk and contribution.author.user_id is None  # type: ignore[union-attr]
        return mine or typed_for_them
    return contribution.typed_by_id == member.pk


def can_see(member: Member, contribution: Contribution, *, hidden_within: Set[UUID] | None = None) -> bool:
    """Whether someone may read it: everyone in the project, but what is hidden only its author and facilitators.

    What was split holds the words of its parts, so it is hidden as long as one of them is.

    Args:
        hidden_within: what :func:`holding_something_hidden` gives, where many are asked about at once.
    """
    if not can(member, SEE):
        return False
    if can(member, HIDE) or contribution.author_id == member.pk:
        return True
    if contribution.hidden or not contribution.is_split:
        return not contribution.hidden
    if hidden_within is None:
        hidden_within = holding_something_hidden(contribution.project_id)
    return contribution.pk not in hidden_within


def holding_something_hidden(project_id: UUID) -> set[UUID]:
    """Everything in a project that was split and has a hidden part, in any number of steps."""
    in_project = Contribution.objects.filter(project=project_id, part_of__isnull=False)
    rows = in_project.filter(hidden_at__isnull=False)
    found: set[UUID] = set()
    while edge := {whole for whole in rows.values_list("part_of", flat=True) if whole} - found:
        found |= edge
        rows = in_project.filter(pk__in=edge)
    return found


def kept_from_the_group(project_id: UUID) -> set[UUID]:
    """Everything in a project that is hidden, or holds something hidden. What a step about it says can say what it says."""
    rows = Contribution.objects.filter(project=project_id, hidden_at__isnull=False).order_by()
    return set(rows.values_list("pk", flat=True)) | holding_something_hidden(project_id)


def check_can_edit(member: Member, contribution: Contribution) -> None:
    """Raise unless someone may change the words now: theirs, not hidden, and nothing decided on it yet."""
    if not can(member, EDIT_OWN) or not is_theirs(member, contribution):
        raise NotYourWords(_("Only the person who said it can change the words."))
    check_still_open(contribution)


def check_still_open(contribution: Contribution) -> None:
    """Raise unless words can be changed now, by whoever may: not taken back, not hidden, and nothing decided on them yet."""
    if contribution.withdrawn:
        raise Withdrawn(_("The person who said this has taken it back."))
    if contribution.hidden:
        raise Hidden(_("This is hidden from the group. Ask a facilitator about it."))
    if contribution.is_split or contribution.decisions.exists():
        raise DecidedAlready(
            _("The group has decided on this, so the words stay as they were. You can say something new.")
        )


def can_edit(member: Member, contribution: Contribution) -> bool:
    """:func:`check_can_edit` as an answer."""
    try:
        check_can_edit(member, contribution)
    except NotAllowed:
        return False
    return True


def check_can_say_for_author(member: Member, contribution: Contribution) -> None:
    """Raise unless someone may answer for the author: whether it may be public, whether the name is kept back."""
    if not can_say_for_author(member, contribution):
        raise NotYourWords(_("Only the person who said it can choose this."))


def can_say_for_author(member: Member, contribution: Contribution) -> bool:
    """:func:`check_can_say_for_author` as an answer."""
    return can(member, OWN_WORDS) and is_theirs(member, contribution) and not contribution.withdrawn


def check_yes_is_theirs(member: Member, contribution: Contribution) -> None:
    """Raise where somebody would say yes for another who said no with their own code, or who left or was erased and cannot
    change their mind any more."""
    author = contribution.author
    if author is not None and author.pk == member.pk:
        return
    answers = AuditEvent.objects.filter(stream=contribution.project_id, subject=contribution.pk)
    last = answers.filter(verb__in=["trail.consent", "trail.guest_consent"]).order_by("-seq").first()
    said_no = last is not None and last.verb == "trail.guest_consent" and last.details.get("answer") == Consent.NO
    if said_no or (author is not None and author.left_at is not None):
        raise NotYourWords(_("Only the person who said it can choose this."))


def can_take_off(member: Member, contribution: Contribution) -> bool:
    """Whether someone may take words off the public page: the author, and facilitators for whoever asks them to."""
    return can(member, HIDE) or can_say_for_author(member, contribution)
