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

compile() { # OUTPUT OVERRIDES ARGUMENT...
    local output=$1 overrides=$2
    shift 2
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --override "$overrides" --no-header --no-annotate \
        --no-emit-index-url --no-emit-find-links \
        --output-file "$output" "$@"
}

# What tests need although kg does without it.
tested="$(mktemp)"
trap 'rm -f "$tested"' EXIT
{ grep -vE '^(numpy|pandas) ;' scripts/overrides.txt; cat scripts/overrides-dev.txt; } >"$tested"

compile requirements.lock scripts/overrides.txt "${@}" pyproject.toml scripts/extra.in
compile requirements-dev.lock "$tested" "${@}" --constraint requirements.lock \
    --group dev pyproject.toml scripts/extra.in
if grep -nE '://|^--?(index|extra-index|find-links|i )' requirements*.lock; then
    echo "lock.sh: a registry address got into the lock (above)" >&2
    exit 1
fi
