#!/usr/bin/env python3
"""Tables of organisation names from ROR for measuring `resolve`: left = main name and city, right = every other name and city.

    scripts/ror-pairs.py ror_cn.jsonl OUT

Writes OUT/{zh,en}-left.csv, {zh,en}-right.csv (every other name in the same script) and {zh,en}-like.csv: of the right rows only
those whose name still resembles the main one (Jaccard of character trigrams, of bigrams for Chinese, at least 0.5, accents and
case aside; a measure that the engine does not use). The others are former names, translations, names in pinyin and nicknames,
which no comparison of spellings can join without a dictionary. Acronyms are left out of both. The first column is the ROR id.
"""

import csv
import json
import re
import sys
import unicodedata
from pathlib import Path

LIKE = 0.5


def han(text: str) -> bool:
    return re.search("[\u4e00-\u9fff]", text) is not None


def names(record: dict) -> list[str]:
    """The displayed name first; both versions of ROR's schema occur in the file."""
    if "names" in record:
        main = [n["value"] for n in record["names"] if "ror_display" in n["types"]]
        rest = [n["value"] for n in record["names"] if not {"ror_display", "acronym"} & set(n["types"])]
        return main + rest
    return [record["name"]] + [label["label"] for label in record["labels"]] + record["aliases"]


def city(record: dict) -> str:
    if "locations" in record:
        return record["locations"][0]["geonames_details"]["name"]
    return record["addresses"][0]["city"]


def grams(text: str) -> set[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if c.isalnum())
    size = 2 if han(plain) else 3
    return {plain[at : at + size] for at in range(max(len(plain) - size + 1, 1))}


def write(path: Path, rows: list[tuple[str, str, str]]) -> None:
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["ror", "name", "city"])
        writer.writerows(rows)


def main() -> None:
    source, out = Path(sys.argv[1]), Path(sys.argv[2])
    out.mkdir(parents=True, exist_ok=True)
    records = [json.loads(line) for line in source.open()]
    for script, test in (("zh", han), ("en", lambda text: not han(text))):
        left, right, like = [], [], []
        for record in records:
            found = [name for name in dict.fromkeys(names(record)) if test(name)]
            if not found:
                continue
            left.append((record["id"], found[0], city(record)))
            for other in found[1:]:
                row = (record["id"], other, city(record))
                right.append(row)
                x, y = grams(found[0]), grams(other)
                if len(x & y) >= LIKE * len(x | y):
                    like.append(row)
        for name, rows in (("left", left), ("right", right), ("like", like)):
            write(out / f"{script}-{name}.csv", rows)
        print(f"{script}: {len(left)} organisations, {len(right)} other names, {len(like)} of them alike")


if __name__ == "__main__":
    main()
