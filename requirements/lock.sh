#!/usr/bin/env bash
# Writes the locked requirements anew. Needs uv; run it after changing dependencies in pyproject.toml.
# No index address is written, so that the files work with any mirror.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() { uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
    --no-emit-index-url --no-annotate "$@"; }
lock --group build -o requirements/build.txt
lock pyproject.toml --extra fi -o requirements/runtime.txt
lock pyproject.toml --extra fi --extra fi-pure -c requirements/runtime.txt -o requirements/finnish-pure.txt
lock pyproject.toml --extra fi --extra fi-pure --group test --group lint \
    -c requirements/runtime.txt -o requirements/test.txt
lock pyproject.toml --extra fi --extra fi-pure --group test --group lint --group bench \
    -c requirements/test.txt -o requirements/bench.txt
