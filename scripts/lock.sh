#!/usr/bin/env bash
# Pin every dependency, with hashes and for all platforms:
#   requirements.lock      what kg needs to run
#   requirements-dev.lock  the same, plus what testing and building need
# Usage: scripts/lock.sh [--upgrade]      (needs uv: pip install uv)
set -euo pipefail
cd "$(dirname "$0")/.."
uv="$(command -v .venv/bin/uv || command -v uv || true)"
if [ -z "$uv" ]; then
    echo "lock.sh: uv is not installed; try: .venv/bin/pip install uv" >&2
    exit 1
fi

compile() { # OUTPUT ARGUMENT...
    local output=$1
    shift
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --override scripts/overrides.txt --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links \
        --output-file "$output" "$@"
}

compile requirements.lock "${@}" pyproject.toml scripts/extra.in
compile requirements-dev.lock "${@}" --constraint requirements.lock \
    --group dev pyproject.toml scripts/extra.in
if grep -nE '://|^--?(index|extra-index|find-links|i )' requirements*.lock; then
    echo "lock.sh: a registry address got into the lock (above)" >&2
    exit 1
fi
