"""One call of every action about telling people; see :mod:`tests.web.calls`."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from tests.cast import World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.common.models import INSTALLATION
from wesaid_web.telling import actions
from wesaid_web.telling.models import MailChoice, News, Often
from wesaid_web.trail.actions import telling
from wesaid_web.trail.actions.said import talk_about
from wesaid_web.trail.postcards import to_hand_out

Rows = Iterator[list[Told] | None]


@call(actions.choose_mail)
def chosen(w: World) -> Rows:
    user = w.users["member"]
    yield None
    actions.choose_mail(user=user, often=Often.DAILY, off=["trail.done", "no.such"], by=user)
    actions.choose_mail(user=user, often=Often.DAILY, off=["trail.done"], by=user)  # the same is no change
    yield [Told("telling.mail_chosen", user.pk, user.pk, {"often": "daily"}, INSTALLATION)]


@call(actions.stop_mail)
def stopped(w: World) -> Rows:
    choice = MailChoice.objects.create(user=w.users["member"])
    yield None
    actions.stop_mail(choice_id=choice.pk)
    actions.stop_mail(choice_id=choice.pk)
    actions.stop_mail(choice_id=w.here.project.pk)  # nobody's
    yield [Told("telling.mail_stopped", None, w.users["member"].pk, {}, INSTALLATION)]


@call(actions.sent)
def mailed(w: World) -> Rows:
    choice = actions.claim(user=w.users["member"])
    assert choice
    news = list(News.objects.filter(member=w.here.member).values_list("pk", flat=True)[:2])
    yield None
    actions.sent(choice=choice, news=news, on=timezone.localdate())
    yield [Told("telling.mailed", None, w.users["member"].pk, {"news": 2}, INSTALLATION)]


def _card(w: World) -> list[object]:
    talk_about(contributions=[w.here.paper_words], talking=True, by=w.here.facilitator)
    (card,) = [one for one in to_hand_out(w.here.project) if one.to.key == w.here.paper_person.pk]
    return list(card.keys)


@call(telling.hand_out)
def handed_out(w: World) -> Rows:
    keys = _card(w)
    yield None
    for _time in range(2):  # twice is once
        telling.hand_out(project=w.here.project, news=keys, by=w.here.facilitator)  # type: ignore[arg-type]
    yield [by(w.here.facilitator, w.here, "trail.postcards_given", w.here.project, news=1)]


@call(telling.not_handed_out)
def not_handed_out(w: World) -> Rows:
    given = {"project": w.here.project, "news": _card(w), "by": w.here.facilitator}
    telling.hand_out(**given)  # type: ignore[arg-type]
    yield None
    for _time in range(2):
        telling.not_handed_out(on=timezone.localdate(), **given)  # type: ignore[arg-type]
    yield [by(w.here.facilitator, w.here, "trail.postcards_not_given", w.here.project)]
