"""What makes a password a poor one: Django's own checks, in plain words."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class NotAboutYou(django.UserAttributeSimilarityValidator):
    """Not like what somebody else knows about the person."""

    def __init__(self, **options: Any) -> None:
        super().__init__(user_attributes=("name", "email"), **options)

    def get_error_message(self) -> str:
        return _("It is too much like your name or your e-mail address.")


class LongEnough(django.MinimumLengthValidator):
    """Too long to be tried out."""

    def get_error_message(self) -> str:
        return ngettext(
            "It is too short. Use at least %(min_length)d character.",
            "It is too short. Use at least %(min_length)d characters.",
            self.min_length,
        ) % {"min_length": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    """Not one of those that are tried first."""

    def get_error_message(self) -> str:
        return _("Many people use it, so it is easy to guess.")


class NotOnlyDigits(django.NumericPasswordValidator):
    """Digits alone are soon tried out."""

    def get_error_message(self) -> str:
        return _("It has only digits.")
