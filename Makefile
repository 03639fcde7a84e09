# `make` alone lists the targets. Everything is put into .venv and node_modules; only what is missing is done.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup run test check format bench bench-load messages wheel lock clean chromium wrk

PYTHON ?= python3
V := .venv/bin
PIP := $(V)/python -m pip --disable-pip-version-check
CATALOGUES := $(wildcard webapp/translations/*/LC_MESSAGES/messages.po)

# $(call apt,PACKAGE): install a Debian package, as root or by a sudo that asks nothing; fails where neither works
apt = { command -v apt-get && if [ "$$(id -u)" = 0 ]; then SUDO=; else sudo -n true && SUDO='sudo -n'; fi \
	&& $$SUDO apt-get update \
	&& $$SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1); } >/dev/null 2>&1

help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; \
	do printf '  make %-10s %s\n' "$$name" "$$text"; done

setup: .venv/ok ## the environment, all dependencies and the front-end assets
	@echo "Everything is in place. Start it: make run"

run: .venv/ok ## set up, then the demo: course, people and server on this machine
	@$(V)/lederstart demo

test: .venv/ok-test node_modules/axe-core/axe.min.js chromium ## format, lint, types, imports and all tests
	@$(MAKE) --no-print-directory check
	$(V)/pytest

check: .venv/ok-test ## format, lint, types and imports only
	$(V)/ruff format --check .
	$(V)/ruff check .
	$(V)/mypy
	$(V)/lint-imports --no-logo

format: .venv/ok-test ## lay out the code and mend what can be mended
	$(V)/ruff format .
	$(V)/ruff check --fix .

bench: .venv/ok-test chromium ## measure the speed beside what the libraries cost by themselves
	@$(V)/python -m tools.bench

bench-load: .venv/ok-test wrk ## the same over loopback, under load; about five minutes
	@$(V)/python -m tools.bench.load

messages: .venv/ok ## collect the user's sentences for translation
	@mkdir -p build
	$(V)/pybabel -q extract -F pyproject.toml --omit-header -k lazy_gettext -o build/messages.pot .
	$(V)/pybabel -q update --no-fuzzy-matching --ignore-pot-creation-date -i build/messages.pot -d webapp/translations

wheel: .venv/ok ## the package as a wheel, in dist/
	$(PIP) wheel --quiet --no-deps --wheel-dir dist .
	@ls dist/*.whl

lock: .venv/lock/bin/uv ## pin the dependencies anew (make lock UPGRADE=--upgrade: the newest)
	UV_NO_CONFIG=1 .venv/lock/bin/uv pip compile $(LOCKING) requirements.in -o requirements.txt
	UV_NO_CONFIG=1 .venv/lock/bin/uv pip compile $(LOCKING) requirements-dev.in -o requirements-dev.txt
	npm install --package-lock-only

LOCKING = --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-emit-find-links \
	--custom-compile-command 'make lock' $(UPGRADE)

.venv/lock/bin/uv: | $(V)/python
	$(V)/python -m venv .venv/lock
	.venv/lock/bin/pip install --quiet uv

clean: ## remove the environment and all that was built
	rm -rf .venv node_modules webapp/static/vendor build dist

# --- what the targets stand on ---

# On Debian and Ubuntu the module venv is a package of its own; without it a .venv is left behind that has no pip.
$(V)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	echo "Lederstart needs Python 3.11 or newer, and '$(PYTHON)' is $$($(PYTHON) --version 2>&1 || true)." \
	"Name another: make PYTHON=python3.13" >&2; exit 1; }
	@echo "Setting up: about a minute, once."
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv; \
	package="$$($(PYTHON) -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"; \
	$(call apt,$$package) && $(PYTHON) -m venv .venv || { rm -rf .venv; \
	echo "Python's module venv is missing. Install it and call make again: sudo apt-get install $$package" >&2; exit 1; }; }

.venv/runtime: requirements.txt | $(V)/python
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@touch $@

# The build hook brings the assets; see tools/build_assets.py.
.venv/package: .venv/runtime pyproject.toml package-lock.json tools/build_assets.py
	@$(PIP) install --quiet --no-deps -e .
	@touch $@

.venv/ok: .venv/package $(CATALOGUES) | webapp/static/vendor/.stamp
	@$(if $(CATALOGUES),$(V)/pybabel --quiet compile -d webapp/translations)
	@touch $@

.venv/ok-test: .venv/ok requirements-dev.txt
	@$(PIP) install --quiet --require-hashes -r requirements-dev.txt
	@touch $@

# Made by the same hook; the rule is for a tree they were deleted from.
webapp/static/vendor/.stamp node_modules/axe-core/axe.min.js: | .venv/package
	@$(PIP) install --quiet --no-deps -e .

# Debian's own Chromium where apt can install it, else the build that Playwright fetches (as root with its libraries).
chromium: .venv/ok-test
	@command -v chromium >/dev/null || [ .venv/chromium -nt requirements-dev.txt ] \
	|| { $(call apt,chromium) && command -v chromium >/dev/null; } \
	|| { $(V)/playwright install $$([ "$$(id -u)" != 0 ] || echo --with-deps) chromium && touch .venv/chromium; } \
	|| { echo "The browser tests need Chromium, and it could not be installed." \
	"Install the package chromium and call make test again." >&2; exit 1; }

wrk:
	@command -v wrk >/dev/null || { $(call apt,wrk) && command -v wrk >/dev/null; } \
	|| { echo "The load needs the package wrk, and it could not be installed. Install it and call make bench-load again." >&2; exit 1; }
