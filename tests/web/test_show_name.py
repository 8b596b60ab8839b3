"""A name that was kept back is shown again only after a look at what the group will see."""

from __future__ import annotations

from django.urls import reverse

from tests.cast import World
from tests.pages import Page, text
from wesaid_web.trail.actions import said


def test_what_the_group_will_see_comes_first(world: World) -> None:
    here, client = world.here, world.client("member")
    row = here.contribution
    said.withhold_author(contribution=row, withheld=True, by=here.member)
    story = reverse("trail:one", args=[here.project.pk, row.pk])
    address = reverse("trail:withhold", args=[here.project.pk, row.pk])
    page = Page(text(client.get(story)))
    assert [e.text for e in page.all("a") if e.attrs["href"] == address] == ["Show my name again"]
    assert not [e for e in page.all("form") if e.attrs.get("action") == address]
    asked = client.get(address)
    row.refresh_from_db()
    assert row.author_withheld
    assert f"The group will see: {here.member.words} , as: {here.hat.words}." in Page(text(asked)).words()
    client.post(address, {"back": "yes"})
    row.refresh_from_db()
    assert not row.author_withheld
    assert client.get(address)["Location"] == story


def test_nobody_else_is_told_whose_name_it_is(world: World) -> None:
    here = world.here
    said.withhold_author(contribution=here.contribution, withheld=True, by=here.member)
    address = reverse("trail:withhold", args=[here.project.pk, here.contribution.pk])
    for who in ("facilitator", "observer"):
        answer = world.client(who).get(address)
        assert answer.status_code == 403
        assert here.member.name not in Page(text(answer)).words(without=frozenset({"header"}))
