"""One call of every action about paper; see :mod:`tests.web.calls`."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from tests.cast import TODAY, World
from tests.web.calls import by, call
from tests.web.rows import Told
from wesaid_web.projects import charter_actions
from wesaid_web.trail.actions import slips
from wesaid_web.trail.actions.said import Said
from wesaid_web.trail.models import Channel, Consent, SlipBatch

Rows = Iterator[list[Told] | None]


def _printed(w: World) -> tuple[SlipBatch, list[slips.Printed]]:
    return slips.print_slips(project=w.here.project, label="x", count=2, meeting=None, by=w.here.facilitator)


@call(slips.print_slips)
def slips_printed(w: World) -> Rows:
    yield None
    batch, _codes = _printed(w)
    yield [by(w.here.facilitator, w.here, "trail.slips_printed", batch, slips=2)]


@call(slips.type_in)
def slip_typed_in(w: World) -> Rows:
    _batch, (slip, _other) = _printed(w)
    on_it = {"code": slip.code, "key": uuid.uuid4(), "public": Consent.YES, "by": w.here.facilitator}
    said = Said("New", w.here.hat, None, TODAY, channel=Channel.PAPER)
    yield None
    row = slips.type_in(project=w.here.project, said=said, **on_it)  # type: ignore[arg-type]
    slips.type_in(project=w.here.project, said=said, **on_it)  # type: ignore[arg-type]  # the same form twice is once
    yield [
        by(w.here.facilitator, w.here, "trail.said", row, channel="paper"),
        by(w.here.facilitator, w.here, "trail.consent", row, answer="yes"),
        by(w.here.facilitator, w.here, "trail.slip_typed_in", row),
    ]


@call(slips.give_up)
def slips_given_up(w: World) -> Rows:
    batch, _codes = _printed(w)
    yield None
    slips.give_up(batch=batch, by=w.here.facilitator)
    slips.give_up(batch=batch, by=w.here.facilitator)  # twice is once
    yield [by(w.here.facilitator, w.here, "trail.slips_given_up", batch, slips=2)]


@call(slips.take_up_again)
def slips_taken_up(w: World) -> Rows:
    batch, _codes = _printed(w)
    slips.give_up(batch=batch, by=w.here.facilitator)
    yield None
    slips.take_up_again(batch=batch, by=w.here.facilitator)
    slips.take_up_again(batch=batch, by=w.here.facilitator)  # twice is once
    yield [by(w.here.facilitator, w.here, "trail.slips_taken_up", batch)]


@call(charter_actions.sign_for)
def charter_signed_on_paper(w: World) -> Rows:
    charter, person = w.here.charter, w.here.paper_person
    yield None
    for back in (False, False, True):  # twice is once
        charter_actions.sign_for(charter=charter, member=person, back=back, by=w.here.facilitator)
    told = {"number": charter.number, "person": str(person.pk)}
    yield [
        by(w.here.facilitator, w.here, "projects.charter_signed_for", charter, **told),
        by(w.here.facilitator, w.here, "projects.charter_unsigned_for", charter, **told),
    ]
