# Zhiheng: `make help` lists what can be typed.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$p" && break; done)
export PORT ?= 8000
export DJANGO_SETTINGS_MODULE ?= config.settings.development

VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
APPS := directory ratings search matchmaking cms
TREE := config $(APPS) tests benchmarks manage.py

.PHONY: help install run dev test lint fast bench prove pictures format check lock messages secret superuser migrations clean

help: ## List these commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# ── Environment ───────────────────────────────────────────────────────────────────────────────

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Missing: Python 3.11 or newer (Debian: apt-get install python3 python3-venv)." >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2>/dev/null || { \
		echo "Missing: Python's venv module (Debian: apt-get install python3-venv)." >&2; exit 1; }
	@echo "Making the virtual environment in $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV)

$(VENV)/.runtime: requirements.txt | $(BIN)/python
	@echo "Installing what Zhiheng runs on ..."
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.development: requirements-dev.txt $(VENV)/.runtime
	@echo "Installing what Zhiheng is developed with ..."
	@$(PIP) -r requirements-dev.txt
	@touch $@

install: $(VENV)/.development ## Make the virtual environment and install the locked dependencies

# ── Running ───────────────────────────────────────────────────────────────────────────────────

run: $(VENV)/.runtime ## Run the site with its demo world and worker on PORT (8000); Ctrl-C ends it
	@DEBUG=0 DEMO=1 $(MANAGE) run_site

dev: $(VENV)/.development ## Run the server that reloads on changes (no worker: `manage.py run_worker` beside it)
	@DEBUG=1 DEMO=1 $(MANAGE) prepare_site
	@DEBUG=1 DEMO=1 $(MANAGE) runserver "127.0.0.1:$(PORT)"

superuser: $(VENV)/.runtime ## Make a site administrator
	@$(MANAGE) createsuperuser

secret: ## Print a new SECRET_KEY
	@"$(PYTHON)" -c 'import secrets; print(secrets.token_urlsafe(64))'

# ── Proving ───────────────────────────────────────────────────────────────────────────────────

lint: $(VENV)/.development ## Linters, types, import order, translations and migrations
	$(BIN)/ruff check $(TREE)
	$(BIN)/ruff format --check $(TREE)
	$(BIN)/mypy
	$(BIN)/djlint --quiet --lint $(APPS)
	$(BIN)/lint-imports
	$(BIN)/python -m tests.project.translations
	DJANGO_SETTINGS_MODULE=config.settings.test $(MANAGE) makemigrations --check --dry-run

test: lint ## Everything above, then the tests on every database and service that is there
	$(BIN)/python -m tests.legs

fast: $(VENV)/.development ## The tests on SQLite alone, reusing the database
	$(BIN)/pytest -n 2 --reuse-db -m "not prove and not browser and not elasticsearch"

prove: $(VENV)/.development ## The long proofs
	$(BIN)/python -m tests.legs --prove

bench: $(VENV)/.development ## Measure, print ours beside a peer and a limit, write build/bench/*.json
	$(BIN)/python -m benchmarks

pictures: $(VENV)/.development ## Draw docs/pictures/*.png from the demo world (needs chromium)
	WORLD_AGENCIES=400 $(BIN)/pytest tests/journeys/pictures.py -q --reuse-db

format: $(VENV)/.development ## Format code and repair what linters can repair
	$(BIN)/ruff check --fix $(TREE)
	$(BIN)/ruff format $(TREE)

check: lint ## Everything but the tests: linters, types, translations, migrations, Django's and deployment checks
	$(MANAGE) check
	$(BIN)/python -m tests.project.deployment

# ── Keeping up ────────────────────────────────────────────────────────────────────────────────

lock: $(VENV)/.development ## Write requirements.txt and requirements-dev.txt from pyproject.toml
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
		--no-emit-find-links pyproject.toml --output-file requirements.txt $(LOCKFLAGS)
	@UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url \
		--no-emit-find-links --extra dev --constraint requirements.txt pyproject.toml --output-file requirements-dev.txt $(LOCKFLAGS)

messages: $(VENV)/.development ## Collect texts for translation and compile them (needs gettext)
	$(BIN)/python -m tests.project.translations --write

migrations: $(VENV)/.development ## Write migrations for changed models
	$(MANAGE) makemigrations

clean: ## Remove what tools leave behind; the virtual environment and the data stay
	rm -rf build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
