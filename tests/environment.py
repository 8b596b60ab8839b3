"""What real programs that tests start get from the environment: nothing that was set for the tests themselves."""

from __future__ import annotations

import os


def of_its_own() -> dict[str, str]:
    """The environment without what names a data folder, settings or a database."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("WESAID_", "DJANGO_", "DATABASE_"))
    }
