"""Building the worked example: all of it through the product's own actions, in the order in which it is told.

Long because everything the example is told in has its few lines here, and they work on the same people and things.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from django.db import transaction
from django.utils import timezone

from wesaid_web.meetings.models import Meeting
from wesaid_web.people import actions as people
from wesaid_web.people.models import User
from wesaid_web.projects import actions as projects
from wesaid_web.projects import charter_actions
from wesaid_web.projects.models import Hat, Member, Perspective, Project
from wesaid_web.show import actions as show
from wesaid_web.show.demo import PROJECT_ID, pictures, stamps
from wesaid_web.show.demo.asking_privately import AskingPrivately
from wesaid_web.show.demo.changes import CHANGES
from wesaid_web.show.demo.charter import CHARTERS
from wesaid_web.show.demo.complaining import Complaining
from wesaid_web.show.demo.decisions import TO_DO
from wesaid_web.show.demo.decisions_no import NOT_TO_DO
from wesaid_web.show.demo.deliver import Deliverer
from wesaid_web.show.demo.giving_back import GivingBack
from wesaid_web.show.demo.guests import WithoutAccount
from wesaid_web.show.demo.joining import Joining
from wesaid_web.show.demo.keeping_safe import KeepingSafe
from wesaid_web.show.demo.looking_at_ourselves import LookingAtOurselves
from wesaid_web.show.demo.meetings import MeetingUp
from wesaid_web.show.demo.page import RELEASES
from wesaid_web.show.demo.paper import OnPaper
from wesaid_web.show.demo.people import PEOPLE, STARTED
from wesaid_web.show.demo.plain_words import PlainWords
from wesaid_web.show.demo.said import ASKED_FOR_THE_PAGE, MERGES, SAID, SPLITS, TALKED_ABOUT
from wesaid_web.show.demo.seen import HOW_WE_WORK, HOW_WE_WORK_SINCE, SEEN
from wesaid_web.show.demo.shapes import (
    Agreed,
    Changed,
    Decided,
    Note,
    Person,
    Round,
    Seen,
    Shown,
    Split,
    Step,
    Words,
    Work,
    key_of,
)
from wesaid_web.show.demo.telling import ToldInTheGroup
from wesaid_web.show.demo.work import WORK
from wesaid_web.show.demo.work_open import OPEN_WORK
from wesaid_web.trail.actions import changed, decided, did, files, said, seeing
from wesaid_web.trail.models import Action, AgreedHow, Channel, Consent, Contribution, Decision, TryOut

NAME = "Home from hospital (invented example)"
THURSDAY = 3
AGREED = {Channel.PAPER: AgreedHow.ON_PAPER, Channel.PHONE: AgreedHow.BY_PHONE, Channel.MEETING: AgreedHow.IN_PERSON}
"""How people agreed that the facilitator writes down what they said."""


def build_once(today: date | None = None) -> None:
    """Build the example if it is not there: all of it or nothing."""
    with transaction.atomic():
        if not Project.objects.filter(pk=PROJECT_ID).exists():
            Builder(today or timezone.localdate()).build()


class Builder:
    """Walks through the example day by day and keeps what was made by its key."""

    def __init__(self, today: date) -> None:
        self.today = today
        yesterday = today - timedelta(days=1)
        self.last_thursday = yesterday - timedelta(days=(yesterday.weekday() - THURSDAY) % 7)
        self.people = {person.key: person for person in PEOPLE}
        self.members: dict[str, Member] = {}
        self.said: dict[str, Contribution] = {}
        self.decisions: dict[str, Decision] = {}
        self.actions: dict[str, Action] = {}
        self.meetings: dict[int, Meeting] = {}  # by how long ago

    def build(self) -> None:
        """Do every step on its day, the oldest first; on one day in the order in which they are listed here."""
        steps = sorted(self.steps(), key=lambda step: step[0], reverse=True)
        for ago, todays in groupby(steps, key=lambda step: step[0]):
            with stamps.on(self.day(ago), PROJECT_ID):
                for _ago, do in todays:
                    do()

    def steps(self) -> Iterator[Step]:
        yield STARTED, self.start
        yield from KeepingSafe(self).steps()
        yield from self.joining()
        for agreed in CHARTERS:
            yield from self.agreeing(agreed)
        yield from MeetingUp(self).steps()
        yield from self.saying()
        for decision in (*TO_DO, *NOT_TO_DO):
            yield decision.ago, partial(self.decide, decision)
        for work in (*WORK, *OPEN_WORK):
            yield from self.working(work)
        for change in CHANGES:
            yield change.ago, partial(self.change, change)
        yield from GivingBack(self).steps()
        yield from Deliverer(self).steps()
        yield from AskingPrivately(self).steps()
        yield from LookingAtOurselves(self).steps()
        yield from WithoutAccount(self).steps()
        yield from ToldInTheGroup(self).steps()
        yield from Joining(self).steps()
        yield from OnPaper(self).steps()
        yield from PlainWords(self).steps()
        yield from Complaining(self).steps()
        yield HOW_WE_WORK_SINCE, self.work_like
        for seen in SEEN:
            yield seen.ago, partial(self.see, seen)
        for shown in RELEASES:
            yield from self.showing(shown)

    def day(self, ago: int) -> date:
        return self.last_thursday - timedelta(days=ago)

    @property
    def facilitator(self) -> Member:
        return self.members["ros"]

    def of(self, keys: Iterable[str]) -> list[Contribution]:
        return [self.said[key] for key in keys]

    def who(self, keys: Iterable[str]) -> list[Member]:
        return [self.members[key] for key in keys]

    def acting(self, key: str | None) -> Member:
        """Who enters something for someone: themselves, or the facilitator where they have no account."""
        member = self.members[key] if key else None
        return member if member and member.user_id else self.facilitator

    # People

    def start(self) -> None:
        ros = self.people["ros"]
        self.project = projects.create_project(name=NAME, by=self.account(ros), project_id=PROJECT_ID)
        self.hats: dict[Hat, Perspective] = {Hat(hat.code): hat for hat in self.project.perspectives.all()}
        self.members["ros"] = Member.objects.get(project=self.project)
        self.wear_hats(ros)

    def joining(self) -> Iterator[Step]:
        for person in PEOPLE:
            if person.joined == STARTED:
                continue
            if person.account and person.account_since is None:
                yield person.joined, partial(self.join, person)
            else:
                yield person.joined, partial(self.add, person)
            if person.account_since is not None:
                yield person.account_since, partial(self.join, person)

    def account(self, person: Person) -> User:
        """An account nobody can sign in to but by looking around: no password, an address that cannot exist."""
        user = User.objects.create_user(
            id=key_of("account", person.key), email=f"{person.account}@example.invalid", name=person.name.split(" (")[0]
        )
        people.signed_up(user=user)
        return user

    def add(self, person: Person) -> None:
        hats = [self.hats[hat] for hat in person.hats]
        self.members[person.key] = projects.add_person(
            project=self.project, name=person.name, perspectives=hats, by=self.facilitator
        )

    def join(self, person: Person) -> None:
        """Join with an invitation; whoever took part without an account before gets theirs."""
        here = self.members.get(person.key)
        secret = projects.invite(
            project=self.project, role=person.role, by=self.facilitator, whom=person.name, member=here
        )
        self.members[person.key] = projects.accept_invitation(secret=secret, user=self.account(person))
        self.wear_hats(person)

    def wear_hats(self, person: Person) -> None:
        member = self.members[person.key]
        projects.set_hats(
            member=member, name=person.name, perspectives=[self.hats[hat] for hat in person.hats], by=member
        )

    # Agree

    def agreeing(self, agreed: Agreed) -> Iterator[Step]:
        yield agreed.written, partial(self.draft, agreed)
        yield agreed.put, lambda: charter_actions.put_to_group(project=self.project, by=self.facilitator)
        for key, ago in agreed.signed.items():
            yield ago, partial(self.sign, key)

    def draft(self, agreed: Agreed) -> None:
        by = self.facilitator
        draft = charter_actions.save_draft(project=self.project, words=dict(agreed.words), edition=0, by=by)
        for framework, item in agreed.seen_through:
            charter_actions.see_through(charter=draft, framework=framework, item=item, by=by)

    def work_like(self) -> None:
        projects.set_ways(project=self.project, ways=HOW_WE_WORK, by=self.facilitator)

    def see(self, seen: Seen) -> None:
        thing = self.said[seen.key] if seen.kind == "said" else self.decisions[seen.key]
        seeing.see_through(thing=thing, framework=seen.framework, item=seen.item, by=self.members[seen.who])

    def sign(self, key: str) -> None:
        charter = charter_actions.current_of(self.project)
        if charter is None:
            raise LookupError("nothing was put to the group yet")
        charter_actions.sign(charter=charter, by=self.members[key])

    # Said

    def saying(self) -> Iterator[Step]:
        for words in SAID:
            yield words.ago, partial(self.say, words)
            if words.at_first:
                yield words.ago - 1, partial(self.reword, words)
            yield from self.supporting(words.key, words.ago - 2, words.supported)
        for split in SPLITS:
            yield from self.splitting(split)
        for key, into, ago in MERGES:
            yield ago, partial(self.merge, key, into)
        for words in SAID:
            if words.public != Consent.NOT_ASKED and not any(split.whole == words.key for split in SPLITS):
                asked = min(ASKED_FOR_THE_PAGE, words.ago - 7)
                yield asked, partial(self.consent, words.key, words.who, words.public, words.public_words)
        for key, ago in TALKED_ABOUT:
            yield ago, partial(self.talk_about, key)

    def say(self, words: Words) -> None:
        by = self.acting(words.who) if words.channel == Channel.SITE else self.facilitator
        entered = said.Said(
            text=words.at_first or words.text,
            language=words.language,
            perspective=self.hats[words.hat],
            author=self.members[words.who] if words.who else None,
            said_on=self.day(words.ago),
            channel=words.channel,
            meeting=self.meetings.get(words.ago) if words.channel == Channel.MEETING else None,
            tags=words.tags,
            author_withheld=words.kept_back,
            about_other=words.about_other,
            agreed_how=None if by == self.members.get(words.who or "") else AGREED.get(words.channel),
            speaker=self.members[words.speaker] if words.speaker else None,
        )
        row = said.add(project=self.project, said=entered, by=by, contribution_id=key_of("said", words.key))
        self.said[words.key] = row
        if words.picture:
            by = self.acting(words.who)
            attachment = files.keep(project=self.project, upload=pictures.upload(words.picture), by=by)
            description = pictures.PICTURES[words.picture].words
            files.attach(attachment=attachment, contribution=row, description=description, by=by)

    def reword(self, words: Words) -> None:
        row = self.said[words.key]
        said.edit(
            contribution=row,
            text=words.text,
            tags=words.tags,
            perspective=self.hats[words.hat],
            edition=row.edition,
            by=self.acting(words.who),
        )

    def supporting(self, key: str, ago: int, supporters: Iterable[str]) -> Iterator[Step]:
        """Support follows a day or two later, or when the person has joined."""
        for who in supporters:
            person = self.people[who]
            since = person.joined if person.account_since is None else person.account_since
            yield min(ago, since), partial(self.support, key, who)

    def support(self, key: str, who: str) -> None:
        said.support(contribution=self.said[key], by=self.members[who])

    def splitting(self, split: Split) -> Iterator[Step]:
        yield split.ago, partial(self.split, split)
        whole = next(words for words in SAID if words.key == split.whole)
        for part in split.parts:
            yield from self.supporting(part.key, split.ago - 2, part.supported)
            yield ASKED_FOR_THE_PAGE, partial(self.consent, part.key, whole.who, part.public, "")

    def split(self, split: Split) -> None:
        texts = [part.text for part in split.parts]
        rows = said.split(contribution=self.said[split.whole], texts=texts, by=self.facilitator)
        self.said |= {part.key: row for part, row in zip(split.parts, rows, strict=True)}

    def merge(self, key: str, into: str) -> None:
        said.merge(contribution=self.said[key], into=self.said[into], by=self.facilitator)

    def consent(self, key: str, who: str | None, answer: Consent, words: str) -> None:
        said.consent(contribution=self.said[key], answer=answer, words=words, by=self.acting(who))

    def talk_about(self, key: str) -> None:
        said.talk_about(contributions=[self.said[key]], talking=True, by=self.facilitator)

    # Decided

    def decide(self, decision: Decided) -> None:
        answers = decided.Answers(
            result=decision.result,
            reason=decision.reason,
            decided_by=decision.by,
            decided_on=self.day(decision.ago),
            reason_code=decision.listed,
            look_again=None if decision.look_again is None else self.day(decision.look_again),
            how=decision.how,
            final_say=self.hats[decision.final_say] if decision.final_say else None,
            dissent=decision.dissent,
            present=self.who(decision.present),
            meeting=self.meetings.get(decision.ago),
            present_counts={self.hats[hat]: people for hat, people in decision.besides.items()},
        )
        self.decisions[decision.key] = decided.decide(
            project=self.project,
            contributions=self.of(decision.about),
            answers=answers,
            replaces=[self.decisions[key] for key in decision.replaces],
            by=self.facilitator,
            decision_id=key_of("decided", decision.key),
        )

    # Did

    def working(self, work: Work) -> Iterator[Step]:
        yield work.ago, partial(self.act, work)
        for number, round_ in enumerate(work.rounds, start=1):
            yield round_.began, partial(self.plan, work, round_)
            if round_.did:
                written = round_.began - 12 if round_.ended is None else round_.ended
                yield written, partial(self.write, work, number, round_)
        for note in work.notes:
            yield note.ago, partial(self.note, work, note)

    def act(self, work: Work) -> None:
        self.actions[work.key] = did.add(
            project=self.project,
            what=work.what,
            contributions=self.of(work.about),
            decision=self.decisions[work.decision],
            workers=self.who(work.workers),
            others=work.others,
            due=None if work.due is None else self.day(work.due),
            by=self.members[work.made_by],
            action_id=key_of("did", work.key),
        )

    def plan(self, work: Work, round_: Round) -> None:
        did.plan_try(
            action=self.actions[work.key], plan=round_.plan, prediction=round_.prediction, by=self.members[round_.who]
        )

    def write(self, work: Work, number: int, round_: Round) -> None:
        row = TryOut.objects.get(action=self.actions[work.key], number=number)
        did.write_try(
            round_=row,
            did=round_.did,
            studied=round_.studied,
            act=round_.act,
            edition=row.edition,
            by=self.members[round_.who],
        )

    def note(self, work: Work, note: Note) -> None:
        action, by = self.actions[work.key], self.members[note.who]
        if note.status:
            did.set_status(action=action, status=note.status, note=note.text, by=by)
        else:
            did.add_note(action=action, text=note.text, by=by)

    # Changed

    def change(self, change: Changed) -> None:
        account = changed.Account(
            what=change.what,
            nothing_changed=change.nothing,
            for_whom=change.for_whom,
            since=None if change.since is None else self.day(change.since),
            how_known=change.how_known,
            account=change.account,
            measure=change.measure,
            before=change.before,
            after=change.after,
            compared_with=change.compared_with,
            chosen_by=self.hats[change.chosen_by] if change.chosen_by else None,
        )
        changed.add(
            project=self.project,
            account=account,
            contributions=self.of(change.about),
            actions=[self.actions[key] for key in change.through],
            by=self.members[change.told_by],
            change_id=key_of("changed", change.key),
        )

    # Show

    def showing(self, shown: Shown) -> Iterator[Step]:
        yield shown.prepared, partial(self.prepare, shown)
        for key, (ago, words) in shown.answers.items():
            yield ago, partial(self.answer, key, words)
        yield shown.published, self.publish

    def prepare(self, shown: Shown) -> None:
        self.release = show.prepare(project=self.project, by=self.facilitator)
        for part in (self.release.content, self.release.content["report"]):
            part["as_of"] = self.day(shown.prepared).isoformat()
        self.release.save(update_fields=["content"])

    def answer(self, key: str, words: str) -> None:
        show.answer(release=self.release, happy=True, words=words, by=self.members[key])

    def publish(self) -> None:
        show.publish(release=self.release, by=self.facilitator)
