"""Every address of the product that can be opened, with everything there is to open in it.

Long because every route that can be opened has its line.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.test import Client
from django.urls import reverse

from tests.pages import body
from wesaid.frameworks import all_frameworks, all_ways
from wesaid_web.delivery.models import Development, HeldRole, Session, Supervision, Training
from wesaid_web.evaluation.models import Round
from wesaid_web.joining.models import Application, LookedPlace, Opening, ProjectRole, Promise, SaidNo, Sponsor
from wesaid_web.joining.queries import waiting
from wesaid_web.joining.views.apply import seal
from wesaid_web.meetings.models import Meeting
from wesaid_web.projects.models import Charter, Member, Project
from wesaid_web.show.models import PublicPage
from wesaid_web.support.models import AftercareContact, CheckIn, Concern, Need, Return, Terms
from wesaid_web.trail import sealed
from wesaid_web.trail.models import (
    Action,
    Attachment,
    Change,
    Contribution,
    Decision,
    ImportRun,
    Receipt,
    TryOut,
)
from wesaid_web.trail.postcards import to_hand_out
from wesaid_web.trail.sealed import Whose
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.worries import from_invitation

Rows = Callable[[Project], Any]

OF_PROJECT = [
    "projects:settings",
    "projects:hat_new",
    "projects:people",
    "projects:me",
    "projects:person_new",
    "projects:leave",
    "projects:invite",
    "projects:charter",
    "projects:charter_edit",
    "projects:charter_draft",
    "support:mine",
    "support:people",
    "support:terms_new",
    "support:told",
    "support:worry",
    "support:contacts",
    "support:concern_new",
    "support:concern_sent",
    "support:told_worries",
    "support:concerns",
    "support:concerns_due",
    "support:needs",
    "support:need_new",
    "support:needs_told",
    "support:aftercare",
    "support:aftercare_new",
    "support:check_in_new",
    *(
        f"joining:{name}"
        for name in (
            "finding",
            "looked_new",
            "missing",
            "missing_new",
            "info",
            "info_edit",
            "welcome",
            "no_new",
            "say_why",
            "applications",
            "application_new",
            "opening_new",
            "roles",
            "role_new",
            "sponsor_new",
        )
    ),
    "privacy:keeping",
    "privacy:keeping_edit",
    "privacy:complain",
    "privacy:complaints",
    "projects:voice",
    "projects:own_power",
    "projects:own_power_delete",
    "projects:reflections",
    "projects:glossary",
    "projects:glossary_ask",
    "projects:word_new",
    "trail:formats",
    "trail:format_new",
    "projects:reflections_paper",
    "projects:charter_seen",
    "projects:ways",
    "projects:ways_edit",
    "telling:news",
    "trail:postcards",
    "trail:postcards_print",
    "trail:guests",
    "trail:guests_new",
    "trail:receipts",
    "trail:slips",
    "trail:slips_new",
    "trail:slip",
    "trail:cards",
    "trail:cards_print",
    "trail:card",
    "projects:charter_paper",
    "show:paper",
    "show:information",
    "show:worry_sheet",
    "show:wall",
    "trail:said",
    "trail:say",
    "trail:decided",
    "trail:decide",
    "trail:did",
    "trail:action_new",
    "trail:changed",
    "trail:change_new",
    "trail:imports",
    "trail:import_new",
    "trail:archive",
    "meetings:list",
    "meetings:new",
    "delivery:list",
    "delivery:piece_new",
    "delivery:own",
    "delivery:may_be_told",
    "delivery:cycle",
    "delivery:cycle_outside",
    "evaluation:askings",
    "evaluation:new",
    "show:overview",
    "show:mine",
    "show:together",
    "show:equal",
    "show:equal_sheet",
    "show:happened",
    "show:public_settings",
    "show:report",
    "show:report_data",
    "show:report_waiting",
    "show:preview",
    "show:publish",
]
OF_ROWS: dict[str, Rows] = {
    **{
        f"support:{name}": lambda p: Terms.objects.filter(project=p).values_list("pk")
        for name in ("terms", "terms_paper", "terms_end", "offer")
    },
    "support:pay": lambda p: Return.objects.filter(terms__project=p).values_list("pk"),
    **{
        f"support:{name}": lambda p: Concern.objects.filter(project=p).order_by("pk").values_list("pk")
        for name in ("concern", "concern_close", "told_one")
    },
    **{
        f"support:{name}": lambda p: Need.objects.filter(member__project=p).values_list("pk")
        for name in ("need_edit", "need_agree", "need_met", "need_remove")
    },
    "joining:looked_edit": lambda p: LookedPlace.objects.filter(project=p).values_list("pk"),
    **{
        f"joining:{name}": lambda p: SaidNo.objects.filter(project=p).values_list("pk")
        for name in ("no_show", "no_remove")
    },
    **{f"joining:{name}": lambda p: waiting(p).values_list("pk") for name in ("welcome_in", "not_now")},
    **{
        f"joining:{name}": lambda p: ProjectRole.objects.filter(project=p).values_list("pk")
        for name in ("role", "role_edit", "role_agree", "role_training", "role_end")
    },
    **{
        f"joining:{name}": lambda p: Sponsor.objects.filter(project=p).values_list("pk")
        for name in ("sponsor_end", "promise_new")
    },
    **{
        f"joining:{name}": lambda p: Promise.objects.filter(sponsor__project=p).values_list("pk")
        for name in ("promise_kept", "promise_answer")
    },
    "support:aftercare_remove": lambda p: AftercareContact.objects.filter(project=p).values_list("pk"),
    "support:check_in_remove": lambda p: CheckIn.objects.filter(member__project=p).values_list("pk"),
    "support:take_away": lambda p: Return.objects.filter(terms__project=p).values_list("pk"),
    **{f"delivery:{name}": lambda p: p.pieces.values_list("pk") for name in ("piece", "piece_edit", "role_new")},
    **{
        f"delivery:{name}": lambda p: HeldRole.objects.filter(piece__project=p).values_list("pk")
        for name in ("role", "role_edit", "start", "agreement", "step_back", "risk", "training", "sit_down", "log")
    },
    **{
        f"delivery:{name}": lambda p: Session.objects.filter(piece__project=p).values_list("pk")
        for name in ("session_edit", "learned")
    },
    "delivery:end": lambda p: HeldRole.objects.filter(piece__project=p).values_list("pk"),
    "delivery:training_strike": lambda p: Training.objects.filter(role__piece__project=p).values_list("role", "pk"),
    "delivery:day_strike": lambda p: Supervision.objects.filter(role__piece__project=p).values_list("role", "pk"),
    "delivery:own_edit": lambda p: Development.objects.filter(member__project=p).values_list("pk"),
    "privacy:erase_person": lambda p: Member.objects.filter(project=p, user=None).values_list("pk"),
    "privacy:complaint": lambda p: p.complaints.values_list("pk"),
    "projects:hat_edit": lambda p: p.perspectives.values_list("pk"),
    "projects:person_edit": lambda p: Member.objects.filter(project=p, user=None).values_list("pk"),
    "projects:remove": lambda p: Member.objects.filter(project=p, left_at=None).values_list("pk"),
    "projects:role": lambda p: Member.objects.filter(project=p).values_list("pk"),
    "projects:charter_version": lambda p: Charter.objects.filter(project=p).values_list("number"),
    **{f"projects:{name}": lambda _p: [(1,), (7,)] for name in ("reflection", "reflection_write")},
    **{
        f"trail:{name}": lambda p: Contribution.objects.filter(project=p).values_list("pk")
        for name in ("one", "edit", "attach", "hide", "seen", "speaker", "withhold", "consent", "merge", "split")
    },
    "projects:word_edit": lambda p: p.glossary.values_list("pk"),
    "projects:word_answer": lambda p: p.word_questions.values_list("pk"),
    **{
        f"trail:{name}": lambda p: p.other_forms.values_list("pk")
        for name in ("format", "format_promise", "format_give", "format_refuse")
    },
    "trail:format_file": lambda p: p.other_forms.exclude(file="").values_list("pk"),
    "trail:guests_again": lambda p: p.guest_invitations.values_list("pk"),
    "trail:file": lambda p: Attachment.objects.filter(contribution__project=p).values_list("contribution", "pk"),
    **{
        f"trail:{name}": lambda p: Decision.objects.filter(project=p).values_list("pk")
        for name in ("decision", "decision_details", "decision_seen")
    },
    **{
        f"trail:{name}": lambda p: Action.objects.filter(project=p).values_list("pk")
        for name in ("action", "action_edit", "action_status", "try_new")
    },
    "trail:try_write": lambda p: TryOut.objects.filter(action__project=p).values_list("action", "pk"),
    **{
        f"trail:{name}": lambda p: Change.objects.filter(project=p).values_list("pk")
        for name in ("change", "change_edit")
    },
    **{
        f"trail:{name}": lambda p: ImportRun.objects.filter(project=p).values_list("pk")
        for name in ("import", "import_columns")
    },
    **{
        name: lambda p: Meeting.objects.filter(project=p).values_list("pk")
        for name in (
            *(
                f"meetings:{name}"
                for name in ("edit", "agenda", "agenda_print", "mix", "notice", "cancel", "attendance")
            ),
            "trail:meeting",
            "trail:after",
            "show:letter",
        )
    },
    **{
        f"evaluation:{name}": lambda p: Round.objects.filter(project=p).values_list("pk")
        for name in ("asking", "answer", "sheets", "slips", "close")
    },
}
OUTSIDE = [
    "home",
    "guests:join",
    "guests:mine",
    "apply:mine",
    "about",
    "accessibility",
    "privacy",
    "language",
    "words",
    "frameworks",
    "account_login",
    "account_logout",
    "account_signup",
    "account_inactive",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_email_verification_sent",
    "yours",
    "yours_erase",
    "privacy_register",
    "complain",
    "complaint_answer",
    "complaints_site",
    "people:me",
    "mfa_authenticate",
    "again",
    "people:second_step",
    "people:passkey_add",
    "people:spare_codes",
    "people:ask_link",
    "people:accounts",
    "news:all",
    "news:mail",
    "projects:list",
    "projects:new",
]
BY_CODE = {
    *("guests:say", "guests:worry", "guests:words", "guests:more", "guests:correct", "guests:withdraw"),
    *("guests:forget", "guests:ask_word", "guests:ask_form"),
    *("apply:apply", "apply:answer", "apply:take_back"),
}
"""Pages of people without an account; see :func:`by_code`."""
WITH_SECRET = BY_CODE | {
    "erased",
    "complaint_site",
    "join",
    "account_reset_password_from_key",
    "account_confirm_email",
    "people:use_link",
}
WITH_SECRET |= {"people:step_remove", "news:stop"}  # which is of one's own alone; which is in an e-mail
NEW_EACH_TIME = {"people:app_add", "people:where", "passkey_question"}
"""A key that is made, where somebody is signed in, a question for a browser: they hold nothing that was written by anybody."""
WITH_SLUG = {"public", "public_report", "public_report_data"}
OF_ROWS |= {f"trail:{name}": lambda _p: [(number,) for number in range(1, 5)] for name in ("sheet", "sheet_type")}
NAMED: dict[str, list[str]] = {
    "framework": [framework.name for framework in all_frameworks()],
    "way": [way.id for way in all_ways()],
}
"""Routes that ask for a name out of a list."""
ALSO_WITH = {
    "show:wall": "for=anybody",
    "trail:cards_print": "blank=2",
    "trail:merge": "q=a",
    "trail:seen": "through=nhs-england-spectrum",
    "trail:decision_seen": "through=nhs-england-spectrum",
    "evaluation:slips": "slips=2",
}
"""Pages that show more when asked for it."""


@dataclass(frozen=True)
class Answer:
    """What one address gave."""

    route: str
    address: str
    status: int
    text: str

    @property
    def is_page(self) -> bool:
        return self.text.lstrip().startswith("<!DOCTYPE html>")


def queries(project: Project) -> dict[str, list[str]]:
    """Addresses with a query: filters, words looked for, and forms about something."""
    said = [f"said={pk}" for pk in Contribution.objects.filter(project=project).values_list("pk", flat=True)]
    tags = [f"tag={pk}" for pk in project.tags.values_list("pk", flat=True)]
    hats = [f"hat={pk}" for pk in project.perspectives.values_list("pk", flat=True)]
    decisions = [f"decision={pk}" for pk in project.decisions.values_list("pk", flat=True)]
    actions = [f"action={pk}" for pk in project.actions.values_list("pk", flat=True)]
    return {
        "trail:said": ["show=mine", "show=hidden", "sort=support", "q=a", "fate=open", "whose=we", *tags, *hats],
        "trail:decide": [*said, "q=a"],
        "trail:action_new": [*said, *decisions],
        "trail:change_new": [*said, *actions, *(f"{one}&nothing=yes" for one in said)],
        "trail:postcards_print": [f"to={card.to.key}" for card in to_hand_out(project)],
        "trail:did": ["mine=yes", "status=doing"],
        "trail:changed": ["kind=nothing"],
        "trail:decided": ["result=try_out"],
        "delivery:piece_new": [
            *decisions,
            *actions,
            *(f"change={pk}" for pk in project.changes.values_list("pk", flat=True)),
        ],
        "support:concern_new": [
            f"about={pk}" for pk in Contribution.objects.filter(project=project).values_list("pk", flat=True)[:1]
        ],
        "support:need_new": ["with=yes"],
        "projects:charter_seen": ["through=tlap-ladder&item=co-design"],
        "show:overview": ["print=large"],
        "show:report": ["print=large"],
    }


def addresses(project: Project) -> Iterator[tuple[str, str]]:
    """Every address in a project, whoever may open it; the name of the route first."""
    with_query = queries(project)
    for name in OF_PROJECT:
        address = reverse(name, args=[project.pk])
        yield name, address
        for query in (*with_query.get(name, ()), *([ALSO_WITH[name]] if name in ALSO_WITH else [])):
            yield name, f"{address}?{query}"
    for name, rows in OF_ROWS.items():
        for args in rows(project):
            address = reverse(name, args=[project.pk, *args])
            yield name, address
            if name in ALSO_WITH:
                yield name, f"{address}?{ALSO_WITH[name]}"
    for page in PublicPage.objects.filter(project=project):
        for name in sorted(WITH_SLUG):
            yield name, reverse(name, args=[page.slug])


def by_code(project: Project) -> Iterator[tuple[str, str]]:
    """Every address that somebody without an account opens with a link or a code, made with the installation's key.

    Whoever has such an address may open it, so they are not among :func:`addresses`, which are tried as everyone.
    """
    for row in project.guest_invitations.all():
        yield "guests:say", reverse("guests:say", args=[sealed.seal_invitation(row.pk)])
        yield "guests:worry", reverse("guests:worry", args=[from_invitation(row)])
        for name in ("ask_word", "ask_form"):
            yield f"guests:{name}", reverse(f"guests:{name}", args=[asking.from_invitation(row)])
    for receipt in Receipt.objects.filter(contribution__project=project).order_by("pk"):
        if receipt.about_digest:
            yield "guests:words", reverse("guests:words", args=[sealed.seal_mine(Whose.ABOUT, receipt.about_digest)])
        if receipt.digest:
            token = sealed.seal_mine(Whose.OWN, receipt.digest)
            for name in ("words", "more", "forget"):
                yield f"guests:{name}", reverse(f"guests:{name}", args=[token])
            for name in ("correct", "withdraw"):
                yield f"guests:{name}", reverse(f"guests:{name}", args=[token, receipt.contribution_id])

    yield from _of_joining(project)


def _of_joining(project: Project) -> Iterator[tuple[str, str]]:
    """Who would like to take part, and whoever is asked to take on a role, by their code."""
    for application in Application.objects.filter(project=project).exclude(code_digest=""):
        for name in ("answer", "take_back"):
            yield f"apply:{name}", reverse(f"apply:{name}", args=[seal(application)])
    for role in ProjectRole.objects.filter(project=project).exclude(code_digest=""):
        yield "apply:answer", reverse("apply:answer", args=[seal(role)])
    for opening in Opening.objects.filter(project=project):
        yield "apply:apply", reverse("apply:apply", args=[f"over-{opening.keep_days}"])  # only its digest is kept


def outside() -> Iterator[tuple[str, str]]:
    """Every address that belongs to no project and needs no secret."""
    for name in OUTSIDE:
        yield name, reverse(name)
    for name, known in NAMED.items():
        for one in known:
            yield name, reverse(name, args=[one])


def crawl(client: Client, project: Project) -> list[Answer]:
    """Open everything there is, as this person; and the share archive, for whom there is one."""
    found = []
    for name, address in [*outside(), *addresses(project)]:
        answer = client.get(address)
        found.append(
            Answer(
                name, address, answer.status_code, body(answer).decode("latin-1" if name == "trail:file" else "utf-8")
            )
        )
    answer = client.post(reverse("trail:archive_download", args=[project.pk]))
    content = body(answer)
    if answer.status_code == HTTPStatus.OK:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            text = "\n".join(archive.read(name).decode() for name in archive.namelist())
        found.append(Answer("trail:archive_download", "archive", 200, text))
    else:
        found.append(Answer("trail:archive_download", "archive", answer.status_code, content.decode()))
    return found


def where(answers: list[Answer], needle: str) -> list[str]:
    """The routes whose answers hold a text."""
    return sorted({answer.route for answer in answers if needle in answer.text})
