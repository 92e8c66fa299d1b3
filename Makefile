# One command for everything; `make` alone lists them. Needs Python 3.11 or newer, make and git.
# The packages go into .venv; a set-up that is still up to date is not repeated.

# The first Python that is new enough and can make a virtual environment; evaluated only when one is made.
USABLE := import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3.14 python3 python; do \
	$$name -c '$(USABLE)' 2>/dev/null && echo $$name && break; done)
PORT ?= 8501
ADDRESS ?= localhost
HEADLESS ?= false
PYTEST_ARGS ?=
WORKERS ?= auto

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
CODE := app.py budget dashboard tests benchmarks
# Tests run side by side, in the order in which they are collected (the longest first, the browser last).
PYTEST := $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup --no-loadscope-reorder
BENCHMARKS = $(wildcard benchmarks/[!_]*.py)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run check test test-long lint format hooks release bench clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/run.stamp ## set up and open the app; PORT=8501, ADDRESS=0.0.0.0 for other machines, HEADLESS=true opens no browser
	$(BIN)/python -m streamlit run app.py --server.address $(ADDRESS) --server.port $(PORT) --server.headless $(HEADLESS) \
		--server.showEmailPrompt false --browser.gatherUsageStats false

check: lint ## the quick check, within a minute: style, types and the fast tests
	$(PYTEST) -m "not (browser or calc or slow or long)" $(PYTEST_ARGS)

test: lint ## set up, check the code and run all tests but the long ones; PYTEST_ARGS="-k name" runs some, WORKERS=0 one by one
	$(PYTEST) $(PYTEST_ARGS)

test-long: $(VENV)/dev.stamp ## run the long tests: many more random states, the same at every run
	$(PYTEST) -m long $(PYTEST_ARGS)

lint: $(VENV)/dev.stamp ## check style, form, types and layers
	$(BIN)/ruff check --output-format concise $(CODE)
	$(BIN)/ruff format --check $(CODE)
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache

format: $(VENV)/dev.stamp ## put the code in form: order of imports, layout
	$(BIN)/ruff check --select I --fix $(CODE)
	$(BIN)/ruff format $(CODE)

hooks: $(VENV)/dev.stamp ## have git check what you commit
	$(BIN)/pre-commit install

release: $(VENV)/run.stamp ## make a version of the corrected catalogue, dated today: make release VERSION=1.1.0 (CATALOGUE=id or folder)
	@test -n "$(VERSION)" || { echo "Name the version: make release VERSION=1.1.0"; exit 2; }
	$(BIN)/python -m budget release $(VERSION) --date $$(date +%F) $(if $(CATALOGUE),--catalogue $(CATALOGUE))

bench: $(VENV)/bench.stamp ## run the benchmarks
	@for script in $(BENCHMARKS); do \
		echo "== $$script"; PYTHONPATH=. $(BIN)/python "$$script" || exit 1; \
	done

clean: ## remove the set-up, the caches and what tests made
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis tests/output benchmarks/output
	find $(wildcard $(CODE)) -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/venv.stamp:
	@python="$(PYTHON)"; test -n "$$python" || { \
		echo "No Python 3.11 or newer with its venv module found. On Debian: apt-get install python3 python3-venv."; \
		echo "If it is elsewhere, name it: make PYTHON=/path/to/python3"; exit 1; }; \
	echo "Making a virtual environment in $(VENV) with $$($$python --version)"; \
	$$python -c '$(USABLE)' || { echo "$$python is older than 3.11 or lacks its venv module."; exit 1; }; \
	$$python -m venv --clear $(VENV)
	@touch $@

$(VENV)/run.stamp: $(VENV)/venv.stamp requirements.txt
	@echo "Installing requirements.txt (first time: a minute or two)"
	@$(PIP) install -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(VENV)/venv.stamp requirements.txt requirements-dev.txt
	@echo "Installing requirements-dev.txt (first time: a minute or two)"
	@$(PIP) install -r requirements-dev.txt
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: $(VENV)/dev.stamp requirements-bench.txt
	@echo "Installing requirements-bench.txt"
	@$(PIP) install -r requirements-bench.txt
	@touch $@
