#!/usr/bin/env python3
"""compare-openfisca.py BINARY [--rows N] [--seed S]

The same rules written for OpenFisca (`pip install openfisca-core pyarrow`), over one generated population, subject by subject against
`kechuang population --list`: the tax relief of small, low-profit enterprises (status and amount) and the three conditions on ratios of high and new technology
enterprises. Prints a table of how many subjects get the same answer, apart for those of which every fact is known and the others, and why the others
differ. Exits 1 where a subject of which everything is known gets another status.
"""

import argparse
import collections
import csv
import os
import subprocess
import sys
import tempfile

import numpy as np
import pyarrow.parquet as pq
from openfisca_core.entities import Entity
from openfisca_core.periods import YEAR
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

AS_OF, LAST = "2025-06-30", 2024
SMALL, HNTE = "cn.small-profit.2023", "cn.hnte.2016"
RATIOS = ["科技人员占比", "研发费用占比", "高新技术产品收入占比"]
FACTS = {
    SMALL: [("应纳税所得额", 1), ("从业人数季均", 1), ("资产季均", 1), ("禁止限制淘汰类", 0)],
    "科技人员占比": [("科技人员数", 1), ("职工总数", 1)],
    "研发费用占比": [("研发费用", 3), ("境内研发费用", 3), ("销售收入", 3)],
    "高新技术产品收入占比": [("高新技术产品收入", 1), ("总收入", 1)],
}


def columns(name, years):
    """The columns of the view that hold an attribute: plain, or of the last so many years."""
    return [(name, None)] if years == 0 else [(f"{name}_{LAST - back}", LAST - back) for back in range(years)]


def sides(*pairs):
    """A quotient without the warnings of numpy: by zero it is never reached."""
    above, below = pairs
    return np.divide(above, below, out=np.full(above.shape, -np.inf), where=below != 0)


def system():
    """The rules as an analyst would write them for OpenFisca: floats, and nought for what nobody told."""
    enterprise = Entity("enterprise", "enterprises", "企业", "")
    country = TaxBenefitSystem([enterprise])

    def variable(name, value_type=float, formula=None):
        body = {"value_type": value_type, "entity": enterprise, "definition_period": YEAR, "label": name}
        if formula is not None:
            body["formula"] = formula
        country.add_variable(type(name, (Variable,), body))

    for name in sorted({name for facts in FACTS.values() for name, _ in facts}):
        variable(name, bool if name == "禁止限制淘汰类" else float)

    def small(of, period, _):
        size = (of("从业人数季均", period) <= 300) * (of("资产季均", period) <= 50_000_000)
        return size * (of("应纳税所得额", period) <= 3_000_000) * np.logical_not(of("禁止限制淘汰类", period))

    def relief(of, period, _):
        income = np.maximum(of("应纳税所得额", period), 0)
        return of("小型微利", period) * (income * 0.25 - income * 0.25 * 0.2)

    def total(of, period, name):
        return sum(of(name, period.offset(-back, "year")) for back in range(3))

    def intensity(of, period, _):
        revenue = of("销售收入", period)
        floor = np.where(revenue <= 50_000_000, 0.05, np.where(revenue <= 200_000_000, 0.04, 0.03))
        return sides(total(of, period, "研发费用"), total(of, period, "销售收入")) >= floor

    def domestic(of, period, _):
        return sides(total(of, period, "境内研发费用"), total(of, period, "研发费用")) >= 0.6

    variable("小型微利", bool, small)
    variable("减免税额", float, relief)
    variable("科技人员占比", bool, lambda of, period, _: sides(of("科技人员数", period), of("职工总数", period)) >= 0.1)
    variable("研发强度", bool, intensity)
    variable("境内研发占比", bool, domestic)
    variable("研发费用占比", bool, lambda of, period, _: of("研发强度", period) * of("境内研发占比", period))
    variable(
        "高新技术产品收入占比", bool, lambda of, period, _: sides(of("高新技术产品收入", period), of("总收入", period)) >= 0.6
    )
    return country


