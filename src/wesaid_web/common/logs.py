"""What is written to the log: never an address that opens something by itself.

The framework writes the path of a request that it refuses, or that went wrong. The links of invitations, of what somebody
said, to sign in with, and of a new password are secrets, so that part of a path is left out wherever it would be written.
"""

from __future__ import annotations

import logging
import re

_SECRET = re.compile(
    r"(/(?:say|ask|worry|mine|join|stop|apply(?:/mine)?)/|/account/(?:password/new|address|link)/)[^/\s?#'\"]+"
)


def without_secrets(text: str) -> str:
    """A text in which the secrets in addresses are replaced."""
    return _SECRET.sub(r"\1(left out)", text)


class NoSecrets(logging.Filter):
    """Takes secrets out of what a line of the log is made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        plain = without_secrets(message)
        if plain != message:
            record.msg, record.args = plain, ()
        return True
