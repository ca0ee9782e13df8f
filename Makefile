# `make run` and `make test` are all a newcomer needs; both work with Python 3.11 and make alone.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: run test lint drill bench messages lock clean
.DEFAULT_GOAL := run

$(BIN)/python:
	@"$(PYTHON)" -c "import sys; sys.exit(sys.version_info < (3, 11))" || { echo "Meetfinder needs Python 3.11: install it, or say where it is with PYTHON=…"; exit 1; }
	"$(PYTHON)" -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(BIN)/python
	$(PIP) -r requirements.txt
	@touch $@

$(VENV)/.test: requirements.txt requirements-dev.txt | $(BIN)/python
	$(PIP) -r requirements.txt -r requirements-dev.txt
	@touch $@ $(VENV)/.run

# What comes round, such as the map of where meetings are missing, is done once beside the first pages.
run: export FLASK_RUN_PORT = $(PORT)
run: $(VENV)/.run
	$(BIN)/flask init --demo
	$(BIN)/flask tick &
	$(BIN)/flask run

test: $(VENV)/.test lint
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 -m "not bench and not drill" -rs $(ARGS)

lint: $(VENV)/.test
	$(BIN)/ruff check --quiet .
	$(BIN)/ruff format --check --quiet .
	$(BIN)/mypy

# Long runs with the full counts that the README quotes.
drill: $(VENV)/.test
	$(BIN)/python -m pytest -q -p no:randomly -m drill -rs -s $(ARGS)

bench: $(VENV)/.test
	$(BIN)/python -m pytest -q -p no:randomly -m bench -rs -s $(ARGS)

# Brings the catalogs up to date with templates and code; new messages wait there for their translation.
messages: $(VENV)/.run
	mkdir -p instance
	$(BIN)/python -m babel.messages.frontend -q extract -F pyproject.toml -k _l -k lazy_gettext --omit-header --no-location --sort-output -o instance/messages.pot .
	$(BIN)/python -m babel.messages.frontend -q update -i instance/messages.pot -d meetfinder/translations -N --ignore-obsolete --omit-header --width 110

# Only whoever changes requirements*.in needs uv for this.
lock:
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements.in -o requirements.txt
	uv pip compile -q --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements-dev.in -o requirements-dev.txt
	uv pip compile -q --no-deps --generate-hashes --no-emit-index-url --no-header --python-version 3.11 requirements-places.in -o requirements-places.txt

clean:
	rm -rf $(VENV) instance
