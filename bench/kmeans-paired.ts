import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createStream } from "../src/core/rng.js";
import { openCrew } from "../src/segment/crew/crew.js";
import { kMeansOfShared } from "../src/segment/crew/k-means-together.js";
import { roomForRows } from "../src/segment/kernel/shared-rows.js";
import type { KMeansFit } from "../src/stats/kmeans/kmeans.js";

/**
 * k-means from the same start to strict convergence, two threads each, in turn: this project and scikit-learn, by the clock and by
 * CPU seconds. npx tsx bench/kmeans-paired.ts [rows] [columns] [k] [pairs]
 */
const [n = 1_000_000, d = 8, k = 8, pairs = 3] = process.argv.slice(2).map(Number);

const PYTHON = `
import sys, time, json, numpy as np, warnings
warnings.simplefilter("ignore")
from sklearn.cluster import KMeans
folder, n, d, k = sys.argv[1], *map(int, sys.argv[2:])
X = np.fromfile(folder + "/x.bin").reshape(n, d)
start = np.fromfile(folder + "/start.bin").reshape(k, d)
c, t = time.process_time(), time.perf_counter()
fit = KMeans(k, init=start, n_init=1, max_iter=1000, tol=0, algorithm="lloyd").fit(X)
cpu, clock = time.process_time() - c, time.perf_counter() - t
wss = sum(((X[fit.labels_ == j] - X[fit.labels_ == j].mean(axis=0)) ** 2).sum() for j in range(k))
print(json.dumps({"clock": clock, "cpu": cpu, "wss": float(wss), "passes": int(fit.n_iter_)}))
`;

interface Run {
  readonly clock: number;
  readonly cpu: number;
  readonly wss: number;
  readonly passes: number;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const crew = await openCrew(2);
for (const [name, gap] of [
  ["well separated", 20],
  ["overlapping", 3],
] as const) {
  const stream = createStream(1, "bench/kmeans", gap);
  const centres = Float64Array.from({ length: k * d }, () => gap * stream.uniform());
  const { rows, shared } = roomForRows(n, d)!;
  for (let i = 0; i < n; i++) {
    const c = stream.integer(k);
    for (let j = 0; j < d; j++) rows.x[i * d + j] = centres[c * d + j] + stream.normal();
  }
  const start = rows.x.slice(0, k * d);
  const folder = mkdtempSync(join(tmpdir(), "custval-bench-"));
  writeFileSync(join(folder, "x.bin"), rows.x);
  writeFileSync(join(folder, "start.bin"), start);
  const own = async (hartigan: boolean): Promise<Run> => {
    const [cpu, clock] = [cpuSeconds(), performance.now()];
    const fit: KMeansFit = await kMeansOfShared(crew, shared, {
      k,
      seed: 1,
      initial: start,
      maxIterations: 1000,
      hartigan,
    });
    return {
      clock: (performance.now() - clock) / 1000,
      cpu: cpuSeconds() - cpu,
      wss: fit.wss,
      passes: fit.iterations,
    };
  };
  const peer = (): Run => {
    const given = ["-c", PYTHON, folder, String(n), String(d), String(k)];
    const env = { ...process.env, OMP_NUM_THREADS: "2" };
    return JSON.parse(execFileSync("python3", given, { encoding: "utf8", env })) as Run;
  };
  await own(false);
  const clock: number[] = [];
  const cpu: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const [a, b] = [await own(false), peer()];
    clock.push(b.clock / a.clock);
    cpu.push(b.cpu / a.cpu);
    const apart = Math.abs(a.wss / b.wss - 1).toExponential(1);
    console.log(
      `${name}: custval ${a.clock.toFixed(2)} s (${a.cpu.toFixed(2)} CPU, ${a.passes} passes), scikit-learn ${b.clock.toFixed(2)} s (${b.cpu.toFixed(2)} CPU, ${b.passes}), wss ${apart} apart`,
    );
  }
  const moved = await own(true);
  console.log(
    `${name}: ${median(clock).toFixed(1)}x by the clock, ${median(cpu).toFixed(1)}x by CPU; with single-row moves ${moved.cpu.toFixed(2)} CPU s`,
  );
  rmSync(folder, { recursive: true });
}
await crew.close();
