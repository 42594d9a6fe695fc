# Everything here needs Python 3.11 or newer and make; the rest is installed into .venv.
PYTHON ?= python3
BIN := .venv/bin
SPREAD := --dist loadfile --no-loadscope-reorder
SEED ?= 1
COUNT ?= 100
QUIET := --quiet --disable-pip-version-check --no-input
export DO_NOT_TRACK := 1
export AIRBYTE_OFFLINE_MODE := 1
# Where an environment forbids bytecode, each of the tests' processes would compile what it imports anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: help demo test lint docs pictures dbt mutants bench soak image-test clean

help:
	@echo "make demo     sync a local Xero into DuckDB and watch it arrive"
	@echo "make test     run every test, and see that the unit tests reach the product"
	@echo "make lint     check style, types, and which module imports which"
	@echo "make docs     write the lists in docs/ anew from the programs"
	@echo "make pictures draw the documentation's pictures anew, with Chromium and LibreOffice"
	@echo "make dbt      build the dbt package on the two DuckDBs that the demo left behind"
	@echo "make mutants  break lines of the rules and see which the unit tests miss (SEED=1 COUNT=100)"
	@echo "make bench    measure speed and memory as ratios"
	@echo "make soak     run the long trials and print their counts"
	@echo "make image-test build both images and run them, with docker or with buildah and podman"
	@echo "make clean    remove .venv and everything that was built"

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' || \
	  { echo "Python 3.11 or 3.12 is needed, and $(PYTHON) is: $$($(PYTHON) --version 2>&1). Try: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	@echo "Setting up .venv (once, a minute or two) ..."
	@$(PYTHON) -m venv .venv

.venv/.demo: .venv/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install $(QUIET) 'pip>=25.1'
	@$(BIN)/pip install $(QUIET) -c constraints.txt -e '.[sandbox]' --group demo
	@touch $@

.venv/.test: .venv/bin/python pyproject.toml constraints.txt
	@$(BIN)/python -m pip install $(QUIET) 'pip>=25.1'
	@$(BIN)/pip install $(QUIET) -c constraints.txt -e '.[sandbox,delivery]' --group test
	@touch $@ .venv/.demo

# dbt and PyAirbyte want different versions of the same libraries.
.venv/.dbt: .venv/bin/python dbt/requirements.txt
	@$(PYTHON) -m venv .venv/dbt
	@.venv/dbt/bin/pip install $(QUIET) -r dbt/requirements.txt
	@touch $@

demo: .venv/.demo
	@$(BIN)/python -W ignore::FutureWarning -m integration_tests.demo

test: .venv/.test .venv/.dbt
	@$(BIN)/python -m pytest unit_tests -n 4 $(SPREAD) --cov --cov-report=
	@$(BIN)/python -m tools.coverage_gate
	@# These wait for processes and for Xero's limits half of the time.
	@$(BIN)/python -m pytest integration_tests -n 4 $(SPREAD)

lint: .venv/.test
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache

docs: .venv/.test
	@$(BIN)/python -m tools.pages

pictures: .venv/.test
	@$(BIN)/python -m tools.pictures

dbt: .venv/.dbt
	@test -f build/demo/closes.duckdb || $(MAKE) demo
	@cd dbt/example && ../../.venv/dbt/bin/dbt deps --quiet
	@echo "The company whose revenue RevRec recognises:"
	@cd dbt/example && ../../.venv/dbt/bin/dbt build
	@echo "The company that recognises its revenue here:"
	@cd dbt/example && XERO_DUCKDB=../../build/demo/closes.duckdb ../../.venv/dbt/bin/dbt build \
	  --vars '{xero_mode: invoice_equals_contract, xero_recognition: true}'

mutants: .venv/.test
	@$(BIN)/python -m tools.mutants --seed $(SEED) --count $(COUNT)

# A bound that one of them misses is told at the end, after what the others found.
bench: .venv/.test
	@missed=; \
	for each in idle workbook reading recognising posting; do \
	  $(BIN)/python -m integration_tests.bench.$$each || missed="$$missed $$each"; \
	done; \
	test -z "$$missed" || { echo "Bounds were missed by:$$missed" >&2; exit 1; }

soak: .venv/.test
	@$(BIN)/python -m pytest -m soak -s

image-test: .venv/.test
	@$(BIN)/python -m tools.images
	@$(BIN)/python -m pytest -m image_tests integration_tests/images

clean:
	@rm -rf .venv build dist .coverage .pytest_cache .mypy_cache .ruff_cache .hypothesis
