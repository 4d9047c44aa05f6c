# What a developer or an operator does, one target each. `make run` is all that a first visit needs.

PYTHON ?=
VENV := .venv
PY := $(VENV)/bin/python
PYTEST := $(PY) -m pytest -n auto

.PHONY: run test check test-postgres faults bench clean runtime tools
.DEFAULT_GOAL := run

# Two arenas: with one for each of its threads the allocator keeps 25 MB more. What a large page needed goes back when it is
# done: by itself the allocator learns to keep it, 15 MB more.
run: runtime
	@MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=262144 exec $(PY) app.py serve --demo

test: tools
	$(PYTEST)

check: tools
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	PYTHONPATH=. $(VENV)/bin/lint-imports
	$(VENV)/bin/djlint --lint --quiet templates

# Rules, papers and words know no database: `make test` has run them, and another engine changes nothing.
test-postgres: tools
	@tests/postgres.sh $(PYTEST) $(addprefix --ignore=tests/,domain documents texts)

# Two hundred whole reviews by two people on a bad line; the seed of one that fails: make faults PHOHOA_FIRST_SCHEDULE=17 PHOHOA_SCHEDULES=1.
faults: export PHOHOA_SCHEDULES ?= 200
faults: tools
	$(PYTEST) -q tests/faults

bench: tools
	$(PY) -m tests.bench

# instance/ holds people's work: nothing here ever removes it.
clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find app.py phohoa tests -name __pycache__ -type d -prune -exec rm -rf {} +

runtime:
	@PYTHON='$(PYTHON)' deploy/venv.sh requirements.txt

tools: runtime
	@PYTHON='$(PYTHON)' deploy/venv.sh tests/requirements.txt
