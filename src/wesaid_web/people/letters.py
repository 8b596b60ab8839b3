"""E-mails to people, each in the language of whoever gets it: not of whoever caused it, and not of the computer that sends it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from wesaid_web.common.languages import known
from wesaid_web.people.models import User

logger = logging.getLogger(__name__)


def in_language_of(user: User) -> translation.override:
    """While this lasts, words are made in the language somebody chose; where they chose none, in that of the site."""
    return translation.override(known(user.language) or settings.LANGUAGE_CODE)


def letter(
    user: User,
    subject: Any,
    template: str,
    given: Mapping[str, Any],
    *,
    headers: dict[str, str] | None = None,
    connection: BaseEmailBackend | None = None,
) -> EmailMessage:
    """An e-mail to somebody, not sent yet.

    Args:
        subject: marked with ``gettext_lazy``, so that it becomes words here and not where it was written.
        given: what the template has. Words among it are lazy, too, or were made :func:`in_language_of` the person.
    """
    with in_language_of(user):
        body = render_to_string(template, dict(given))
        return EmailMessage(str(subject), body, None, [user.email], headers=headers, connection=connection)


def post(message: EmailMessage) -> bool:
    """Send an e-mail, and say whether it left. Where it does not, others still get theirs.

    To whom is not for the log, where the address would stay; so neither is the cause, in whose words it stands.
    """
    try:
        message.send()
    except Exception as problem:  # noqa: BLE001 whatever a server of e-mail may do
        logger.error("an e-mail could not be sent: %s", type(problem).__name__)  # noqa: TRY400
        return False
    return True
