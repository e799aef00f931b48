# Everything happens in .venv; .venv/.installed says that it is up to date with these two files.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
BIN = $(VENV)/bin
export HF_HUB_OFFLINE := 1

.PHONY: ask chat run check test faults evidence lint fix docs site constraints clean

ask: $(VENV)/.installed
	@test -n "$$Q" || { echo 'say what: make ask Q="Why was CEIEC sanctioned?"' >&2; exit 2; }
	@$(BIN)/sanctions-bot ask -- "$$Q"

chat run check: $(VENV)/.installed
	@$(BIN)/sanctions-bot $@

test: $(VENV)/.installed
	@$(BIN)/python -m pytest

# Kills, starves and damages index runs some hundred times (about ten minutes) and writes down what was lost.
faults: $(VENV)/.installed
	@FAULT_TABLE=docs/faults.md $(BIN)/python -m pytest tests/index/test_faults.py -n 0 -m 'slow or not slow'

# Runs what docs/evidence.md is made of, part by part (about an hour); `make evidence PARTS="load peers"` only these.
evidence: $(VENV)/.installed
	@$(BIN)/python -m benchmarks.evidence docs/evidence.md $(if $(PARTS),--only $(PARTS))

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: $(VENV)/.installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.installed
	$(BIN)/sanctions-bot reference settings > docs/settings.md
	$(BIN)/sanctions-bot reference commands > docs/commands.md
	folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& $(BIN)/sanctions-bot --data "$$folder/data" reference readme > "$$folder/README.md" \
		&& cp "$$folder/README.md" README.md

# The documentation as a site, in build/site; fails where a link leads nowhere.
site: $(VENV)/.installed
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

# Q comes from people and may hold quotes: it reaches the shell as a variable, never as text of the recipe.
export Q

$(VENV)/.installed: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo 'Python 3.11 or newer is needed' >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo 'Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	@echo 'Installing into $(VENV); this takes a few minutes once.' >&2
	@test -x $(BIN)/python || "$(PYTHON)" -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt --editable '.[dev]' >&2
	@touch $@

# New versions: resolve pyproject.toml from nothing in a fresh environment and write down what came.
constraints:
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT \
		&& "$(PYTHON)" -m venv "$$folder/venv" \
		&& "$$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable '.[dev]' >&2 \
		&& { echo '# Made by `make constraints`: what a fresh environment got.'; \
			"$$folder/venv/bin/python" -m pip freeze --exclude-editable | sed 's/+cpu$$//'; } > "$$folder/constraints.txt" \
		&& cp "$$folder/constraints.txt" constraints.txt

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
