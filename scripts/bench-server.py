#!/usr/bin/env python3
"""bench-server.py BINARY: start, memory and list page of the server, on loopback; each request series beside the health check.

Generates 100,000 example enterprises once, imports them, and asks the list page with filters, sorts and pages of all kinds.
"""

import http.client
import json
import os
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from urllib.parse import quote

ENTERPRISES = 100_000
REQUESTS = 300
STARTED = []


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    begun = time.perf_counter()
    connection.request("GET", path)
    response = connection.getresponse()
    body = response.read()
    took = time.perf_counter() - begun
    connection.close()
    if response.status != 200:
        raise SystemExit(f"{path}: {response.status} {body[:300]!r}")
    return took, body


def resident(pid):
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        lines = dict(line.split(":", 1) for line in status if ":" in line)
    return {key: int(lines[key].split()[0]) // 1024 for key in ("VmRSS", "VmHWM")}


def start(binary, *arguments):
    port = free_port()
    begun = time.perf_counter()
    server = subprocess.Popen([binary, "serve", "--listen", f"127.0.0.1:{port}", *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    STARTED.append(server)
    while True:
        try:
            get(port, "/")
            return server, port, time.perf_counter() - begun
        except OSError:
            if time.perf_counter() - begun > 120 or server.poll() is not None:
                raise SystemExit("the server did not start")
            time.sleep(0.01)


def percentile(times, share):
    return sorted(times)[min(len(times) - 1, int(len(times) * share))] * 1000


def pages(port, order):
    districts = ["", "330106", "330108", "330110", "330102"]
    programmes = ["", "&programme=cn.hnte&status=unmet", "&programme=cn.tech-sme&status=met", "&programme=cn.hnte&status=unknown"]
    sorts = ["", "&sort=name", "&sort=" + quote("营业收入"), "&sort=" + quote("成立日期"), "&sort=" + quote("研发费用")]
    words = ["", "", "", quote("科技"), quote("软件"), "91330108"]
    times = []
    for _ in range(order):
        path = "/api/v1/subjects/enterprise?size=20&page={}&q={}{}{}{}".format(
            random.randint(1, 40),
            random.choice(words),
            f"&district={d}" if (d := random.choice(districts)) else "",
            random.choice(programmes),
            random.choice(sorts) + random.choice(["", "&order=desc"]),
        )
        times.append(get(port, path)[0])
    return times


def main():
    binary = sys.argv[1]
    random.seed(1)
    work = tempfile.mkdtemp(prefix="kechuang-bench-")
    try:
        demo = os.path.join(work, "demo")
        server, port, first = start(binary, "--demo", "--data", demo)
        server.terminate()
        server.wait()
        server, port, again = start(binary, "--demo", "--data", demo)
        overview, _ = get(port, "/api/v1/overview")
        memory = resident(server.pid)
        print(f"demo: first page {first:.2f} s (empty directory), {again:.2f} s (loaded before); overview {overview * 1000:.0f} ms")
        print(f"demo: memory {memory['VmRSS']} MB, peak {memory['VmHWM']} MB")
        server.terminate()
        server.wait()

        big, lake = os.path.join(work, "big"), os.path.join(work, "lake")
        begun = time.perf_counter()
        subprocess.run([binary, "generate", "--region", "330100", "--enterprises", str(ENTERPRISES), "--seed", "1", "--out", big], check=True, stderr=subprocess.DEVNULL)
        print(f"generate: {ENTERPRISES} enterprises in {time.perf_counter() - begun:.1f} s")
        for name in sorted(os.listdir(big)):
            parts = name.split(".")
            lists = ["--list", parts[1]] if len(parts) == 3 else []
            begun = time.perf_counter()
            subprocess.run([binary, "import", os.path.join(big, name), "--kind", "enterprise", "--source", f"示例 {name}", "--data", lake, *lists], check=True, stdout=subprocess.DEVNULL)
            print(f"import: {name} in {time.perf_counter() - begun:.1f} s")
        server, port, first = start(binary, "--data", lake)
        cold, body = get(port, "/api/v1/subjects/enterprise?size=20&programme=cn.hnte&status=met")
        print(f"list of {ENTERPRISES}: first answer {cold:.2f} s after {first:.2f} s to the first page; {json.loads(body)['total']} met")
        health = [get(port, "/healthz")[0] for _ in range(REQUESTS)]
        times = pages(port, REQUESTS)
        print("list page: median {:.1f} ms, p95 {:.1f} ms, max {:.1f} ms; health check p95 {:.1f} ms".format(
            percentile(times, 0.5), percentile(times, 0.95), max(times) * 1000, percentile(health, 0.95)))
        memory = resident(server.pid)
        print(f"list of {ENTERPRISES}: memory {memory['VmRSS']} MB, peak {memory['VmHWM']} MB")
        server.terminate()
        server.wait()
    finally:
        for server in STARTED:
            server.kill()
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
