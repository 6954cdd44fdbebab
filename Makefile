# `make demo` and `make test` do everything on a machine with Python 3.11 or newer and make.
# The environment is made from the lock file: in .venv, with uv in it where the machine has none.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null || echo $(BIN)/uv)
READY := $(VENV)/.ready

# Most tests wait for something most of the time, so there may be more of them than cores: six for two.
WORKERS ?= 6

export UV_PROJECT_ENVIRONMENT := $(VENV)
# Tests start the desk dozens of times: without kept bytecode each start would compile all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo story test soak bench pictures check audit clean

demo: $(READY)
	$(BIN)/frontdesk demo

story: $(READY)
	$(BIN)/frontdesk demo --story

test: $(READY)
	$(BIN)/pytest -n $(WORKERS) --dist loadgroup

# Long, with figures at the end; one at a time, because they count on the machine.
soak: $(READY)
	$(BIN)/pytest -m soak -p no:xdist

# The pictures of the README, from the demo as it is; needs a Chromium (Debian: apt install chromium fonts-noto-color-emoji).
pictures: $(READY)
	PICTURES=yes BROWSER=required $(BIN)/pytest -p no:xdist tests/browser/test_story.py

# This desk beside a plain relay; docs/performance.md says what is measured.
bench: $(READY)
	$(BIN)/python -m tests.benchmarks

check: $(READY)
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

# What it is made of: hashes, licences, known faults; a bill of materials in dist/sbom.json. STRICT=1: all must be looked up.
audit: $(READY)
	$(BIN)/python -m tests.audit --uv $(UV) $(if $(STRICT),--strict)

$(READY): pyproject.toml uv.lock
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "Python's venv is missing: install it (Debian: apt install python3-venv) or install uv."; exit 1; }
	@test -x "$(UV)" || $(BIN)/python -m pip install --quiet uv
	$(UV) sync --frozen --inexact --compile-bytecode
	@touch $(READY)

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
