"""Building what the group delivers: roles, what could go wrong, sessions, stepping back. Part of build.py."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Protocol

from wesaid_web.delivery.actions import own, pieces, roles, sessions, sheets
from wesaid_web.delivery.models import Development, HeldRole, Per
from wesaid_web.delivery.models import Piece as PieceRow
from wesaid_web.projects.models import Member, Project
from wesaid_web.show.demo.delivered import DONE, HOW_THEY_CAME, LAST_CALLS, OWN, PIECES, POSTS
from wesaid_web.show.demo.shapes import Done, OwnWords, Piece, Post, Step, Trained, key_of
from wesaid_web.trail.models import Action, Decision


class Example(Protocol):
    """What has been made of the example so far."""

    project: Project
    today: date
    members: dict[str, Member]
    decisions: dict[str, Decision]
    actions: dict[str, Action]

    def day(self, ago: int) -> date: ...

    def acting(self, key: str | None) -> Member: ...

    @property
    def facilitator(self) -> Member: ...


class Deliverer:
    """Does its steps on their days and keeps what was made by its key."""

    def __init__(self, example: Example) -> None:
        self.example = example
        self.pieces: dict[str, PieceRow] = {}
        self.roles: dict[str, HeldRole] = {}
        self.posts = {post.key: post for post in POSTS}

    def steps(self) -> Iterator[Step]:
        for piece in PIECES:
            yield piece.ago, partial(self.add, piece)
        for post in POSTS:
            yield from self.holding(post)
        for done in (*DONE, *self.this_week()):
            yield done.ago, partial(self.log, done)
        for words in OWN:
            yield words.ago, partial(self.write, words)
        for who in HOW_THEY_CAME:
            yield 5, partial(self.tell_how, who)
        for who in sorted({post.who for post in POSTS}):
            yield 5, partial(self.may_be_told, who)
        yield 4, self.freeze

    def this_week(self) -> Iterator[Done]:
        """The last calls, on the days of this week so far, so that how much of a limit is used can be seen whenever somebody
        looks. On a Monday nothing has happened yet, and they were in the week before."""
        monday = self.example.today - timedelta(days=self.example.today.weekday())
        days = [monday + timedelta(days=past) for past in range(self.example.today.weekday())]
        days = days or [monday - timedelta(days=past) for past in (5, 4, 3)]
        for place, done in enumerate(LAST_CALLS):
            on = days[min(place, len(days) - 1)]
            yield replace(done, ago=(self.example.day(0) - on).days)

    def add(self, piece: Piece) -> None:
        delivered = pieces.Delivered(
            what=piece.what,
            for_whom=piece.for_whom,
            agreed_with=piece.agreed_with,
            decision=self.example.decisions[piece.decision] if piece.decision else None,
            action=self.example.actions[piece.action] if piece.action else None,
        )
        self.pieces[piece.key] = pieces.add(
            project=self.example.project,
            delivered=delivered,
            by=self.example.facilitator,
            piece_id=key_of("delivered", piece.key),
        )

    def holding(self, post: Post) -> Iterable[Step]:
        yield post.ago, partial(self.set_up, post)
        for trained in post.trained:
            yield trained.had or trained.offered, partial(self.train, post, trained)
        if post.started is not None:
            yield post.started, partial(self.start, post)
        for ago in post.sat_down:
            yield max(ago, 0), partial(self.sit_down, post, ago)
        if post.changed is not None:
            yield post.changed, partial(self.change, post)
        if post.stepped_back is not None:
            yield post.stepped_back, partial(self.step_back, post)

    def terms(self, post: Post, tasks: str) -> roles.Terms:
        return roles.Terms(
            kind=post.kind,
            called=post.called,
            tasks=tasks,
            paid=post.paid,
            terms=post.terms,
            support=self.example.members[post.support] if post.support else None,
            per=Per.WEEK,
            hours_agreed=post.hours_agreed,
            limit_hours=post.limit_hours,
            limit_people=post.limit_people,
            stepping_back=post.stepping_back,
        )

    def set_up(self, post: Post) -> None:
        """With what could go wrong, where that is written down."""
        facilitator = self.example.facilitator
        role = roles.add(
            piece=self.pieces[post.piece],
            holder=self.example.members[post.who],
            terms=self.terms(post, post.tasks),
            by=facilitator,
            role_id=key_of("role", post.key),
        )
        self.roles[post.key] = role
        if post.risks:
            roles.write_risks(role=role, risks=post.risks, edition=0, by=facilitator)

    def train(self, post: Post, trained: Trained) -> None:
        roles.offer_training(
            role=self.roles[post.key],
            what=trained.what,
            offered_on=self.example.day(trained.offered),
            had_on=None if trained.had is None else self.example.day(trained.had),
            by=self.example.facilitator,
        )

    def start(self, post: Post) -> None:
        roles.start(role=self.roles[post.key], by=self.example.acting(post.who), how=post.how)

    def sit_down(self, post: Post, ago: int) -> None:
        roles.sat_down(role=self.roles[post.key], on=self.example.day(ago), by=self.example.acting(post.support))

    def change(self, post: Post) -> None:
        role = self.roles[post.key]
        roles.edit(role=role, terms=self.terms(post, post.tasks_since), edition=1, by=self.example.facilitator)
        self.start(post)

    def step_back(self, post: Post) -> None:
        roles.step_back(role=self.roles[post.key], by=self.example.acting(post.who), words=post.last_words)

    def log(self, done: Done) -> None:
        delivered = sessions.Delivered(
            on=self.example.day(done.ago),
            hours=done.hours,
            reached=done.reached,
            kind=done.kind,
            languages=done.languages,
            learned=done.learned,
        )
        who = self.posts[done.post].who
        sessions.log(role=self.roles[done.post], delivered=delivered, by=self.example.acting(who))

    def write(self, words: OwnWords) -> Development:
        return own.write(text=words.text, shared=words.shared, by=self.example.members[words.who])

    def may_be_told(self, who: str) -> None:
        """Everybody who delivers says yes to telling others how many they are, so the report can."""
        person = self.example.members[who]
        own.may_be_told(member=person, yes=True, by=self.example.acting(who))

    def freeze(self) -> None:
        """A sheet of the cycle. There are too few of them for a number on it, and it says so."""
        sheets.freeze(project=self.example.project, by=self.example.facilitator)

    def tell_how(self, who: str) -> None:
        own.tell_how(through_peer=HOW_THEY_CAME[who], by=self.example.members[who])
