#!/usr/bin/env python3
"""按列执行与 Polars、DuckDB、GoRules ZEN 比：100 个条件 × 一百万行（46 列，两成未知，另有知识产权列表），内存中与从 Parquet 冷启动。

    pip install polars duckdb pyarrow numpy zen-engine
    cargo build --release -p lake --example conditions
    scripts/bench-columnar.py target/release/examples/conditions [行数 [遍数]]

给了遍数就只量从 Parquet 流过一次：文件里是这些行的若干遍（主体各不相同），与一遍的计数对照；例如 1000000 50 是五千万行。
各引擎用同样的线程数（ZEN 一行一行算一部分行，减去把一行交给它的时间，再按线程数均分）；打印各自的秒数、比值，以及各条件的计数是否一致（未知的数在我们这里是区间，能多判一些，不能少判）。
"""
import decimal, os, re, statistics, subprocess, sys, tempfile, time

import duckdb, numpy as np, polars as pl, pyarrow as pa, pyarrow.compute as pc, pyarrow.parquet as pq, zen

binary = sys.argv[1]
rows, times = (int(given) for given in (sys.argv[2:] + ["1000000", "0"][len(sys.argv) - 2 :])[:2])
threads = os.cpu_count()
rng = np.random.default_rng(7)
MONEY = ["研发费用", "销售收入", "营业收入", "总收入", "成本费用", "高新技术产品收入", "主营业务收入", "资产总额", "负债总额", "境内研发费用"]
HEADS = ["职工总数", "科技人员数", "研发人员数"]
FLAGS = ["居民企业", "查账征收", "老字号", "经营异常", "自主品牌", "参与标准"]
FIELDS = ["电子信息", "生物与新医药", "航空航天", "新材料", "高技术服务", "新能源与节能", "资源与环境", "先进制造与自动化"]
DISTRICTS = ["330102", "330105", "330106", "330108", "330109", "330110", "330113", "330114"]


def known():
    return rng.random(rows) >= 0.2


def nullable(values, type_):
    return pa.array(values, type=type_, mask=~known())


columns = {"subject": pa.array([f"enterprise:S{i:09d}" for i in range(rows)])}
for name in MONEY:
    for year in (2022, 2023, 2024):
        columns[f"{name}_{year}"] = nullable(rng.integers(1, 5_000_000_000, rows), pa.int64())
for name in HEADS:
    for year in (2023, 2024):
        columns[f"{name}_{year}"] = nullable(rng.integers(1, 2_000, rows), pa.int64())
for name in FLAGS:
    columns[name] = nullable(rng.random(rows) < 0.7, pa.bool_())
columns["技术领域"] = nullable(np.array(FIELDS, dtype=object)[rng.integers(0, 8, rows)], pa.string())
columns["行政区划"] = nullable(np.array(DISTRICTS, dtype=object)[rng.integers(0, 8, rows)], pa.string())
columns["成立日期"] = pa.array(rng.integers(10_000, 16_000, rows).astype("int32"), type=pa.date32())
shares = pa.array([round(x, 2) for x in rng.random(rows)], mask=~known())
columns["市场占有率"] = shares.cast(pa.decimal128(18, 8), safe=False)
counts = rng.integers(0, 7, rows)
# Told that there is none; else nobody would know.
columns["知识产权__absent"] = pa.array(counts == 0)
total = int(counts.sum())
classes = np.array(["Ⅰ类", "Ⅱ类"], dtype=object)[rng.integers(0, 2, total)]
valid, ranks = rng.random(total) < 0.8, rng.integers(1, 6, total)
owner = np.repeat(np.arange(rows), counts)

conditions = []  # ours, SQL, ZEN
C = lambda name, year=2024: f'"{name}_{year}"'


def told(test, *names):
    """A ZEN test that is null where a fact is: its bytecode fails on arithmetic with null."""
    return f"({' and '.join(f'{name} != null' for name in names)}) ? ({test}) : null"


