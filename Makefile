# Everything one does with a clone: `make demo` and look, `make test` and change.
# Needs make and Python 3.11 or newer; all else goes into .venv.

PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$name >/dev/null 2>&1 && $$name -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
	>/dev/null 2>&1 && echo $$name && break; done)
BIN := .venv/bin

.PHONY: help setup demo serve test lint lock bench clean

help:
	@echo "make demo    start with a made-up business (the first time it installs what it needs)"
	@echo "make setup   install Warmline and its parts into .venv"
	@echo "make test    run the tests (WARMLINE_DATABASE=postgresql:///test for PostgreSQL)"
	@echo "make lint    check style, types, and the order of imports"
	@echo "make bench   measure the budgets"
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

test: .venv/installed-for-tests
	$(BIN)/python -m pytest

lint: .venv/installed-for-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/installed-for-tests
	for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

lock: .venv/installed-for-tests
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/python scripts/lock.py

clean:
	rm -rf .venv
