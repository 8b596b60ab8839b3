"""Reading a share archive: checked in full before anything is written, and written in one transaction or not at all.

Long because every part of the document has its few lines here, and each needs what was read before it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from wesaid.frameworks import UnknownNameError, way_named
from wesaid_web.common import audit
from wesaid_web.common.languages import written_in
from wesaid_web.common.seeing import check_known
from wesaid_web.projects.models import (
    Asked,
    Charter,
    CharterFramework,
    Hat,
    Member,
    Perspective,
    Project,
    Role,
    Signature,
    WayUsed,
)
from wesaid_web.trail.archive import meetings
from wesaid_web.trail.archive.document import SMALL, BadArchive, Part
from wesaid_web.trail.archive.form import CHARTER_WORDS, VERSION, hat_code
from wesaid_web.trail.archive.parts import archive_parts
from wesaid_web.trail.bridge import refresh_fates
from wesaid_web.trail.models import (
    Act,
    Action,
    Change,
    Channel,
    Consent,
    Contribution,
    Decision,
    FrameworkLink,
    How,
    HowKnown,
    PresentCount,
    Reason,
    Result,
    Status,
    Tag,
    TryOut,
)

SLICE = 500


@transaction.atomic
def import_document(*, document: dict[str, Any], name: str = "", by: uuid.UUID | None = None) -> Project:
    """Make a project from the values of a share archive, under its own ids.

    Args:
        name: what to call it here; empty: as in the archive.
        by: the account that reads it in; none for the command line.

    Raises:
        BadArchive: a value is missing or wrong, or this project is here already.
    """
    whole = Part("", document)
    head = whole.part("project")
    project = Project(id=head.id("id"), name=name or head.text("name", limit=200))
    if not project.name.strip():
        raise BadArchive(_("project.name is empty."))
    if Project.objects.filter(pk=project.pk).exists():
        raise BadArchive(
            _("This project is here already. An archive is read into an installation that does not have it.")
        )
    try:
        with transaction.atomic():
            project.save(force_insert=True)
            reader = _Reader(project, whole)
            reader.read()
            for part in archive_parts() if document.get("version", VERSION) > 1 else ():
                part.read(reader)
    except IntegrityError as problem:
        raise BadArchive(_("Something in it is here already, stands in it twice, or lacks what it needs.")) from problem
    audit.record(stream=project.pk, by=by, verb="trail.archive_read", subject=project.pk)
    return project


@contextmanager
def _known_here() -> Iterator[None]:
    """A framework or a way of working is one that this program knows; a newer one may know more."""
    try:
        yield
    except UnknownNameError as problem:
        raise BadArchive(_("%(why)s. Update the program if it is older.") % {"why": problem}) from problem


@dataclass
class _Reader:
    """Writes the parts of an archive into a new project, in the order in which they need each other."""

    project: Project
    whole: Part

    def read(self) -> None:
        self.now = datetime.now(UTC)  # one moment for all: what was hidden together is shown together
        self.hats = self._hats()
        self.people = self._people()
        self._ways()
        self._charters()
        self.met = meetings.read(self)
        self.said = self._contributions()
        self._lineage()
        self.decided = self._decisions()
        self.did = self._actions()
        self.changed = self._changes()
        try:
            refresh_fates(project=self.project, contributions=self.said)
        except (
            ValueError
        ) as problem:  # the calculating half says what cannot be: a circle, a decision replaced before it
            raise BadArchive(str(problem)) from problem

    def _hats(self) -> dict[str, Perspective]:
        rows = [
            Perspective(
                project=self.project,
                code=hat_code(part.text("hat", limit=40)),
                name=part.text("name", limit=80),
                lived_experience=part.flag("lived_experience"),
                position=part.number("position", limit=SMALL),
            )
            for part in self.whole.parts("hats")
        ]
        found = {row.code: row for row in rows}
        if Hat.NOT_STATED not in found:
            raise BadArchive(_('hats has no "not stated".'))
        Perspective.objects.bulk_create(rows)
        return found

    def _people(self) -> set[uuid.UUID]:
        parts = self.whole.parts("people")
        rows = [
            Member(
                id=part.id("id"),
                project=self.project,
                role=part.choice("role", Role),
                left_at=self.now if part.flag("left") else None,
            )
            for part in parts
        ]
        Member.objects.bulk_create(rows)
        through = Member.perspectives.through
        through.objects.bulk_create(
            through(member_id=row.pk, perspective_id=self.hat(part, name).pk)
            for row, part in zip(rows, parts, strict=True)
            for name in part.texts("hats")
        )
        return {row.pk for row in rows}

    def _ways(self) -> None:
        names = self.whole.texts_if_any("ways_of_working")
        for name in names:
            with _known_here():
                way_named(name)
        WayUsed.objects.bulk_create(WayUsed(project=self.project, way=name) for name in names)

    def _lenses(self, part: Part) -> Iterator[dict[str, str]]:
        """What something is seen through, as columns."""
        for inner in part.parts_if_any("seen_through"):
            lens = {"framework": inner.text("framework"), "item": inner.text("part")}
            with _known_here():
                check_known(**lens)
            yield lens

    def _charters(self) -> None:
        for part in self.whole.parts("charter"):
            words: dict[str, Any] = {
                name: part.text(name) for name in CHARTER_WORDS if name not in {"aims", "asked_for", "may_change_focus"}
            }
            charter = Charter.objects.create(
                id=part.id("id"),
                project=self.project,
                number=part.number("number", limit=SMALL),
                put_at=datetime.combine(part.day("put_on"), time(12), UTC),
                aims=part.texts("aims"),
                asked_for=part.maybe_choice("asked_for", Asked),
                may_change_focus=part.maybe_choice("may_change_focus", Asked),
                **words,
            )
            Signature.objects.bulk_create(
                Signature(charter=charter, member_id=key) for key in self.known(part, "signed_by", self.people)
            )
            CharterFramework.objects.bulk_create(
                CharterFramework(charter=charter, **lens) for lens in self._lenses(part)
            )

    def _contributions(self) -> list[uuid.UUID]:
        parts = self.whole.parts("contributions")
        rows = [self._contribution(part) for part in parts]
        Contribution.objects.bulk_create(rows, batch_size=SLICE)
        names = sorted({name for part in parts for name in part.texts("tags")})
        tags = {name: Tag(project=self.project, name=name[:60]) for name in names}
        Tag.objects.bulk_create(tags.values())
        through = Contribution.tags.through
        through.objects.bulk_create(
            (
                through(contribution_id=row.pk, tag_id=tags[name].pk)
                for row, part in zip(rows, parts, strict=True)
                for name in sorted(set(part.texts("tags")))
            ),
            batch_size=SLICE,
        )
        self._see_through("contribution_id", parts)
        return [row.pk for row in rows]

    def _see_through(self, about: str, parts: Iterable[Part]) -> None:
        FrameworkLink.objects.bulk_create(
            (
                FrameworkLink(project=self.project, **{about: part.id("id")}, **lens)
                for part in parts
                for lens in self._lenses(part)
            ),
            batch_size=SLICE,
        )

    def _contribution(self, part: Part) -> Contribution:
        support = part.number("support")
        return Contribution(
            id=part.id("id"),
            project=self.project,
            text=part.words("text"),
            language=part.one_of_if_any("language", dict(written_in())),
            author_id=self._person(part, "said_by"),
            author_withheld=part.flag("name_kept_back"),
            speaker_id=self._person(part, "speaker"),
            perspective=self.hat(part, part.text("hat")),
            channel=part.choice("channel", Channel),
            said_on=part.day("said_on"),
            meeting_id=self._meeting(part),
            about_other=part.flag("about_someone_else"),
            support=support,
            support_brought=support,
            hidden_at=self.now if part.flag("hidden") else None,
            hidden_reason=part.text("hidden_reason"),
            is_split=part.flag("split"),
            talked_about_on=part.maybe_day("talked_about_on"),
            public=part.choice("public", Consent),
            public_words=part.text("public_words"),
        )

    def _lineage(self) -> None:
        """What belongs together and what was split from what; both sides are there by now."""
        known = set(self.said)
        changed = []
        for part in self.whole.parts("contributions"):
            merged, whole = part.maybe_id("merged_into"), part.maybe_id("part_of")
            if merged is None and whole is None:
                continue
            for key in filter(None, (merged, whole)):
                if key not in known:
                    raise BadArchive(_("%(place)s names a contribution that is not there.") % {"place": part.place})
            changed.append(Contribution(pk=part.id("id"), merged_into_id=merged, part_of_id=whole))
        Contribution.objects.bulk_update(changed, ["merged_into", "part_of"], batch_size=SLICE)

    def _decisions(self) -> set[uuid.UUID]:
        parts = self.whole.parts("decisions")
        rows = [
            Decision(
                id=part.id("id"),
                project=self.project,
                seq=part.number("order"),
                result=part.choice("result", Result),
                reason=part.words("reason"),
                reason_code=part.maybe_choice("reason_listed", Reason),
                look_again=part.maybe_day("look_again"),
                decided_on=part.day("decided_on"),
                meeting_id=self._meeting(part),
                how=part.maybe_choice("how", How),
                final_say=self._maybe_hat(part, "final_say"),
                dissent=part.text("saw_it_differently"),
            )
            for part in parts
        ]
        Decision.objects.bulk_create(rows, batch_size=SLICE)
        known = {row.pk for row in rows}
        self._join(
            Decision.contributions.through, "decision_id", "contribution_id", parts, "contributions", set(self.said)
        )
        self._join(Decision.present.through, "decision_id", "member_id", parts, "there", self.people)
        self._join(Decision.replaces.through, "from_decision_id", "to_decision_id", parts, "replaces", known)
        PresentCount.objects.bulk_create(
            PresentCount(decision_id=part.id("id"), perspective=self.hat(part, name), people=people)
            for part in parts
            for name, people in part.numbers("there_by_hat").items()
        )
        self._see_through("decision_id", parts)
        return known

    def _actions(self) -> set[uuid.UUID]:
        parts = self.whole.parts("actions")
        rows = [
            Action(
                id=part.id("id"),
                project=self.project,
                what=part.words("what"),
                decision_id=self.one_of(part, "decision", self.decided),
                due=part.maybe_day("due"),
                status=part.choice("status", Status),
                stopped_why=part.text("stopped_why"),
                done_on=part.maybe_day("done_on"),
            )
            for part in parts
        ]
        Action.objects.bulk_create(rows, batch_size=SLICE)
        self._join(Action.contributions.through, "action_id", "contribution_id", parts, "contributions", set(self.said))
        self._join(Action.workers.through, "action_id", "member_id", parts, "worked_on_by", self.people)
        TryOut.objects.bulk_create(self._try(part.id("id"), inner) for part in parts for inner in part.parts("tries"))
        return {row.pk for row in rows}

    def _try(self, action_id: uuid.UUID, part: Part) -> TryOut:
        return TryOut(
            id=part.id("id"),
            action_id=action_id,
            number=part.number("number", limit=SMALL),
            plan=part.text("plan"),
            prediction=part.text("prediction"),
            did=part.text("did"),
            studied=part.text("studied"),
            act=part.maybe_choice("act", Act),
            started_on=part.day("started_on"),
            ended_on=part.maybe_day("ended_on"),
        )

    def _changes(self) -> set[uuid.UUID]:
        parts = self.whole.parts("changes")
        rows = Change.objects.bulk_create(
            (
                Change(
                    id=part.id("id"),
                    project=self.project,
                    nothing_changed=part.flag("nothing_changed"),
                    what=part.words("what"),
                    for_whom=part.text("for_whom", limit=200),
                    since=part.maybe_day("since"),
                    how_known=part.maybe_choice("how_known", HowKnown),
                    account=part.text("account"),
                    measure=part.text("measure", limit=200),
                    before=part.text("before", limit=200),
                    after=part.text("after", limit=200),
                    compared_with=part.text("compared_with", limit=200),
                    chosen_by=self._maybe_hat(part, "chosen_by"),
                )
                for part in parts
            ),
            batch_size=SLICE,
        )
        self._join(Change.contributions.through, "change_id", "contribution_id", parts, "contributions", set(self.said))
        self._join(Change.actions.through, "change_id", "action_id", parts, "actions", self.did)
        return {row.pk for row in rows}

    def _join(
        self, through: type[Model], left: str, right: str, parts: Iterable[Part], key: str, known: set[uuid.UUID]
    ) -> None:
        through._default_manager.bulk_create(
            (
                through(**{left: part.id("id"), right: other})
                for part in parts
                for other in self.known(part, key, known)
            ),
            batch_size=SLICE,
        )

    def known(self, part: Part, key: str, known: set[uuid.UUID]) -> list[uuid.UUID]:
        found = part.ids(key)
        if not known.issuperset(found):
            raise BadArchive(
                _("%(place)s.%(key)s names something that is not there.") % {"place": part.place, "key": key}
            )
        return found

    def one_of(self, part: Part, key: str, known: set[uuid.UUID]) -> uuid.UUID | None:
        found = part.maybe_id(key)
        if found is not None and found not in known:
            raise BadArchive(
                _("%(place)s.%(key)s names something that is not there.") % {"place": part.place, "key": key}
            )
        return found

    def _meeting(self, part: Part) -> uuid.UUID | None:
        """The meeting something was said or decided at; none where the archive is older than meetings."""
        found = part.maybe_id_if_any("meeting")
        return self.one_of(part, "meeting", self.met) if found else None

    def _person(self, part: Part, key: str) -> uuid.UUID | None:
        return self.one_of(part, key, self.people)

    def _maybe_hat(self, part: Part, key: str) -> Perspective | None:
        return self.hat(part, part.text(key)) if part.has(key) else None

    def hat(self, part: Part, name: str) -> Perspective:
        try:
            return self.hats[hat_code(name)]
        except KeyError as problem:
            raise BadArchive(
                _("%(place)s names a hat that is not there: %(hat)s") % {"place": part.place, "hat": name[:40]}
            ) from problem
