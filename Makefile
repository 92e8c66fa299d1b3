# One command for everything; `make` alone lists them. Needs Python 3.11 or newer, make and git.
# The packages go into .venv, each file checked against the hash in its lock; a set-up that is still up to date is not repeated.

# The first Python that is new enough and can make a virtual environment; evaluated only when one is made.
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c '$(USABLE)' 2>/dev/null && echo $$name && break; done)
PORT ?= 8501
ADDRESS ?= localhost
HEADLESS ?= false
PYTEST_ARGS ?=
MINUTES ?= 10
# Tests that wait for a browser leave room for two more; the quick ones do not, and each worker reads all tests first.
CORES := $(shell nproc 2>/dev/null || echo 2)
WORKERS ?= $(shell echo $$(( $(CORES) + 2 )))

VENV := .venv
BIN := $(VENV)/bin
CODE := app.py budget store dashboard serve supply fuzz tests benchmarks
# The tools of `make lock`, `make sbom` and `make audit`, and what `make bench` compares with, stand apart from the app.
SUPPLY := .venv-supply
APART := .venv-bench
# An environment whose Python is gone, after an upgrade of the system for instance, is made anew.
$(foreach folder,$(VENV) $(SUPPLY) $(APART),$(shell \
	test ! -e $(folder)/venv.stamp || $(folder)/bin/python -c '' 2>/dev/null || rm -f $(folder)/*.stamp))
# A folder of wheels instead of a package index: made by `make wheels`, used by `make run WHEELS=wheels`.
WHEELS ?=
INSTALL = supply/install.py $(if $(WHEELS),--wheels "$(WHEELS)")
# Tests run side by side, in the order in which they are collected (the longest first, the browser last).
SPREAD := --dist loadgroup --no-loadscope-reorder
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) $(SPREAD)
BENCHMARKS = $(wildcard benchmarks/[!_]*.py)

# Bytecode is written, also where the machine says not to: each worker, and each command that a test starts, would compile
# all of the code again.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run check test test-long lint style form types layers format hooks release bench pictures fuzz lock wheels notices sbom audit clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## set up and open the app; PORT=8501, ADDRESS=0.0.0.0 for other machines, HEADLESS=true opens no browser
	ADDRESS="$(ADDRESS)" PORT="$(PORT)" HEADLESS="$(HEADLESS)" $(BIN)/python -m serve

setup: $(VENV)/run.stamp ## set up without opening the app, as on a server

check: lint ## the quick check, within a minute: style, types and the fast tests
	$(BIN)/python -m pytest --numprocesses $(CORES) $(SPREAD) -m "not (browser or calc or nginx or postgres or oidc or slow or long)" $(PYTEST_ARGS)

test: lint ## set up, check the code and run all tests but the long ones; PYTEST_ARGS="-k name" runs some, WORKERS=0 one by one
	$(PYTEST) $(PYTEST_ARGS)

test-long: $(VENV)/dev.stamp ## run the long tests: many more random states, the same at every run
	$(PYTEST) -m long $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp ## check style, form, types and layers, side by side
	@$(MAKE) --file $(firstword $(MAKEFILE_LIST)) --no-print-directory --jobs=4 style form types layers

style: $(VENV)/dev.stamp
	$(BIN)/ruff check --output-format concise $(CODE)

form: $(VENV)/dev.stamp
	$(BIN)/ruff format --check $(CODE)

types: $(VENV)/dev.stamp
	$(BIN)/mypy

layers: $(VENV)/dev.stamp
	$(BIN)/lint-imports --no-logo --no-cache

format: $(VENV)/dev.stamp ## put the code in form: order of imports, layout
	$(BIN)/ruff check --select I --fix $(CODE)
	$(BIN)/ruff format $(CODE)

hooks: $(VENV)/dev.stamp ## have git check what you commit
	$(BIN)/pre-commit install

release: $(VENV)/run.stamp ## make a version of the corrected catalogue, dated today: make release VERSION=1.1.0 (CATALOGUE=id or folder)
	@test -n "$(VERSION)" || { echo "Name the version: make release VERSION=1.1.0"; exit 2; }
	$(BIN)/python -m budget release $(VERSION) --date $$(date +%F) $(if $(CATALOGUE),--catalogue $(CATALOGUE))

bench: $(VENV)/dev.stamp $(APART)/bench.stamp ## run the benchmarks
	@for script in $(BENCHMARKS); do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || exit 1; \
	done

pictures: $(VENV)/dev.stamp ## take the pictures of the README anew, with Chromium
	$(BIN)/python -m tests.pictures

fuzz: $(VENV)/fuzz.stamp ## look for what the calculator cannot open, as long as MINUTES=10 says, in all: KIND=link runs one kind
	@kinds="$(or $(KIND),link package workbook record folder)"; count=$$(echo $$kinds | wc -w); code=0; \
	for kind in $$kinds; do \
		echo "== $$kind"; $(BIN)/python -m fuzz $$kind --minutes $$(awk "BEGIN { print $(MINUTES) / $$count }") || code=1; \
	done; exit $$code

lock: $(SUPPLY)/supply.stamp ## make the locks again from requirements*.txt; UPGRADE=1 takes newer versions of what those need
	$(SUPPLY)/bin/python -m supply lock $(if $(UPGRADE),--upgrade)

wheels: $(VENV)/venv.stamp ## fetch what `make run` and `make test` install into wheels/, for a machine without a package index
	@$(BIN)/python supply/install.py requirements-dev.lock --download wheels

notices: $(VENV)/run.stamp ## write THIRD_PARTY_NOTICES.md from what is installed
	$(BIN)/python -m supply notices

sbom: $(SUPPLY)/supply.stamp ## write sbom.cdx.json, the software bill of materials (CycloneDX) of requirements.lock
	$(SUPPLY)/bin/python -m supply sbom --version "$$(git describe --always --tags --dirty)"

audit: $(SUPPLY)/supply.stamp ## ask for known vulnerabilities in what is locked; exit code 2 when that cannot be asked here
	@$(SUPPLY)/bin/python -m supply audit

clean: ## remove the set-up, the caches and what tests made
	rm -rf $(VENV) $(SUPPLY) $(APART) wheels sbom.cdx.json .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/output benchmarks/output
	find $(wildcard $(CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

# Every environment is made anew by the same rule; `%` is its folder.
%/venv.stamp:
	@python="$(PYTHON)"; test -n "$$python" || { \
		echo "No Python 3.11 or newer with its venv module found. On Debian: apt-get install python3 python3-venv."; \
		echo "If it is elsewhere, name it: make PYTHON=/path/to/python3"; exit 1; }; \
	echo "Making a virtual environment in $* with $$($$python --version)"; \
	$$python -c '$(USABLE)' || { echo "$$python is older than 3.11 or lacks its venv module."; exit 1; }; \
	$$python -m venv --clear $*
	@touch $@

$(VENV)/run.stamp: $(VENV)/venv.stamp requirements.lock
	@echo "Installing requirements.lock (first time: a minute or two)"
	@$(BIN)/python $(INSTALL) requirements.lock
	@touch $@

$(VENV)/dev.stamp: $(VENV)/venv.stamp requirements.lock requirements-dev.lock
	@echo "Installing requirements-dev.lock (first time: a minute or two)"
	@$(BIN)/python $(INSTALL) requirements-dev.lock
	@touch $@ $(VENV)/run.stamp

$(APART)/bench.stamp: $(APART)/venv.stamp requirements-bench.lock
	@echo "Installing requirements-bench.lock"
	@$(APART)/bin/python $(INSTALL) requirements-bench.lock
	@touch $@

$(SUPPLY)/supply.stamp: $(SUPPLY)/venv.stamp requirements-supply.lock
	@echo "Installing requirements-supply.lock"
	@$(SUPPLY)/bin/python $(INSTALL) requirements-supply.lock
	@touch $@

# Where atheris has no wheel, Python's own tracing guides the fuzzing.
$(VENV)/fuzz.stamp: $(VENV)/dev.stamp requirements-fuzz.txt
	@echo "Installing requirements-fuzz.txt"
	@$(BIN)/python -m pip --disable-pip-version-check --quiet install --require-hashes --no-deps --only-binary :all: \
		-r requirements-fuzz.txt || echo "No atheris here: fuzzing without it."
	@touch $@
