"""One call of every action on the trail; see :mod:`tests.web.calls`."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cast import TODAY, World, picture, say
from tests.web.calls import by, call, ids
from tests.web.rows import Told
from wesaid_web.trail.actions import changed, decided, did, files, said, seeing
from wesaid_web.trail.models import Act, Consent, Contribution, HowKnown, Result, Status

Rows = Iterator[list[Told] | None]


@call(said.add)
def own_words(w: World) -> Rows:
    here = w.here
    yield None
    row = say(here.project, here.member, "New words", here.hat, tags=["b", "a"])
    yield [by(here.member, here, "trail.said", row, channel="site")]


@call(said.edit)
def edited(w: World) -> Rows:
    row = w.here.contribution
    yield None
    said.edit(contribution=row, text="Other words", tags=["t"], perspective=w.here.carer, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.edited", row, edition=2)]


@call(said.support)
def supported(w: World) -> Rows:
    yield None
    said.support(contribution=w.here.contribution, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.supported", w.here.contribution)]


@call(said.unsupport)
def unsupported(w: World) -> Rows:
    said.support(contribution=w.here.contribution, by=w.here.facilitator)
    yield None
    said.unsupport(contribution=w.here.contribution, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.unsupported", w.here.contribution)]


@call(said.hide)
def hidden(w: World) -> Rows:
    yield None
    said.hide(contribution=w.here.contribution, reason="It names a nurse.", by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.hidden", w.here.contribution)]


@call(said.unhide)
def unhidden(w: World) -> Rows:
    said.hide(contribution=w.here.contribution, reason="It names a nurse.", by=w.here.facilitator)
    yield None
    said.unhide(contribution=w.here.contribution, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.unhidden", w.here.contribution)]


@call(said.withhold_author)
def withheld(w: World) -> Rows:
    yield None
    said.withhold_author(contribution=w.here.contribution, withheld=True, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.name_withheld", w.here.contribution)]


@call(said.withhold_author)
def shown_again(w: World) -> Rows:
    said.withhold_author(contribution=w.here.contribution, withheld=True, by=w.here.member)
    yield None
    said.withhold_author(contribution=w.here.contribution, withheld=False, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.name_shown", w.here.contribution)]


@call(said.choose_speaker)
def speaker(w: World) -> Rows:
    yield None
    said.choose_speaker(contribution=w.here.contribution, speaker=w.here.facilitator, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.speaker", w.here.contribution, speaker=str(w.here.facilitator.pk))]


@call(said.consent)
def consent(w: World) -> Rows:
    yield None
    said.consent(contribution=w.here.contribution, answer=Consent.YES, words="Shorter", by=w.here.member)
    yield [by(w.here.member, w.here, "trail.consent", w.here.contribution, answer="yes")]


@call(said.talk_about)
def talked_about(w: World) -> Rows:
    yield None
    said.talk_about(contributions=[w.here.contribution, w.here.paper_words], talking=True, by=w.here.facilitator)
    yield [
        by(w.here.facilitator, w.here, "trail.talked_about", w.here.contribution),
        by(w.here.facilitator, w.here, "trail.talked_about", w.here.paper_words),
    ]


@call(said.talk_about)
def not_talked_about(w: World) -> Rows:
    said.talk_about(contributions=[w.here.contribution], talking=True, by=w.here.facilitator)
    yield None
    said.talk_about(contributions=[w.here.contribution], talking=False, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.not_talked_about", w.here.contribution)]


@call(said.merge)
def merged(w: World) -> Rows:
    yield None
    said.merge(contribution=w.here.contribution, into=w.here.decided_on, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.merged", w.here.contribution, into=str(w.here.decided_on.pk))]


@call(said.unmerge)
def unmerged(w: World) -> Rows:
    said.merge(contribution=w.here.contribution, into=w.here.decided_on, by=w.here.facilitator)
    yield None
    said.unmerge(contribution=w.here.contribution, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.unmerged", w.here.contribution, into=str(w.here.decided_on.pk))]


@call(said.split)
def split(w: World) -> Rows:
    yield None
    parts = said.split(contribution=w.here.contribution, texts=["One", "Two"], by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.split", w.here.contribution, parts=ids(*parts))]


@call(said.unsplit)
def unsplit(w: World) -> Rows:
    parts = said.split(contribution=w.here.contribution, texts=["One", "Two"], by=w.here.facilitator)
    gone = ids(*Contribution.objects.filter(pk__in=[part.pk for part in parts]))
    yield None
    said.unsplit(contribution=w.here.contribution, by=w.here.facilitator)
    yield [by(w.here.facilitator, w.here, "trail.unsplit", w.here.contribution, parts=gone)]


@call(files.attach)
def attached(w: World) -> Rows:
    file = files.keep(project=w.here.project, upload=picture(), by=w.here.member)
    yield None
    files.attach(attachment=file, contribution=w.here.contribution, description="A drawing", by=w.here.member)
    yield [by(w.here.member, w.here, "trail.attached", w.here.contribution, attachment=str(file.pk))]


@call(files.detach)
def detached(w: World) -> Rows:
    key = str(w.here.attachment.pk)
    yield None
    files.detach(attachment=w.here.attachment, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.detached", w.here.contribution, attachment=key)]


@call(decided.decide)
def decision(w: World) -> Rows:
    here = w.here
    yield None
    answers = decided.Answers(result=Result.GO_AHEAD, reason="Cheap", decided_by="All", decided_on=TODAY)
    row = decided.decide(
        project=here.project,
        contributions=[here.contribution],
        answers=answers,
        replaces=[here.decision],
        by=here.facilitator,
    )
    yield [
        by(
            here.facilitator,
            here,
            "trail.decided",
            row,
            result="go_ahead",
            on=ids(here.contribution),
            replaces=ids(here.decision),
        )
    ]


@call(decided.add_details)
def decision_details(w: World) -> Rows:
    here = w.here
    yield None
    decided.add_details(
        decision=here.decision,
        how=None,
        final_say=here.carer,
        dissent="Not me",
        present=[here.facilitator],
        present_counts={here.hat: 2},
        by=here.facilitator,
    )
    yield [by(here.facilitator, here, "trail.decision_details", here.decision, present=ids(here.facilitator))]


@call(did.add)
def action(w: World) -> Rows:
    here = w.here
    yield None
    row = did.add(
        project=here.project,
        what="Print cards",
        contributions=[here.contribution],
        decision=None,
        workers=[here.member],
        others="",
        due=None,
        by=here.member,
    )
    yield [by(here.member, here, "trail.action_added", row, workers=ids(here.member), on=ids(here.contribution))]


@call(did.edit)
def action_edited(w: World) -> Rows:
    yield None
    did.edit(action=w.here.action, what="Print", workers=[], others="", due=None, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.action_edited", w.here.action, workers=[])]


@call(did.set_status)
def action_status(w: World) -> Rows:
    yield None
    did.set_status(action=w.here.action, status=Status.STOPPED, note="No paper", by=w.here.member)
    yield [by(w.here.member, w.here, "trail.action_status", w.here.action, status="stopped")]


@call(did.add_note)
def action_noted(w: World) -> Rows:
    yield None
    did.add_note(action=w.here.action, text="Half way", by=w.here.member)
    yield [by(w.here.member, w.here, "trail.action_noted", w.here.action)]


@call(did.plan_try)
def try_planned(w: World) -> Rows:
    did.write_try(round_=w.here.round, did="", studied="Better", act=Act.ADAPT, edition=1, by=w.here.member)
    yield None
    round_ = did.plan_try(action=w.here.action, plan="Again", prediction="Works", by=w.here.member)
    yield [by(w.here.member, w.here, "trail.try_planned", round_, number=2)]


@call(did.write_try)
def try_written(w: World) -> Rows:
    yield None
    did.write_try(round_=w.here.round, did="We asked", studied="", act=None, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.try_written", w.here.round, act=None)]


@call(did.write_try)
def try_ended(w: World) -> Rows:
    yield None
    did.write_try(round_=w.here.round, did="We asked", studied="Better", act=Act.ADOPT, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.try_ended", w.here.round, act="adopt")]


@call(changed.add)
def change(w: World) -> Rows:
    here = w.here
    yield None
    account = changed.Account(what="Shorter waits", how_known=HowKnown.STORY)
    row = changed.add(
        project=here.project,
        account=account,
        contributions=[here.decided_on],
        actions=[here.action],
        by=here.member,
    )
    yield [by(here.member, here, "trail.changed", row, on=ids(here.decided_on), actions=ids(here.action))]


@call(changed.add)
def nothing_changed(w: World) -> Rows:
    here = w.here
    yield None
    account = changed.Account(what="Nobody came", nothing_changed=True)
    row = changed.add(
        project=here.project, account=account, contributions=[here.decided_on], actions=[], by=here.member
    )
    yield [by(here.member, here, "trail.nothing_changed", row, on=ids(here.decided_on), actions=[])]


@call(changed.edit)
def change_edited(w: World) -> Rows:
    yield None
    account = changed.Account(what="Shorter waits", how_known=HowKnown.STORY)
    changed.edit(change=w.here.change, account=account, edition=1, by=w.here.member)
    yield [by(w.here.member, w.here, "trail.change_edited", w.here.change, edition=2)]


@call(seeing.see_through)
def seen_through(w: World) -> Rows:
    yield None
    seeing.see_through(thing=w.here.contribution, framework="scie-principles", item="", by=w.here.member)
    details = {"framework": "scie-principles", "item": None}
    yield [by(w.here.member, w.here, "trail.seen_through", w.here.contribution, **details)]


@call(seeing.see_through)
def not_seen_through(w: World) -> Rows:
    yield None
    lens = {"framework": "co-delivery-cycle", "item": "co-production"}
    seeing.see_through(thing=w.here.decision, **lens, by=w.here.member, back=True)
    yield [by(w.here.member, w.here, "trail.not_seen_through", w.here.decision, **lens)]
