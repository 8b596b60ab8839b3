#!/bin/sh
# Writes the lock files under requirements/: every package pinned with hashes, no registry addresses.
# Needs uv (`pip install uv`). Run it after changing a dependency, and read the difference before committing it.
set -eu
cd "$(dirname "$0")/.."
lock() {
  out="$1"; shift
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --no-header --no-annotate --upgrade "$@" -o "requirements/$out"
}
lock run.txt pyproject.toml
lock all.txt pyproject.toml --all-extras
lock build.txt requirements/build.in
lock core.txt requirements/core.in --group pyproject.toml:core-test
lock test.txt pyproject.toml --all-extras --group pyproject.toml:test
lock dev.txt pyproject.toml --all-extras --group pyproject.toml:dev
