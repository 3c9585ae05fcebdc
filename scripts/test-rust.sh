#!/usr/bin/env bash
# Runs the Rust tests with nextest where it is installed, else with cargo test, and records the counts for the summary.
set -euo pipefail
cd "$(dirname "$0")/.."
if cargo nextest --version >/dev/null 2>&1; then
  exec scripts/tally.sh rust cargo nextest run --workspace --no-fail-fast
fi
exec scripts/tally.sh rust cargo test --workspace --no-fail-fast
