"""Say in one line if this Python is too old, before anything is installed."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 -- this is what tells people
    sys.exit(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 run")
