import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createStream } from "../../src/core/rng.js";
import { openCrew, soloCrew, type Crew } from "../../src/segment/crew/crew.js";
import { kMeansTogether } from "../../src/segment/crew/k-means-together.js";
import { kMeans, type KMeansFit } from "../../src/stats/kmeans/kmeans.js";
import type { Rows } from "../../src/stats/kmeans/rows.js";

/** Three overlapping groups, more than 10^7 multiply-adds a pass with k = 8. */
function cloud(n: number, d: number): Rows {
  const stream = createStream(4, "test/crew");
  const x = Float64Array.from({ length: n * d }, (_, p) => stream.normal() + 2 * (Math.floor(p / d) % 3));
  return { x, n, d };
}

const bytes = ({ labels, centres, wss, iterations }: KMeansFit) => [
  Buffer.from(labels.buffer).toString("base64"),
  Buffer.from(centres.buffer, centres.byteOffset, centres.byteLength).toString("base64"),
  wss,
  iterations,
];

describe("a crew", () => {
  const crews: Crew[] = [];
  beforeAll(async () => {
    for (const size of [2, 4]) crews.push(await openCrew(size));
  });
  afterAll(async () => {
    await Promise.all(crews.map((crew) => crew.close()));
  });

  it("gives the bytes of the plain loop with 1, 2 and 4 workers, weights, sample and restarts included", async () => {
    expect(crews.map((crew) => crew.size)).toEqual([2, 4]);
    const rows = cloud(210_000, 6);
    const weights = Float64Array.from({ length: rows.n }, (_, i) => (i % 7) / 4);
    const options = { k: 8, seed: 3, restarts: 2, refined: 1, sample: 5_000, maxIterations: 25 };
    const plain = bytes(kMeans({ ...rows, weights }, options));
    for (const crew of [soloCrew(), ...crews]) {
      expect(bytes(await kMeansTogether(crew, { ...rows, weights }, options))).toEqual(plain);
    }
  });

  it("stops when its signal aborts, within the work of a fit", async () => {
    const controller = new AbortController();
    const crew = await openCrew(2, controller.signal);
    const rows = cloud(300_000, 6);
    const fit = kMeansTogether(crew, rows, { k: 8, seed: 1, restarts: 500, maxIterations: 10_000 });
    setTimeout(() => {
      controller.abort(new Error("enough"));
    }, 50);
    await expect(fit).rejects.toThrow("enough");
  });

  it("hands on the error of a task", async () => {
    const rows = { x: Float64Array.of(1, 1, 2), n: 3, d: 1 };
    await expect(kMeansTogether(crews[0], rows, { k: 3, seed: 1 })).rejects.toThrow(/only 2 distinct rows/);
  });
});
