"""Papers as PDFs: what is in them, in which language, under which title, and that nothing is fetched for them."""

from __future__ import annotations

import io
import math
import os
import re
import shutil
import subprocess
import sys
import uuid
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.cast import World
from tests.pages import body, text
from wesaid_web.common import pdf
from wesaid_web.common.access import NotAllowed
from wesaid_web.common.codes import spoken
from wesaid_web.common.models import AuditEvent
from wesaid_web.projects import charter_actions
from wesaid_web.show import actions as show
from wesaid_web.trail.actions import said
from wesaid_web.trail.cards import code_of
from wesaid_web.trail.models import Consent, Contribution

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed here")


def poppler(tool: str, made: bytes, folder: Path, *options: str) -> str:
    """What one of poppler's tools says about a PDF."""
    path = folder / "paper.pdf"
    path.write_bytes(made)
    told = subprocess.run(
        [tool, *options, path, *(["-"] if tool == "pdftotext" else [])], capture_output=True, check=True
    )
    return told.stdout.decode()


def made(world: World, name: str, *args: Any, who: str = "facilitator", query: str = "", **sent: Any) -> bytes:
    """A paper as a PDF, as somebody of the cast gets it."""
    address = reverse(name, args=[world.here.project.pk, *args])
    client = world.client(who)
    answer = client.post(address, {"as": "pdf", **sent}) if sent else client.get(f"{address}?as=pdf{query}")
    assert answer.status_code == 200, text(answer)[:400]
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in answer["Cache-Control"]
    if keep := os.environ.get("WESAID_KEEP_PAPERS"):  # to look at them
        (Path(keep) / f"{name.replace(':', '-')}{query.replace('&', '-').replace('=', '-')[:60]}.pdf").write_bytes(
            body(answer)
        )
    return body(answer)


def unpacked(found: bytes) -> bytes:
    """What the packed parts of a PDF hold, one after the other."""
    parts = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", found, re.DOTALL)
    return b"\n".join(zlib.decompress(part) for part in parts if part[:1] == b"x")


def test_a_paper_says_its_language_and_title_and_is_tagged(world: World, tmp_path: Path) -> None:
    found = made(world, "meetings:agenda_print", world.here.coming.pk)
    info = poppler("pdfinfo", found, tmp_path)
    assert "Agenda on paper – Here" in info
    assert "Tagged:          yes" in info
    assert "595.276 x 841.89 pts (A4)" in info
    words = poppler("pdftotext", found, tmp_path, "-layout")
    for one in ("Talk in Here", "Room of Here", "Welcome"):
        assert one in words
    assert "Print this page" not in words
    assert b"/Lang (en-gb)" in unpacked(found)


def words_of(found: bytes, folder: Path) -> list[tuple[float, float, float, float, float, str]]:
    """Every word of a PDF: left, top, right, bottom as parts of its page, its height in points, and the word."""
    told = poppler("pdftotext", found, folder, "-bbox")
    words = []
    for page in re.split(r"<page ", told)[1:]:
        wide, high = (float(size) for size in re.findall(r'(?:width|height)="([\d.]+)"', page)[:2])
        for box in re.findall(
            r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>', page
        ):
            left, top, right, bottom = map(float, box[:4])
            words.append((left / wide, top / high, right / wide, bottom / high, bottom - top, box[4]))
    return words


PAPERS: dict[str, tuple[str, Any]] = {
    "agenda": ("meetings:agenda_print", lambda here: [here.coming.pk]),
    "letter": ("show:letter", lambda here: [here.coming.pk]),
    "information": ("show:information", lambda _here: []),
    "taking part": ("joining:info", lambda _here: []),
    "worry": ("show:worry_sheet", lambda _here: []),
    "charter": ("projects:charter_paper", lambda _here: []),
    "terms": ("support:terms_paper", lambda here: [here.terms.pk]),
    "private answers": ("evaluation:sheets", lambda here: [here.asking.pk]),
    **{f"sheet {number}": ("trail:sheet", lambda _here, number=number: [number]) for number in range(1, 5)},
}
LARGE_PRINT = 18


