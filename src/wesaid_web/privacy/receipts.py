"""The e-mail that says to somebody that they are erased: to the address they had, which nothing keeps after it.

It is written before, while there is an address, and sent once the erasure is saved: in this process, and not as a task, whose
row would hold the address. So it is tried once. Who erases themselves at once sees the same on the page.
"""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from wesaid_web.people.letters import letter
from wesaid_web.privacy.models import ErasureAsked


def write(asked: ErasureAsked) -> EmailMessage | None:
    """The receipt of an erasure that is about to be done. None where there is no address, or no e-mail is set up."""
    if not settings.MAIL_CONFIGURED or asked.user is None:
        return None
    given = {
        "number": asked.pk,
        "address": settings.PUBLIC_URL + reverse("erased", args=[asked.pk]),
        "contact": settings.CONTACT,
    }
    return letter(asked.user, _("You are erased"), "privacy/email/erased.txt", given)
