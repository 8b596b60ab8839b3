"""Photographs in a page: a small copy of the first, which leads to the whole; the others and recordings are links."""

from __future__ import annotations

import io
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from tests.cast import World, picture
from tests.pages import Page, body, text
from wesaid_web.cli.check import _files
from wesaid_web.common.uploads import MAX_FILE_BYTES, SMALL_BYTES, BadFile, safe_photo, small_copy
from wesaid_web.trail.actions import files
from wesaid_web.trail.models import Attachment

NOISE = 600 * 1024  # a photograph of noise weighs at least this much when it is kept


def noise(width: int = 2000, height: int = 1500) -> bytes:
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), Random(0).randbytes(width * height * 3)).save(out, "JPEG", quality=90)
    return out.getvalue()


@pytest.fixture(scope="module")
def noisy() -> bytes:
    return noise()


def recording() -> SimpleUploadedFile:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(4000))
    return SimpleUploadedFile("voice.wav", out.getvalue(), content_type="audio/wav")


def put(world: World, upload: SimpleUploadedFile, description: str = "A wall") -> Attachment:
    kept = files.keep(project=world.here.project, upload=upload, by=world.here.member)
    files.attach(attachment=kept, contribution=world.here.contribution, description=description, by=world.here.member)
    return kept


def photograph(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("wall.jpg", content, content_type="image/jpeg")


def address(world: World, file: Attachment) -> str:
    return reverse("trail:file", args=[world.here.project.pk, world.here.contribution.pk, file.pk])


def page(world: World) -> Page:
    return Page(
        text(world.client("member").get(reverse("trail:one", args=[world.here.project.pk, world.here.contribution.pk])))
    )


def said_of(row: Attachment) -> list[str]:
    """What ``wesaid check`` says of its files. The folder has those of other tests, whose rows were taken back."""
    return [line for line in _files() if str(row.pk) in line]


@pytest.mark.parametrize("shape", [(2000, 1500), (1500, 2000), (2000, 40), (3, 2000), (1, 1)])
def test_a_small_copy_is_small_whatever_is_on_it(shape: tuple[int, int]) -> None:
    copy = small_copy(io.BytesIO(noise(*shape)))
    assert len(copy) <= SMALL_BYTES
    with Image.open(io.BytesIO(copy)) as seen:
        assert (seen.format, max(seen.size) <= 480) == ("JPEG", True)
        if min(shape) > 100:  # the same picture, not cut
            assert seen.width / seen.height == pytest.approx(shape[0] / shape[1], rel=0.03)


def test_a_photograph_that_is_easily_packed_keeps_its_size() -> None:
    plain = io.BytesIO()
    Image.new("RGB", (2000, 1000), "teal").save(plain, "JPEG")
    with Image.open(io.BytesIO(small_copy(plain))) as seen:
        assert seen.size == (480, 240)


def test_the_first_stands_in_the_page_and_all_lead_to_the_whole(world: World, noisy: bytes) -> None:
    rows = [world.here.attachment, *(put(world, photograph(noisy), f"Wall {number}") for number in range(3))]
    seen = page(world)
    images = [image for image in seen.all("img") if image.attrs.get("class") == "ws-photo"]
    assert [(image.attrs["src"], image.attrs["alt"]) for image in images] == [
        (f"{address(world, row)}?small", row.description) for row in rows[:1]
    ]
    links = {link.attrs.get("href") for link in seen.all("a")}
    assert {address(world, row) for row in rows} <= links
    assert all(row.description in seen.words() for row in rows)


def test_the_small_copy_and_the_whole_are_sent_as_they_are(world: World, noisy: bytes) -> None:
    row, client = put(world, photograph(noisy)), world.client("member")
    whole, small = client.get(address(world, row)), client.get(f"{address(world, row)}?small")
    assert len(body(whole)) > NOISE
    sent = body(small)
    assert (len(sent) <= SMALL_BYTES, sent[:3]) == (True, b"\xff\xd8\xff")
    assert small.headers["Content-Type"] == "image/jpeg"
    assert small.headers["Content-Disposition"] == f'inline; filename="{row.pk}.small.jpg"'
    assert small.headers["Content-Security-Policy"] == whole.headers["Content-Security-Policy"]
    part = client.get(f"{address(world, row)}?small", headers={"range": "bytes=0-9"})
    assert (part.status_code, body(part)) == (206, sent[:10])


def test_who_may_not_see_the_whole_may_not_see_the_small_copy(world: World) -> None:
    for who in ("anonymous", "invited", "ex_member", "other_facilitator"):
        client = world.client(who)
        whole = client.get(address(world, world.here.attachment))
        small = client.get(f"{address(world, world.here.attachment)}?small")
        assert whole.status_code == small.status_code != 200, who


def test_a_recording_is_a_link_and_the_page_names_nothing_of_it(world: World) -> None:
    row = put(world, recording(), "What Ada said")
    seen = page(world)
    assert not [one for one in seen.elements if one.name in {"audio", "video", "source"}]
    [link] = [one for one in seen.all("a") if one.attrs.get("href") == address(world, row)]
    assert link.text == "Listen to the recording : What Ada said"
    sent = world.client("member").get(address(world, row))
    body(sent)
    policy = "default-src 'none'; media-src 'self'; sandbox allow-same-origin"  # with less, Chromium plays nothing
    assert (sent.headers["Content-Type"], sent.headers["Content-Security-Policy"]) == ("audio/wav", policy)
    assert world.client("member").get(f"{address(world, row)}?small").status_code == 404
    assert said_of(row) == []


def test_one_from_before_there_were_small_copies_gets_its_own(world: World) -> None:
    row = world.here.attachment
    storage, name = row.small.storage, str(row.small.name)
    storage.delete(name)
    assert said_of(row) == []
    for _time in range(2):
        assert body(world.client("member").get(f"{address(world, row)}?small"))[:3] == b"\xff\xd8\xff"
    there = {one for one in storage.listdir(name.rpartition("/")[0])[1] if one.startswith(str(row.pk))}
    assert there == {f"{row.pk}.jpg", f"{row.pk}.small.jpg"}


def test_without_the_photograph_there_is_no_small_copy(world: World) -> None:
    row = put(world, picture())
    row.file.storage.delete(str(row.file.name))
    row.file.storage.delete(str(row.small.name))
    with pytest.raises(BadFile):
        files.small(row)
    assert world.client("member").get(f"{address(world, row)}?small").status_code == 404
    assert said_of(row) == [f"the file of attachment {row.pk} is not there"]


def test_both_are_removed_together(world: World, django_capture_on_commit_callbacks: object) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        kept = put(world, picture("red"))
        dropped = files.keep(project=world.here.project, upload=picture("red"), by=world.here.member)
        forgotten = files.keep(project=world.here.project, upload=picture("red"), by=world.here.member)
        long_ago = timezone.now() - timedelta(days=2)
        Attachment.objects.filter(pk=forgotten.pk).update(uploaded_at=long_ago)
        storage, rows = kept.file.storage, (kept, dropped, forgotten)
        names = [str(file.name) for row in rows for file in (row.file, row.small)]
        assert all(storage.exists(name) for name in names)
        files.detach(attachment=kept, by=world.here.member)
        files.drop(attachment=dropped)
        assert files.tidy() == 1
    assert [name for name in names if storage.exists(name)] == []


def test_the_check_tells_of_a_copy_that_is_none_and_of_one_left_behind(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = put(world, picture("red"))
    Path(row.small.storage.path(str(row.small.name))).write_bytes(b"<html>")
    [line] = said_of(row)
    assert line.startswith(f"the small copy of attachment {row.pk} is none")
    Attachment.objects.filter(pk=row.pk).delete()
    assert said_of(row) == []  # it may be on its way
    later = timezone.now() + timedelta(hours=26)
    monkeypatch.setattr(timezone, "now", lambda: later)
    [line] = said_of(row)
    assert line == f"{row.small.name} is the small copy of a photograph that was taken away"


def test_noise_is_within_what_may_be_sent(noisy: bytes) -> None:
    assert NOISE < len(noisy) < MAX_FILE_BYTES


def test_photographs_are_read_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of 60 million pixels takes half a gigabyte, and fits into a quarter of a megabyte: eight guests could send one each."""
    now = most = 0
    shrink = Image.Image.thumbnail

    def counted(picture: Image.Image, *args: object, **kwargs: object) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        time.sleep(0.02)  # long enough for the others to come in, if they could
        shrink(picture, *args, **kwargs)  # type: ignore[arg-type]
        now -= 1

    monkeypatch.setattr(Image.Image, "thumbnail", counted)
    kept = io.BytesIO()
    Image.new("RGBA", (50, 40), (200, 100, 50, 255)).save(kept, "PNG")
    with ThreadPoolExecutor(8) as room:
        made = list(room.map(lambda _number: safe_photo(SimpleUploadedFile("a.png", kept.getvalue())), range(16)))
    assert len({one.content.read() for one in made}) == 1
    assert most == 1


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photograph_that_lies_on_its_side_is_put_upright(kind: str) -> None:
    """The camera says how it was held (here: a quarter turn); what is kept is turned and says nothing any more."""
    side = Image.new("RGB", (60, 20), "white")
    side.paste("black", (0, 0, 10, 20))  # at the left as it was taken; at the top once it is turned
    exif = side.getexif()
    exif[0x0112] = 6
    sent = io.BytesIO()
    side.save(sent, kind, exif=exif)
    with Image.open(io.BytesIO(safe_photo(SimpleUploadedFile("a", sent.getvalue())).content.read())) as kept:
        assert kept.size == (20, 60)
        assert not kept.getexif()
        grey = kept.convert("L")
        assert (grey.getpixel((10, 2)) < 60, grey.getpixel((10, 50)) > 200) == (True, True)  # type: ignore[operator]
