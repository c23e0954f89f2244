# The whole of newsroom in a few words. `make help` lists them.
#
#   PORT=8001            serve at another port
#   PYTHON=/path/python  use this Python (3.11 or newer) instead of the first one found
#   DEMO=0               begin with an empty newsroom
#   ARGS="-k views"      hand arguments on to pytest or the benchmark

PORT ?= 8000
ARGS ?=
export PORT PYTHON
ifdef DEMO
export DEMO
endif

ENVIRONMENT = @sh deploy/environment.sh
IN_VENV = .venv/bin/python
# A server's settings, for the checks that only make sense there.
ON_A_SERVER = DEBUG=0 SITE_ADDRESS=https://news.example SECRET_KEY=$$($(IN_VENV) -c 'import secrets; print(secrets.token_urlsafe(50))')

.DEFAULT_GOAL := help
.PHONY: help run test lint bench lighthouse fonts icons messages lock clean

help: ## List these commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

run: ## Set up what is missing and serve the site at http://127.0.0.1:8000
	@sh deploy/environment.sh --port requirements.txt
	@$(IN_VENV) manage.py prepare
	@exec $(IN_VENV) -m gunicorn newsroom.wsgi --config deploy/gunicorn.conf.py

test: ## Run all tests; ARGS="-k views" narrows them down
	$(ENVIRONMENT) requirements.txt requirements-dev.txt
	@$(IN_VENV) -m pytest -n auto --dist worksteal -rsfE $(ARGS)

lint: ## Check style, templates, migrations and settings
	$(ENVIRONMENT) requirements.txt requirements-dev.txt
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m ruff format --check .
	find desk/templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	$(IN_VENV) manage.py makemigrations --check --dry-run
	$(ON_A_SERVER) $(IN_VENV) manage.py check --deploy --fail-level WARNING

bench: ## Measure pages against the floors of Python, Django and nginx, and how they grow
	$(ENVIRONMENT) requirements.txt
	@$(IN_VENV) -m bench.run $(ARGS)

lighthouse: ## Measure how soon readers see a page, on a phone and a desk, with Chromium and npm
	$(ENVIRONMENT) requirements.txt requirements-dev.txt
	@$(IN_VENV) -m tests.judges.measured_pages $(ARGS)

fonts: ## Make the web fonts in static/fonts anew
	$(ENVIRONMENT) requirements.txt requirements-dev.txt
	$(IN_VENV) deploy/make_fonts.py

icons: ## Make the glyphs of the share bar anew, with npm
	$(ENVIRONMENT) requirements.txt
	$(IN_VENV) deploy/make_icons.py

messages: ## Bring the catalogues in newsroom/locale in step with the pages, with GNU gettext
	$(ENVIRONMENT) requirements.txt
	$(IN_VENV) manage.py makemessages
	$(IN_VENV) manage.py compilemessages --ignore .venv

# Always for the oldest Python that we support; the newest would leave out what that one needs.
lock: ## Pin all packages anew, with uv
	@for name in requirements requirements-prod requirements-dev; do \
	  echo "$$name.txt"; \
	  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	    --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" \
	    $(ARGS) $$name.in --output-file $$name.txt || exit 1; \
	done

clean: ## Remove what can be made anew: environment, caches, collected static files; no data
	rm -rf .venv staticfiles tests/judges/node_modules .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
