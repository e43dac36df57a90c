/**
 * One timed run in a process of its own, over Parquet files made by bench/profit.ts: the profit stage (`custval`), or the same
 * sums as hand-written SQL.
 */
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { openEngine } from "../src/engine/index.js";
import { id, literal, sql } from "../src/engine/sql.js";
import { catalogOf } from "../src/engine/stage.js";
import { profit, profitSettings } from "../src/value/index.js";

const [kind, folder, memory] = process.argv.slice(2);
const TABLES = {
  accounts: ["account_id", "customer_id", "side", "customer_rate", "origination_date", "maturity_date", "pd", "lgd"],
  balances: ["account_id", "period_end", "average_balance"],
  curves: ["curve_id", "date", "term_months", "rate"],
};

async function byStage(): Promise<string> {
  const engine = await openEngine({ folders: [folder], temp: folder, memoryMiB: Number(memory), threads: 2 });
  for (const [name, columns] of Object.entries(TABLES)) {
    const file = literal(join(folder, `${name}.parquet`));
    await engine.execute(sql`create or replace view ${id(name)} as select * from read_parquet(${file})`);
    if (columns.length === 0) throw new Error(name);
  }
  const settings = profitSettings.parse({
    ftp: { method: "straight_term", without_maturity: { liability: { months: 12, by: "tractor" } } },
    what_if: [],
  });
  const { result } = await profit({ engine, catalog: catalogOf(TABLES), seed: 1 }, settings);
  await engine.close();
  return result.total_profit;
}

/** Margin and expected loss of every account from the same curve, one row per customer; exact decimals, rounded once. */
async function byHand(): Promise<string> {
  const database = await DuckDBInstance.create(":memory:", {
    threads: "2",
    memory_limit: `${memory}MiB`,
    temp_directory: folder,
  });
  const connection = await database.connect();
  const from = (name: string) => `read_parquet('${join(folder, `${name}.parquet`)}')`;
  await connection.run(`create table result as
with nodes as (
  select date, term_months, rate, lead(term_months) over w as next_term, lead(rate) over w as next_rate
  from ${from("curves")} window w as (partition by date order by term_months)
),
terms as (
  select *, datediff('month', origination_date, maturity_date)::double as term,
    (select max(date) from nodes where date <= origination_date) as curve_date
  from ${from("accounts")}
),
keys as (select distinct curve_date, term from terms where term is not null),
prices as (
  select k.curve_date, k.term, (case when n.next_term is null or k.term <= n.term_months then n.rate
    else n.rate + (n.next_rate - n.rate) * (k.term - n.term_months) / (n.next_term - n.term_months) end)::decimal(12, 10) as f
  from keys k join nodes n on n.date = k.curve_date and k.term >= n.term_months and (n.next_term is null or k.term < n.next_term)
),
periods as (select distinct period_end from ${from("balances")}),
tractor as (
  select p.period_end, avg(n.rate)::decimal(12, 10) as f
  from periods p
  cross join range(12) r(k)
  join nodes n on n.term_months = 12
    and n.date = (select max(date) from nodes where date <= last_day((p.period_end - to_months(k::integer))::date))
  group by p.period_end
),
interest as (
  select a.account_id, a.customer_id,
    sum(case when a.side = 'liability' then b.average_balance::decimal(28, 2) * (t.f - a.customer_rate) * day(b.period_end) end) as deposits,
    sum(case when a.side = 'asset' then b.average_balance * day(b.period_end) end) as weight,
    any_value(a.customer_rate - p.f) as margin, any_value(a.pd * a.lgd) as loss
  from ${from("balances")} b
  join terms a on a.account_id = b.account_id
  left join prices p on p.curve_date = a.curve_date and p.term = a.term
  left join tractor t on t.period_end = b.period_end and a.side = 'liability'
  group by a.account_id, a.customer_id
)
select customer_id, sum(coalesce(round(deposits / 365, 2), 0) + coalesce(round(weight * margin / 365, 2), 0)
  - coalesce(round(weight * loss / 365, 2), 0)) as profit
from interest group by customer_id order by customer_id`);
  const reader = await connection.runAndReadAll("select sum(profit)::decimal(28, 2)::varchar from result");
  return String(reader.getRows()[0][0]);
}

const before = performance.now();
const cpu = process.cpuUsage();
const total = await (kind === "custval" ? byStage() : byHand());
const seconds = (performance.now() - before) / 1000;
const { user, system } = process.cpuUsage(cpu);
console.log(
  JSON.stringify({ seconds, cpu: (user + system) / 1e6, peakMiB: process.resourceUsage().maxRSS / 1024, total }),
);
process.exit(0);
