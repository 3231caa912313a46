# One command to run, one to test. `make help` lists them all.
SHELL := /bin/sh
.DEFAULT_GOAL := help

SYSTEM_PYTHON := $(shell command -v python3.11 || command -v python3)
PYTHON := .venv/bin/python
WITH_SERVERS := $(PYTHON) -m pilot_portal.embedded with --
LOCK := .venv/bin/uv pip compile --quiet --generate-hashes --no-emit-index-url --python-version 3.11
APPS := pilot_portal reporting incentives enterprises cities industries workflow documents accounts regions ui
PRODUCTION := DEBUG=0 SECURE_TLS=1 ALLOWED_HOSTS=portal.example.cn BASE_URL=https://portal.example.cn \
	EMAIL_BACKEND=django.core.mail.backends.smtp.EmailBackend
WORKERS ?= 2

.PHONY: help setup setup-dev run test e2e check check-site check-compose fmt lock bench bench-enterprises bench-ledger bench-credit

help: ## List these commands
	@grep -E '^[a-z][a-z0-9-]*:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

setup: ## Bring what running needs (virtual environment, packages, page assets)
	@$(SYSTEM_PYTHON) -m pilot_portal.bootstrap

setup-dev: ## Bring also what tests and checks need
	@$(SYSTEM_PYTHON) -m pilot_portal.bootstrap --dev

run: setup ## Run the portal with demo data (PORT=8000); Ctrl-C stops it
	@$(PYTHON) -m pilot_portal.run

test: setup-dev ## Run all tests on throwaway servers (ARGS="tests/regions -k name")
	$(WITH_SERVERS) $(PYTHON) -m pytest -n $(WORKERS) --dist loadgroup $(ARGS)

e2e: setup-dev ## Run the browser tests only
	$(WITH_SERVERS) $(PYTHON) -m pytest -m e2e -n $(WORKERS) --dist loadgroup $(ARGS)

check: setup-dev ## Style, types, layers, migrations, deployment, compose file
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	.venv/bin/djlint --quiet --lint templates
	.venv/bin/lint-imports --no-cache
	$(WITH_SERVERS) $(MAKE) --no-print-directory check-site
	$(MAKE) --no-print-directory check-compose

# The parts of `make check` that load the site.
check-site:
	$(PYTHON) -m mypy $(APPS)
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PYTHON) manage.py check --deploy --fail-level WARNING

# Debian's docker-compose reads the file without an engine.
check-compose:
	@command -v docker-compose >/dev/null || { echo "docker-compose is missing: apt-get install docker-compose"; exit 1; }
	SECRET_KEY=checked POSTGRES_PASSWORD=checked ALLOWED_HOSTS=portal.example.cn BASE_URL=https://portal.example.cn docker-compose config --quiet

# Templates are linted, not reformatted: a line break between Chinese words shows.
fmt: setup-dev ## Format Python
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

lock: setup-dev ## Renew the locked requirements from the short lists
	$(LOCK) --upgrade requirements.in -o requirements.txt
	$(LOCK) --upgrade -c requirements.txt requirements-dev.in -o requirements-dev.txt
	$(LOCK) --upgrade requirements-node.in -o requirements-node.txt
	npm install --package-lock-only --ignore-scripts --no-audit --no-fund

bench: setup-dev ## Measure pages, API and a PDF on 10,000 applications
	$(WITH_SERVERS) $(PYTHON) -m benchmarks.run $(ARGS)

bench-enterprises: setup-dev ## Measure the directory on 100,000 enterprises
	$(WITH_SERVERS) $(PYTHON) -m benchmarks.enterprises $(ARGS)

bench-ledger: setup-dev ## Measure the import of a ledger of 10,000 enterprises
	$(WITH_SERVERS) $(PYTHON) -m benchmarks.ledger $(ARGS)

bench-credit: setup-dev ## Measure computing 100,000 credit ledgers of five years
	$(WITH_SERVERS) $(PYTHON) -m benchmarks.credit $(ARGS)
