#!/usr/bin/env bash
# All benchmarks, each with its peer in the same run; docs/performance.md keeps the figures.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "== one enterprise against the programmes (peer: reading its facts file)"
cargo bench --quiet -p programmes --bench assess
echo "== import of 100,000 rows and view of 100,000 subjects"
cargo bench --quiet -p lake
echo "== the national set over 100,000 enterprises (peer: the interpreter in the same run)"
cargo bench --quiet -p columnar
echo "== list page over 100,000 enterprises, start of the server, memory (peer: the health check in the same run)"
cargo build --release --quiet -p kechuang
scripts/bench-server.py "$(cargo metadata --format-version 1 --no-deps | python3 -c 'import json,sys; print(json.load(sys.stdin)["target_directory"])')/release/kechuang"
