"""Every action: the audit row it leaves; and where that row cannot be written, nothing is done at all."""

from __future__ import annotations

import inspect
from importlib import import_module
from types import ModuleType

import pytest
from django.db import IntegrityError

from tests.cast import World
from tests.web import (  # noqa: F401 -- fill CALLS
    calls_care,
    calls_delivery,
    calls_equal,
    calls_guests,
    calls_joining,
    calls_meetings,
    calls_paper,
    calls_privacy,
    calls_steps,
    calls_support,
    calls_telling,
    calls_trail,
    calls_words,
)
from tests.web.calls import CALLS
from tests.web.rows import audit_of, block_audit, everything
from wesaid_web.common import audit

MODULES = [
    "people.actions",
    "people.step_actions",
    "telling.actions",
    "telling.following_actions",
    "projects.actions",
    "projects.charter_actions",
    "projects.glossary_actions",
    "projects.reflection_actions",
    "projects.voice_actions",
    "show.actions",
    "support.actions",
    *(f"joining.actions.{name}" for name in ("applying", "finding", "following", "roles", "sponsors")),
    "meetings.actions",
    *(
        f"delivery.actions.{name}"
        for name in ("following", "own", "pieces", "roles", "sessions", "sheets", "taking_back")
    ),
    "support.care_actions",
    "support.concern_actions",
    "support.following_actions",
    "evaluation.actions",
    "privacy.erasing_actions",
    "privacy.complaint_actions",
    "privacy.copy_actions",
    "privacy.keeping_actions",
    "trail.actions.forgetting",
    *(
        f"trail.actions.{name}"
        for name in (
            "changed",
            "decided",
            "did",
            "files",
            "following",
            "formats",
            "guest_words",
            "guests",
            "imports",
            "meetings",
            "said",
            "seeing",
            "telling",
            "slips",
        )
    ),
]
READS = {
    "telling.actions.everybody",
    "delivery.actions.roles.check_ready",
    "delivery.actions.sessions.held_on",
    "delivery.actions.taking_back.check_not_ended_for",
    "delivery.actions.taking_back.ended_for",
    "delivery.actions.taking_back.last_ended_for",
    "projects.actions.comes_before_inviting",
    *(f"joining.actions.applying.{name}" for name in ("belongs", "by_link", "code_digest", "code_for", "row_of")),
    "joining.actions.roles.role_code_digest",
    "meetings.actions.check_held",
    "projects.actions.find_invitation",
    "projects.charter_actions.draft_of",
    "projects.charter_actions.current_of",
    "trail.actions.formats.check_can_remove",
    "projects.reflection_actions.check_own_power",
    "projects.reflection_actions.may_own_power",
    "projects.reflection_actions.note_of",
    "show.actions.content_now",
    "show.actions.missing_before_publishing",
    "support.following_actions.check_contacts",
    *(
        f"trail.actions.guest_words.{name}"
        for name in ("about_digest_of", "can_have_code", "digest_of", "hat_of_guests")
    ),
    *(
        f"trail.actions.guests.{name}"
        for name in ("belongs", "by_code", "by_id", "by_link", "code_digest", "link_digest", "secrets_of")
    ),
    "trail.actions.files.waiting",
    "privacy.erasing_actions.check_not_needed",
    "privacy.complaint_actions.code_of",
    "privacy.complaint_actions.digest_of",
    "privacy.copy_actions.as_document",
    "privacy.keeping_actions.old_copies",
    *(f"trail.actions.slips.{name}" for name in ("find", "printed_before")),
    "trail.actions.imports.headings",
    "trail.actions.imports.preview",
}
INSIDE_OTHERS = {
    "telling.actions.forget",
    "telling.actions.tell",
    "telling.following_actions.forget_news",
    "telling.following_actions.hand_over_no_other_news",
    "trail.actions.telling.forget_words_of",
    "trail.actions.telling.tell_authors",
    "trail.actions.telling.tell_of_words",
    "delivery.actions.following.end_roles",
    "delivery.actions.following.keep_own_words",
    "joining.actions.finding.keep_no",
    "joining.actions.following.end_codes",
    "joining.actions.following.end_roles",
    "privacy.erasing_actions.asks_for_themselves",
    "projects.actions.place_hat",
    "projects.actions.place_person",
    "support.following_actions.forget_needs",
    "support.following_actions.hand_no_worries_over",
    "support.following_actions.leave_to_who_else_reads",
    "show.actions.forget_no",
    "show.actions.forget_words",
    "trail.actions.forgetting.forget_person",
    "trail.actions.imports.drop_named",
    "trail.actions.forgetting.take_away",
    "support.following_actions.keep_who_told",
    "trail.actions.files.give",
    "trail.actions.files.remove_all",
    "trail.actions.formats.remove_forms_of",
    "trail.actions.following.keep_names_back",
    "trail.actions.following.leave_without_a_name",
    "trail.actions.following.take_words_off",
    "trail.actions.following.follow_attendance",
    "trail.actions.said.set_tags",
}
WITHOUT_TRACE = {
    "telling.actions.tell": "a part of what happened, which leaves its row",
    "telling.actions.forget": "a part of what happened, which leaves its row",
    "telling.actions.mark_seen": "whether somebody reads is nobody else's business",
    "telling.actions.claim": "the e-mail is recorded once it left",
    "telling.actions.not_sent": "nothing left",
    "telling.actions.drop_old": "what is too old leaves no trace",
    "telling.following_actions.forget_news": "a part of leaving, which leaves its row",
    "telling.following_actions.hand_over_no_other_news": "a part of joining, which leaves its row",
    "trail.actions.telling.seen_by_code": "a row would say that somebody without an account looked, and when",
    "trail.actions.telling.forget_words_of": "a part of taking words back, which leaves its row",
    "projects.reflection_actions.write_own_power": "for whoever writes alone: that they wrote is nobody's business",
    "projects.reflection_actions.delete_own_power": "for whoever wrote alone",
    "trail.actions.following.keep_names_back": "a part of joining, which leaves its row",
    "joining.actions.following.end_codes": "a part of joining, which leaves its row",
    "projects.glossary_actions.ask_word": "a row would say when somebody asked, and beside whose steps",
    "trail.actions.formats.remove_forms_of": "a part of taking words back, which leaves its row",
    "evaluation.actions.answer": "a row would say who answered, and when",
    "support.following_actions.forget_needs": "a part of leaving, which leaves its row",
    "trail.actions.forgetting.take_away": "a part of taking words back, which leaves its row",
    "privacy.keeping_actions.remove_old_copies": "files, and no row: a copy of the database is nobody's step",
    "trail.actions.imports.drop_named": "a part of erasing somebody, which leaves its row",
    "trail.actions.files.small": "a small copy of what is there already",
    "show.actions.forget_no": "a part of removing why somebody said no, which leaves its row",
    "show.actions.forget_words": "a part of taking words back, which leaves its row",
    "trail.actions.files.give": "a part of saying something without an account, which leaves its row",
    "trail.actions.files.remove_all": "a part of taking words back, which leaves its row",
    "trail.actions.files.keep_for_guest": "a file that waits is nobody's step yet",
    "trail.actions.files.keep": "a file that waits is nobody's step yet",
    "trail.actions.files.drop": "a file that waits is nobody's step yet",
    "trail.actions.files.tidy": "what waited in vain leaves no trace",
    "trail.actions.imports.prepare": "nothing is on the trail yet",
    "trail.actions.imports.set_columns": "nothing is on the trail yet",
    "trail.actions.imports.resume_all": "the import itself is recorded",
    "trail.actions.imports.drop_forgotten": "nothing is on the trail yet",
}


