# Every command of the project, the same for people and for CI. `make` alone lists them.
PYTHON ?= python3
PORT ?= 8000
PY := .venv/bin/python
PURE := reviews/vocabulary.py reviews/workflow.py reviews/exceptions.py reviews/agreement \
	reviews/wording reviews/instruments reviews/importers reviews/staffing

# What production would have, for the steps that look at it; the key guards nothing.
SAFE := env -u EVIDENCE_DEBUG EVIDENCE_ALLOWED_HOSTS=evidence.example EVIDENCE_EMAIL_HOST=localhost \
	EVIDENCE_SECRET_KEY=abcdefghijklmnopqrstuvwxyz-0123456789-ABCDEFGHIJKLM
DEVELOP := EVIDENCE_DEBUG=1 $(PY) manage.py

.DELETE_ON_ERROR:
.PHONY: help run test check tests tools bench fuzz fmt messages album pictures lock production-smoke

help:
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1: \2/p' $(MAKEFILE_LIST)

run: .venv/run.stamp ## the site with its demo panel, on this machine
	@$(DEVELOP) migrate --verbosity 0
	@$(DEVELOP) load_demo
	@printf '\n  The site:  http://127.0.0.1:$(PORT)/\n  Sign in:   http://127.0.0.1:$(PORT)/accounts/login/\n\n'
	@export EVIDENCE_SITE_URL=http://127.0.0.1:$(PORT); $(DEVELOP) work & worker=$$!; trap "kill $$worker" EXIT; \
		$(DEVELOP) runserver --noreload 127.0.0.1:$(PORT)

test: .venv/test.stamp tools check tests ## everything that has to hold before a commit

check: .venv/test.stamp ## lint, types, migrations, production settings
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy $(wildcard $(PURE))
	$(DEVELOP) makemigrations --check --dry-run
	$(SAFE) $(PY) manage.py check --deploy --fail-level WARNING

tests: .venv/test.stamp ## the tests alone, on each database; ARGS go to pytest
	@$(PY) -m tests $(ARGS)

bench: .venv/test.stamp ## measured workloads; ARGS="--only wording" for some
	@EVIDENCE_DEBUG= $(PY) -m bench $(ARGS)

fuzz: .venv/test.stamp ## a million damaged files for the importers; ARGS="--seed 7 --inputs 10000"
	@$(PY) -m tests.fuzz $(ARGS)

fmt: .venv/test.stamp ## format the code and mend what can be mended
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

messages: .venv/test.stamp tools ## what reports say into the catalogues of languages, and these compiled
	$(DEVELOP) makemessages --all --extension html,svg,py --add-location file --no-wrap \
		--ignore bench --ignore docs --ignore tests --ignore var
	$(DEVELOP) compilemessages --ignore .venv

album: .venv/test.stamp ## pictures of every page in var/screenshots, wide and narrow, light and dark
	PICTURES=1 $(PY) -m pytest -q tests/browser -k look

pictures: .venv/test.stamp ## the guide's pictures afresh, from the demo panel
	$(PY) -m pytest -q tests/browser/test_guide.py -k taken
	@mkdir -p docs/images && cp var/screenshots/guide/*.png docs/images/

production-smoke: .venv/test.stamp ## the image's steps without the image, on a throwaway database
	$(PY) -m pytest tests/test_production.py

# The browser tests need Chromium, catalogues GNU gettext; as root on Debian both are fetched once.
tools:
	@{ command -v chromium chromium-browser google-chrome && command -v msgfmt; } >/dev/null \
	|| [ "$$(id -u)" != 0 ] || ! command -v apt-get >/dev/null \
	|| (apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
		apt-get install -qq -y --no-install-recommends chromium gettext >/dev/null)

.venv/run.stamp: requirements/run.txt
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r $<
	@touch $@

.venv/test.stamp: requirements/test.txt
	$(PYTHON) -m venv .venv
	$(PY) -m pip install --quiet --require-hashes -r $<
	@touch .venv/run.stamp $@

lock: ## resolve pyproject.toml again into requirements/ (needs uv)
	uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml -o requirements/run.txt
	uv pip compile --quiet --universal --upgrade --generate-hashes --no-emit-index-url \
		--custom-compile-command "make lock" pyproject.toml --group test \
		-c requirements/run.txt -o requirements/test.txt