Z = lambda name, year=2024: f"{name}_{year}"
pairs = [(a, b) for a in MONEY for b in MONEY if a != b]
for i in range(20):
    a, b = pairs[i * 4]
    percent = 3 + i
    conditions.append((f"{a}[上年] / {b}[上年] >= {percent}%", f"{C(a)} / {C(b)} >= {percent / 100}", told(f"{Z(a)} / {Z(b)} >= {percent / 100}", Z(a), Z(b))))
for i in range(10):
    a, b = pairs[i * 7 + 1]
    s = lambda n: "(" + " + ".join(C(n, y) for y in (2022, 2023, 2024)) + ")"
    parts = lambda n: [Z(n, y) for y in (2022, 2023, 2024)]
    ratio = f"({' + '.join(parts(a))}) / ({' + '.join(parts(b))}) >= {(30 + i * 7) / 100}"
    conditions.append((f"sum({a}[近3年]) / sum({b}[近3年]) >= {30 + i * 7}%", f"{s(a)} / {s(b)} >= {(30 + i * 7) / 100}", told(ratio, *parts(a), *parts(b))))
for i in range(20):
    a, year = MONEY[i % 10], 2022 + i % 3
    low, high = 100 * (i + 1), 2_000 + 100 * i
    period = {2022: "[前3年]", 2023: "[前2年]", 2024: "[上年]"}[year]
    conditions.append((f"{a}{period} in [{low}万元..{high}万元]", f"{C(a, year)} BETWEEN {low * 1_000_000} AND {high * 1_000_000}", told(f"{Z(a, year)} in [{low * 1_000_000}..{high * 1_000_000}]", Z(a, year))))
for i in range(10):
    a, b = pairs[i * 5 + 2]
    conditions.append((f"{a}[上年] / {b}[上年] in ({i * 5}%..{75 + i * 10}%]", f"({C(a)} / {C(b)} > {i * 5 / 100} AND {C(a)} / {C(b)} <= {(75 + i * 10) / 100})", told(f"{Z(a)} / {Z(b)} in ({i * 5 / 100}..{(75 + i * 10) / 100}]", Z(a), Z(b))))
for i in range(15):
    some, place = FIELDS[i % 5 : i % 5 + 3], DISTRICTS[i % 8]
    ours = ", ".join(f'"{word}"' for word in some)
    theirs = ", ".join(f"'{word}'" for word in some)
    conditions.append((f'技术领域 in ({ours}) or 行政区划 = "{place}"', f"(\"技术领域\" IN ({theirs}) OR \"行政区划\" = '{place}')", told(f"技术领域 in [{theirs}] or 行政区划 == '{place}'", "技术领域", "行政区划")))
for i in range(15):
    f, g, h = FLAGS[i % 6], FLAGS[(i + 2) % 6], HEADS[i % 3]
    conditions.append((f"{f} and not {g} or {h}[上年] >= {100 * (i + 1)}人", f"((\"{f}\" AND NOT \"{g}\") OR {C(h)} >= {100 * (i + 1)})", told(f"({f} and not {g}) or {Z(h)} >= {100 * (i + 1)}", f, g, Z(h))))
for i in range(10):
    kind, rank, least = ("Ⅰ类", "Ⅱ类")[i % 2], 1 + i % 5, 1 + i % 4
    conditions.append(
        (
            f'count(知识产权[类别 = "{kind}" and 有效 and 权利人排名 <= {rank}]) >= {least}',
            f"len(list_filter(ips, lambda x: x.kind = '{kind}' AND x.valid AND x.rank <= {rank})) >= {least}",
            f"count(ips, #.kind == '{kind}' and #.valid and #.rank <= {rank}) >= {least}",
        )
    )
assert len(conditions) == 100


def best(f, rounds=5):
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        result = f()
        times.append(time.perf_counter() - begun)
    return statistics.median(times), result


