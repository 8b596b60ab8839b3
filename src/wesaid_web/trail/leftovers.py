"""Files that no row names. A row that could not be saved, as the disk was full, leaves its file behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from wesaid_web.trail.models import Attachment, ImportRun, OtherForm
from wesaid_web.trail.models.said import SMALL_ENDING

LEFT_FOR = timedelta(hours=25)
"""A photograph being sent now is there before its row is; and one of a guest bears no hour, only its day."""


def names_under(storage: Storage, folder: str) -> Iterator[str]:
    """The names of all files in a folder of the storage, and in those within it."""
    if not storage.exists(folder):
        return
    folders, names = storage.listdir(folder)
    yield from (f"{folder}/{name}" for name in names)
    for inner in folders:
        yield from names_under(storage, f"{folder}/{inner}")


def remove() -> int:
    """Remove files that no row has named for a day. Returns how many."""
    storage, count = Attachment._meta.get_field("file").storage, 0
    photographs = {str(name) for name in Attachment.objects.values_list("file", flat=True)}
    named = photographs | {str(name) for name in ImportRun.objects.exclude(file="").values_list("file", flat=True)}
    named |= {str(name) for name in OtherForm.objects.exclude(file="").values_list("file", flat=True)}
    named |= {name.rpartition(".")[0] + SMALL_ENDING for name in photographs}
    for folder in ("attachments", "formats", "imports"):
        for name in names_under(storage, folder):
            if name not in named and storage.get_modified_time(name) < timezone.now() - LEFT_FOR:
                storage.delete(name)
                count += 1
    return count
