import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kmeans as mlKMeans } from "ml-kmeans";
import { createStream } from "../src/core/rng.js";
import { fastKernel } from "../src/segment/kernel/fast-kernel.js";
import { kMeans } from "../src/stats/kmeans/kmeans.js";
import type { Rows } from "../src/stats/kmeans/rows.js";

/**
 * k-means from the same start to strict convergence: this project, scikit-learn (two threads) where it is installed, ml-kmeans on
 * a tenth of the rows. npx tsx bench/kmeans.ts [rows] [columns] [k]
 */
const [n = 1_000_000, d = 8, k = 8] = process.argv.slice(2).map(Number);

function rowsOf(gap: number): { readonly rows: Rows; readonly start: Float64Array } {
  const stream = createStream(1, "bench/kmeans", gap);
  const centres = Float64Array.from({ length: k * d }, () => gap * stream.uniform());
  const x = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    const c = stream.integer(k);
    for (let j = 0; j < d; j++) x[i * d + j] = centres[c * d + j] + stream.normal();
  }
  const start = new Float64Array(k * d);
  for (let c = 0; c < k; c++) start.set(x.subarray(c * d, c * d + d), c * d);
  return { rows: { x, n, d }, start };
}

interface Run {
  readonly seconds: number;
  readonly wss: number;
  readonly iterations: number;
}

function own(rows: Rows, start: Float64Array, accelerated: boolean): Run {
  const options = { k, seed: 1, initial: start, maxIterations: 1000, hartigan: false };
  const began = performance.now();
  const fit = kMeans(rows, accelerated ? { ...options, kernel: fastKernel() } : options);
  return { seconds: (performance.now() - began) / 1000, wss: fit.wss, iterations: fit.iterations };
}

const PYTHON = `
import sys, time, json, numpy as np, warnings
warnings.simplefilter("ignore")
from sklearn.cluster import KMeans
folder, n, d, k = sys.argv[1], *map(int, sys.argv[2:])
X = np.fromfile(folder + "/x.bin").reshape(n, d)
start = np.fromfile(folder + "/start.bin").reshape(k, d)
for kind in (np.float64, np.float32):
    data, init = X.astype(kind), start.astype(kind)
    began = time.perf_counter()
    fit = KMeans(k, init=init, n_init=1, max_iter=1000, tol=0, algorithm="lloyd").fit(data)
    seconds = time.perf_counter() - began
    centres = fit.cluster_centers_.astype(np.float64)
    wss = sum(((X[fit.labels_ == c] - X[fit.labels_ == c].mean(axis=0)) ** 2).sum() for c in range(k))
    print(json.dumps({"seconds": seconds, "wss": wss, "iterations": int(fit.n_iter_)}))
`;

function scikit({ x }: Rows, start: Float64Array): Run[] {
  const folder = mkdtempSync(join(tmpdir(), "custval-bench-"));
  try {
    writeFileSync(join(folder, "x.bin"), x);
    writeFileSync(join(folder, "start.bin"), start);
    const given = ["-c", PYTHON, folder, String(n), String(d), String(k)];
    const text = execFileSync("python3", given, { encoding: "utf8", env: { ...process.env, OMP_NUM_THREADS: "2" } });
    return text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Run);
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function mlPass({ x }: Rows, start: Float64Array): { readonly own: number; readonly peer: number } {
  const m = Math.min(n, 100_000);
  const rows = Array.from({ length: m }, (_, i) => Array.from(x.subarray(i * d, i * d + d)));
  const centres = Array.from({ length: k }, (_, c) => Array.from(start.subarray(c * d, c * d + d)));
  const passes = 5;
  const began = performance.now();
  const found = mlKMeans(rows, k, { initialization: centres, maxIterations: passes, tolerance: 0 });
  const peer = (performance.now() - began) / 1000 / found.iterations;
  const part = { x: x.slice(0, m * d), n: m, d, weights: new Float64Array(m).fill(1) };
  const loaded = fastKernel().over(part);
  const again = performance.now();
  for (let pass = 0; pass < 20; pass++) {
    const assigner = loaded.assigner(k);
    assigner.next(start);
    assigner.means(true);
  }
  loaded.release();
  return { own: (performance.now() - again) / 1000 / 20, peer };
}

function line(name: string, { seconds, wss, iterations }: Run, base: Run): void {
  const ratio = (seconds / base.seconds).toFixed(2);
  const apart = Math.abs(wss / base.wss - 1).toExponential(1);
  console.log(
    `  ${name.padEnd(34)} ${seconds.toFixed(2).padStart(8)} s  ${String(iterations).padStart(4)} passes  x${ratio}  wss ${apart} apart`,
  );
}

console.log(`n = ${String(n)}, d = ${String(d)}, k = ${String(k)}, node ${process.version}`);
for (const [name, gap] of [
  ["well separated", 20],
  ["overlapping", 3],
] as const) {
  const { rows, start } = rowsOf(gap);
  console.log(name);
  own(rows, start, true);
  const base = own(rows, start, true);
  line("custval, one thread", base, base);
  line("custval, plain JavaScript (Hamerly)", own(rows, start, false), base);
  const [f64, f32] = scikit(rows, start);
  if (f64 === undefined) console.log("  scikit-learn is not installed");
  else {
    line("scikit-learn f64, two threads", f64, base);
    line("scikit-learn f32, two threads", f32, base);
  }
  const pass = mlPass(rows, start);
  console.log(`  one pass of 100,000 rows: ml-kmeans x${(pass.peer / pass.own).toFixed(0)}`);
}
const { rss } = process.memoryUsage();
console.log(`memory ${(rss / 2 ** 20).toFixed(0)} MiB; ${readFileSync("/proc/loadavg", "utf8").trim()}`);