def streamed():
    """The rows many times over, read from a file once."""
    with tempfile.TemporaryDirectory() as folder:
        view, once, texts = f"{folder}/v.parquet", f"{folder}/o.parquet", f"{folder}/c.txt"
        open(texts, "w").write("\n".join(ours for ours, _, _ in conditions) + "\n")
        ids, table = pa.array([f"{i:09d}" for i in range(rows)]), pa.table(columns)
        child = {"类别": pa.array(classes, type=pa.string()), "有效": pa.array(valid), "权利人排名": pa.array(ranks, type=pa.int64())}

        def write(path, times):
            main = beside = None
            for at in range(times):
                subjects = pc.binary_join_element_wise(f"enterprise:S{at:03d}", ids, "")
                own = table.set_column(0, "subject", subjects)
                records = pa.table({"subject": pc.take(subjects, pa.array(owner)), **child})
                if main is None:
                    # 写文件的人担保主体不重复，与 kechuang 写的视图文件一样。
                    own = own.replace_schema_metadata({"kechuang.subjects": "distinct"})
                    main = pq.ParquetWriter(path, own.schema, compression="zstd")
                    beside = pq.ParquetWriter(path.replace(".parquet", ".知识产权.parquet"), records.schema, compression="zstd")
                main.write_table(own.cast(main.schema), row_group_size=131_072)
                beside.write_table(records, row_group_size=131_072)
            main.close(), beside.close()

        def run(path):
            out = subprocess.run([binary, path, texts, "once"], check=True, capture_output=True, text=True).stdout.splitlines()
            fields = [line.split() for line in out]
            told = {name: value for name, value, *rest in fields if not rest}
            return float(told["cold"]), int(told["peak"]), [[int(n) for n in f[1:]] for f in fields if f[0] == "count"]

        write(once, 1), write(view, times)
        _, first, counts = run(once)
        seconds, held, many = run(view)
        assert many == [[n * times for n in count] for count in counts], "the counts of all rows are those of one part, so many times"
        size = os.path.getsize(view) / 1e6
        print(f"{rows * times} 行 × 100 个条件，从 Parquet（{size:.0f} MB）流过一次：{seconds:.1f} 秒，每秒 {rows * times / seconds / 1e4:.0f} 万行，每核每秒 {rows * times * 100 / seconds / threads / 1e8:.2f} 亿条件行，内存峰值 {held} MB（一遍 {first} MB）；计数与一遍的 {times} 倍相同")


if times:
    streamed()
    sys.exit()

