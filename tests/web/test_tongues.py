"""Words in the language of whoever said them: chosen when they are said, kept with them, and said wherever they stand.

That no page forgets it is looked for in tests/meta/test_scripts.py, over every page there is.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.cast import TODAY, World, let_guests_in
from tests.pages import Page, text
from tests.web.test_archive_round_trip import forget
from tests.web.test_guests import opened
from tests.web.test_public_page import publish
from tests.web.test_telling import decide
from wesaid_web.common import languages
from wesaid_web.trail import sealed
from wesaid_web.trail.actions import guest_words, said, slips
from wesaid_web.trail.archive.document import BadArchive
from wesaid_web.trail.archive.reading import import_document
from wesaid_web.trail.archive.writing import as_document
from wesaid_web.trail.models import Consent, Contribution

WELSH, URDU = "Mae’r bws yn dod yn rhy gynnar", "بس بہت جلدی آتی ہے"


def spoken(page: str, words: str) -> list[tuple[str | None, str | None]]:
    """Language and side of each smallest element that holds exactly these words, as it is said on it."""
    found = [one for one in Page(page).elements if one.text == words and one.name not in {"title", "option"}]
    return [(one.attrs.get("lang"), one.attrs.get("dir")) for one in found if "lang" in one.attrs]


def chosen(page: str) -> str:
    """What a form begins with."""
    boxes = [one for one in Page(page).elements if one.name == "option" and "selected" in one.attrs]
    return next(one.attrs["value"] for one in boxes if one.attrs["value"] in dict(languages.written_in()))


def in_welsh(client: Client) -> Client:
    client.cookies[languages.COOKIE] = "cy"
    return client


def test_said_in_welsh_on_an_english_site_it_is_read_out_in_welsh(world: World) -> None:
    here, client = world.here, world.client("member")
    address = reverse("trail:say", args=[here.project.pk])
    page = Page(text(client.get(address)))
    assert "In which language are these words? English" in page.words(without=frozenset({"option"}))
    client.post(address, {"text": WELSH, "hat": here.hat.pk, "language": "cy"})
    row = Contribution.objects.get(text=WELSH)
    assert row.language == "cy"
    for name, args in (("trail:one", [row.pk]), ("trail:said", []), ("show:mine", []), ("trail:decide", [])):
        page_of = text(
            world.client("facilitator" if name == "trail:decide" else "member").get(
                reverse(name, args=[here.project.pk, *args]), {"said": row.pk} if name == "trail:decide" else {}
            )
        )
        assert ("cy", "ltr") in spoken(page_of, WELSH), name


def test_a_page_in_welsh_offers_welsh_and_says_of_other_words_that_they_are_english(world: World) -> None:
    """Whoever reads Welsh pages probably writes Welsh, and sees that before they send it; the rest is the site's language."""
    here = world.here
    client = in_welsh(world.client("member"))
    assert chosen(text(client.get(reverse("trail:say", args=[here.project.pk])))) == "cy"
    shown = text(client.get(reverse("trail:one", args=[here.project.pk, here.contribution.pk])))
    assert ("en-gb", None) in spoken(shown, here.contribution.text)
    english = text(world.client("member").get(reverse("trail:one", args=[here.project.pk, here.contribution.pk])))
    assert spoken(english, here.contribution.text) == []


def test_whoever_corrects_the_words_sees_and_can_change_the_language(world: World) -> None:
    here, client = world.here, in_welsh(world.client("member"))
    address = reverse("trail:edit", args=[here.project.pk, here.contribution.pk])
    page = text(client.get(address))
    assert chosen(page) == ""  # what is kept, not what the page is in
    given = {"text": here.contribution.text, "hat": here.hat.pk, "edition": Page(page).value_of("edition")}
    assert client.post(address, given | {"language": "xx"}).status_code == 422
    client.post(address, given | {"language": "ur"})
    here.contribution.refresh_from_db()
    assert (here.contribution.language, here.contribution.versions.count()) == ("ur", 0)


