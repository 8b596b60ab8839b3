"""Files that no row names. A row that could not be saved, as the disk was full, leaves its file behind."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.core.files.storage import Storage
from django.utils import timezone

from wesaid_web.trail.models import Attachment, ImportRun, OtherForm
from wesaid_web.trail.models.said import SMALL_ENDING

KEPT_BY = (Attachment, ImportRun, OtherForm)
"""Each of these has a file of its own, in a folder of its own (``upload_to``)."""

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


def unnamed(model: type[Attachment | ImportRun | OtherForm]) -> Iterator[str]:
    """The files of one kind that no row has named for a day; a small copy is named with its photograph."""
    column = model._meta.get_field("file")
    named = {str(name) for name in model._default_manager.exclude(file="").values_list("file", flat=True)}
    if model is Attachment:
        named |= {name.rpartition(".")[0] + SMALL_ENDING for name in named}
    long_ago = timezone.now() - LEFT_FOR
    for name in names_under(column.storage, str(column.upload_to).partition("/")[0]):
        if name not in named and column.storage.get_modified_time(name) < long_ago:
            yield name


def remove() -> int:
    """Remove files that no row has named for a day. Returns how many."""
    storage, gone = Attachment._meta.get_field("file").storage, [name for kind in KEPT_BY for name in unnamed(kind)]
    for name in gone:
        storage.delete(name)
    return len(gone)
