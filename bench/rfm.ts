/**
 * RFM of simulated transactions through the command line against the same work as hand-written SQL in the same engine.
 * `npx tsx bench/rfm.ts [rows] [pairs]`; default ten million rows, five pairs in turn.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simulateTransactions } from "../src/simulate/simulate.js";

interface Timing {
  readonly seconds: number;
  readonly peakMiB: number;
}

const rows = Number(process.argv[2] ?? 10_000_000);
const pairs = Number(process.argv[3] ?? 5);
const folder = mkdtempSync(join(tmpdir(), "custval-bench-"));
const file = join(folder, "transactions.csv");

function once(kind: "custval" | "sql"): Timing {
  const script = fileURLToPath(new URL("./rfm-once.ts", import.meta.url));
  const tsx = fileURLToPath(new URL("../node_modules/.bin/tsx", import.meta.url));
  const printed = execFileSync(tsx, [script, kind, file, join(folder, `${kind}.csv`)], { encoding: "utf8" });
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Timing;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

try {
  const settings = {
    seed: 7,
    transactions: rows,
    customers: Math.ceil(rows / 10),
    from: "2021-01-01",
    to: "2023-12-31",
  };
  await simulateTransactions(settings, file);
  once("sql");
  const timings = Array.from({ length: pairs }, () => ({ ours: once("custval"), hand: once("sql") }));
  const ratios = timings.map(({ ours, hand }) => ours.seconds / hand.seconds);
  const line = (name: string, all: readonly Timing[]) =>
    `${name.padEnd(12)} ${median(all.map((each) => each.seconds)).toFixed(2)} s   peak ${Math.max(...all.map((each) => each.peakMiB)).toFixed(0)} MiB`;
  console.log(`RFM of ${rows.toLocaleString("en-US")} transactions, CSV in and CSV out, ${String(pairs)} pairs`);
  console.log(
    line(
      "custval",
      timings.map((each) => each.ours),
    ),
  );
  console.log(
    line(
      "hand SQL",
      timings.map((each) => each.hand),
    ),
  );
  console.log(
    `ratio        ${median(ratios).toFixed(2)} (median; ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)})`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
