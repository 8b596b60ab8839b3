"""Pages about the field's frameworks and ways of working. They are about no project and open to everyone."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from wesaid.frameworks import (
    Framework,
    Kind,
    UnknownNameError,
    Verified,
    all_frameworks,
    all_ways,
    framework_named,
    review,
    way_named,
)
from wesaid_web.common.access import public_view
from wesaid_web.common.seeing import in_reading_order

RING = 4  # how many parts the ring is drawn for
CONFIRMED = frozenset({Verified.SEED, Verified.FOUND})


@public_view("GET")
def frameworks(request: HttpRequest) -> HttpResponse:
    """All of them, with what each is for."""
    context = {"frameworks": all_frameworks(), "ways": all_ways(), "confirmed": CONFIRMED}
    return render(request, "common/frameworks.jinja", context)


@public_view("GET")
def framework(request: HttpRequest, name: str) -> HttpResponse:
    """One framework: what it is for, its parts in order, how sure we are, where it was published."""
    try:
        found = framework_named(name)
    except UnknownNameError as problem:
        raise Http404 from problem
    context = {
        "framework": found,
        "items": in_reading_order(found),
        "drawing": _drawing(found),
        "all_alike": len({(item.verified, item.read_in) for item in found.items}) == 1,
        "sources": {source.key: source for source in found.sources},
        "confirmed": CONFIRMED,
    }
    return render(request, "common/framework.jinja", context)


@public_view("GET")
def way(request: HttpRequest, name: str) -> HttpResponse:
    """One way of working, with what published studies report of it."""
    try:
        found = way_named(name)
    except UnknownNameError as problem:
        raise Http404 from problem
    return render(request, "common/way.jinja", {"way": found, "review": review(), "confirmed": CONFIRMED})


def _drawing(found: Framework) -> str:
    """How its order is drawn: as stairs, as a ring, or not at all."""
    if found.kind in {Kind.LADDER, Kind.SPECTRUM} and len(found.items) > 1:
        return "stairs"
    return "ring" if found.kind is Kind.CYCLE and len(found.items) == RING else ""