with tempfile.TemporaryDirectory() as folder:
    view, texts, flat = f"{folder}/v.parquet", f"{folder}/c.txt", f"{folder}/flat.parquet"
    table = pa.table(columns)
    pq.write_table(table, view, compression="zstd", row_group_size=131_072)
    subject = np.array(columns["subject"].to_pylist(), dtype=object)
    child = {
        "subject": pa.array(subject[owner]),
        "类别": pa.array(classes, type=pa.string()),
        "有效": pa.array(valid),
        "权利人排名": pa.array(ranks, type=pa.int64()),
    }
    pq.write_table(pa.table(child), f"{folder}/v.知识产权.parquet", compression="zstd", row_group_size=131_072)
    records = pa.StructArray.from_arrays([pa.array(classes, type=pa.string()), pa.array(valid), pa.array(ranks)], ["kind", "valid", "rank"])
    offsets = pa.array(np.concatenate([[0], np.cumsum(counts)]).astype("int32"))
    table = table.append_column("ips", pa.ListArray.from_arrays(offsets, records))
    pq.write_table(table, flat, compression="zstd", row_group_size=131_072)
    open(texts, "w").write("\n".join(ours for ours, _, _ in conditions) + "\n")

    out = subprocess.run([binary, view, texts], check=True, capture_output=True, text=True).stdout.splitlines()
    fields = [line.split() for line in out]
    cold = next(float(f[1]) for f in fields if f[0] == "cold")
    memory = statistics.median(float(f[1]) for f in fields if f[0] == "memory")
    ours = [(int(f[1]), int(f[2])) for f in fields if f[0] == "count"]

    select = ", ".join(f"count(*) FILTER ({sql}), count(*) FILTER (NOT ({sql}))" for _, sql, _ in conditions)
    con = duckdb.connect(config={"threads": threads})
    con.execute(f"CREATE TABLE t AS SELECT * FROM '{flat}'")
    duck, result = best(lambda: con.execute(f"SELECT {select} FROM t").fetchall()[0])
    duck_cold, _ = best(lambda: con.execute(f"SELECT {select} FROM '{flat}'").fetchall()[0], 1)
    theirs = [(result[2 * i], result[2 * i + 1]) for i in range(100)]

    frame = pl.read_parquet(flat)
    # 列表条件在 Polars 里用 list.eval；其余用同样的 SQL 文本转成表达式。
    exprs = []
    for i, (_, sql, _) in enumerate(conditions):
        if "list_filter" in sql:
            k = i - 90
            kind, rank, least = ("Ⅰ类", "Ⅱ类")[k % 2], 1 + k % 5, 1 + k % 4
            e = pl.element()
            passes = (e.struct.field("kind") == kind) & e.struct.field("valid") & (e.struct.field("rank") <= rank)
            expr = pl.col("ips").list.eval(passes).list.sum() >= least
        elif "/" in sql:
            # SQL 里整数相除在 DuckDB 是小数，Polars 也写成小数。
            expr = pl.sql_expr(sql.replace(") / (", ") * 1.0 / (").replace('" / "', '" * 1.0 / "'))
        else:
            expr = pl.sql_expr(sql)
        exprs += [expr.sum().alias(f"y{i}"), (~expr).sum().alias(f"n{i}")]
    polars, _ = best(lambda: frame.lazy().select(exprs).collect())
    polars_cold, got = best(lambda: pl.scan_parquet(flat).select(exprs).collect(), 1)

    # ZEN knows no Chinese identifiers: columns get other names.
    few = min(rows, 2_000)
    names = {name: f"c{at}" for at, name in enumerate(columns)} | {"ips": "ips"}
    plain = lambda value: float(value) if isinstance(value, decimal.Decimal) else value
    some = [
        {names[name]: plain(value) for name, value in row.items() if name in names and name not in ("subject", "成立日期", "知识产权__absent")}
        for row in table.slice(0, few).to_pylist()
    ]
    longest = re.compile("|".join(sorted(map(re.escape, columns), key=len, reverse=True)))
    tests = [longest.sub(lambda found: names[found[0]], test) for _, _, test in conditions]
    every, nothing = zen.compile_expression("[" + ", ".join(tests) + "]"), zen.compile_expression("1")
    handed, _ = best(lambda: [nothing.evaluate(row) for row in some], 3)
    evaluated, answers = best(lambda: [every.evaluate(row) for row in some], 3)
    bytecode = (evaluated - handed) / few * rows / threads
    on_some = con.execute(f"SELECT {select} FROM (SELECT * FROM t LIMIT {few})").fetchall()[0]
    same_zen = sum(sum(answer[i] is True for answer in answers) <= on_some[2 * i] for i in range(100))

    same = sum(a == b for a, b in zip(ours, theirs))
    more = sum(a != b and a[0] >= b[0] and a[1] >= b[1] for a, b in zip(ours, theirs))
    odd = [i for i, (a, b) in enumerate(zip(ours, theirs)) if a[0] < b[0] or a[1] < b[1]]
    same_polars = sum(int(got[f"y{i}"][0] or 0) == theirs[i][0] for i in range(100))
    per_core = rows * 100 / memory / threads
    print(f"{rows} 行 × 100 个条件，{len(table.column_names)} 列，{threads} 线程")
    print(f"| 引擎 | 内存中（秒） | 比 columnar | Parquet 冷启动（秒） | 比 columnar |\n|---|---|---|---|---|")
    for name, hot, cool in (("columnar", memory, cold), (f"Polars {pl.__version__}", polars, polars_cold), (f"DuckDB {duckdb.__version__}", duck, duck_cold)):
        print(f"| {name} | {hot:.3f} | {hot / memory:.2f} | {cool:.3f} | {cool / cold:.2f} |")
    print(f"| GoRules ZEN（{few} 行推算） | {bytecode:.1f} | {bytecode / memory:.0f} | | |")
    print(f"每核每秒 {per_core / 1e8:.2f} 亿条件行；与 DuckDB 计数一致 {same} 个，多判 {more} 个，少判 {len(odd)} 个；Polars 与 DuckDB 一致 {same_polars} 个；ZEN 在 {few} 行上不多于 DuckDB 的 {same_zen} 个")
    for i in odd[:5]:
        print("  ", conditions[i][0], ours[i], theirs[i])