@pytest.mark.parametrize("name", PAPERS)
def test_every_paper_is_whole_in_both_sizes(name: str, world: World, tmp_path: Path) -> None:
    """No word beyond its page, the same words in both sizes, and in large print none that is smaller than 18 points."""
    route, args = PAPERS[name]
    both = []
    for query in ("", "&print=large"):
        found = made(world, route, *args(world.here), query=query)
        words = [word for word in words_of(found, tmp_path) if not re.fullmatch(r"\d+|/", word[5])]
        assert all(0 <= left < right <= 1 and 0 <= top < bottom <= 1 for left, top, right, bottom, _h, _w in words)
        if query:
            # What poppler measures of a word is its font's height from top to bottom: never less than the size of the font.
            assert [word for *_box, height, word in words if height < LARGE_PRINT] == []
        both.append(sorted(word[5] for word in words))
    assert both[0] == both[1]


def test_two_slips_fit_on_a_sheet_and_none_is_cut(world: World, tmp_path: Path) -> None:
    """With long names for six hats and a long label: the last line of each slip is on its paper, in both sizes."""
    for number, hat in enumerate(world.here.project.perspectives.all()):
        hat.name = f"Somebody who comes as number {number} of them all"
        hat.save(update_fields=["name"])
    form = {"id": uuid.uuid4(), "once": uuid.uuid4(), "label": "L" * 78, "count": 5}
    found = made(world, "trail:slips_new", **form)
    assert "Pages:           3" in poppler("pdfinfo", found, tmp_path)
    told = poppler("pdftotext", found, tmp_path)
    assert told.count("A name, if you like:") == 5
    assert told.count("hand them this code") == 5
    client = world.client("facilitator")
    address = reverse("trail:slips_new", args=[world.here.project.pk])
    large = body(client.post(f"{address}?print=large", {"as": "pdf", **form}))
    assert "Pages:           10" in poppler("pdfinfo", large, tmp_path)
    assert [word for *_box, height, word in words_of(large, tmp_path) if height < 16 and len(word) > 2] == []
    codes = re.compile(r"\b[2-9A-Z]{3}(?:-[2-9A-Z]{3})+\b")
    assert sorted(codes.findall(told.replace("-\n", "-"))) == sorted(
        codes.findall(poppler("pdftotext", large, tmp_path))
    )


def test_cards_for_decisions_are_whole(world: World, tmp_path: Path) -> None:
    here = world.here
    here.contribution.text = "Ring us on the day before, because then we are there. " * 10
    here.contribution.save(update_fields=["text"])
    found = made(world, "trail:cards_print", query=f"&said={here.contribution.pk}&blank=1")
    told = poppler("pdftotext", found, tmp_path, "-layout")
    assert "Pages:           1" in poppler("pdfinfo", found, tmp_path)
    assert (told.count("Who decided?"), told.count("What are we deciding?")) == (2, 2)
    assert spoken(code_of(here.contribution.pk)) in told


# The wall

SMALLEST = 34  # points: capitals of 8 mm


@pytest.mark.parametrize(
    ("size", "page"), [("sheets", "841.89 x 595.276"), ("a1", "2383.94 x 1683.78"), ("a0", "3370.39 x 2383.94")]
)
def test_the_wall_is_read_from_two_metres(size: str, page: str, world: World, tmp_path: Path) -> None:
    found = made(world, "show:wall", query=f"&size={size}")
    assert page in poppler("pdfinfo", found, tmp_path)
    words = words_of(found, tmp_path)
    assert [word for *_box, height, word in words if height < SMALLEST] == []
    told = " ".join(word for *_box, word in words)
    for one in ("Decided words in Here", "Try it out", "It is cheap.", "Work in Here", "Change in Here"):
        assert one in told
    assert "member" not in told.split(), "no names"


def test_capitals_of_the_smallest_letters_are_eight_millimetres_high() -> None:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(pdf._own_file("wesaid/fonts/atkinson-hyperlegible-next-latin-400-normal.woff2")))
    height = font["OS/2"].sCapHeight / font["head"].unitsPerEm * SMALLEST * 25.4 / 72
    assert height >= 8
    assert math.degrees(math.atan(height / 2000)) * 60 > 2 * 5, (
        "more than twice what the smallest line of ordinary sight asks for"
    )


def test_the_wall_for_anybody_tells_what_the_public_page_tells(world: World) -> None:
    """Nothing before the page is on; then the public words, and never those that only the group may read."""
    here, client = world.here, world.client("facilitator")
    address = reverse("show:wall", args=[here.project.pk]) + "?for=anybody"
    assert "No public page is on" in text(client.get(address))
    Contribution.objects.filter(project=here.project).update(about_other=False)
    show.answer(release=here.release, happy=True, words="", by=here.member)
    show.publish(release=here.release, by=here.facilitator)
    outside = text(client.get(address))
    assert "Public words" in outside
    assert "Decided words in Here" not in outside
    assert "Words in Here" not in outside
    said.consent(contribution=here.decided_on, answer=Consent.NO, words="", by=here.member)
    assert "Public words" not in text(client.get(address)), "taken off since: as on the page itself"


