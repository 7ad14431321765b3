# make demo    play Libya 2019 and say where its report lies
# make test    run the whole test suite
# make lint    check style and types
# make bench   measure speed and memory; `make bench ARGS=--quick` in short
# make mechanisms  bring docs/mechanisms.md up to date with the code
# make scenario    bring docs/scenario.md up to date with the code
# make validity    bring docs/validity.md up to date with the fits that come with the package
# make hindcast    play Libya 2011 and score it against what happened, for the same page
# make ablation    play Libya without each mechanism in turn, for docs/mechanisms.md
# make clean   remove the environment and caches (runs are kept)

# The first Python on the path that is new enough; override with `make PYTHON=...`.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11 python; do \
  command -v $$p >/dev/null 2>&1 \
  && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
  && echo $$p && break; done)

BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
# Stamps: the environment is installed again only when what it is made from has changed.
INSTALLED := .venv/.installed
INSTALLED_TEST := .venv/.installed-test
INSTALLED_BENCH := .venv/.installed-bench

.PHONY: demo test lint bench mechanisms scenario validity hindcast ablation clean

demo: $(INSTALLED)
	$(BIN)/contingent run libya-2019

test: $(INSTALLED_TEST)
	$(BIN)/python -m pytest -n auto

lint: $(INSTALLED_TEST)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

# The Mesa model does its arithmetic with the scalar twins of the test suite.
bench: $(INSTALLED_BENCH)
	$(BIN)/python -m benchmarks $(ARGS)
mechanisms: $(INSTALLED)
	$(BIN)/python docs/make_mechanisms.py

scenario: $(INSTALLED)
	$(BIN)/python docs/make_scenario.py

validity: $(INSTALLED)
	$(BIN)/python docs/make_validity.py

hindcast: $(INSTALLED)
	@mkdir -p build
	$(BIN)/contingent score libya-2011 --out build/libya-2011.json
	$(BIN)/python docs/make_validity.py build/libya-2011.json

ablation: $(INSTALLED)
	@mkdir -p build
	$(BIN)/contingent ablate libya-2019 --out build/ablation.md
	$(BIN)/python docs/make_mechanisms.py build/ablation.md

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed and was not found" >&2; exit 1; }
	$(PYTHON) -m venv .venv

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing contingent into .venv"
	@$(PIP) --editable .
	@touch $@

$(INSTALLED_TEST): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing contingent and its test tools into .venv"
	@$(PIP) --editable '.[test]'
	@touch $(INSTALLED) $@

$(INSTALLED_BENCH): pyproject.toml constraints.txt | $(BIN)/python
	@echo "installing contingent and what its benchmark needs into .venv"
	@$(PIP) --editable '.[test,bench]'
	@touch $(INSTALLED) $(INSTALLED_TEST) $@
