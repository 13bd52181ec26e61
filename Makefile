PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install serve test quick lint clean

install: $(VENV)/.installed

$(VENV)/.installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kgservice needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

serve: install
	$(BIN)/kgservice serve

# Each module's tests in one process, for they share what is dear to make; both lanes use every processor.
PYTEST := $(BIN)/python -m pytest --numprocesses auto --dist loadfile

test: install
	$(PYTEST)

quick: install
	$(PYTEST) -m 'not slow'

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

clean:
	rm -rf $(VENV) build *.egg-info data/snapshots