def test_the_wall_of_the_group_leaves_out_what_is_about_others_hidden_or_taken_back(world: World) -> None:
    here = world.here
    for row, how in (
        (here.contribution, {"about_other": True}),
        (here.paper_words, {"hidden_at": timezone.now()}),
        (here.decided_on, {"withdrawn_on": timezone.localdate()}),
    ):
        assert row.text in text(world.client("facilitator").get(reverse("show:wall", args=[here.project.pk])))
        Contribution.objects.filter(pk=row.pk).update(**how)
        assert row.text not in text(world.client("facilitator").get(reverse("show:wall", args=[here.project.pk])))


# Safe


def test_nothing_is_fetched_but_our_own_fonts_and_images() -> None:
    for address in (
        "https://example.org/x.png",
        "http://127.0.0.1/x.png",
        "file:///etc/hostname",
        "data:image/png;base64,AAAA",
        "/media/x.png",
        "/static/wesaid/../../../settings.py",
        "/static/wesaid/VENDOR.json",
    ):
        with pytest.raises(pdf.NotOurs, match="own fonts and images"):
            pdf.pdf(f'<html lang="en"><title>x</title><img src="{address}" alt="x">')


def test_what_people_write_stays_words(world: World, tmp_path: Path) -> None:
    """Markup in what somebody wrote fetches nothing and is printed as words."""
    here = world.here
    here.coming.purpose = '<img src="https://example.org/x.png"> & <b>tea</b>'
    here.coming.save(update_fields=["purpose"])
    told = poppler("pdftotext", made(world, "show:letter", here.coming.pk), tmp_path)
    assert '<img src="https://example.org/x.png"> & <b>tea</b>' in " ".join(told.split())


def test_where_it_cannot_be_made_the_page_says_how_to_save_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)  # what an import meets where the library is missing
    answer = world.client("member").get(reverse("show:information", args=[world.here.project.pk]) + "?as=pdf")
    assert answer.status_code == 501
    assert "Save as PDF" in text(answer)


def test_a_pdf_is_for_whoever_may_see_the_page(world: World) -> None:
    here = world.here
    for name, args, who in (
        ("support:terms_paper", [here.terms.pk], "observer"),
        ("show:wall", [], "member"),
        ("show:letter", [here.coming.pk], "member"),
        ("trail:cards_print", [], "member"),
    ):
        answer = world.client(who).get(reverse(name, args=[here.project.pk, *args]) + "?as=pdf")
        assert answer.status_code == 403


# On paper, written down by a facilitator


def test_who_signed_the_charter_on_paper_is_written_down(world: World) -> None:
    here, client = world.here, world.client("facilitator")
    address = reverse("projects:charter_sign_for", args=[here.project.pk, here.charter.number, here.paper_person.pk])
    client.post(address)
    client.post(address)
    assert list(here.charter.signatures.values_list("member", flat=True)) == [here.paper_person.pk]
    client.post(address, {"back": "yes"})
    assert not here.charter.signatures.exists()
    events = AuditEvent.objects.filter(stream=here.project.pk, verb__endswith="signed_for").order_by("seq")
    assert [event.verb for event in events] == ["projects.charter_signed_for", "projects.charter_unsigned_for"]
    with_account = reverse("projects:charter_sign_for", args=[here.project.pk, here.charter.number, here.member.pk])
    assert client.post(with_account).status_code == 404
    with pytest.raises(NotAllowed, match="signs for themselves"):
        charter_actions.sign_for(charter=here.charter, member=here.member, back=False, by=here.facilitator)


def test_with_very_many_hats_a_slip_has_a_sheet_of_its_own(world: World, tmp_path: Path) -> None:
    project = world.here.project
    for number in range(12):
        name = f"Somebody who comes as number {number} of them all"
        project.perspectives.create(code=f"more-{number}", name=name, position=20 + number)
    found = made(world, "trail:slips_new", id=uuid.uuid4(), once=uuid.uuid4(), count=2)
    assert "Pages:           2" in poppler("pdfinfo", found, tmp_path)
    assert poppler("pdftotext", found, tmp_path).count("A name, if you like:") == 2
