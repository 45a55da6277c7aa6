# Readout. `make demo` shows it at work, `make test` checks it: from nothing but Python 3.11+, make and git.

VENV   := .venv
BIN    := $(VENV)/bin
RUNS   := $(VENV)/.runs
STAMP  := $(VENV)/.installed
PEERS  := build/peers
PIP    := $(BIN)/python -m pip --disable-pip-version-check

# Which Python to build on: the first of these that is 3.11 or newer and can make environments; PYTHON=... names another.
PYTHON  ?=
PYTHONS := $(or $(PYTHON),python3 python3.13 python3.12 python3.11)

# A module is compiled once, not by every process that a test starts.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help install demo run test postgres lint format bench proof score wheel lock clean

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*  ## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

install: $(STAMP)  ## leaves .venv/bin/readout, with what the tests need
	@:

# An environment with pip, made once.
$(VENV)/.made:
	@chosen=; old=; bare=; \
	for name in $(PYTHONS); do \
	  "$$name" -c '' 2>/dev/null || continue; \
	  "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { old="$$old $$name"; continue; }; \
	  "$$name" -c 'import ensurepip, venv' 2>/dev/null || { bare="$${bare:-$$name}"; continue; }; \
	  chosen="$$name"; break; \
	done; \
	if [ -z "$$chosen" ] && [ -n "$$bare" ]; then \
	  version=$$("$$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])'); \
	  echo "make: $$bare cannot make environments: python3-venv is missing. Install it: apt-get install python$$version-venv" >&2; exit 1; \
	elif [ -z "$$chosen" ]; then \
	  echo "make: no Python 3.11 or newer found ($(PYTHONS)). Install one, or name it: make install PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! $(BIN)/python -c 'import pip' 2>/dev/null; then \
	  "$$chosen" -m venv $$($(BIN)/python -c '' 2>/dev/null || echo --clear) $(VENV); \
	fi
	@touch $@

# Names what pip fetches while it fetches it: a minute without a word looks like a program that hangs.
define fetch
{ $(PIP) install --progress-bar off --require-hashes $(1) 2>&1; echo "exit $$?"; } | awk ' \
  /^Collecting /    { split($$2, name, "[=;]"); printf " %s", name[1]; fflush() } \
  /^(ERROR|error)/  { print "\n" $$0; fflush() } \
  /^exit /          { print ""; exit $$2 }'
endef

# What the program needs, and no more. Modules are compiled when they are first imported, not all of them now.
$(RUNS): $(VENV)/.made pyproject.toml requirements/runtime.txt requirements/build.txt
	@printf 'Fetching what the program needs:'
	@$(call fetch,--no-compile -r requirements/runtime.txt -r requirements/build.txt)
	@$(PIP) install -qq --no-deps --no-build-isolation --editable .
	@touch $@

$(STAMP): $(RUNS) requirements/dev.txt
	@printf 'Fetching what the tests need:'
	@$(call fetch,-r requirements/dev.txt)
	@touch $@

demo: $(RUNS)  ## a briefing and three questions on the shipped articles: no key, no network
	@$(BIN)/readout demo

run: $(RUNS)  ## the service, until Ctrl-C
	@$(BIN)/readout run

test: install  ## every test but the slow ones
	@$(BIN)/python -m pytest -m "not slow and not postgres" -n 4 --dist loadfile --no-loadscope-reorder
	@echo "The tests marked slow were left out: make proof runs them."
	@echo "What needs a server of PostgreSQL was left out: make postgres runs it, and the store's, the schedule's, the desk's and the pushes' tests on it."

# The tests start a server of their own, of the programs that are installed: apt-get install postgresql
postgres: install  ## what needs PostgreSQL, and the tests of store, schedule, desk, pushes and stories once more on it
	@$(BIN)/python -m pytest -m "postgres and not slow" -n 4 --dist loadfile --no-loadscope-reorder \
	  tests/postgres tests/moving tests/schedule
	@READOUT_TEST_STORE=postgresql $(BIN)/python -m pytest -m "not slow and not postgres" -n 4 --dist loadfile --no-loadscope-reorder \
	  tests/store tests/schedule tests/desk tests/web/test_ingest.py tests/chat/test_discord_story.py tests/chat/test_slack_story.py

lint: install  ## ruff, mypy --strict, the floors of the house, the Dockerfile
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@if [ -x $(BIN)/hadolint ]; then $(BIN)/hadolint Dockerfile; else echo "hadolint has no build for this machine: the Dockerfile was not checked"; fi

format: install  ## lets ruff lay the code out
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: install $(PEERS)/.installed  ## what start-up, the demo and the hot paths cost
	@$(BIN)/python -m tests.bench

# Readers of feeds that the poll is measured beside; where they do not install, they are left out.
$(PEERS)/.installed: requirements/peers.txt
	@mkdir -p $(PEERS)
	@{ $(BIN)/python -m venv $(PEERS) && $(PEERS)/bin/python -m pip --disable-pip-version-check install -qq \
	  --require-hashes -r requirements/peers.txt; } || { rm -rf $(PEERS); mkdir -p $(PEERS); echo "the peers do not install"; }
	@touch $@

# What is proved: everything slow, and the properties with more examples; .ci/run leaves the full counts out.
PROOF ?= slow
proof: install  ## the slow tests: the wheel, the container's steps, falls and restarts, many examples
	@READOUT_FUZZ_SECONDS=$${READOUT_FUZZ_SECONDS:-120} $(BIN)/python -m pytest -m "$(PROOF)" --hypothesis-profile proof \
	  -n 3 --dist worksteal

score: install  ## the figures on the data sets beside the repository
	@$(BIN)/python $${READOUT_SHARED:-../shared}/score/score.py all

wheel: install  ## dist/readout-*.whl
	@$(PIP) wheel -qq --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# uv resolves for every platform and Python at once; it is needed here only: pip install uv
UV      ?= uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
           --no-emit-index-url --no-emit-find-links $(if $(UPGRADE),--upgrade)
lock:  ## pins the requirements anew (UPGRADE=1: to the newest)
	$(COMPILE) --group dev -o requirements/dev.txt pyproject.toml requirements/build.in
	$(COMPILE) -c requirements/dev.txt -o requirements/runtime.txt pyproject.toml
	$(COMPILE) -c requirements/dev.txt --extra postgres -o requirements/postgres.txt pyproject.toml
	$(COMPILE) -c requirements/dev.txt -o requirements/build.txt requirements/build.in
	$(COMPILE) -o requirements/peers.txt requirements/peers.in

clean:  ## removes what was built, the environment too
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .benchmarks
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
