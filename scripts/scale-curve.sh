#!/usr/bin/env bash
# scale-curve.sh BINARY [ROWS…]: the whole national set over ever more 示例 enterprises, from generating them to counts by district, each with
# wall seconds and the most memory that the process held. Rows of the table of docs/performance.md. Asks /usr/bin/time.
set -euo pipefail
binary=$1; shift
[ $# -gt 0 ] || set -- 10000 100000 1000000 10000000
folder=$(mktemp -d "${TMPDIR:-/tmp}/scale.XXXXXX")
trap 'rm -rf "$folder"' EXIT

# Runs a command; prints its wall seconds and megabytes.
measured() {
  /usr/bin/time -o "$folder/told" -f '%e %M' "$@" >"$folder/out"
  awk '{ printf "%.1f 秒、%d MB", $1, $2 / 1024 }' "$folder/told"
}

echo "| 企业 | 生成 | 文件（MB） | 全部政策按行政区划计数，从文件流过 | 每秒（万家） |"
echo "|---|---|---|---|---|"
for rows in "$@"; do
  made=$(measured "$binary" generate --region 330100 --enterprises "$rows" --seed 1 --out "$folder/$rows")
  size=$(du -sm "$folder/$rows" | cut -f1)
  counted=$(measured "$binary" population --view "$folder/$rows/enterprise.parquet" --all --group-by 行政区划 --as-of 2026-06-30 --format json)
  rate=$(awk -v rows="$rows" '{ printf "%.1f", rows / $1 / 10000 }' "$folder/told")
  echo "| $rows | $made | $size | $counted | $rate |"
  rm -rf "${folder:?}/$rows"
done
