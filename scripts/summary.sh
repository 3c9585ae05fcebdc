#!/usr/bin/env bash
# The closing line of `make test`: all suites together.
set -euo pipefail
cd "$(dirname "$0")/.."
cat target-tally/{rust,web,e2e}.count | awk '{p += $1; f += $2} END {print p " passed, " f " failed"; exit f > 0}'
