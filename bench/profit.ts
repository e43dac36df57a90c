/**
 * Profit of accounts with monthly balances and funds-transfer prices, from Parquet to one row per customer, against the same sums
 * as hand-written SQL in the same engine: `npx tsx bench/profit.ts [accounts] [months] [pairs] [memory MiB]`.
 * Default one million accounts, 36 months, 3 pairs, 1,500 MiB. Half are loans priced at origination, half are deposits priced
 * by a twelve-month tractor. `growth` as the first argument runs 1, 10 (and 100 with `growth 100`) million rows of balances.
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";

interface Timing {
  readonly seconds: number;
  /** Of all threads; steadier than the clock on a busy machine. */
  readonly cpu: number;
  readonly peakMiB: number;
  readonly total: string;
}

/** Accounts, balances and a monthly curve as Parquet, the same for every run. */
async function makeTables(folder: string, accounts: number, months: number): Promise<void> {
  const connection = await (
    await DuckDBInstance.create(":memory:", { memory_limit: "1500MiB", temp_directory: folder })
  ).connect();
  const copy = (name: string, query: string) =>
    connection.run(`copy (${query}) to '${join(folder, `${name}.parquet`)}' (format parquet)`);
  await copy(
    "accounts",
    `select printf('%09d', i) as account_id, printf('%09d', i // 3) as customer_id,
      case when i % 2 = 0 then 'asset' else 'liability' end as side,
      (case when i % 2 = 0 then 0.04 + (i % 50) / 1000 else 0.001 + (i % 10) / 1000 end)::decimal(18, 10) as customer_rate,
      case when i % 2 = 0 then date '2019-01-15' + to_months((i % 24)::integer) end::date as origination_date,
      case when i % 2 = 0 then date '2019-01-15' + to_months((i % 24 + 48 + i % 60)::integer) end::date as maturity_date,
      case when i % 2 = 0 then 0.001 + (i % 100) / 2000 end::decimal(18, 10) as pd,
      case when i % 2 = 0 then 0.45 end::decimal(18, 10) as lgd
    from range(${String(accounts)}) t(i)`,
  );
  await copy(
    "balances",
    `select printf('%09d', i) as account_id, last_day(date '2021-01-01' + to_months(m::integer))::date as period_end,
      ((i * 7919 + m * 104729) % 100000000 / 100)::decimal(18, 2) as average_balance
    from range(${String(months)}) p(m), range(${String(accounts)}) t(i)`,
  );
  await copy(
    "curves",
    `select 'ftp' as curve_id, (date '2018-12-01' + to_months(m::integer))::date as date, term as term_months,
      (0.015 + term / 10000 + (m % 17) / 5000)::decimal(18, 10) as rate
    from range(64) p(m), (values (1), (3), (6), (12), (24), (36), (60), (120)) n(term)`,
  );
}

function once(kind: "custval" | "sql", folder: string, memory: number): Timing {
  const script = fileURLToPath(new URL("./profit-once.ts", import.meta.url));
  const tsx = fileURLToPath(new URL("../node_modules/.bin/tsx", import.meta.url));
  const printed = execFileSync(tsx, [script, kind, folder, String(memory)], { encoding: "utf8" });
  return JSON.parse(printed.trim().split("\n").at(-1)!) as Timing;
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(accounts: number, months: number, pairs: number, memory: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "custval-bench-"));
  try {
    await makeTables(folder, accounts, months);
    const runs = Array.from({ length: pairs }, () => ({
      ours: once("custval", folder, memory),
      hand: once("sql", folder, memory),
    }));
    const line = (name: string, all: readonly Timing[]) => {
      const peak = Math.max(...all.map((each) => each.peakMiB)).toFixed(0);
      console.log(
        `${name.padEnd(10)} ${median(all.map((each) => each.seconds)).toFixed(2)} s   CPU ${median(all.map((each) => each.cpu)).toFixed(2)} s   peak ${peak} MiB   profit ${all[0].total}`,
      );
    };
    console.log(
      `Profit of ${accounts.toLocaleString("en-US")} accounts x ${String(months)} months, ${String(pairs)} pairs, engine memory ${String(memory)} MiB`,
    );
    line(
      "custval",
      runs.map((each) => each.ours),
    );
    line(
      "hand SQL",
      runs.map((each) => each.hand),
    );
    console.log(`ratio      ${median(runs.map(({ ours, hand }) => ours.seconds / hand.seconds)).toFixed(2)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[2] === "growth") {
  for (const millions of process.argv[3] === "100" ? [1, 10, 100] : [1, 10])
    await measure(Math.round((millions * 1e6) / 36), 36, 1, 1500);
} else {
  const [accounts, months, pairs, memory] = process.argv.slice(2).map(Number);
  await measure(accounts || 1_000_000, months || 36, pairs || 3, memory || 1500);
}
