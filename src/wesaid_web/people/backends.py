"""Who a session belongs to, read with what decides whether they may go on: one query for each request, as before."""

from __future__ import annotations

import uuid

from allauth.account.auth_backends import AuthenticationBackend

from wesaid_web.people.models import User
from wesaid_web.people.powers import with_powers


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, which checks passwords; an account comes with whether it has a second step and whether it needs one."""

    def get_user(self, user_id: str | uuid.UUID) -> User | None:
        user: User | None = with_powers(User.objects.filter(pk=user_id)).first()
        return user if user and self.user_can_authenticate(user) else None
