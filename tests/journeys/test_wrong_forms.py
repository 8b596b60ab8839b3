"""Every form, sent wrong and sent empty: the page that comes back says what is wrong, once, and has no barrier either."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.journeys.checks import Inspector, told
from tests.journeys.forms import answer_wrongly, asking, entered, leave_empty
from tests.journeys.people import Person
from tests.journeys.places import CHOICES, look_around, path_of
from tests.journeys.servers import Server
from tests.journeys.site import Form, Seen
from tests.journeys.surveys import Guest, Survey
from tests.meta.routes import ROUTES

ANOTHER_BUTTON = {
    "guests:say": "test_guests and tests/web/test_guests send it wrong",
    "trail:say": "test_bad_input sends it wrong, and tests/web/test_said",
    "trail:slip": "tests/web/test_slips sends it wrong",
}
"""The last button of these takes the words to the page for worries, so that is what the round presses: it takes anything."""
TAKES_ANYTHING = {
    "yours_erase": "lists in which something is always chosen; the page after it asks for the password",
    "news:mail": "how often is always chosen, and boxes to tick: as many as are wanted, or none",
    "projects:charter_seen": "one list, in which every answer is right, and the whole of it is one",
    "delivery:may_be_told": "yes or no, and one is always chosen",
    "meetings:agenda": "rows of words and minutes, of which any may be left out",
    "projects:role": "one list, in which every answer is right, and one is always chosen",
    "projects:ways_edit": "boxes to tick: as many as are true, or none",
    "joining:no_show": "one list, in which every answer is right, and one is always chosen",
    "trail:decision_seen": "one list, in which every answer is right, and the whole of it is one",
    "trail:seen": "one list, in which every answer is right, and the whole of it is one",
    "trail:speaker": "one list, in which every answer is right, and nobody is one",
}
"""Forms that cannot be filled in wrongly by somebody at a screen."""
WRONG_ONLY_IF_EMPTY = {
    "delivery:cycle > delivery:arrival": "one list, in which every answer is right; to choose nothing is none",
    "delivery:sit_down": "one day, and it may be far ahead",
    "delivery:start": "one list, in which every answer is right; to choose nothing is none",
    "evaluation:new": "boxes and lists, and a last day to answer that may be far ahead",
    "projects:voice > projects:voice_answer": "one list, in which every answer is right; to choose nothing is none",
    "joining:role_agree": "one list, in which every answer is right; to choose nothing is none",
    "trail:format_promise": "one list, and a day that may be far ahead",
    "privacy:erase_person": "lists, in which every answer is right; to choose nothing is none",
    "trail:receipts": "boxes to tick: as many as are wanted, and one at least",
    "trail:import > trail:import_start": "lists, in which every answer is right; to choose nothing is none",
}
"""Forms that take whatever is chosen, but want an answer. They are sent at the end, since they are taken."""
RIGHT_IF_EMPTY = {
    "delivery:role_edit": "which role it is stays chosen; what else there is may be left open until the role begins",
    "delivery:step_back": "nobody has to say why",
    "guests:more": "a wish to say more may be sent without words",
    "meetings:attendance": "nobody need have been there",
    "joining:welcome_in": "which hats somebody wears who is welcomed, they may say later",
    "meetings:mix": "nobody need be expected yet",
    "trail:after": "what was not said or decided is left out, row by row",
    "projects:charter_edit": "a draft, of which any part may still be missing",
    "projects:own_power": "a note for oneself: what is left out is not written down",
    "trail:action_status": "how far it is stays chosen; a note need not be",
    "trail:decision_details": "what is asked here may all be left out: three answers suffice",
    "trail:try_write": "still trying: nothing is to be told yet",
}
"""Forms that can be wrong, but not by leaving out what can be left out. They are sent at the end, wrong first."""
ONCE = {
    "delivery:learned": "one list, chosen already for whoever has one hat; and what is told is told, so it is sent once",
}
"""Forms that nobody at a screen can send wrongly, and that are not there again."""
PRESSED = frozenset(
    {
        *(
            "account_logout",
            "delivery:cycle_freeze",
            "delivery:own_remove",
            "delivery:own_share",
            "delivery:session_remove",
        ),
        *("delivery:training_had", "evaluation:close", "join_now", "people:make_link", "people:set_active"),
        *(
            "people:use_link",
            "projects:charter_put",
            "projects:charter_sign",
            "projects:own_power_delete",
        ),
        *("projects:remove", "projects:revoke", "projects:voice_ask", "projects:voice_pause", "show:equal_freeze"),
        *("show:prepare", "show:publish", "show:switch_off", "support:accept", "support:advice", "support:approve"),
        *("support:take_away", "support:terms_agree", "support:terms_end", "trail:archive_download"),
        *("trail:detach", "trail:import_undo", "trail:merge", "trail:support", "trail:take_off", "trail:talk"),
        *(
            "trail:unhide",
            "trail:unmerge",
            "trail:unsplit",
            "trail:withhold",
            "trail:guests_again",
            "trail:guests_revoke",
        ),
        *(
            "trail:guests_sheet",
            "trail:heard",
            "guests:consent",
            "guests:object",
            "guests:withdraw",
            "meetings:on_again",
        ),
        *("people:spare_codes", "people:step_remove", "people:where"),
        *("delivery:may_be_told_for", "delivery:undo_end", "support:aftercare_remove", "support:check_in_remove"),
        *("telling:seen", "trail:postcards_given", "trail:postcards_not_given", "guests:seen", "news:stop"),
        *("language", "projects:word_remove", "projects:word_set_aside", "trail:format_remove"),
        *("support:need_remove", "support:needs_freeze", "support:concern_hand_over", "support:concern_read"),
        *("support:concern_share", "support:concerns_due"),
        *("apply:role_yes", "joining:no_remove", "joining:opening_revoke", "joining:role_code", "joining:role_end"),
        *("joining:role_training_had", "joining:sponsor_end", "joining:told"),
        *("projects:charter_sign_for", "trail:slips_give_up", "trail:slips_take_up"),
        *("guests:forget", "privacy:keep_person", "yours_copy", "yours_keep"),
    }
)
"""Routes that are sent to by one press and ask nothing that could be wrong."""
NOT_SENT = {"projects:leave": "whoever leaves has no other form any more: test_care leaves"}
"""Forms that are met, and not sent in this round."""
ELSEWHERE = {
    **dict.fromkeys(("again", "mfa_authenticate"), "there for who has a second step: test_second_step sends it wrong"),
    **dict.fromkeys(
        ("passkey_sign_in", "people:passkey_add"), "sent by the browser: tests/web/test_second_step sends it wrong"
    ),
    "account_reset_password_from_key": "there with a link out of an e-mail only: test_states sends it wrong",
    "complaint_site": "there for whoever runs the site once somebody complained: tests/web/test_complaints",
    "privacy:complaint": "there once somebody complained: tests/web/test_complaints",
    "guests:correct": "there for whoever has a code: tests/web/test_mine sends it wrong",
    "apply:take_back": "there for whoever has a code: tests/web/test_joining",
    "support:told_one": "there for whoever told a worry: tests/web/test_concerns",
}


@dataclass(frozen=True)
class Asked:
    """A form as somebody meets it: on which installation, who, on which page."""

    name: str
    guest: Guest
    seen: Seen
    form: Form


def _forms(surveys: dict[str, Survey]) -> dict[str, Asked]:
    """Each form of each kind of page once, where it asks most, by the first who has it so; named by the page and, if it is
    elsewhere, where it goes.
    """
    found: dict[str, Asked] = {}
    for name, survey in surveys.items():
        for seen in survey.atlas.pages:
            for goes_to, form in seen.forms().items():
                if goes_to in NOT_SENT:
                    continue
                which = seen.route if goes_to == seen.route else f"{seen.route} > {goes_to}"
                if which not in found or len(form.names) > len(found[which].form.names):
                    found[which] = Asked(name, survey.guests[seen.who], seen, form)
    return found


class Round:
    """Goes from form to form; everybody opens one browser only. In the worked example, in the copy where things may be changed."""

    def __init__(self, browser: Browser, sandbox: Server) -> None:
        self.faults: list[tuple[str, str]] = []
        self.said_so: dict[str, set[str]] = {"wrong": set(), "empty": set()}
        self.taken: dict[str, set[str]] = {"wrong": set(), "empty": set()}
        self.gone: set[str] = set()
        self._browser, self._sandbox = browser, sandbox
        self._people: dict[tuple[str, str], Person] = {}
        self._inspectors: dict[Person, Inspector] = {}
        self._marked: dict[str, list[str]] = {}

    def sends(self, which: str, asked: Asked, how: str) -> None:
        """One form, wrong or empty; and looks at what comes back."""
        person = self._somebody(asked)
        with person.watch.allowing(422):
            person.opens(asked.seen.path)
            form = asking(person.page, asked.form.action)
            if path_of(person) != asked.seen.path or not form.count():
                self.gone.add(f"{which}, sent {how}")
                return
            if how == "wrong":
                answer_wrongly(form)
            else:
                leave_empty(form)
            given = entered(form)
            with person.page.expect_navigation() as coming:
                form.locator("button:not([type=button])").last.click()
        refused = coming.value.status == 422 or person.page.title().startswith("Error:")
        (self.said_so if refused else self.taken)[how].add(which)
        if refused:
            place = f"{asked.seen}, sent {how}"
            self.faults += [(place, fault) for fault in self._looks_at(which, person, given)]

    def _somebody(self, asked: Asked) -> Person:
        guest = asked.guest
        if (asked.name, guest.who) not in self._people:
            if asked.name == "the worked example":
                person = Person(self._browser, self._sandbox.address)
                if guest.who in CHOICES:
                    look_around(person, guest.who)
            else:
                person = Person(self._browser, guest.server.address, cookies=guest.cookies)
            self._people[asked.name, guest.who] = person
            self._inspectors[person] = Inspector(person.page)
        return self._people[asked.name, guest.who]

    def _looks_at(self, which: str, person: Person, given: Counter[tuple[str, str]]) -> Iterator[str]:
        page = person.page
        if not page.title().startswith("Error: "):
            yield f"its title is {page.title()}"
        summaries = page.locator(".nhsuk-error-summary")
        headings = [" ".join(one.split()) for one in summaries.get_by_role("heading").all_inner_texts()]
        if summaries.count() != 1 or headings != ["There is a problem"]:
            yield f"{summaries.count()} summaries, which say {headings}"
        links = summaries.first.get_by_role("link")
        if not links.count():
            yield "its summary leads nowhere"
        for link in links.all():
            place = link.get_attribute("href") or ""
            if place.startswith("#") and page.locator(place).count() != 1:  # else it leads to the page that comes first
                yield f"its summary leads to {place}, which is not there"
        for (name, value), times in (given - entered(page.locator("main form"))).items():
            yield f"{name} has lost {value[:40]!r}, {times} times"
        marked = page.locator(".nhsuk-error-message").evaluate_all("all => all.map(one => one.id)")
        if self._marked.get(which) != marked:  # else it is the same page but for what was typed
            self._marked[which] = marked
            yield from self._inspectors[person].faults()

    def ends(self) -> int:
        """Everybody leaves, having met nothing else that is wrong. How often axe looked."""
        for person in self._people.values():
            person.leaves()
        return sum(inspector.looks for inspector in self._inspectors.values())


def test_every_form_says_what_is_wrong(surveys: dict[str, Survey], sandbox: Server, browser: Browser) -> None:
    """What is always refused first; then what is taken, which can take other forms away."""
    forms = _forms(surveys)
    taken = TAKES_ANYTHING | WRONG_ONLY_IF_EMPTY | RIGHT_IF_EMPTY | ONCE
    round_ = Round(browser, sandbox)
    for which in sorted(forms, key=lambda which: which in taken):
        for how in ("wrong", "empty") if which in RIGHT_IF_EMPTY | ONCE else ("empty", "wrong"):
            if (which, how) not in {(one, "empty") for one in ONCE}:
                round_.sends(which, forms[which], how)
    print(f"{len(forms)} forms, {round_.ends()} looks of axe")
    empty, wrong = round_.taken["empty"], round_.taken["wrong"]
    differs = {
        "gone": round_.gone,
        "takes anything": (empty & wrong) ^ {*TAKES_ANYTHING, *ANOTHER_BUTTON},
        "wrong only if empty": (wrong - empty) ^ {*WRONG_ONLY_IF_EMPTY, *ONCE},
        "right if empty": (empty - wrong) ^ set(RIGHT_IF_EMPTY),
    }
    assert (not any(differs.values()), round_.faults) == (True, []), f"{differs}\n{told(round_.faults)}"


def test_no_form_is_forgotten(surveys: dict[str, Survey]) -> None:
    """Whatever can be sent to is sent to by one of the forms of the round, or asks nothing, or is told why not."""
    reached = {goes_to for survey in surveys.values() for seen in survey.atlas.pages for goes_to in seen.forms()}
    forgotten = {name for name, route in ROUTES.items() if route.post} - reached - PRESSED - set(ELSEWHERE)
    assert sorted(forgotten) == []
    assert sorted((PRESSED | set(ELSEWHERE)) & reached) == []
