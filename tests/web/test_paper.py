"""Papers as PDFs: what is in them, in which language, under which title, and that nothing is fetched for them."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import World
from tests.pages import body, text

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
