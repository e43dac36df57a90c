/**
 * Loading typed CSV into the canonical table against the same load by hand-written SQL with rejects on, in turn, each in a process of
 * its own. "rule off": without the search for repeated bookings, which groups all rows. `npm run build && npx tsx bench/ingest.ts [rows] [pairs]`; default ten million rows, three rounds.
 */
import { execFileSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { encodeGb18030 } from "../src/simulate/gb18030.js";
import { simulateTransactions } from "../src/simulate/simulate.js";

interface Timing {
  readonly seconds: number;
  readonly cpu: number;
  readonly peakMiB: number;
}

const rows = Number(process.argv[2] ?? 10_000_000);
const rounds = Number(process.argv[3] ?? 3);
const folder = mkdtempSync(join(tmpdir(), "custval-bench-"));
const TYPES = ["柜面取款", "网上银行", "手机银行转账", "代发工资", "POS消费", "ATM取款", "利息", "手续费"];

/** The simulated bookings with a type in Chinese, as UTF-8 and as GB18030. */
async function writeData(): Promise<void> {
  const plain = join(folder, "plain.csv");
  const customers = Math.ceil(rows / 10);
  await simulateTransactions({ seed: 7, transactions: rows, customers, from: "2021-01-01", to: "2023-12-31" }, plain);
  const outs = [openSync(join(folder, "utf-8.csv"), "w"), openSync(join(folder, "gb18030.csv"), "w")];
  const codes = TYPES.map((each) => encodeGb18030(each).toString("latin1"));
  const source = await open(plain);
  let head = true;
  let texts: [string[], string[]] = [[], []];
  for await (const line of source.readLines()) {
    const type = head ? -1 : line.charCodeAt(8) % TYPES.length;
    texts[0].push(type < 0 ? `${line},type\n` : `${line},${TYPES[type]}\n`);
    texts[1].push(type < 0 ? `${line},type\n` : `${line},${codes[type]}\n`);
    head = false;
    if (texts[0].length === 100_000) texts = flush(outs, texts);
  }
  flush(outs, texts);
  outs.forEach(closeSync);
  rmSync(plain);
}

function flush([utf8, gb]: number[], [ours, theirs]: [string[], string[]]): [string[], string[]] {
  writeSync(utf8, ours.join(""));
  writeSync(gb, Buffer.from(theirs.join(""), "latin1"));
  return [[], []];
}

function once(...args: string[]): Timing {
  const script = fileURLToPath(new URL("./ingest-once.ts", import.meta.url));
  const tsx = fileURLToPath(new URL("../node_modules/.bin/tsx", import.meta.url));
  const printed = execFileSync(tsx, [script, ...args], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Timing;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

const KINDS = {
  "hand SQL, UTF-8": ["sql", "utf-8.csv", ""],
  "custval, UTF-8": ["custval", "utf-8.csv", "utf-8"],
  "custval, UTF-8, rule off": ["custval", "utf-8.csv", "utf-8", "no-repeated"],
  "custval, UTF-8, with profile": ["custval", "utf-8.csv", "utf-8", "profile"],
  "custval, GB18030, rule off": ["custval", "gb18030.csv", "gb18030", "no-repeated"],
} as const;
type Kind = keyof typeof KINDS;

try {
  await writeData();
  const run = (kind: Kind) => {
    const [who, file, ...rest] = KINDS[kind];
    return once(who, join(folder, file), ...rest);
  };
  run("hand SQL, UTF-8");
  const names = Object.keys(KINDS) as Kind[];
  const timings = Array.from({ length: rounds }, () => Object.fromEntries(names.map((each) => [each, run(each)])));
  console.log(`load of ${rows.toLocaleString("en-US")} bookings of four columns, ${String(rounds)} rounds`);
  for (const name of names) {
    const own = timings.map((each) => each[name]);
    const ratio = (what: "seconds" | "cpu") => median(timings.map((each) => each[name][what] / each[names[0]][what]));
    const seconds = median(own.map((each) => each.seconds)).toFixed(2);
    const cpu = median(own.map((each) => each.cpu)).toFixed(2);
    const peak = Math.max(...own.map((each) => each.peakMiB)).toFixed(0);
    const ratios = `${ratio("seconds").toFixed(2)} of the time, ${ratio("cpu").toFixed(2)} of the processor time`;
    console.log(`${name.padEnd(30)} ${seconds} s  ${cpu} s of processor  peak ${peak} MiB  ${ratios}`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
