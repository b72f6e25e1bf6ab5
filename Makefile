# Every command of the project, the same for people and for CI. `make` alone lists them.
PYTHON ?= python3
PY := .venv/bin/python
.DELETE_ON_ERROR:
.PHONY: help run test bench fmt lock

help:
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST)

.venv/run.stamp: requirements/run.txt
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r $<
	touch $@

.venv/test.stamp: requirements/test.txt
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r $<
	touch .venv/run.stamp $@

lock: ## resolve pyproject.toml again into requirements/ (needs uv)
	uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --group test \
		-c requirements/run.txt -o requirements/test.txt
