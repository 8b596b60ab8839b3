"""Addresses that a request brings along, to lead somebody back to where they were."""

from __future__ import annotations

from urllib.parse import urlsplit, urlunsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def on_this_site(request: HttpRequest, address: str) -> str:
    """The path and question of an address of this site; empty where it is of another, or would be one.

    Without the name of the site in front, a path that begins with two strokes is the address of another site. So what is left
    is looked at once more.
    """
    if not url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()}):
        return ""
    parts = urlsplit(address)
    left = urlunsplit(("", "", parts.path, parts.query, ""))
    return left if url_has_allowed_host_and_scheme(left, allowed_hosts=None) else ""
