#!/usr/bin/env python3
"""Makes content/indices/cn-provinces.csv, the figures of the framework beside it, from the public data folder.

    scripts/cn-provinces.py ../shared/data

One row for a province and a year. A figure whose row names another unit than its neighbours is left out (unknown) and told: nothing
doubtful is repaired. Same input, same bytes.
"""

import csv
import sys
from pathlib import Path

CONTENT = Path(__file__).resolve().parent.parent / "content"
YEARS = range(2010, 2024)
SOURCE = "全国科技、统计年鉴，经 github huhuaping/techme 整理：{files}"
LICENCE = "MIT"

# column: (file, variable, unit)
FIGURES = {
    "研发强度": ("RDIntense", "v4_ztr_qd_RD", "%"),
    "研发经费": ("RDIntense", "v4_ztr_jf_RD", "亿元"),
    "研发人员": ("RDLaborHour", "v4_zh_qsdl_hj", "人年"),
    "研究人员": ("RDLaborHour", "v4_zh_qsdl_yjry", "人年"),
    "财政支出": ("PublicBudget", "v6_cz_yszc_hj", "亿元"),
    "财政科技支出": ("PublicBudget", "v6_cz_yszc_kxjs", "亿元"),
    "研发内部支出": ("RDActivity", "v4_zh_nbzc_hj", "万元"),
    "基础研究支出": ("RDActivity", "v4_zh_nbzc_jcyj", "万元"),
    "企业资金": ("RDSource", "v4_zh_nbzc_qyzj", "万元"),
    "专利申请": ("RDPatentAccept", "v4_cg_zlsq_hj", "件"),
    "发明专利申请": ("RDPatentAccept", "v4_cg_zlsq_fm", "件"),
    "发明专利授权": ("RDPatentAuthority", "v4_cg_zlsq2_fm", "件"),
    "有效发明专利": ("RDPatentValid", "v4_cg_zlsyx_fm", "件"),
    "SCI论文": ("RDPaperInternational", "v4_cg_gwlw_pssci", "篇"),
    "EI论文": ("RDPaperInternational", "v4_cg_gwlw_psei", "篇"),
    "技术输出合同额": ("MarketPush", "v4_cg_jssc_je", "万元"),
    "技术吸纳合同额": ("MarketPull", "v4_cg_jssr_je", "万元"),
    "高技术企业数": ("IndustryOperation", "v4_cy_scjy_qys", "个"),
    "高技术主营收入": ("IndustryOperation", "v4_cy_scjy_zyyw", "亿元"),
    "高技术利润": ("IndustryOperation", "v4_cy_scjy_lrze", "亿元"),
    "高技术研发经费": ("IndustryRD", "v4_cy_RDhd_nbzc", "万元"),
    "高技术新产品收入": ("IndustryRD", "v4_cy_xcp_xssr", "万元"),
}


def provinces():
    """Short name to code and full name, from GB/T 2260."""
    found = {}
    with open(CONTENT / "regions/gbt2260.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["level"] == "省":
                name = row["name"]
                short = name
                for end in ("维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "省", "市"):
                    short = short.removesuffix(end)
                found[short] = (row["code"], name)
    return found


def main(folder):
    known = provinces()
    table, dropped = {}, {}
    for column, (file, variable, unit) in FIGURES.items():
        with open(folder / "indicators" / f"{file}.csv", encoding="utf-8-sig", newline="") as rows:
            for row in csv.DictReader(rows):
                place = row["province"].replace(" ", "").replace("\u3000", "")
                if row["variables"] != variable or place not in known or not row["year"].strip():
                    continue
                year = int(float(row["year"]))
                if year not in YEARS or row["value"] in ("", "NA"):
                    continue
                if row["units"] != unit:
                    dropped.setdefault((column, year, row["units"]), []).append(place)
                    continue
                cells = table.setdefault((known[place][0], year), {})
                if column in cells and float(cells[column]) != float(row["value"]):
                    print(f"two figures: {place} {year} {column}: {cells[column]} {row['value']}, left out")
                    cells[column] = None
                    continue
                if column not in cells:
                    cells[column] = row["value"]
    for (column, year, unit), places in sorted(dropped.items()):
        print(f"left out: {column} {year}: unit {unit}, expected {FIGURES[column][2]}, {len(places)} rows")
    names = {code: name for code, name in known.values()}
    out = CONTENT / "indices/cn-provinces.csv"
    with open(out, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["地区代码", "地区", "年度", *FIGURES, "来源", "来源许可"])
        for code, year in sorted(table):
            cells = table[code, year]
            there = [column for column in FIGURES if cells.get(column) is not None]
            files = "、".join(dict.fromkeys(FIGURES[column][0] + ".csv" for column in there))
            values = [number(cells.get(column)) for column in FIGURES]
            writer.writerow([code, names[code], year, *values, SOURCE.format(files=files), LICENCE])
    print(f"{out.name}: {len(table)}")


def number(text):
    """The figure as the source has it; a whole number without the point that its tables add."""
    if text is None:
        return ""
    value = float(text)
    return str(int(value)) if value == int(value) and "e" not in text else text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
