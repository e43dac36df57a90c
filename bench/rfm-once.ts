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

/**
 * The same work as `custval rfm`, as one who knows the engine writes it: typed load with rejects on, days with a positive row
 * as occasions, type 7 cuts, ties together, index, code, segment, and a CSV in the order of the customers. The columns are the
 * same, so that the two files can be compared.
 */
async function byHand(): Promise<void> {
  const connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`create table tx as select * from read_csv('${resolve(file)}', header = true, store_rejects = true,
    columns = {'customer_id': 'varchar', 'booked_on': 'date', 'amount': 'decimal(18,2)'})`);
  await connection.run(`create table customers as
    select customer_id, min(booked_on) filter (amount > 0) as first_date, max(booked_on) filter (amount > 0) as last_date,
      date '${AS_OF}' - max(booked_on) filter (amount > 0) as recency_days,
      count(distinct booked_on) filter (amount > 0) as frequency, sum(amount) as monetary
    from tx where booked_on <= date '${AS_OF}' group by customer_id`);
  const quintiles = (name: string) => `quantile_cont(${name}::double, [0.2, 0.4, 0.6, 0.8])`;
  await connection.run(`copy (
    with cuts as (
      select ${quintiles("recency_days")} as r, ${quintiles("frequency")} as f, ${quintiles("monetary")} as m,
        min(recency_days) as r0, max(recency_days) as r1, min(frequency) as f0, max(frequency) as f1,
        min(monetary::double) as m0, max(monetary::double) as m1
      from customers where frequency > 0
    ),
    scored as (
      select c.*, cuts.*,
        case when frequency > 0 then case when recency_days <= r[1] then 5 when recency_days <= r[2] then 4 when recency_days <= r[3] then 3 when recency_days <= r[4] then 2 else 1 end end as r_score,
        case when frequency > 0 then case when frequency <= f[1] then 1 when frequency <= f[2] then 2 when frequency <= f[3] then 3 when frequency <= f[4] then 4 else 5 end end as f_score,
        case when frequency > 0 then case when monetary::double <= m[1] then 1 when monetary::double <= m[2] then 2 when monetary::double <= m[3] then 3 when monetary::double <= m[4] then 4 else 5 end end as m_score
      from customers c, cuts
    )
    select customer_id, first_date, last_date, recency_days, frequency, monetary, r_score, f_score, m_score,
      r_score || '' || f_score || m_score as rfm_code,
      case when r_score is not null then 100 * ((r1 - recency_days) / (r1 - r0) + (frequency - f0) / (f1 - f0) + (monetary::double - m0) / (m1 - m0)) / 3 end as rfm_index,
      (r_score + f_score + m_score) / 3 as weighted_score,
      case when r_score is null then 'No transactions'
        when r_score = 5 and f_score >= 4 then 'Champions' when r_score >= 3 and f_score >= 4 then 'Loyal'
        when r_score <= 2 and f_score = 5 then 'Can''t lose' when r_score <= 2 and f_score >= 3 then 'At risk'
        when r_score <= 2 then 'Hibernating' when r_score = 3 and f_score = 3 then 'Need attention'
        when r_score = 3 then 'About to sleep' when r_score = 5 and f_score = 1 then 'New'
        when r_score = 4 and f_score = 1 then 'Promising' else 'Potential loyalist' end as segment
    from scored order by customer_id
  ) to '${resolve(out)}' (format csv, header true)`);
}

const before = performance.now();
await (kind === "custval" ? byCommand() : byHand());
const seconds = (performance.now() - before) / 1000;
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ seconds, cpu: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024 }));
process.exit(0);
