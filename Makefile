# One door for people, for continuous integration and for releases. `make help` lists what there is.
PYTHON ?= python3
VENV ?= .venv
CORE ?= .venv-core
RUN ?= .venv-run
BIN := $(VENV)/bin
TESTS := $(BIN)/python -m pytest
JOBS ?= 2
# So many tests are given out at once: few, so that no process is left with many when the other is done.
CHUNK ?= 8
# What each prints stays together, where make can do that.
TOGETHER := $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.PHONY: help run test check fix test-core test-web test-sqlite test-postgres test-meta test-journeys test-wheel screenshots words clean

help:  ## what there is
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 18

run: $(RUN)/ready  ## serve the worked example on this computer (needs Python 3.11 or newer, nothing else)
	$(RUN)/bin/wesaid serve --demo

$(RUN)/ready: requirements/run.txt requirements/build.txt pyproject.toml
	$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv --clear $(RUN)
	$(RUN)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(RUN)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(RUN)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/ready: requirements/dev.txt pyproject.toml
	$(PYTHON) tools/python_version.py
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

# The calculating half is tested where Django is not installed at all.
$(CORE)/ready: requirements/core.txt requirements/build.txt pyproject.toml
	$(PYTHON) -m venv --clear $(CORE)
	$(CORE)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/core.txt
	$(CORE)/bin/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.txt
	$(CORE)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation .
	touch $@

# What uses one processor only runs beside another such thing; the rest uses them all. One that fails does not hide the rest.
test:  ## install what tests need and run everything
	$(MAKE) -j $(JOBS) $(TOGETHER) $(VENV)/ready $(CORE)/ready
	$(MAKE) -j $(JOBS) $(TOGETHER) --keep-going check test-core test-wheel || failed=1; \
	$(MAKE) --keep-going test-sqlite test-postgres test-journeys || failed=1; \
	test -z "$$failed"

check: $(VENV)/ready  ## lint, types, layers, templates
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint src --lint --quiet
	$(BIN)/python tools/check_tree.py

fix: $(VENV)/ready  ## mend what a program can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

test-core: $(CORE)/ready  ## the calculating half, with Django not installed
	$(CORE)/bin/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .
	$(CORE)/bin/python -m pytest tests/core -q

test-meta: $(VENV)/ready  ## every route, every model, every template
	$(TESTS) tests/meta -q -n $(JOBS) --maxschedchunk $(CHUNK)

test-web: $(VENV)/ready  ## the web half on SQLite
	$(TESTS) tests/web -q -n $(JOBS) --maxschedchunk $(CHUNK)

test-sqlite: $(VENV)/ready  ## the two before, in one go: the schema and the cast are made once
	tools/system_packages.sh pango
	$(TESTS) tests/web tests/meta -q -n $(JOBS) --maxschedchunk $(CHUNK)

test-postgres: $(VENV)/ready  ## the web half on PostgreSQL, if there is one (REQUIRE_POSTGRES=1: there must be)
	tools/system_packages.sh pango
	tools/with_postgres.sh $(TESTS) tests/web tests/meta -q -n $(JOBS) --maxschedchunk $(CHUNK)

test-journeys: $(VENV)/ready  ## whole journeys in a real Chromium
	tools/system_packages.sh chromium pango poppler
	$(TESTS) tests/journeys -q -n $(JOBS) --dist loadgroup

test-wheel: $(VENV)/ready  ## the built wheel, installed on its own
	tools/test_wheel.sh $(PYTHON)

screenshots: $(VENV)/ready  ## make the pictures of the README anew
	tools/system_packages.sh chromium
	WESAID_SCREENSHOTS=docs/images $(TESTS) tests/journeys -q

words: $(VENV)/ready  ## collect the words to translate, bring the catalogues up to date, compile them
	$(BIN)/python tools/words.py

clean:  ## remove what these targets made
	rm -rf $(VENV) $(CORE) $(RUN) build dist test-artifacts
