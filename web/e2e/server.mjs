// A real server on a free loopback port, with the demo region in a directory that goes away afterwards.
import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const START_LIMIT_MS = 120_000; // a debug build loads the demo region slowly
const root = fileURLToPath(new URL("../../", import.meta.url));

/** Path of the binary: $KECHUANG_BIN, else what cargo built last, be it debug or release. */
export function findBinary() {
  const named = process.env.KECHUANG_BIN;
  if (named) {
    if (!existsSync(named)) throw new Error(`KECHUANG_BIN=${named} does not exist`);
    return named;
  }
  const metadata = execFileSync("cargo", ["metadata", "--format-version", "1", "--no-deps", "--offline"], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "ignore"],
  });
  const target = JSON.parse(metadata.toString()).target_directory;
  const [found] = ["release", "debug"]
    .map((profile) => join(target, profile, "kechuang"))
    .filter(existsSync)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (!found) throw new Error(`no kechuang binary under ${target}: run cargo build -p kechuang, or set KECHUANG_BIN`);
  return found;
}

/** A port that nobody listens on. */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** Starts the server and waits until it is healthy. */
export async function startServer() {
  const data = mkdtempSync(join(tmpdir(), "kechuang-e2e-"));
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const child = spawn(findBinary(), ["serve", "--data", data, "--listen", `127.0.0.1:${port}`, "--demo"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  let code = null;
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said = (said + chunk).slice(-8000)));
  child.on("exit", (status) => (code = status ?? -1));
  const stop = async () => {
    if (code === null) {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      const timer = setTimeout(() => child.kill("SIGKILL"), 15_000);
      await gone;
      clearTimeout(timer);
    }
    rmSync(data, { recursive: true, force: true });
  };
  const started = Date.now();
  while (Date.now() - started < START_LIMIT_MS) {
    if (code !== null) break;
    const healthy = await fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false);
    if (healthy) return { origin, stop, startedIn: Date.now() - started };
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop();
  throw new Error(`the server did not become healthy (exit ${code}):\n${said}`);
}
