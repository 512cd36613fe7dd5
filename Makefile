# Everything one does with Tessera. Each target does its own set-up; a second run starts at once.

VENV   := .venv
PY     := $(VENV)/bin/python
SOURCE := app bench scripts tests seed_data.py

.DEFAULT_GOAL := help

# Compiled modules are kept whatever the shell says: otherwise each process here would compile its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup lock run test check fix bench audit image

help: ## this list
	@echo "make <target>:"
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  %-8s %s\n", $$1, $$2 }' Makefile

run: $(VENV)/runtime.stamp ## serve the gallery on 127.0.0.1:8000, filling it first when it is empty
	@SEED_ON_START=$${SEED_ON_START:-1} exec $(PY) -m app serve

test: $(VENV)/dev.stamp ## run every test, in a real browser too
	@$(PY) -m scripts.find_chromium
	@$(PY) -m pytest -q -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder

check: $(VENV)/dev.stamp ## lint, formatting, types, layers, house rules
	@$(PY) -m ruff check $(SOURCE)
	@$(PY) -m ruff format --check $(SOURCE)
	@$(PY) -m mypy
	@$(PY) -c "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
	@$(PY) -m pytest -q tests/house

fix: $(VENV)/dev.stamp ## mend what ruff can mend by itself
	@$(PY) -m ruff check --fix $(SOURCE)
	@$(PY) -m ruff format $(SOURCE)

bench: $(VENV)/dev.stamp ## measure, each figure a ratio against something a user would pick instead
	@$(PY) -m scripts.find_program nginx wrk
	@$(PY) -m bench

audit: $(VENV)/dev.stamp ## ask Lighthouse about the wall, a style, a render and a search
	@$(PY) -m scripts.audit

image: ## build the container image
	docker build $(DOCKER_FLAGS) -t tessera .

setup: $(VENV)/runtime.stamp $(VENV)/dev.stamp ## make .venv and install what running and testing need

lock: $(VENV)/dev.stamp ## write the requirements files again (UPGRADE=1 takes newer versions)
	@$(PY) -m scripts.lock $(if $(UPGRADE),--upgrade)

# An interpreter that has gone or been replaced makes the environment anew.
INTERPRETER := $(shell test -x $(PY) && echo $(PY) || echo gone)
.PHONY: gone

$(VENV)/runtime.stamp: $(INTERPRETER) requirements.txt requirements-uv.txt scripts/make_venv.sh scripts/install.py
	@sh scripts/make_venv.sh $(VENV)
	@$(PY) scripts/install.py requirements.txt
	@touch $@

$(VENV)/dev.stamp: $(INTERPRETER) requirements-dev.txt requirements-uv.txt scripts/make_venv.sh scripts/install.py
	@sh scripts/make_venv.sh $(VENV)
	@$(PY) scripts/install.py requirements-dev.txt
	@touch $@
