# The two commands are `make dashboard` and `make test`; everything they need they set up themselves, in .venv.

SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
PORT ?= 8501
BIN := .venv/bin
# Debian's packages that the tests and the PNG and PDF export need
SYSTEM := chromium libatomic1 poppler-utils fonts-wqy-microhei fonts-noto-cjk
export PYTHONPATH := $(CURDIR)

.PHONY: help setup setup-dev system dashboard refresh test test-full check export bench soak words clean

help:  ## this list
	@grep -hE "^[a-z-]+:.*##" Makefile | sed "s/:.*##/\t/"

setup: .venv/runtime.done  ## virtual environment with the pinned requirements

setup-dev: .venv/dev.done  ## the same with what tests the product

.venv/bin/uv:
	@if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
	    if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv
	    elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo apt-get install -y -qq --no-install-recommends python3-venv
	    else echo "python3-venv is missing: run 'sudo apt-get install python3-venv', then this command again" >&2; exit 1; fi
	fi
	python3 -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9

.venv/runtime.done: requirements.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.txt
	touch $@

.venv/dev.done: requirements-dev.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-dev.txt
	touch $@ .venv/runtime.done

system:  ## Chromium, poppler and fonts from Debian, where they are missing and the rights are there
	@missing=$$(for package in $(SYSTEM); do dpkg -s $$package >/dev/null 2>&1 || echo $$package; done)
	[ -n "$$missing" ] || exit 0
	echo "installing from Debian:" $$missing
	if [ "$$(id -u)" = 0 ]; then apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
	elif sudo -n true 2>/dev/null; then sudo apt-get update -qq && sudo DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $$missing >/dev/null
	else echo "missing:" $$missing "- run 'sudo apt-get install" $$missing"', then this command again" >&2; exit 1; fi

dashboard: setup  ## set up, refresh, serve on PORT (8501)
	$(BIN)/python -m etl refresh
	exec $(BIN)/streamlit run serve.py --server.port $(PORT)

refresh: setup  ## rebuild the warehouse from data/
	$(BIN)/python -m etl refresh

check: setup-dev  ## format, lint, types, layers: what every commit passes
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# four workers on two cores: a browser test waits more than it computes
test: setup-dev system check  ## every test, with a seeded sample of the large sweeps
	$(BIN)/python -m pytest -n 4 --dist worksteal

test-full: setup-dev system check  ## the same tests, every sweep whole
	LIANFANG_FULL=1 $(BIN)/python -m pytest -n 4 --dist worksteal

export: setup system  ## every chart as PNG, SVG and PDF in both languages
	$(BIN)/python -m charts export

.venv/bench.done: requirements-bench.txt | .venv/bin/uv
	$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements-bench.txt
	touch $@ .venv/dev.done .venv/runtime.done

bench: .venv/bench.done system  ## ratios against floors and peers
	$(BIN)/python -m bench

MINUTES ?= 30
soak: setup-dev system  ## 20 readers, a refresh a minute, exports and SQL for MINUTES (30): no error, memory flat
	$(BIN)/python -m bench.soak --minutes $(MINUTES)

words: setup-dev  ## extract messages and update the catalogues
	$(BIN)/pybabel -q extract -k mark -k say -k plural:1,2 --no-default-keywords --no-location --sort-output --omit-header -o locale/lianfang.pot dashboard.py catalog charts pages
	$(BIN)/pybabel -q update -D lianfang -i locale/lianfang.pot -d locale -l zh --no-fuzzy-matching --ignore-obsolete --omit-header --width 120

clean:  ## remove what was built here, not what was published
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis exports test-artefacts
