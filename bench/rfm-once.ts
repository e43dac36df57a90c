/** One timed run in a process of its own: `custval` through its command line, or the same work as hand-written SQL. */
import { resolve } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { main } from "../dist/main.js";

const [kind, file, out] = process.argv.slice(2);
const AS_OF = "2023-12-31";

async function byCommand(): Promise<void> {
  const flags = ["--customer", "customer_id", "--date", "booked_on", "--amount", "amount", "--as-of", AS_OF];
  const exit = await main(["rfm", file, ...flags, "--date-format", "iso", "--out", out, "--quiet"]);
  if (exit !== 0) throw new Error(`exit ${String(exit)}`);
}

/** Typed load with rejects on, one row per customer, type 7 cuts, scores and code, written as CSV. */
async function byHand(): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table tx as select * from read_csv('${resolve(file)}', header = true, store_rejects = true,
    columns = {'customer_id': 'varchar', 'booked_on': 'date', 'amount': 'decimal(18,2)'})`);
  await connection.run(`create table customers as
    with occasions as (
      select customer_id, booked_on, sum(amount) as amount from tx where booked_on <= date '${AS_OF}' group by all
    )
    select customer_id, min(booked_on) as first_date, max(booked_on) as last_date, date '${AS_OF}' - max(booked_on) as recency_days,
      count(*) as frequency, sum(amount) as monetary
    from occasions group by customer_id`);
  await connection.run(`copy (
    with cuts as (
      select quantile_cont(recency_days::double, [0.2, 0.4, 0.6, 0.8]) as r, quantile_cont(frequency::double, [0.2, 0.4, 0.6, 0.8]) as f,
        quantile_cont(monetary::double, [0.2, 0.4, 0.6, 0.8]) as m
      from customers
    ),
    scored as (
      select c.*, 5 - len(list_filter(r, lambda x: x < recency_days)) as r_score, 1 + len(list_filter(f, lambda x: x < frequency)) as f_score,
        1 + len(list_filter(m, lambda x: x < monetary)) as m_score
      from customers c, cuts
    )
    select *, r_score * 100 + f_score * 10 + m_score as rfm_code from scored order by customer_id
  ) to '${resolve(out)}' (format csv, header true)`);
}

const before = performance.now();
await (kind === "custval" ? byCommand() : byHand());
const seconds = (performance.now() - before) / 1000;
console.log(JSON.stringify({ seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
process.exit(0);
