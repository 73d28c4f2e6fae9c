# Both targets work as the first command after a clone: they create the environment from
# the lock file and, where they can, install the system packages that are missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: demo test gates bench lock clean

demo: $(STAMP)
	$(BIN)/auditkit run corpora/sample/documents --out demo-out

test: $(STAMP)
	$(BIN)/python -m pytest -n auto

gates: $(STAMP)
	bash .ci/gates

# The short benchmarks, on the corpora of the project.
bench: $(STAMP)
	$(BIN)/python benchmarks/annotate_extract.py corpora/sample corpora/audits

$(STAMP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "auditkit needs Python 3.11 or later; set PYTHON=python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	bash .ci/system-packages
	touch $@

# Rewrites the lock file; needs the network.
lock: $(STAMP)
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --extra dev --extra train --generate-hashes \
	  --no-emit-index-url --no-header --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) build dist demo-out src/*.egg-info
