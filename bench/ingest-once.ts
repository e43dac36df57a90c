/** One timed load in a process of its own: `custval`'s ingest, or the same columns into the same table by hand-written SQL. */
import { mkdtempSync, rmSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { openEngine } from "../dist/engine/index.js";
import { ingestSources, sourceSpec } from "../dist/ingest/index.js";

const [kind, file, encoding, profile] = process.argv.slice(2);
const path = resolve(file);

async function byProduct(): Promise<void> {
  const work = mkdtempSync(join(dirname(path), "work-"));
  const engine = await openEngine({ folders: [dirname(path), work] });
  const columns = { customer_id: "customer_id", booked_on: "booked_on", amount: "amount", type: "type" };
  const bookings = sourceSpec.parse({ table: "transactions", files: basename(path), encoding, columns });
  const options = {
    dataFolder: dirname(path),
    workFolder: work,
    rejectsFile: join(work, "rejects.csv"),
    asOf: "2023-12-31",
  };
  const rules = profile === "no-repeated" ? { rules: { repeated_booking: "off" as const } } : {};
  const { result } = await ingestSources(
    engine,
    { bookings },
    { ...options, profile: profile === "profile", ...rules },
  );
  console.error(`rows ${String(result.files[0].rows_kept)} sum ${result.money[0].sum_kept}`);
  await engine.close();
  rmSync(work, { recursive: true });
}

async function byHand(): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table transactions as select * from read_csv('${path}', header = true, store_rejects = true,
    columns = {'customer_id': 'varchar', 'booked_on': 'date', 'amount': 'decimal(18,2)', 'type': 'varchar'})`);
  const rows = await connection.runAndReadAll("select count(*), sum(amount) from transactions");
  console.error(`rows and sum ${String(rows.getRows()[0])}`);
}

const cpu = process.cpuUsage();
const before = performance.now();
await (kind === "custval" ? byProduct() : byHand());
const seconds = (performance.now() - before) / 1000;
const used = process.cpuUsage(cpu);
const { maxRSS } = process.resourceUsage();
console.log(JSON.stringify({ seconds, cpu: (used.user + used.system) / 1e6, peakMiB: maxRSS / 1024 }));
process.exit(0);
