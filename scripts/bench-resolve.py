#!/usr/bin/env python3
"""Links two tables of 5,000 people with this engine and with Splink on DuckDB, in one run on the same files.

    python3 -m venv /tmp/peer && /tmp/peer/bin/pip install splink duckdb pandas
    /tmp/peer/bin/python scripts/bench-resolve.py [ROWS] [SEED]

Splink gets the comparisons, blocking rules and training that its documentation shows for FEBRL 4; its pairs are cut at
probability 0.5 and, as ours, each row keeps its best partner. Both times are from tables in memory to pairs; processor time
(all cores together) is given beside it, because other work on the machine does not change it much.
"""

import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on

ROOT = Path(__file__).resolve().parent.parent


def target() -> Path:
    out = subprocess.run(["cargo", "metadata", "--format-version", "1", "--no-deps"], cwd=ROOT, check=True, capture_output=True)
    return Path(json.loads(out.stdout)["target_directory"]) / "release" / "examples"


def splink(left: Path, right: Path) -> tuple[float, float, float]:
    frames = [pd.read_csv(path, dtype=str, keep_default_na=False).replace("", None) for path in (left, right)]
    start, cpu = time.monotonic(), time.process_time()
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="rec_id",
        comparisons=[
            cl.NameComparison("given_name").configure(term_frequency_adjustments=True),
            cl.NameComparison("surname").configure(term_frequency_adjustments=True),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
            cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
            cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
            cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
            cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]),
            cl.JaroWinklerAtThresholds("suburb", [0.9, 0.7]),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("given_name", "surname"),
            block_on("date_of_birth"),
            block_on("soc_sec_id"),
            block_on("state", "address_1"),
            block_on("street_number", "address_1"),
            block_on("postcode", "surname"),
            block_on("postcode", "given_name"),
            block_on("suburb", "surname"),
        ],
    )
    api = DuckDBAPI()
    tables = [api.register(frame) for frame in frames] if hasattr(api, "register") else frames
    linker = Linker(tables, settings)
    linker.training.estimate_probability_two_random_records_match([block_on("soc_sec_id")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("date_of_birth"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("postcode"))
    pairs = linker.inference.predict(threshold_match_probability=0.5).as_pandas_dataframe()
    seconds, cpu = time.monotonic() - start, time.process_time() - cpu
    pairs = pairs.sort_values("match_weight", ascending=False)
    pairs = pairs.drop_duplicates("rec_id_l").drop_duplicates("rec_id_r")
    person = lambda ids: ids.str.extract(r"^(rec-\d+)")[0]
    good = (person(pairs["rec_id_l"]) == person(pairs["rec_id_r"])).sum()
    precision, recall = good / max(len(pairs), 1), good / len(frames[0])
    return seconds, cpu, 2 * precision * recall / max(precision + recall, 1e-9)


def ours(binary: Path, left: Path, right: Path) -> tuple[float, float, float]:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([binary / "measure", "link", left, right], check=True, capture_output=True, text=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return float(re.search(r"link ([\d.]+) s", out)[1]), cpu, float(re.search(r"F1 ([\d.]+)", out)[1])


def main() -> None:
    rows, seed = (sys.argv[1:] + ["5000", "1"][len(sys.argv) - 1 :])[:2]
    subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "resolve", "--examples"], cwd=ROOT, check=True)
    with tempfile.TemporaryDirectory() as folder:
        left, right = Path(folder) / "left.csv", Path(folder) / "right.csv"
        subprocess.run([target() / "generate", "link", rows, seed, left, right], check=True)
        runs = [ours(target(), left, right) for _ in range(3)]
        peer_seconds, peer_cpu, peer_f1 = splink(left, right)
    seconds, cpu, f1 = min(runs)
    print(f"{rows} × {rows}, seed {seed}")
    print(f"resolve  {seconds:6.2f} s, processor {cpu:6.2f} s, F1 {f1:.5f} (best of 3)")
    print(f"splink   {peer_seconds:6.2f} s, processor {peer_cpu:6.2f} s, F1 {peer_f1:.5f}")
    print(f"splink takes {peer_seconds / seconds:.1f} times as long, {peer_cpu / cpu:.1f} times the processor")


if __name__ == "__main__":
    main()
