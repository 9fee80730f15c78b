# Every command of the project. `make` alone lists them.
PYTHON ?= python3
SITE := .venv/site/bin/python
FULL := .venv/full/bin/python
ORACLE := .venv/oracle/bin/python
export NO_MKDOCS_2_WARNING = 1
.DEFAULT_GOAL := help
.PHONY: help site test serve update check pdf bench mutate oracle lock clean

help: ## List these commands
	@awk -F':.*## ' '/^[a-z]+:.*##/ {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

site: .venv/site/.ready ## Set up and build the whole site into site/
	$(SITE) -m scripts build

test: .venv/site/.ready .venv/full/.ready ## Set up and run all tests, and every snippet in pytest-codeblocks
	$(FULL) -m pytest -q -p no:randomly --codeblocks snippets
	$(FULL) -m pytest -p no:randomly -n 2 --dist loadfile tests

serve: .venv/site/.ready ## Preview both languages, live, on http://127.0.0.1:8000
	$(SITE) -m scripts serve

update: .venv/full/.ready ## Run and redraw what is stale
	$(FULL) -m scripts update

check: .venv/full/.ready ## Write nothing; fail on what is stale, differs between the languages or breaks style
	$(FULL) -m scripts check
	$(FULL) -m scripts style

pdf: .venv/site/.ready ## Make the book of each language into site/downloads/
	$(SITE) -m scripts pdf

bench: .venv/site/.ready .venv/full/.ready ## Measure speed and size, as ratios taken in one run
	$(FULL) -m scripts bench

oracle: .venv/oracle/.ready ## Hold every layer against NumPy under TensorFlow, JAX and PyTorch (sets up several GB)
	$(ORACLE) -m scripts oracle

mutate: .venv/site/.ready .venv/full/.ready ## Damage copies of the tree, one thing at a time; fail if one damage goes unnoticed
	$(FULL) -m scripts mutate

lock: ## Pin every version again, with hashes, from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --no-annotate --no-header -q pyproject.toml -o requirements/site.txt
	uv pip compile --universal --generate-hashes --no-annotate --no-header -q --extra full -c requirements/site.txt pyproject.toml -o requirements/full.txt

clean: ## Delete what was built and set up here
	rm -rf site .cache .venv

.venv/%/.ready: requirements/%.txt scripts/setup.py
	$(PYTHON) scripts/setup.py $*