def theirs(table, money):
    """Answers of OpenFisca by rule: an array, one a subject."""
    builder = SimulationBuilder()
    simulation = builder.build_default_simulation(system(), count=table.num_rows)
    for name in sorted({name for facts in FACTS.values() for name, _ in facts}):
        years = max(years for facts in FACTS.values() for other, years in facts if other == name)
        for column, year in columns(name, years):
            if column not in table.column_names:
                continue
            held = table[column].to_numpy(zero_copy_only=False)
            if name == "禁止限制淘汰类":
                held = np.array([bool(value) for value in held])
            else:
                held = np.nan_to_num(held.astype("float64")) / (100 if name in money else 1)
            simulation.set_input(name, str(year or LAST), held)
    return {rule: simulation.calculate(rule, str(LAST)) for rule in ["小型微利", "减免税额", *RATIOS]}


def ours(binary, view, folder, programme):
    """Status, conditions that fail or are not known, and amount by subject."""
    answers = {}
    for listing in ("met", "unmet", "unknown"):
        path = os.path.join(folder, f"{listing}.csv")
        order = [binary, "population", "--view", view, "--programme", programme, "--as-of", AS_OF]
        subprocess.run([*order, "--list", listing, "--out", path], check=True, capture_output=True)
        with open(path, encoding="utf-8-sig") as file:
            for row in csv.DictReader(file):
                answers[row["编号"]] = (listing, row)
    return answers


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        make = ["generate", "--region", "330100", "--enterprises", str(args.rows), "--seed", str(args.seed), "--out", folder]
        subprocess.run([args.binary, *make], check=True, capture_output=True)
        view = os.path.join(folder, "enterprise.parquet")
        table = pq.read_table(view)
        subjects = table["subject"].to_pylist()
        counts = {"从业人数季均", "科技人员数", "职工总数"}
        money = {name for facts in FACTS.values() for name, _ in facts} - counts - {"禁止限制淘汰类"}
        answers = theirs(table, money)
        known = {}
        for rule, facts in FACTS.items():
            held = [table[column] for name, years in facts for column, _ in columns(name, years) if column in table.column_names]
            known[rule] = np.all([np.array(column.is_valid()) for column in held], axis=0)
        small, hnte = (ours(args.binary, view, folder, programme) for programme in (SMALL, HNTE))

    rows, failed = [], 0
    for rule in ["小型微利", *RATIOS]:
        is_known = known[SMALL if rule == "小型微利" else rule]
        tally = collections.Counter()
        for at, subject in enumerate(subjects):
            if rule == "小型微利":
                own = small.get(subject, ("absent", None))[0]
            else:
                _, row = hnte[subject]
                # A list says which conditions fail, and of which it is not known.
                own = next((word for word, column in (("unmet", "不符合的条件"), ("unknown", "待定的条件")) if rule in row[column]), "met")
            other = "met" if answers[rule][at] else "unmet"
            tally[(bool(is_known[at]), own, other)] += 1
        same = sum(count for (all_known, own, other), count in tally.items() if all_known and own == other)
        differ = sum(count for (all_known, own, other), count in tally.items() if all_known and own != other)
        guessed = sum(count for (all_known, own, _), count in tally.items() if not all_known and own == "unknown")
        rest = sum(count for (all_known, own, _), count in tally.items() if not all_known and own != "unknown")
        wrong = sum(count for (all_known, own, other), count in tally.items() if not all_known and own not in ("unknown", other))
        rows.append((rule, same, differ, guessed, rest, wrong))
        failed += differ
    print(f"{args.rows} 家示例企业，评估日 {AS_OF}\n")
    print("| 规则 | 事实全知道：一致 | 不一致 | 有事实不知道：我们待定，OpenFisca 当作零 | 不知道也能定的 | 其中 OpenFisca 答错 |\n|---|---|---|---|---|---|")
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |")

    exact = off = 0
    worst = 0.0
    for at, subject in enumerate(subjects):
        status, row = small.get(subject, ("absent", None))
        if not known[SMALL][at] or status != "met":
            continue
        amount, other = float(row["金额下限（元）"]), float(answers["减免税额"][at])
        exact, off = exact + (amount == other), off + (amount != other)
        worst = max(worst, abs(amount - other))
    print(f"\n减免税额：{exact} 家分毫不差，{off} 家不同（OpenFisca 的数是 32 位浮点），最多差 {worst:.2f} 元")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
