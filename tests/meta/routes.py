"""Who may call which route with which method: the whole list, written out by hand. A route that is not here fails the build.

For each method: who may. Data that a permitted call needs is given by name; see ``data_for``.

Long because it is one list, a line for each route.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.mfa.models import Authenticator

from tests.cast import CAST, NOWHERE, WITHOUT_ACCOUNT, Guests, Place, picture, table
from wesaid_web.joining.views.apply import seal as seal_application
from wesaid_web.telling.stopping import seal as seal_news
from wesaid_web.trail.views import asking
from wesaid_web.trail.views.worries import from_invitation

ANYONE = frozenset(CAST)
SIGNED_IN = ANYONE - WITHOUT_ACCOUNT - {"deactivated"}
IN_PROJECT = frozenset({"facilitator", "member", "observer", "evaluator", "payments", "concern_lead", "deputy"})
MEMBERS = frozenset({"facilitator", "member"})
FACILITATOR = frozenset({"facilitator"})
AUTHOR = frozenset({"member"})
MONEY = frozenset({"facilitator", "payments"})
EVALUATOR = frozenset({"evaluator"})
LEAD = frozenset({"concern_lead"})
READERS = frozenset({"concern_lead", "deputy"})
ADMINISTRATOR = frozenset({"administrator"})
NOBODY: frozenset[str] = frozenset()

Args = Callable[[Place], tuple[Any, ...]]


def _project(place: Place) -> tuple[Any, ...]:
    return (place.project.pk,)


def _with(name: str) -> Args:
    """The project and one thing in it."""
    return lambda place: (place.project.pk, getattr(place, name).pk)


def _guests(place: Place) -> Guests:
    assert place.guests, "see tests/meta/conftest.py"
    return place.guests


def _asking(place: Place) -> tuple[str]:
    return (asking.from_invitation(_guests(place).invitation),)


def _by_code(place: Place) -> tuple[Any, ...]:
    return (_guests(place).token, _guests(place).words.pk)


def _guest_invitation(place: Place) -> tuple[Any, ...]:
    return (place.project.pk, _guests(place).invitation.pk)


def _step_of_evaluator(_place: Place) -> tuple[Any, ...]:
    return (Authenticator.objects.get(user__name="evaluator").pk,)


@dataclass(frozen=True)
class Route:
    """One route: its arguments, who may with each method, and what a permitted POST sends."""

    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY
    args: Args = lambda _place: ()
    data: Callable[[Place], dict[str, Any]] = field(default=lambda _place: {})
    in_project: bool = False
    unseen: bool = False  # to others in the project it looks as if it were not there


def _in_project(
    get: frozenset[str] = NOBODY,
    post: frozenset[str] = NOBODY,
    args: Args = _project,
    data: Callable[[Place], dict[str, Any]] = lambda _place: {},
    *,
    unseen: bool = False,
) -> Route:
    return Route(get, post, args, data, in_project=True, unseen=unseen)


def _coming(name: str) -> Args:
    """The project and one thing about finding people, roles or promises."""
    return lambda place: (place.project.pk, getattr(place.coming_in, name).pk)


_said, _action = _with("contribution"), _with("action")
_piece, _role, _session, _own = _with("piece"), _with("role"), _with("session"), _with("own_words")

ROUTES: dict[str, Route] = {
    # pages about the site, and accounts
    "home": Route(get=ANYONE),
    "about": Route(get=ANYONE),
    "accessibility": Route(get=ANYONE),
    "privacy": Route(get=ANYONE),
    "words": Route(get=ANYONE),
    "language": Route(get=ANYONE, post=ANYONE, data=lambda _place: {"language": "cy", "next": "/about/"}),
    "frameworks": Route(get=ANYONE),
    "framework": Route(get=ANYONE, args=lambda _place: ("tlap-ladder",)),
    "way": Route(get=ANYONE, args=lambda _place: ("co-delivery",)),
    "public": Route(get=NOBODY, args=lambda _place: ("no-such-page",)),  # see test_public_page for one that is on
    "public_report": Route(get=NOBODY, args=lambda _place: ("no-such-page",)),
    "public_report_data": Route(get=NOBODY, args=lambda _place: ("no-such-page",)),
    "look_around": Route(post=NOBODY, args=lambda _place: ("facilitator",)),  # only in the worked example
    "join": Route(get=ANYONE, args=lambda place: (place.invitation_secret,)),
    "join_now": Route(post=SIGNED_IN, args=lambda place: (place.invitation_secret,)),
    # people without an account: whoever has the link or the code, and nobody without
    "guests:join": Route(get=ANYONE, post=ANYONE),
    "guests:say": Route(get=ANYONE, post=ANYONE, args=lambda place: (_guests(place).link,)),
    "guests:worry": Route(get=ANYONE, post=ANYONE, args=lambda place: (from_invitation(_guests(place).invitation),)),
    "guests:ask_word": Route(get=ANYONE, post=ANYONE, args=_asking),
    "guests:ask_form": Route(get=ANYONE, post=ANYONE, args=_asking),
    "guests:mine": Route(get=ANYONE, post=ANYONE),
    "guests:words": Route(get=ANYONE, args=lambda place: (_guests(place).token,)),
    "guests:more": Route(get=ANYONE, post=ANYONE, args=lambda place: (_guests(place).token,)),
    "guests:correct": Route(get=ANYONE, post=ANYONE, args=_by_code),
    "guests:withdraw": Route(get=ANYONE, post=ANYONE, args=_by_code),
    "guests:consent": Route(post=ANYONE, args=_by_code),
    "guests:forget": Route(get=ANYONE, post=ANYONE, args=lambda place: (_guests(place).token,)),
    "guests:object": Route(post=ANYONE, args=lambda p: (_guests(p).about_token, _guests(p).about.pk)),
    "guests:seen": Route(post=ANYONE, args=lambda place: (_guests(place).token,)),
    # what is new, and e-mails about it
    "news:all": Route(get=SIGNED_IN),
    "news:mail": Route(get=SIGNED_IN, post=SIGNED_IN),
    "news:stop": Route(get=ANYONE, post=ANYONE, args=lambda _place: (seal_news(NOWHERE),)),
    "telling:news": _in_project(IN_PROJECT),
    "telling:seen": _in_project(post=IN_PROJECT),
    "trail:postcards": _in_project(FACILITATOR),
    "trail:postcards_print": _in_project(FACILITATOR),
    "trail:postcards_given": _in_project(post=FACILITATOR),
    "trail:postcards_not_given": _in_project(post=FACILITATOR),
    "apply:apply": Route(get=ANYONE, post=ANYONE, args=lambda place: (place.coming_in.secret,)),
    "apply:mine": Route(get=ANYONE, post=ANYONE),
    "apply:answer": Route(get=ANYONE, args=lambda place: (seal_application(place.coming_in.application),)),
    "apply:take_back": Route(
        get=ANYONE, post=ANYONE, args=lambda place: (seal_application(place.coming_in.application),)
    ),
    "apply:role_yes": Route(post=ANYONE, args=lambda place: (seal_application(place.coming_in.paper_role),)),
    "account_login": Route(get=ANYONE, post=ANYONE),
    "account_logout": Route(get=ANYONE, post=ANYONE),
    "account_signup": Route(get=ANYONE, post=ANYONE),
    "account_inactive": Route(get=ANYONE),
    "account_reauthenticate": Route(get=SIGNED_IN, post=SIGNED_IN),
    "account_change_password": Route(get=SIGNED_IN, post=SIGNED_IN),
    "account_set_password": Route(get=SIGNED_IN, post=SIGNED_IN),
    "account_reset_password": Route(get=ANYONE, post=ANYONE),
    "account_reset_password_done": Route(get=ANYONE),
    "account_reset_password_from_key": Route(get=ANYONE, post=ANYONE, args=lambda _place: ("1", "set-password")),
    "account_reset_password_from_key_done": Route(get=ANYONE),
    "account_email_verification_sent": Route(get=ANYONE),
    "account_confirm_email": Route(get=ANYONE, post=NOBODY, args=lambda _place: ("unknown",)),
    # the second step of signing in; without having begun to sign in there is none to take
    "mfa_authenticate": Route(get=ANYONE, post=ANYONE),
    "passkey_sign_in": Route(post=ANYONE),
    "passkey_question": Route(get=ANYONE, args=lambda _place: ("sign-in",)),
    "again": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:second_step": Route(get=SIGNED_IN),
    "people:app_add": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:passkey_add": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:spare_codes": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:step_remove": Route(get=EVALUATOR, post=EVALUATOR, args=_step_of_evaluator),  # each person's own
    "people:where": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:me": Route(get=SIGNED_IN, post=SIGNED_IN),
    "people:ask_link": Route(get=ANYONE, post=ANYONE),
    "people:use_link": Route(get=ANYONE, post=ANYONE, args=lambda _place: ("unknown",)),
    "people:accounts": Route(get=ADMINISTRATOR),
    "people:set_active": Route(post=ADMINISTRATOR, args=lambda place: (place.member.user_id,)),
    "people:make_link": Route(post=ADMINISTRATOR, args=lambda place: (place.member.user_id,)),
    # what is held about oneself, being erased, complaining, and how long things are kept
    "yours": Route(get=SIGNED_IN),
    "yours_copy": Route(post=SIGNED_IN),
    "yours_erase": Route(get=SIGNED_IN, post=SIGNED_IN),
    "yours_keep": Route(post=SIGNED_IN),
    "erased": Route(get=NOBODY, args=lambda place: (place.project.pk,)),  # see test_your_data for one that is done
    "privacy_register": Route(get=ANYONE),
    "complain": Route(get=ANYONE, post=ANYONE),
    "complaint_answer": Route(get=ANYONE, post=ANYONE),
    "complaints_site": Route(get=ADMINISTRATOR),
    "complaint_site": Route(get=ADMINISTRATOR, post=ADMINISTRATOR, args=lambda place: (place.complaint_to_site.pk,)),
    "privacy:erase_person": _in_project(FACILITATOR, FACILITATOR, _with("paper_person")),
    "privacy:keep_person": _in_project(post=FACILITATOR, args=_with("paper_person")),
    "privacy:keeping": _in_project(IN_PROJECT),
    "privacy:keeping_edit": _in_project(FACILITATOR, FACILITATOR),
    "privacy:complain": _in_project(IN_PROJECT, IN_PROJECT),
    "privacy:complaints": _in_project(FACILITATOR, unseen=True),  # and who stands in, for those that are late
    "privacy:complaint": _in_project(FACILITATOR, FACILITATOR, _with("complaint"), unseen=True),
    "projects:list": Route(get=SIGNED_IN),
    "projects:new": Route(get=SIGNED_IN, post=SIGNED_IN),
    # a project and its people
    "projects:settings": _in_project(FACILITATOR, FACILITATOR),
    "projects:hat_new": _in_project(FACILITATOR, FACILITATOR),
    "projects:hat_edit": _in_project(FACILITATOR, FACILITATOR, _with("hat")),
    "projects:people": _in_project(IN_PROJECT),
    "projects:me": _in_project(IN_PROJECT, IN_PROJECT),
    "projects:person_new": _in_project(FACILITATOR, FACILITATOR),
    "projects:person_edit": _in_project(FACILITATOR, FACILITATOR, _with("paper_person")),
    "projects:role": _in_project(FACILITATOR, FACILITATOR, _with("member")),
    "projects:remove": _in_project(FACILITATOR, FACILITATOR, _with("paper_person")),
    "projects:leave": _in_project(IN_PROJECT, IN_PROJECT),
    "projects:invite": _in_project(FACILITATOR, FACILITATOR),
    "projects:revoke": _in_project(post=FACILITATOR, args=_with("invitation")),
    "projects:charter": _in_project(IN_PROJECT),
    "projects:charter_edit": _in_project(FACILITATOR, FACILITATOR),
    "projects:charter_draft": _in_project(FACILITATOR),
    "projects:charter_seen": _in_project(FACILITATOR, FACILITATOR, data=lambda _p: {"through": "tlap-ladder"}),
    "projects:ways": _in_project(IN_PROJECT),
    "projects:ways_edit": _in_project(FACILITATOR, FACILITATOR),
    "projects:charter_put": _in_project(post=FACILITATOR),
    "projects:charter_version": _in_project(IN_PROJECT, args=lambda place: (place.project.pk, 1)),
    "projects:charter_sign": _in_project(post=MEMBERS, args=lambda place: (place.project.pk, 1)),
    # what people get back
    "support:mine": _in_project(IN_PROJECT),
    "support:people": _in_project(MONEY),
    "support:advice": _in_project(post=FACILITATOR, args=_with("member")),
    "support:terms_new": _in_project(FACILITATOR, FACILITATOR),
    "support:terms": _in_project(MONEY | AUTHOR, args=_with("terms")),
    "support:terms_agree": _in_project(post=AUTHOR, args=_with("terms")),
    "support:terms_end": _in_project(FACILITATOR | AUTHOR, FACILITATOR | AUTHOR, _with("terms")),
    "support:offer": _in_project(FACILITATOR, FACILITATOR, _with("terms")),
    "support:accept": _in_project(post=AUTHOR, args=_with("given")),
    "support:take_away": _in_project(FACILITATOR | AUTHOR, FACILITATOR | AUTHOR, _with("given")),
    "support:approve": _in_project(post=FACILITATOR, args=_with("given")),
    "support:pay": _in_project(MONEY, MONEY, _with("given")),
    "support:told": _in_project(IN_PROJECT),
    # worries: whoever may not read one is told what they would be told if there were none
    "support:worry": _in_project(IN_PROJECT),
    "support:contacts": _in_project(FACILITATOR, FACILITATOR),
    "support:concern_new": _in_project(IN_PROJECT, IN_PROJECT),
    "support:concern_sent": _in_project(IN_PROJECT),
    "support:told_worries": _in_project(IN_PROJECT),
    "support:told_one": _in_project(AUTHOR, AUTHOR, _with("concern"), unseen=True),
    "support:concerns": _in_project(READERS),
    "support:concerns_due": _in_project(READERS, READERS),
    "support:concern": _in_project(LEAD, args=_with("concern"), unseen=True),
    "support:concern_read": _in_project(post=LEAD, args=_with("concern"), unseen=True),
    "support:concern_note": _in_project(post=LEAD, args=_with("concern"), unseen=True),
    "support:concern_share": _in_project(post=LEAD, args=_with("concern"), unseen=True),
    "support:concern_hand_over": _in_project(post=LEAD, args=_with("concern"), unseen=True),
    "support:concern_close": _in_project(LEAD, LEAD, _with("concern"), unseen=True),
    # what the member needs, seen by whoever facilitates; how the member was, written down by the facilitator
    "support:needs": _in_project(IN_PROJECT),
    "support:need_new": _in_project(IN_PROJECT, IN_PROJECT),
    "support:need_edit": _in_project(AUTHOR, AUTHOR, _with("need"), unseen=True),
    "support:need_agree": _in_project(FACILITATOR, FACILITATOR, _with("need")),
    "support:need_met": _in_project(AUTHOR, AUTHOR, _with("need"), unseen=True),
    "support:need_remove": _in_project(AUTHOR, AUTHOR, _with("need"), unseen=True),
    "support:needs_told": _in_project(IN_PROJECT),
    "support:needs_freeze": _in_project(post=FACILITATOR),
    "support:aftercare": _in_project(IN_PROJECT),
    "support:aftercare_new": _in_project(FACILITATOR, FACILITATOR),
    "support:aftercare_remove": _in_project(FACILITATOR, FACILITATOR, _with("aftercare")),
    "support:check_in_new": _in_project(MEMBERS, MEMBERS),
    "support:check_in_remove": _in_project(MEMBERS, MEMBERS, _with("check_in"), unseen=True),
    # finding people, why some say no, roles in the project, and who stands behind it
    "joining:finding": _in_project(IN_PROJECT),
    "joining:looked_new": _in_project(MEMBERS, MEMBERS),
    "joining:looked_edit": _in_project(MEMBERS, MEMBERS, _coming("looked")),
    "joining:missing": _in_project(IN_PROJECT),
    "joining:missing_new": _in_project(MEMBERS, MEMBERS),
    "joining:info": _in_project(IN_PROJECT),
    "joining:info_edit": _in_project(FACILITATOR, FACILITATOR),
    "joining:welcome": _in_project(IN_PROJECT),
    "joining:no_new": _in_project(FACILITATOR, FACILITATOR),
    "joining:say_why": _in_project(IN_PROJECT, IN_PROJECT),
    "joining:no_show": _in_project(FACILITATOR, FACILITATOR, _coming("no")),
    "joining:no_remove": _in_project(FACILITATOR, FACILITATOR, _coming("no")),
    "joining:applications": _in_project(FACILITATOR),
    "joining:application_new": _in_project(FACILITATOR, FACILITATOR),
    "joining:opening_new": _in_project(FACILITATOR, FACILITATOR),
    "joining:opening_revoke": _in_project(post=FACILITATOR, args=_coming("opening")),
    "joining:welcome_in": _in_project(FACILITATOR, FACILITATOR, _coming("application")),
    "joining:not_now": _in_project(FACILITATOR, FACILITATOR, _coming("application")),
    "joining:told": _in_project(post=FACILITATOR, args=_coming("answered")),
    "joining:roles": _in_project(IN_PROJECT),
    "joining:role_new": _in_project(FACILITATOR, FACILITATOR),
    "joining:role": _in_project(IN_PROJECT, args=_coming("role")),
    "joining:role_edit": _in_project(FACILITATOR, FACILITATOR, _coming("role")),
    "joining:role_agree": _in_project(AUTHOR, AUTHOR, _coming("role")),
    "joining:role_code": _in_project(post=FACILITATOR, args=_coming("paper_role")),
    "joining:role_training": _in_project(MEMBERS, MEMBERS, _coming("role")),
    "joining:role_training_had": _in_project(
        post=MEMBERS, args=lambda p: (p.project.pk, p.coming_in.role.pk, p.coming_in.training.pk)
    ),
    "joining:role_end": _in_project(MEMBERS, MEMBERS, _coming("role")),
    "joining:sponsor_new": _in_project(FACILITATOR, FACILITATOR),
    "joining:sponsor_end": _in_project(FACILITATOR, FACILITATOR, _coming("sponsor")),
    "joining:promise_new": _in_project(FACILITATOR, FACILITATOR, _coming("sponsor")),
    "joining:promise_kept": _in_project(MEMBERS, MEMBERS, _coming("promise")),
    "joining:promise_answer": _in_project(FACILITATOR, FACILITATOR, _coming("promise")),
    "projects:voice": _in_project(MEMBERS),
    "projects:voice_ask": _in_project(post=FACILITATOR),
    "projects:voice_answer": _in_project(post=MEMBERS, data=lambda _place: {"answer": "agree"}),
    "projects:voice_pause": _in_project(post=MEMBERS),
    # words, and things in another form: the member asked for one by name and gave the other
    "projects:glossary": _in_project(IN_PROJECT),
    "projects:glossary_ask": _in_project(IN_PROJECT, IN_PROJECT),
    "projects:word_new": _in_project(MEMBERS, MEMBERS),
    "projects:word_edit": _in_project(MEMBERS, MEMBERS, _with("word")),
    "projects:word_remove": _in_project(post=MEMBERS, args=_with("word")),
    "projects:word_answer": _in_project(FACILITATOR, FACILITATOR, _with("word_question")),
    "projects:word_set_aside": _in_project(post=FACILITATOR, args=_with("word_question")),
    "trail:formats": _in_project(IN_PROJECT),
    "trail:format_new": _in_project(IN_PROJECT, IN_PROJECT),
    "trail:format": _in_project(IN_PROJECT, args=_with("other_form")),
    "trail:format_promise": _in_project(MEMBERS, MEMBERS, _with("other_form")),
    "trail:format_give": _in_project(MEMBERS, MEMBERS, _with("other_form")),
    "trail:format_refuse": _in_project(FACILITATOR, FACILITATOR, _with("other_form")),
    "trail:format_file": _in_project(IN_PROJECT, args=_with("given_form")),
    "trail:format_remove": _in_project(post=FACILITATOR | AUTHOR, args=_with("other_form")),
    "projects:own_power": _in_project(FACILITATOR, FACILITATOR, data=lambda _place: {"decides": "The rooms."}),
    "projects:own_power_delete": _in_project(FACILITATOR, FACILITATOR),  # of the cast, the one who is here as staff
    "projects:reflections": _in_project(IN_PROJECT),
    "projects:reflections_paper": _in_project(IN_PROJECT),
    "projects:reflection": _in_project(IN_PROJECT, args=lambda place: (place.project.pk, 1)),
    "projects:reflection_write": _in_project(MEMBERS, MEMBERS, lambda place: (place.project.pk, 1)),
    # said
    "trail:said": _in_project(IN_PROJECT),
    "trail:say": _in_project(MEMBERS, MEMBERS),
    "trail:one": _in_project(IN_PROJECT, args=_said),
    "trail:edit": _in_project(AUTHOR, AUTHOR, _said),
    "trail:attach": _in_project(AUTHOR, AUTHOR, _said, lambda _p: {"file": picture(), "description": "A card"}),
    "trail:support": _in_project(post=MEMBERS, args=_said),
    "trail:hide": _in_project(FACILITATOR, FACILITATOR, _said),
    "trail:unhide": _in_project(post=FACILITATOR, args=_said),
    "trail:seen": _in_project(MEMBERS, MEMBERS, _said, lambda _p: {"through": "tlap-ladder", "item": "co-design"}),
    "trail:talk": _in_project(post=FACILITATOR, args=_said),
    "trail:withhold": _in_project(AUTHOR, AUTHOR, _said),
    "trail:take_off": _in_project(post=FACILITATOR, args=_said),
    "trail:speaker": _in_project(AUTHOR, AUTHOR, _said),
    "trail:consent": _in_project(AUTHOR, AUTHOR, _said),
    "trail:merge": _in_project(FACILITATOR, FACILITATOR, _said, lambda place: {"into": place.decided_on.pk}),
    "trail:unmerge": _in_project(post=FACILITATOR, args=_said),
    "trail:split": _in_project(FACILITATOR, FACILITATOR, _said),
    "trail:unsplit": _in_project(post=FACILITATOR, args=_said),
    "trail:file": _in_project(IN_PROJECT, args=lambda p: (p.project.pk, p.contribution.pk, p.attachment.pk)),
    "trail:detach": _in_project(post=AUTHOR, args=lambda p: (p.project.pk, p.contribution.pk, p.attachment.pk)),
    # people without an account, for those who invite them and write down for them
    "trail:guests": _in_project(FACILITATOR),
    "trail:guests_new": _in_project(FACILITATOR, FACILITATOR),
    "trail:guests_again": _in_project(FACILITATOR, FACILITATOR, _guest_invitation),
    "trail:guests_sheet": _in_project(
        post=FACILITATOR, args=_guest_invitation, data=lambda p: {"link": _guests(p).link, "code": _guests(p).code}
    ),
    "trail:guests_revoke": _in_project(post=FACILITATOR, args=_guest_invitation),
    "trail:receipts": _in_project(FACILITATOR, FACILITATOR, data=lambda place: {"said": place.paper_words.pk}),
    "trail:heard": _in_project(post=FACILITATOR, args=lambda p: (p.project.pk, _guests(p).words.pk)),
    # on paper: slips, cards, activity sheets; and papers that belong to no other room
    "trail:slips": _in_project(FACILITATOR),
    "trail:slips_new": _in_project(FACILITATOR, FACILITATOR, data=lambda _place: {"count": 2}),
    "trail:slip": _in_project(FACILITATOR, FACILITATOR),
    "trail:slips_give_up": _in_project(post=FACILITATOR, args=lambda p: (p.project.pk, _guests(p).batch.pk)),
    "trail:slips_take_up": _in_project(post=FACILITATOR, args=lambda p: (p.project.pk, _guests(p).batch.pk)),
    "trail:cards": _in_project(FACILITATOR),
    "trail:cards_print": _in_project(FACILITATOR),
    "trail:card": _in_project(FACILITATOR, FACILITATOR),
    "trail:sheet": _in_project(FACILITATOR, args=lambda p: (p.project.pk, 1)),
    "trail:sheet_type": _in_project(FACILITATOR, FACILITATOR, lambda p: (p.project.pk, 1)),
    "projects:charter_paper": _in_project(IN_PROJECT),
    "projects:charter_sign_for": _in_project(post=FACILITATOR, args=lambda p: (p.project.pk, 1, p.paper_person.pk)),
    "support:terms_paper": _in_project(MONEY | AUTHOR, args=_with("terms")),
    "show:paper": _in_project(FACILITATOR),
    "show:information": _in_project(IN_PROJECT),
    "show:letter": _in_project(FACILITATOR, args=_with("coming")),
    "show:worry_sheet": _in_project(IN_PROJECT),
    "show:wall": _in_project(FACILITATOR),
    # decided, did, changed
    "trail:decided": _in_project(IN_PROJECT),
    "trail:decide": _in_project(FACILITATOR, FACILITATOR, data=lambda place: {"said": place.contribution.pk}),
    "trail:decision": _in_project(IN_PROJECT, args=_with("decision")),
    "trail:decision_seen": _in_project(MEMBERS, MEMBERS, _with("decision"), lambda _p: {"through": "scie-principles"}),
    "trail:decision_details": _in_project(FACILITATOR, FACILITATOR, _with("decision")),
    "trail:did": _in_project(IN_PROJECT),
    "trail:action_new": _in_project(MEMBERS, MEMBERS, data=lambda place: {"said": place.contribution.pk}),
    "trail:action": _in_project(IN_PROJECT, args=_action),
    "trail:action_edit": _in_project(MEMBERS, MEMBERS, _action),
    "trail:action_status": _in_project(MEMBERS, MEMBERS, _action),
    "trail:action_note": _in_project(post=MEMBERS, args=_action),
    "trail:try_new": _in_project(MEMBERS, MEMBERS, _action),
    "trail:try_write": _in_project(MEMBERS, MEMBERS, lambda p: (p.project.pk, p.action.pk, p.round.pk)),
    "trail:changed": _in_project(IN_PROJECT),
    "trail:change_new": _in_project(MEMBERS, MEMBERS, data=lambda place: {"said": place.contribution.pk}),
    "trail:change": _in_project(IN_PROJECT, args=_with("change")),
    "trail:change_edit": _in_project(MEMBERS, MEMBERS, _with("change")),
    # in and out
    "trail:imports": _in_project(FACILITATOR),
    "trail:import_new": _in_project(FACILITATOR, FACILITATOR, data=lambda _place: {"file": table()}),
    "trail:import": _in_project(FACILITATOR, args=_with("import_run")),
    "trail:import_columns": _in_project(FACILITATOR, FACILITATOR, _with("import_run")),
    "trail:import_start": _in_project(post=FACILITATOR, args=_with("import_run")),
    "trail:import_undo": _in_project(post=FACILITATOR, args=_with("import_run")),
    "trail:archive": _in_project(FACILITATOR),
    "trail:archive_download": _in_project(post=FACILITATOR),
    # meetings
    "meetings:list": _in_project(IN_PROJECT),
    "meetings:new": _in_project(FACILITATOR, FACILITATOR),
    "meetings:edit": _in_project(FACILITATOR, FACILITATOR, _with("coming")),
    "meetings:agenda": _in_project(FACILITATOR, FACILITATOR, _with("coming")),
    "meetings:agenda_print": _in_project(IN_PROJECT, args=_with("coming")),
    "meetings:mix": _in_project(FACILITATOR, FACILITATOR, _with("coming")),
    "meetings:notice": _in_project(FACILITATOR, FACILITATOR, _with("coming")),
    "meetings:cancel": _in_project(FACILITATOR, FACILITATOR, _with("coming")),
    "meetings:on_again": _in_project(post=FACILITATOR, args=_with("coming")),
    "meetings:attendance": _in_project(FACILITATOR, FACILITATOR, _with("meeting")),
    "trail:meeting": _in_project(IN_PROJECT, args=_with("meeting")),
    "trail:after": _in_project(FACILITATOR, FACILITATOR, _with("meeting")),
    # deliver: the member holds the role, the facilitator supports them
    "delivery:list": _in_project(IN_PROJECT),
    "delivery:piece_new": _in_project(FACILITATOR, FACILITATOR),
    "delivery:piece": _in_project(IN_PROJECT, args=_piece),
    "delivery:piece_edit": _in_project(FACILITATOR, FACILITATOR, _piece),
    "delivery:role_new": _in_project(FACILITATOR, FACILITATOR, _piece),
    "delivery:role": _in_project(IN_PROJECT, args=_role),
    "delivery:role_edit": _in_project(FACILITATOR, FACILITATOR, _role),
    "delivery:start": _in_project(AUTHOR, AUTHOR, _role),
    "delivery:agreement": _in_project(MEMBERS, args=_role),
    "delivery:step_back": _in_project(AUTHOR, AUTHOR, _role),
    "delivery:risk": _in_project(MEMBERS, MEMBERS, _role),
    "delivery:training": _in_project(MEMBERS, MEMBERS, _role),
    "delivery:training_had": _in_project(post=MEMBERS, args=lambda p: (p.project.pk, p.role.pk, p.training.pk)),
    "delivery:sit_down": _in_project(MEMBERS, MEMBERS, _role),
    "delivery:end": _in_project(FACILITATOR, FACILITATOR, _role),
    "delivery:undo_end": _in_project(post=FACILITATOR, args=_role),
    "delivery:training_strike": _in_project(MEMBERS, MEMBERS, lambda p: (p.project.pk, p.role.pk, p.training.pk)),
    "delivery:day_strike": _in_project(MEMBERS, MEMBERS, lambda p: (p.project.pk, p.role.pk, p.sat_down.pk)),
    "delivery:log": _in_project(AUTHOR, AUTHOR, _role),
    "delivery:session_edit": _in_project(AUTHOR, AUTHOR, _session),
    "delivery:session_remove": _in_project(post=AUTHOR, args=_session),
    "delivery:learned": _in_project(AUTHOR, AUTHOR, _session),
    "delivery:own": _in_project(IN_PROJECT, MEMBERS),
    "delivery:own_edit": _in_project(AUTHOR, AUTHOR, _own, unseen=True),
    "delivery:own_share": _in_project(post=AUTHOR, args=_own, unseen=True),
    "delivery:own_remove": _in_project(post=AUTHOR, args=_own, unseen=True),
    "delivery:may_be_told": _in_project(IN_PROJECT, IN_PROJECT, data=lambda _place: {"answer": "yes"}),
    "delivery:may_be_told_for": _in_project(
        post=FACILITATOR, args=_with("paper_person"), data=lambda _place: {"answer": "yes"}
    ),
    "delivery:cycle": _in_project(IN_PROJECT),
    "delivery:cycle_outside": _in_project(IN_PROJECT),
    "delivery:cycle_freeze": _in_project(post=FACILITATOR),
    "delivery:arrival": _in_project(post=IN_PROJECT, data=lambda _place: {"through": "yes"}),
    # asked privately
    "evaluation:askings": _in_project(IN_PROJECT),
    "evaluation:new": _in_project(FACILITATOR, FACILITATOR),
    "evaluation:asking": _in_project(IN_PROJECT, args=_with("asked")),
    "evaluation:answer": _in_project(MEMBERS, MEMBERS, _with("asking"), lambda p: {"hat": p.hat.pk, "ladder": "4"}),
    "evaluation:sheets": _in_project(IN_PROJECT, args=_with("asking")),
    "evaluation:slips": _in_project(FACILITATOR, FACILITATOR, _with("asking")),
    "evaluation:close": _in_project(FACILITATOR, FACILITATOR, _with("asking")),
    # show
    "show:overview": _in_project(IN_PROJECT),
    "show:mine": _in_project(IN_PROJECT),
    "show:together": _in_project(IN_PROJECT),
    "show:happened": _in_project(IN_PROJECT),
    "show:equal": _in_project(MEMBERS),
    "show:equal_sheet": _in_project(MEMBERS),
    "show:equal_freeze": _in_project(post=FACILITATOR),
    "show:report": _in_project(IN_PROJECT),
    "show:report_data": _in_project(IN_PROJECT),
    "show:report_waiting": _in_project(IN_PROJECT),
    "show:public_settings": _in_project(IN_PROJECT),
    "show:prepare": _in_project(post=FACILITATOR),
    "show:preview": _in_project(IN_PROJECT),
    "show:answer": _in_project(post=MEMBERS, data=lambda _place: {"answer": "happy"}),
    "show:publish": _in_project(FACILITATOR, FACILITATOR),
    "show:switch_off": _in_project(post=FACILITATOR),
}