def public_functions(module: ModuleType) -> set[str]:
    return {
        f"{module.__name__.removeprefix('wesaid_web.')}.{name}"
        for name, thing in vars(module).items()
        if inspect.isfunction(thing) and thing.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_action_is_called() -> None:
    known = {name.partition(":")[0] for name in CALLS} | READS | INSIDE_OTHERS | set(WITHOUT_TRACE)
    there = set().union(*(public_functions(import_module(f"wesaid_web.{name}")) for name in MODULES))
    assert there - known == set()
    assert {name for name in known if "archive" not in name} - there == set()


@pytest.mark.parametrize("name", sorted(CALLS))
def test_leaves_its_audit_rows_and_no_other(name: str, world: World) -> None:
    steps = CALLS[name](world)
    next(steps)
    with audit_of() as rows:
        expected = next(steps)
    assert rows == expected
    assert list(audit.problems()) == []


@pytest.mark.parametrize(
    "name", sorted(set(CALLS) - {"projects.actions.create_project", "trail.archive.reading.import_document"})
)
def test_does_nothing_where_the_audit_row_cannot_be_written(name: str, world: World) -> None:
    steps = CALLS[name](world)
    next(steps)
    block_audit()
    before = everything()
    with pytest.raises(IntegrityError):
        next(steps)
    assert everything() == before
