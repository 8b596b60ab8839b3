"""Settings for the tests of the web half: the product's own, on a folder and a database of the tests."""

import os
import tempfile

os.environ["WESAID_DATA"] = tempfile.mkdtemp(prefix="wesaid-tests-")
os.environ.setdefault("WESAID_TASKS", "django_tasks.backends.immediate.ImmediateBackend")
os.environ["WESAID_MAIL_BACKEND"] = "django.core.mail.backends.locmem.EmailBackend"

from wesaid_web.config.settings import *  # noqa: F403
from wesaid_web.config.settings import DATABASES, FOLDER, STORAGES

# On SQLite a file, not memory: threads that write at once meet the locks of the real thing.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(FOLDER.path / "tests.sqlite3")}

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher"
]  # quick; sign-in itself is tested with the real one
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