def test_a_guest_says_and_corrects_it_and_taking_it_back_leaves_no_trace(world: World) -> None:
    guests, client = let_guests_in(world.here), Client()
    form = opened(client, guests.link)
    client.post(reverse("guests:say", args=[guests.link]), form | {"text": URDU, "language": "ur"})
    row = Contribution.objects.get(text=URDU)
    token = sealed.seal_mine(sealed.Whose.OWN, row.receipt.digest)
    shown = text(client.get(reverse("guests:words", args=[token])))
    assert spoken(shown, URDU) == [("ur", "rtl")]
    address = reverse("guests:correct", args=[token, row.pk])
    page = text(client.get(address))
    assert chosen(page) == "ur"
    client.post(address, {"text": URDU, "edition": Page(page).value_of("edition"), "language": "fa"})
    row.refresh_from_db()
    assert (row.language, row.edition, row.versions.count()) == ("fa", 2, 0)
    guest_words.withdraw(contribution=row)
    row.refresh_from_db()
    assert row.language == ""


def test_on_paper_too(world: World) -> None:
    """A slip typed in, the receipt and the card about it, the wall."""
    here, client = world.here, world.client("facilitator")
    _batch, printed = slips.print_slips(project=here.project, label="", count=1, meeting=None, by=here.facilitator)
    client.post(
        reverse("trail:slip", args=[here.project.pk]), {"code": printed[0].code, "text": URDU, "language": "ur"}
    )
    row = Contribution.objects.get(text=URDU)
    decide(world, row)
    receipt = client.post(reverse("trail:receipts", args=[here.project.pk]), {"said": [row.pk]}, follow=True)
    wall = client.get(reverse("show:wall", args=[here.project.pk]))
    card = client.get(reverse("trail:postcards_print", args=[here.project.pk]), {"to": [row.pk]})
    cards = client.get(reverse("trail:postcards", args=[here.project.pk]))
    for answer in (receipt, wall, card, cards):
        assert spoken(text(answer), URDU) == [("ur", "rtl")]


def test_the_public_page_says_it_as_it_is_now(world: World) -> None:
    """Also on a page that went out before somebody put the language right."""
    here = world.here
    said.consent(contribution=here.contribution, answer=Consent.YES, words="", by=here.member)
    decide(world, here.contribution)
    publish(world)
    address, words = reverse("public", args=["here"]), here.contribution.text
    assert spoken(text(Client().get(address)), words) == []
    Contribution.objects.filter(pk=here.contribution.pk).update(language="ar")
    assert ("ar", "rtl") in spoken(text(Client().get(address)), words)
    assert ("ar", "rtl") in spoken(text(Client().get(reverse("public_report", args=["here"]))), words)


def test_parts_are_in_the_language_of_the_whole_and_so_is_what_the_archive_brings_back(world: World) -> None:
    here = world.here
    entered = said.Said(text=WELSH, perspective=here.hat, author=here.member, said_on=TODAY, language="cy")
    row = said.add(project=here.project, said=entered, by=here.member)
    parts = said.split(contribution=row, texts=["Un", "Dau"], by=here.facilitator)
    assert {part.language for part in parts} == {"cy"}
    document = as_document(here.project)
    assert {one["id"]: one["language"] for one in document["contributions"]}[str(row.pk)] == "cy"
    forget(here.project)
    other = next(one for one in document["contributions"] if one["id"] != str(row.pk))
    wrong: list[Any] = ["xx", "bfi", "en-gb", 7, None, ["cy"], "cy\0"]
    for value in wrong:
        other["language"] = value
        with pytest.raises(BadArchive, match="language"):
            import_document(document=document)
    other["language"] = ""
    again = import_document(document=document)
    assert again.contributions.get(pk=row.pk).language == "cy"


@pytest.mark.parametrize("code", ["xx", "bfi", "EN", "en-gb"])
def test_what_is_no_language_is_refused_by_the_action_itself(world: World, code: str) -> None:
    with pytest.raises(ValueError, match="language"):
        said.Said(text="x", perspective=world.here.hat, author=None, said_on=TODAY, language=code)
    with pytest.raises(ValueError, match="language"):
        guest_words.GuestSaid(text="x", perspective=world.here.hat, language=code)


def test_every_language_can_be_said_with_its_side() -> None:
    codes = [code for code, _name in languages.written_in()]
    assert codes[0] == ""
    assert len(codes) == len(set(codes)) > 20
    for code in codes[1:]:
        side = "rtl" if code in {"ar", "fa", "ur"} else "ltr"
        assert languages.tongue(code) == f' lang="{code}" dir="{side}"'
    with translation.override("ar"):
        assert languages.tongue("") == ' lang="en-gb"'
        assert languages.probably_in() == "ar"
    assert (languages.tongue(""), languages.tongue(None), languages.probably_in()) == ("", "", "")
    assert languages.in_tongue("<b>", "cy") == '<span lang="cy" dir="ltr">&lt;b&gt;</span>'
