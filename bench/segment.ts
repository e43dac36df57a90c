import { createStream } from "../src/core/rng.js";
import { openEngine } from "../src/engine/index.js";
import { catalogOf } from "../src/engine/stage.js";
import { segment, segmentSettings } from "../src/segment/index.js";

/** Time of the whole stage, k = 2 to 12: npx tsx bench/segment.ts [customers] [features] [basic|full] */
const [n = 3000, d = 5] = process.argv.slice(2, 4).map(Number);
const depth = process.argv[4] === "full" ? "full" : "basic";

const engine = await openEngine({ threads: 2 });
const stream = createStream(1, "bench/stage");
const names = Array.from({ length: d }, (_, j) => `f${String(j)}`);
const groups = Array.from({ length: n }, () => stream.integer(5));
await engine.load("customers", [
  { name: "customer_id", type: "id", values: groups.map((_, i) => String(i).padStart(9, "0")) },
  ...names.map((name, j) => ({
    name,
    type: "double" as const,
    values: groups.map((group) => ((group >> (j % 3)) & 1) * 3 + stream.normal()),
  })),
]);
const started = performance.now();
let last = started;
const step = (event: string) => {
  const now = performance.now();
  console.log(`${((now - last) / 1000).toFixed(2).padStart(8)} s until ${event}`);
  last = now;
};
const { result } = await segment(
  {
    engine,
    catalog: catalogOf({ customers: ["customer_id", ...names] }),
    seed: 1,
    onProgress: ({ event }) => {
      step(event);
    },
  },
  segmentSettings.parse({ features: names, depth, k: { min: 2, max: 12 } }),
);
step("end");
console.log(
  `n = ${String(n)}, d = ${String(d)}, ${depth}: ${((last - started) / 1000).toFixed(1)} s, k = ${String(result.k)}`,
);
await engine.close();
