"""What the actions here share: forms that were sent twice."""

from __future__ import annotations

import uuid
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def sent_before(model: type[Row], key: uuid.UUID | None, **same: object) -> Row | None:
    """What the same form made before, if it says the same."""
    row = model._default_manager.filter(pk=key).first() if key else None
    return row if row and all(getattr(row, name) == value for name, value in same.items()) else None


def free(model: type[Model], key: uuid.UUID | None) -> uuid.UUID:
    """The id of a new row: that of the form, unless there is a row with it."""
    return key if key and not model._default_manager.filter(pk=key).exists() else uuid.uuid4()
