"""The person who is asking, as a User and not as perhaps nobody."""

from __future__ import annotations

from django.http import HttpRequest

from wesaid_web.people.models import User


def signed_in_user(request: HttpRequest) -> User:
    """The user of a request that passed a guard for signed-in people.

    Raises:
        TypeError: nobody is signed in; the view lacks its guard.
    """
    if not isinstance(request.user, User):
        raise TypeError("this view needs a guard for signed-in people")
    return request.user
