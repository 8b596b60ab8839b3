"""Which accounts can do so much that a password alone must not open them: they need a second step at sign-in (docs/adr/0022).

Running the site is known here. Rooms above say which roles count, each with a question to the database about one account.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value

Holds = Callable[[Any], Exists]
"""Given what stands for the id of an account in a query, whether that account holds a role that counts."""

_holds: list[Holds] = []


def counts(holds: Holds) -> None:
    """Say of a role that it counts. Called once for each, when the room that knows the role is started."""
    _holds.append(holds)


def with_powers(users: QuerySet[Any]) -> QuerySet[Any]:
    """The same accounts, each with whether it has a second step and whether it holds a role that counts: no query more."""
    from allauth.mfa.models import Authenticator

    steps = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    held = Q(pk__in=[])
    for holds in _holds:
        held |= Q(holds(OuterRef("pk")))
    holds_role = ExpressionWrapper(held, output_field=BooleanField()) if _holds else Value(value=False)
    found: QuerySet[Any] = users.annotate(has_second_step=Exists(steps), holds_power=holds_role)
    return found
