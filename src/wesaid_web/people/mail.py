"""Messages about accounts. Sent as a task, so that an answer takes as long whether or not there is an account."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from wesaid_web.people import actions
from wesaid_web.people.letters import letter, post
from wesaid_web.people.models import User


@task()
def send_sign_in_link(email: str) -> None:
    """Send a sign-in link, if there is an open account with this address.

    No name stands in it: whoever made the account chose it, and may have given the address of somebody else.
    """
    user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        return
    secret = actions.make_sign_in_link(user=user, by=None)
    address = settings.PUBLIC_URL + reverse("people:use_link", args=[secret])
    post(letter(user, _("Your link to sign in"), "people/email/sign_in_link.txt", {"address": address}))
