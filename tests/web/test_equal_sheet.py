"""The sheet of how equal the group is that may leave the room: large numbers only, and nothing to subtract."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.cast import TODAY, World, make_safe, make_user
from tests.pages import Page, text
from wesaid_web.meetings import actions as meetings
from wesaid_web.projects import actions as projects
from wesaid_web.projects import voice_actions
from wesaid_web.projects.models import Hat, Member, Perspective, Project, Role
from wesaid_web.projects.permissions import NotYourRole
from wesaid_web.show import actions as show
from wesaid_web.show.models import EqualSheet
from wesaid_web.trail.actions import said


class Group:
    """A group large enough for numbers to leave it."""

    def __init__(self) -> None:
        self.lead_user, self.other_user = make_user("Lead"), make_user("Other")
        self.project: Project = projects.create_project(name="Large", by=self.lead_user)
        self.lead = Member.objects.get(project=self.project, user=self.lead_user)
        make_safe(self.project, self.lead)
        secret = projects.invite(project=self.project, role=Role.MEMBER, by=self.lead)
        self.other = projects.accept_invitation(secret=secret, user=self.other_user)
        self.hats: dict[str, Perspective] = {hat.code: hat for hat in self.project.perspectives.all()}

    def switch_on(self) -> None:
        voice_actions.ask_for_voice(project=self.project, by=self.lead)
        voice_actions.answer_voice(project=self.project, agrees=True, by=self.other)

    def people(self, number: int, code: str, *, speak: bool = True) -> list[Member]:
        hat = self.hats[code]
        found = []
        for place in range(number):
            person = projects.add_person(project=self.project, name=f"P{place}", perspectives=[hat], by=self.lead)
            found.append(person)
            if speak:
                entered = said.Said(text="Words", perspective=hat, author=person, said_on=TODAY)
                said.add(project=self.project, said=entered, by=self.lead)
        return found

    def meet(self, people: list[Member], code: str) -> None:
        plan = meetings.Plan(on=TODAY, purpose="Talk")
        row = meetings.plan(project=self.project, plan=plan, by=self.lead)
        seats = [meetings.Seat(self.hats[code], member=person) for person in people]
        meetings.write_down(meeting=row, held=meetings.Held(seats), edition=0, by=self.lead)

    def freeze(self) -> dict[str, dict[str, int | None]]:
        sheet = show.freeze_sheet(project=self.project, by=self.lead)
        codes = {str(hat.pk): code for code, hat in self.hats.items()}
        return {codes[key]: cells for key, cells in sheet.content["cells"].items()}


@pytest.fixture
def group(db: None) -> Group:
    return Group()


def test_only_large_numbers_are_on_it(group: Group) -> None:
    group.switch_on()
    group.people(9, Hat.CARER)
    group.people(4, Hat.STAFF)
    sheet = group.freeze()
    assert (sheet[Hat.CARER]["here"], sheet[Hat.CARER]["said"]) == (9, 9)
    assert set(sheet[Hat.STAFF].values()) == {None}
    assert Hat.NOT_STATED not in sheet


def test_one_more_or_one_less_makes_no_new_sheet(group: Group) -> None:
    group.switch_on()
    carers = group.people(9, Hat.CARER)
    group.freeze()
    (joiner,) = group.people(1, Hat.CARER)
    with pytest.raises(show.StandsAsItIs):
        group.freeze()
    projects.remove(member=joiner, by=group.lead)
    projects.remove(member=carers[0], by=group.lead)
    with pytest.raises(show.StandsAsItIs):
        group.freeze()
    assert EqualSheet.objects.count() == 1


def test_a_new_one_is_made_when_enough_have_changed(group: Group) -> None:
    group.switch_on()
    group.people(9, Hat.CARER)
    group.freeze()
    group.people(7, Hat.CARER)
    with pytest.raises(show.StandsAsItIs):
        group.freeze()
    group.people(1, Hat.CARER)
    assert group.freeze()[Hat.CARER]["here"] == 17


def test_in_the_room_passes_the_same_gate(group: Group) -> None:
    """Eight or more are shown; one more person at the next meeting makes no new sheet, and neither does a small room."""
    group.switch_on()
    carers, staff = group.people(18, Hat.CARER), group.people(9, Hat.STAFF)
    group.meet(carers[:9], Hat.CARER)
    group.meet(staff[:4], Hat.STAFF)
    sheet = group.freeze()
    assert (sheet[Hat.CARER]["in_room"], sheet[Hat.STAFF]["in_room"]) == (9, None)
    group.meet(carers[:10], Hat.CARER)
    with pytest.raises(show.StandsAsItIs):
        group.freeze()
    group.meet(carers, Hat.CARER)
    assert group.freeze()[Hat.CARER]["in_room"] == 18


def test_a_sheet_from_before_meetings_were_counted_says_nothing_of_them(group: Group) -> None:
    from django.test import Client

    group.switch_on()
    carers = group.people(16, Hat.CARER)
    group.freeze()
    sheet = EqualSheet.objects.get()
    for cells in sheet.content["cells"].values():
        del cells["in_room"]
    sheet.save(update_fields=["content"])
    browser = Client()
    browser.force_login(group.other_user)
    read = Page(text(browser.get(reverse("show:equal_sheet", args=[group.project.pk])))).words()
    assert "Came to a meeting not shown" in read
    group.meet(carers[:9], Hat.CARER)
    with pytest.raises(show.StandsAsItIs):  # nobody can tell from the two whether there were seven before
        group.freeze()
    group.meet(carers, Hat.CARER)
    assert group.freeze()[Hat.CARER]["in_room"] == 16


def test_nothing_is_frozen_before_the_group_has_agreed(group: Group) -> None:
    with pytest.raises(show.NotReady):
        group.freeze()
    group.switch_on()
    with pytest.raises(NotYourRole):
        show.freeze_sheet(project=group.project, by=group.other)


def test_the_sheet_is_hidden_while_it_is_paused(world: World) -> None:
    here = world.here
    voice_actions.ask_for_voice(project=here.project, by=here.facilitator)
    voice_actions.answer_voice(project=here.project, agrees=True, by=here.member)
    address = reverse("show:equal_sheet", args=[here.project.pk])
    assert world.client("facilitator").post(reverse("show:equal_freeze", args=[here.project.pk])).status_code == 302
    page = Page(text(world.client("member").get(address))).words()
    assert "Every number is smaller than 8, or would give a small one away." in page
    again = world.client("facilitator").post(reverse("show:equal_freeze", args=[here.project.pk]))
    assert again.status_code == 422
    assert "The last sheet stands." in Page(text(again)).words()
    voice_actions.pause_voice(project=here.project, by=here.member)
    assert world.client("facilitator").get(address).status_code == 302


def test_it_reads_as_numbers_by_hat(group: Group, client: object) -> None:
    from django.test import Client

    group.switch_on()
    group.people(9, Hat.CARER)
    group.people(2, Hat.STAFF, speak=False)
    group.freeze()
    browser = Client()
    browser.force_login(group.other_user)
    page = Page(text(browser.get(reverse("show:equal_sheet", args=[group.project.pk]))))
    read = page.words()
    assert "An unpaid carer In the group 9 Said something 9 Had something taken up not shown" in read
    assert "Staff In the group not shown" in read
