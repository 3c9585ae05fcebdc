#!/usr/bin/env bash
# tally.sh SUITE COMMAND…: runs a suite, shows its output, and keeps how many tests passed and failed for summary.sh.
# A suite that printed no count, or counted nothing, has failed.
set -uo pipefail
cd "$(dirname "$0")/.."
suite=$1
shift
mkdir -p target-tally
log=target-tally/$suite.log
"$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
plain=$(sed 's/\x1b\[[0-9;]*m//g' "$log")
count() { grep -oE "$1" <<<"$plain" | grep -oE '[0-9]+' | awk '{s += $1} END {print s + 0}'; }
case $(grep -cE 'Summary \[' <<<"$plain") in
  0) lines=$(grep -E '(passed|failed)' <<<"$plain" | grep -E '^ *Tests |^test result:|^[0-9]+ passed, [0-9]+ failed|^[^ ]+: [0-9]+ passed' || true) ;;
  *) lines=$(grep -E 'Summary \[' <<<"$plain") ;;
esac
plain=$lines
passed=$(count '[0-9]+ passed')
failed=$(count '[0-9]+ failed')
if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then failed=1; fi
if [ $((passed + failed)) -eq 0 ]; then
  echo "$suite: no test was run" >&2
  failed=1
fi
echo "$passed $failed" >"target-tally/$suite.count"
[ "$status" -eq 0 ] && [ "$failed" -eq 0 ]
