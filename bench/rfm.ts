/**
 * RFM of simulated transactions through the command line against the same work as hand-written SQL in the same engine.
 * `npx tsx bench/rfm.ts [rows] [pairs]`; default ten million rows, five pairs in turn.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { simulateTransactions } from "../src/simulate/simulate.js";

interface Timing {
  readonly seconds: number;
  /** Processor seconds of all threads: what stays comparable on a busy machine. */
  readonly cpu: number;
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

/** Rows of the two files that differ in scores or segment: the hand-written SQL must do the same work. */
function differences(): number {
  const [ours, hand] = ["custval", "sql"].map((kind) => readFileSync(join(folder, `${kind}.csv`), "utf8").split("\n"));
  const judged = (row: string) =>
    row
      .split(",")
      .filter((_, at) => at <= 9 || at === 12)
      .join(",");
  return ours.reduce(
    (sum, row, at) => sum + (judged(row) === judged(hand[at] ?? "") ? 0 : 1),
    Math.abs(ours.length - hand.length),
  );
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
  const cpu = median(timings.map(({ ours, hand }) => ours.cpu / hand.cpu));
  const line = (name: string, all: readonly Timing[]) =>
    `${name.padEnd(12)} ${median(all.map((each) => each.seconds)).toFixed(2)} s   cpu ${median(all.map((each) => each.cpu)).toFixed(2)} s   peak ${Math.max(...all.map((each) => each.peakMiB)).toFixed(0)} MiB`;
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
    `ratio        ${median(ratios).toFixed(2)} (median; ${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}); of processor seconds ${cpu.toFixed(2)}`,
  );
  console.log(`scores and segments that differ: ${String(differences())}`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
