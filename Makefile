# One target per thing a person does. `make run` needs nothing but make and Python 3.11 or newer.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
# A page that a busy machine draws too late is looked at once more, alone; what fails twice fails.
BROWSER := $(PYTEST) -m browser || $(BIN)/pytest -m browser --last-failed
PG_ANSWERS := $(BIN)/python -c 'import os, psycopg; psycopg.connect(os.environ["TEST_DATABASE_URL"], connect_timeout=3)'
LOCK := CUSTOM_COMPILE_COMMAND="make lock" PIP_CONFIG_FILE=/dev/null var/lock/bin/pip-compile pyproject.toml --quiet \
	--generate-hashes --strip-extras --no-emit-options
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export TEST_DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres

.PHONY: help run venv lint test browser scale soak schema lock
.DEFAULT_GOAL := help

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' Makefile

run: .venv/run.stamp ## serve the registry on 127.0.0.1:8000, fixtures loaded (PORT=… for another port)
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) bootstrap
	@echo "Ready. Open http://127.0.0.1:$(PORT)/api/v1/docs/ (documentation), /api/v1/ (the API), /admin/ (the curators' desk)."
	@$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --workers $$(nproc 2>/dev/null || echo 2) \
		--blocking-threads 4 --backpressure 64 --http1-header-read-timeout 10000 --respawn-failed-workers \
		--no-ws --log-level warning api.wsgi:application

venv: .venv/dev.stamp ## make .venv with everything that a contributor needs

lint: venv ## formatting, lint, import contracts, types, settings of production, migrations, the OpenAPI contract
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	RELATIONS_ENV=production ALLOWED_HOSTS=example.org SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_hex(32))') \
		$(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	@mkdir -p var
	$(MANAGE) spectacular --validate --fail-on-warn --file var/openapi.yaml
	@diff -u api/openapi.yaml var/openapi.yaml || { echo "The API and its contract differ. Repair: make schema"; exit 1; }

test: lint ## everything that must pass: the lint line, the tests on SQLite, and on PostgreSQL where one answers
	$(PYTEST) -m "not browser and not scale"
	$(BROWSER)
	@if [ "$$CI" = true ] || $(PG_ANSWERS) 2>/dev/null; then \
		echo "Once more, on PostgreSQL"; DATABASE_URL=$$TEST_DATABASE_URL $(PYTEST) -m "not pure and not browser and not scale"; \
	else echo "No PostgreSQL answers at TEST_DATABASE_URL: the tests ran on SQLite only."; fi

browser: venv ## only the tests that drive Chromium
	$(BROWSER)

scale: venv ## only the tests with 20,000 agreements, a minute or two
	$(BIN)/pytest -m scale

soak: venv ## only the property tests, fifty times as many random examples
	HYPOTHESIS_PROFILE=soak $(PYTEST) -m hypothesis

schema: venv ## write api/openapi.yaml anew; read the difference before you commit it
	$(MANAGE) spectacular --validate --fail-on-warn --file api/openapi.yaml

lock: ## pin the newest allowed versions of all dependencies, with hashes
	@$(PYTHON) -m venv var/lock && var/lock/bin/pip install --quiet pip-tools==7.6.2
	$(LOCK) --upgrade --output-file requirements.txt
	$(LOCK) --upgrade --constraint requirements.txt --extra postgres --output-file requirements-postgres.txt
	$(LOCK) --upgrade --constraint requirements-postgres.txt --extra postgres --extra dev --output-file requirements-dev.txt

.venv/run.stamp: requirements.txt
	@echo "Installing into .venv …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --requirement requirements.txt
	@touch $@

.venv/dev.stamp: requirements-dev.txt
	@echo "Installing into .venv …"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --requirement requirements-dev.txt
	@touch $@ .venv/run.stamp
