#!/usr/bin/env python3
"""check-dialects.py BINARY [--rows N] [--blank SHARE] [--as-of DATE] [--seed S] [--engine NAME]… [--programme ID]…

Every programme as SQL (`kechuang programme sql`) on every engine that is here, over one generated population, row by row against
`kechuang population --list`: status, points and amount of each subject. Prints a table: 等 equal, 异 how many rows differ, 不 not supported (and
why below), 错 the engine's error. Exits 1 where a row differs or an engine fails, 2 where there is no engine at all.

Engines: DuckDB, chDB (ClickHouse), pyspark, datafusion and psycopg2 from PyPI (`pip install -r scripts/check-dialects.txt` in a venv), and the server
of PostgreSQL 15, which is started on a socket of its own. One that is missing is left out, with the reason printed.
"""

import argparse
import collections
import csv
import decimal
import functools
import glob
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

DIALECTS = ["duckdb", "postgres", "clickhouse", "spark", "datafusion"]
STATUS = {"符合": "met", "不符合": "unmet", "待定": "unknown"}


class Absent(Exception):
    """An engine that is not here."""


def say(text):
    print(text, flush=True)


# --- what is asked, and what should come out


class Kechuang:
    """The binary: the population, the statements and what each subject should get."""

    def __init__(self, binary, folder, rows, seed, as_of):
        self.binary, self.folder, self.as_of = binary, folder, as_of
        self.data = os.path.join(folder, "data")
        self.run("generate", "--region", "330100", "--enterprises", str(rows), "--seed", str(seed), "--out", folder)
        self.view = os.path.join(folder, "enterprise.parquet")
        self.lists = {}
        for path in glob.glob(os.path.join(folder, "enterprise.*.parquet")):
            self.lists[os.path.basename(path).split(".", 1)[1].removesuffix(".parquet")] = path

    def blank(self, share):
        """Makes so many of the cells unknown: what a generator finds plausible is not all there is."""
        import random

        import pyarrow as pa
        import pyarrow.compute
        import pyarrow.parquet as pq

        chance = random.Random(17)
        for path in [self.view, *self.lists.values()]:
            held = pq.read_table(path)
            columns = []
            for name in held.column_names:
                column = held[name]
                if name != "subject" and not name.startswith("_") and not name.endswith("__absent"):
                    gone = pa.array([chance.random() < share for _ in range(held.num_rows)])
                    column = pa.compute.if_else(gone, pa.scalar(None, column.type), column)
                columns.append(column)
            pq.write_table(pa.table(columns, schema=held.schema), path)

    def run(self, *arguments):
        done = subprocess.run([self.binary, *arguments], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(done.stderr.strip())
        return done.stdout

    def programmes(self):
        return [entry["id"] for entry in json.loads(self.run("programme", "list", "--format", "json", "--data", self.data))]

    @functools.cache  # noqa: B019 - it lives as long as the run
    def sql(self, programme, dialect, tables=False):
        """The statement, or why there is none."""
        more = ["--tables"] if tables else []
        order = ["programme", "sql", programme, "--dialect", dialect, "--as-of", self.as_of, "--data", self.data, *more]
        try:
            return self.run(*order), None
        except RuntimeError as error:
            return None, str(error).splitlines()[0]

    def expected(self, programmes):
        """By programme and subject: status, points and amount in 分, as the executor has them; a subject on no list is not applicable."""
        out = {programme: {} for programme in programmes}
        asked = [part for programme in programmes for part in ("--programme", programme)]
        for listing in ("met", "unmet", "unknown") if programmes else ():
            path = os.path.join(self.folder, "list.csv")
            self.run(
                "population", "--view", self.view, *asked, "--as-of", self.as_of, "--data", self.data, "--list", listing, "--out", path,
            )
            with open(path, encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    points = [number(row["得分下限"]), number(row["得分上限"])]
                    amount = [fen(row["金额下限（元）"]), fen(row["金额上限（元）"])]
                    out[row["政策"]][row["编号"]] = (STATUS[row["结论"]], None, *points, *amount)
        return out


def number(text):
    return decimal.Decimal(text).normalize() if text else None


def fen(text):
    return int(decimal.Decimal(text) * 100) if text and text != "未知" else None


def told(row):
    """A row of an engine: subject, and what is compared."""
    subject, status, named, *rest = row
    points = [None if value is None else decimal.Decimal(str(value)).normalize() for value in rest[:2]]
    amount = [None if value is None else int(value) for value in rest[2:4]]
    return subject, (status, named, *points, *amount)


def differs(wanted, got):
    """Whether two answers differ. What is not applicable is on no list, and a list tells no class."""
    if wanted is None:
        return got[0] != "not_applicable"
    unmet_by_list = wanted[1] is None
    keep = [0, 2, 3, 4, 5] if unmet_by_list else range(6)
    return any(wanted[at] != got[at] for at in keep)


# --- tables, with all columns that any statement reads


COLUMN = re.compile(r'^  [`"](.+?)[`"] (.+?),?$')


def tables_of(source, dialect, programmes):
    """Name of each table → its columns and their types, of all programmes together."""
    found = collections.OrderedDict()
    for programme in programmes:
        text, _ = source.sql(programme, dialect, tables=True)
        name = None
        for line in (text or "").splitlines():
            begun = re.match(r'^CREATE TABLE [`"](.+)[`"] \($', line)
            if begun:
                name = begun.group(1)
                found.setdefault(name, collections.OrderedDict())
            elif column := COLUMN.match(line):
                found[name][column.group(1)] = column.group(2)
    return found


def write_tables(source, tables, folder):
    """The population as Parquet with exactly these columns; one that it does not have is null. Returns path by table."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    types = {
        "BOOLEAN": pa.bool_(), "BIGINT": pa.int64(), "DECIMAL(18, 8)": pa.decimal128(18, 8), "VARCHAR": pa.string(), "DATE": pa.date32(),
    }
    paths = {}
    for table, columns in tables.items():
        kind, _, of_list = table.partition("__")
        own = None
        if kind == "enterprise":
            own = source.lists.get(of_list) if of_list else source.view
        held = pq.read_table(own) if own else None
        arrays, rows = [], held.num_rows if held is not None else 0
        for name, kind in columns.items():
            wanted = types[kind]
            has = held is not None and name in held.column_names
            # A whole number becomes a decimal by way of a wider one.
            by = pa.decimal128(38, 8) if pa.types.is_decimal(wanted) else wanted
            arrays.append(held[name].cast(by).cast(wanted) if has else pa.nulls(rows, wanted))
        paths[table] = os.path.join(folder, f"{len(paths)}.parquet")
        pq.write_table(pa.table(dict(zip(columns, arrays))), paths[table])
    return paths


def created(table, columns, quote, tail=""):
    lines = ",\n".join(f"  {quote}{name}{quote} {kind}" for name, kind in columns.items())
    return f"CREATE TABLE {quote}{table}{quote} (\n{lines}\n){tail}"


# --- engines


class DuckDB:
    def __init__(self, tables, paths, _folder):
        try:
            import duckdb
        except ImportError as error:
            raise Absent("没有 Python 包 duckdb") from error
        self.db = duckdb.connect()
        self.version = duckdb.__version__
        for table, columns in tables.items():
            self.db.execute(created(table, columns, '"'))
            self.db.execute(f"INSERT INTO \"{table}\" BY NAME SELECT * FROM read_parquet('{paths[table]}')")

    def query(self, sql):
        return self.db.execute(sql).fetchall()

    def close(self):
        self.db.close()


class Postgres:
    def __init__(self, tables, paths, _folder):
        try:
            import psycopg2
        except ImportError as error:
            raise Absent("没有 Python 包 psycopg2") from error
        folders = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not folders:
            raise Absent("没有 PostgreSQL 的服务器（/usr/lib/postgresql/*/bin）")
        self.bin = os.path.dirname(folders[-1])
        # The server refuses to be root, and a socket's path has to be short.
        self.folder = tempfile.mkdtemp(prefix="kc-pg-", dir="/tmp")
        self.user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] if os.geteuid() == 0 else []
        if self.user:
            shutil.chown(self.folder, "postgres", "postgres")
        place = os.path.join(self.folder, "data")
        self.command("initdb", "-D", place, "-E", "UTF8", "--locale=C", "-A", "trust", "-U", "postgres")
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        self.command("pg_ctl", "-D", place, "-w", "-l", os.path.join(self.folder, "log"), "-o", options, "start")
        self.place = place
        self.db = psycopg2.connect(host=self.folder, user="postgres", dbname="postgres")
        self.db.autocommit = True
        self.version = self.one("SHOW server_version")[0][0]
        for table, columns in tables.items():
            self.one(created(table, columns, '"'), fetch=False)
            self.load(table, paths[table])
        self.one("ANALYZE", fetch=False)

    def command(self, name, *arguments):
        order = [*self.user, os.path.join(self.bin, name), *arguments]
        done = subprocess.run(order, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=self.folder, check=False)
        if done.returncode:
            raise RuntimeError(f"{name}：{done.stderr.strip()}")

    def load(self, table, path):
        import io

        import pyarrow.parquet as pq

        rows, text = pq.read_table(path), io.StringIO()
        writer = csv.writer(text)
        cells = [column.to_pylist() for column in rows.columns]
        writer.writerows(zip(*cells))
        text.seek(0)
        names = ", ".join(f'"{name}"' for name in rows.column_names)
        self.db.cursor().copy_expert(f'COPY "{table}" ({names}) FROM STDIN WITH (FORMAT csv)', text)

    def one(self, sql, fetch=True):
        cursor = self.db.cursor()
        cursor.execute(sql)
        return cursor.fetchall() if fetch else None

    def query(self, sql):
        # The driver takes a percent sign for a parameter only where there are any.
        return self.one(sql)

    def close(self):
        self.db.close()
        self.command("pg_ctl", "-D", self.place, "-m", "fast", "-w", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


class ClickHouse:
    def __init__(self, tables, paths, _folder):
        try:
            import chdb
            from chdb import session
        except ImportError as error:
            raise Absent("没有 Python 包 chdb") from error
        self.version = getattr(chdb, "engine_version", chdb.__version__)
        self.place = tempfile.mkdtemp(prefix="kc-ch-", dir="/tmp")
        self.db = session.Session(self.place)
        self.db.query("CREATE DATABASE kc")
        self.db.query("USE kc")
        for table, columns in tables.items():
            self.db.query(created(table, columns, "`", " ENGINE = Memory"))
            names = ", ".join(f"`{name}`" for name in columns)
            self.db.query(f"INSERT INTO `{table}` ({names}) SELECT {names} FROM file('{paths[table]}', Parquet)")

    def query(self, sql):
        text = self.db.query(sql, "JSONCompactEachRow")
        # Decimals are read as they are written, not as floats.
        return [json.loads(line, parse_float=decimal.Decimal) for line in str(text).splitlines() if line]

    def close(self):
        self.db.close()
        shutil.rmtree(self.place, ignore_errors=True)


class Spark:
    def __init__(self, tables, paths, _folder):
        try:
            import pyspark
            from pyspark.sql import SparkSession
        except ImportError as error:
            raise Absent("没有 Python 包 pyspark") from error
        if not shutil.which("java"):
            raise Absent("没有 java")
        self.version = pyspark.__version__
        building = SparkSession.builder.master("local[2]").appName("check-dialects")
        for key, value in {
            "spark.ui.enabled": "false", "spark.sql.ansi.enabled": "true", "spark.sql.shuffle.partitions": "2",
            "spark.driver.bindAddress": "127.0.0.1", "spark.driver.host": "127.0.0.1", "spark.driver.memory": "3g",
            "spark.sql.codegen.wholeStage": "false",
            # Steps written into one another make plans that take minutes to make.
            "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.CollapseProject",
        }.items():
            building = building.config(key, value)
        self.db = building.getOrCreate()
        self.db.sparkContext.setLogLevel("OFF")
        for table in tables:
            self.db.read.parquet(paths[table]).createOrReplaceTempView(f"`{table}`")

    def query(self, sql):
        return [tuple(row) for row in self.db.sql(sql).collect()]

    def close(self):
        self.db.stop()


class DataFusion:
    def __init__(self, tables, paths, _folder):
        try:
            import datafusion
        except ImportError as error:
            raise Absent("没有 Python 包 datafusion") from error
        self.version = datafusion.__version__
        self.db = datafusion.SessionContext()
        for table in tables:
            self.db.register_parquet(table, paths[table])

    def query(self, sql):
        batches = self.db.sql(sql).collect()
        return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]

    def close(self):
        pass


ENGINES = {"duckdb": DuckDB, "postgres": Postgres, "clickhouse": ClickHouse, "spark": Spark, "datafusion": DataFusion}


# --- the run


def check(source, engines, programmes, folder):
    cells, reasons, failed = {}, [], False
    types = tables_of(source, "duckdb", programmes)
    paths = write_tables(source, types, folder)
    wanted = source.expected([programme for programme in programmes if is_enterprise(source, programme)])
    for name in engines:
        try:
            engine = ENGINES[name](tables_of(source, name, programmes), paths, folder)
        except Absent as absent:
            say(f"跳过 {name}：{absent}")
            continue
        say(f"{name} {engine.version}")
        try:
            for programme in programmes:
                cell, reason = one(source, engine, name, programme, wanted.get(programme))
                cells[programme, name] = cell
                failed |= cell.startswith(("异", "错"))
                if reason:
                    reasons.append(f"{programme} {name}：{reason}")
        finally:
            engine.close()
    return cells, reasons, failed


def is_enterprise(source, programme):
    text, _ = source.sql(programme, "duckdb", tables=True)
    return bool(text) and 'CREATE TABLE "enterprise" (' in text


def one(source, engine, name, programme, wanted):
    sql, refused = source.sql(programme, name)
    if sql is None:
        return "不", refused
    begun = time.perf_counter()
    try:
        rows = dict(told(row) for row in engine.query(sql))
    except Exception as error:  # noqa: BLE001 - whatever an engine says is what is reported
        return "错", str(error)[:600]
    took = time.perf_counter() - begun
    if wanted is None:
        return f"读通 {took:.2f}", None
    wrong = [subject for subject in rows if differs(wanted.get(subject), rows[subject])]
    missing = set(wanted) - set(rows)
    if wrong or missing:
        examples = "；".join(f"{subject} 应是 {wanted.get(subject)} 得 {rows[subject]}" for subject in wrong[:2])
        return f"异 {len(wrong)}", f"{examples} 缺 {len(missing)}"
    return f"等 {took:.2f}", None


def table(cells, programmes, engines):
    engines = [name for name in engines if any(key[1] == name for key in cells)]
    say(f"\n{'政策':<36}" + "".join(f"{name:>14}" for name in engines))
    for programme in programmes:
        say(f"{programme:<36}" + "".join(f"{cells.get((programme, name), ''):>13}" for name in engines))
    for name in engines:
        kinds = collections.Counter(cells[programme, name].split()[0] for programme in programmes if (programme, name) in cells)
        say(f"{name}：" + "，".join(f"{kind} {count}" for kind, count in kinds.most_common()))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary")
    parser.add_argument("--rows", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--blank", type=float, default=0.0, help="share of cells made unknown")
    parser.add_argument("--as-of", default="2026-06-30")
    parser.add_argument("--engine", action="append", choices=DIALECTS)
    parser.add_argument("--programme", action="append")
    asked = parser.parse_args()
    # Ended from outside, too, it stops the server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="kc-dialects-")
    try:
        source = Kechuang(asked.binary, folder, asked.rows, asked.seed, asked.as_of)
        if asked.blank:
            source.blank(asked.blank)
        programmes = asked.programme or source.programmes()
        engines = asked.engine or DIALECTS
        cells, reasons, failed = check(source, engines, programmes, folder)
        if not cells:
            say("没有一个数据库可用")
            return 2
        table(cells, programmes, engines)
        for reason in reasons:
            say(reason)
        say(f"\n{asked.rows} 家，评估日 {asked.as_of}；单位：秒")
        return 1 if failed else 0
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
