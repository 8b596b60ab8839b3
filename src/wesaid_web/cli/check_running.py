"""What ``wesaid check`` looks at beyond the data: how people reach the site, mail, room on the disk, backups, the list of erasures.

What endangers data is a problem. What somebody may have decided on purpose, or set where the server is started and not in this
window, is a reminder: it is said, with what to do, and does not count.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from wesaid_web.cli.backups.erasures import NAME as ERASURES
from wesaid_web.common import upkeep
from wesaid_web.config.addresses import is_loopback
from wesaid_web.config.datafolder import DataFolder

TIGHT = 1024  # megabytes free: below this it is a reminder, below upkeep.LITTLE a problem


def _remind(what: str) -> None:
    print(f"remind   {what}")


def address(folder: DataFolder) -> Iterable[str]:
    """How people reach the site."""
    known = urlsplit(folder.remembered_address())
    if not known.hostname:
        _remind("no server has been started on this folder yet")
    elif is_loopback(known.hostname):
        _remind("it is served to this computer only; docs/deploy.md says how others reach it")
    elif known.scheme != "https":
        _remind(
            "people reach it without https: what they write and their passwords can be read on the way (docs/deploy.md)"
        )
    elif not os.environ.get("WESAID_TRUSTED_PROXY"):
        _remind(
            "WESAID_TRUSTED_PROXY is not set in this window; without it on the server, everybody seems to come from one computer, "
            "and limits on wrong passwords count all of them together"
        )
    return ()


def mail(folder: DataFolder) -> Iterator[str]:
    """Whether e-mail can be sent."""
    from django.conf import settings

    if not settings.MAIL_CONFIGURED:
        _remind(
            "e-mail is not set up in this window: without it nobody gets a link for a forgotten password, or is reminded"
        )
        return
    if settings.DEFAULT_FROM_EMAIL.endswith("@localhost"):
        yield "mail is sent from wesaid@localhost, which other servers refuse; set WESAID_MAIL_FROM"
    if settings.EMAIL_HOST and not settings.EMAIL_USE_TLS and not is_loopback(settings.EMAIL_HOST):
        yield f"mail and its password go to {settings.EMAIL_HOST} unencrypted; set WESAID_MAIL_TLS=1"


def room(folder: DataFolder) -> Iterator[str]:
    """Whether there is room for what people send, and for the copy that a backup or an update needs."""
    free = shutil.disk_usage(folder.path).free >> 20
    wanted = (folder.database.stat().st_size >> 20) * 2 if folder.database.exists() else 0
    if free < max(upkeep.LITTLE, wanted):
        yield f"only {free} MB are free on the disk: soon nothing can be saved; make room, or move the folder to a larger disk"
    elif free < TIGHT:
        _remind(f"{free} MB are free on the disk")


def backups(folder: DataFolder) -> Iterable[str]:
    """When the last backup was made, and whether putting one back was tried."""
    if folder.is_demo:
        return ()
    kept = upkeep.read(folder.path)
    if kept.backed_up is None:
        _remind(
            "no backup was made yet; run: wesaid backup FOLDER --key-file FILE (docs/deploy.md says how each night)"
        )
    elif upkeep.is_old(kept.backed_up, upkeep.BACKUP_OLD):
        _remind(f"the last backup is of {kept.backed_up:%d %B %Y}; see whether the timer runs and the disk has room")
    if kept.backed_up and upkeep.is_old(kept.tried, upkeep.TRIED_OLD):
        when = f"since {kept.tried:%d %B %Y}" if kept.tried else "ever"
        _remind(f"putting a backup back was not tried {when}; run: wesaid restore BACKUP --try --key-file FILE")
    return ()


def erasures(folder: DataFolder) -> Iterator[str]:
    """Whether the list of people who asked to be forgotten can be read: without it an older backup brings them back."""
    from wesaid_web.common.erasure import read_ledger

    ledger = folder.path / ERASURES
    if not ledger.exists():
        return
    for number in read_ledger(ledger)[1]:
        yield f"line {number} of {ERASURES} cannot be read; put back the list of the last backup with wesaid restore"
