"""A paper as a page to look at and print, or as a PDF made from the same template.

PDFs are for people who want to print later or elsewhere. They are made when asked for and kept nowhere; whoever may see
the page may have its PDF. They are tagged (PDF/UA-1), and say their language and title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

VARIANT = "pdf/ua-1"
_NOWHERE = "https://paper.invalid"
"""Where addresses without a place begin. There is no such place, so that nothing can be fetched by mistake."""
_STYLE = "wesaid/paper.css"
_FONTS = re.compile(r"wesaid/(?:fonts|images)/[a-z0-9-]+\.(?:woff2|svg)")


class NoPdf(Exception):
    """PDFs cannot be made here: the library that sets text (Pango) is missing on this computer."""


class NotOurs(ValueError):
    """A paper asked for something that is not among our own fonts and images. It is not made."""


def paper(request: HttpRequest, template: str, context: Mapping[str, Any], *, name: str) -> HttpResponse:
    """A paper: as a page; or, where the address or the form says ``as=pdf``, as a PDF to keep and print.

    Args:
        template: a page that extends ``layout``, which is the project's page or, for a PDF, bare paper.
        name: of the file, without its ending: small letters and strokes, nothing that somebody wrote.
    """
    asked = request.POST if request.method == "POST" else request.GET
    if asked.get("as") != "pdf":
        return render(request, template, {**context, "layout": "projects/base.jinja"})
    values = {**context, "layout": "common/paper.jinja", "as_pdf": True}
    try:
        made = pdf(render_to_string(template, values, request))
    except NoPdf:
        return render(request, "common/no_pdf.jinja", dict(context), status=HTTPStatus.NOT_IMPLEMENTED)
    large = request.GET.get("print") == "large"  # as page_context has it
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}{"-large" if large else ""}.pdf"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def pdf(html: str) -> bytes:
    """A whole page as a PDF. Its style sheet, fonts and images come from our own files; nothing else is fetched.

    Raises:
        NoPdf, NotOurs: see there.
    """
    maker = _maker()
    font_config = maker.text.fonts.FontConfiguration()
    fetcher = _fetcher()
    style = maker.CSS(
        string=_style(), base_url=f"{_NOWHERE}/static/wesaid/", url_fetcher=fetcher, font_config=font_config
    )
    document = maker.HTML(string=html, base_url=f"{_NOWHERE}/", url_fetcher=fetcher)
    try:
        made: bytes = document.write_pdf(stylesheets=[style], font_config=font_config, pdf_variant=VARIANT)
    except maker.urls.FatalURLFetchingError as refused:  # no Exception, so that nothing lets it pass unseen but this
        raise NotOurs(str(refused)) from refused
    return made


def _maker() -> Any:
    """The library, loaded when the first PDF is asked for: it needs Pango, which not every computer has."""
    try:
        import weasyprint
        import weasyprint.text.fonts
        import weasyprint.urls
    except (ImportError, OSError) as missing:
        raise NoPdf from missing
    return weasyprint


@cache
def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OurFilesOnly(URLFetcher):  # type: ignore[misc]
        """Gives fonts and images of our own; whatever else is asked for stops the PDF."""

        def fetch(self, url: str, headers: Any = None) -> Any:
            path = url.removeprefix(f"{_NOWHERE}/static/")
            if path == url or not _FONTS.fullmatch(path):
                raise FatalURLFetchingError("a paper may hold our own fonts and images only")
            kind = "font/woff2" if path.endswith("woff2") else "image/svg+xml"
            return URLFetcherResponse(url, BytesIO(_own_file(path)), {"Content-Type": kind})

    return OurFilesOnly()


@cache
def _own_file(path: str) -> bytes:
    """One of our own static files: where they are collected, or else in the packages."""
    if not settings.DEBUG and staticfiles_storage.exists(path):
        with staticfiles_storage.open(path) as file:
            return bytes(file.read())
    found = finders.find(path)
    if not isinstance(found, str):
        raise FileNotFoundError(path)
    return Path(found).read_bytes()


@cache
def _style() -> str:
    return _own_file(_STYLE).decode()
