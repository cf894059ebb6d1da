# Everything one does with a clone: `make demo` and look, `make test` and change.
# Needs make and Python 3.11 or newer; all else goes into .venv.

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && echo $$name && break; done)
BIN := .venv/bin
# Where the tests may make databases of their own.
POSTGRESQL ?= postgresql:///postgres

.PHONY: help setup demo serve test test-sqlite test-postgresql lint lock bench faults screens clean

help:
	@echo "make demo    start with a made-up business (the first time it installs what it needs)"
	@echo "make setup   install Warmline and its parts into .venv"
	@echo "make test    check style and types, run all tests on SQLite and, if it is there, on PostgreSQL"
	@echo "make lint    check style, types, and the order of imports"
	@echo "make bench   measure the budgets"
	@echo "make faults  break everything that can break, under load, and count what was lost"
	@echo "make screens take a picture of every page into docs/screens/"
	@echo "make lock    choose the newest allowed versions of all parts"
	@echo "make clean   remove .venv"

setup: .venv/installed

.venv/installed: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Warmline needs Python 3.11 or newer with its venv module."; \
	echo "On Debian or Ubuntu: sudo apt install python3 python3-venv. On macOS: brew install python."; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/installed-for-tests: .venv/installed requirements-test.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

demo: setup
	$(BIN)/warmline demo

serve: setup
	$(BIN)/warmline serve

# Lints, then everything on SQLite, then on PostgreSQL, where there is one to reach, all that a database can change
# (tests/environment.py tells which).
test: lint test-sqlite test-postgresql

# What fails while all processors are busy is tried once more alone: on a crowded machine a browser or a killed server
# may take longer than a test waits. What fails twice fails; a random example that failed is tried again first.
TESTS := $(BIN)/python -m pytest -n auto --dist loadfile
AGAIN := $(BIN)/python -m pytest --last-failed --last-failed-no-failures none

test-sqlite: .venv/installed-for-tests
	$(TESTS) || $(AGAIN)

test-postgresql: export WARMLINE_DATABASE = $(POSTGRESQL)
test-postgresql: .venv/installed-for-tests
	@if $(BIN)/python -c 'import psycopg; psycopg.connect("$(POSTGRESQL)", connect_timeout=3)' 2>/dev/null; then \
	$(TESTS) || $(AGAIN); \
	elif [ -n "$$LEAVE_OUT_NOTHING" ]; then echo "No PostgreSQL at $(POSTGRESQL)."; exit 1; \
	else echo "No PostgreSQL at $(POSTGRESQL): the tests ran on SQLite only."; fi

lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-for-tests
	for what in widget_weight messages footprint install; do $(BIN)/python benchmarks/$$what.py || exit 1; done

# Kills, cuts, fills and locks servers of its own; needs PostgreSQL's and Redis' programs, and root for networks and disks.
faults: .venv/installed-for-tests
	$(BIN)/python -m faults --write

screens: .venv/installed-for-tests
	$(BIN)/python -m tests.browser.take_screens

lock: .venv/installed-for-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python scripts/lock.py

clean:
	rm -rf .venv
