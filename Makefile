# Needs python3 (3.11 or newer, with venv and pip), nothing else; all work happens in .venv.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check --no-input

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test igraph accuracy bench lint lock clean

help: ## say what can be made
	@sed -nE 's/^([a-z]+):.*## (.*)/  make \1\t\2/p' Makefile | expand -t 18

setup: $(READY) ## create .venv with everything pinned in requirements-dev.lock

# Made again only when the lock or the packaging changes.
$(READY): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	    || { echo "kg needs Python 3.11 or newer; name one: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' \
	    || { echo "Python has no venv here; on Debian: apt install python3-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (about half a minute after downloads) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r requirements-dev.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

demo: $(READY) ## build a graph from examples/ and ask it three questions
	@sh scripts/demo.sh $(BIN)/kg

test: $(READY) ## run all tests
	$(BIN)/python -m pytest -n 2 --dist loadgroup $(ARGS)

igraph: $(READY) ## read exported GraphML back with igraph, installed beside .venv for this
	@$(PIP) install --target build/igraph --upgrade --no-deps --require-hashes \
	    --only-binary :all: -r tests/igraph/requirements.lock
	@PYTHONPATH=build/igraph $(BIN)/python -c 'import igraph'
	PYTHONPATH=build/igraph $(BIN)/python -m pytest tests/unit/exports -k igraph

lint: $(READY) ## check style, types and architecture
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

accuracy: $(READY) ## score the extraction against hand-annotated articles (KG_SHARED=DIR)
	$(BIN)/python bench/accuracy.py $(ARGS)

bench: $(READY) ## measure the speed and memory of extraction, beside what bounds it
	@$(PIP) install --no-deps --require-hashes --only-binary :all: -r bench/requirements.lock
	$(BIN)/python bench/extract.py -o bench.json $(ARGS)

lock: $(READY) ## pin the newest versions of all dependencies
	@test -x $(BIN)/uv || $(PIP) install uv
	scripts/lock.sh --upgrade

clean: ## remove what the other targets made
	rm -rf $(VENV) build dist demo.kg .pytest_cache .mypy_cache .ruff_cache .hypothesis
