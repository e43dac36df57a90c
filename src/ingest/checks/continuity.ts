import { isoMonth } from "../../core/calendar.js";
import type { Engine } from "../../engine/engine.js";
import type { Catalog } from "../../engine/stage.js";
import { id, literal, sql, type Sql } from "../../engine/sql.js";
import type { IngestResult, RuleReport } from "../../tables/results/index.js";
import type { RuleSettings } from "./rule-settings.js";
import { reportOf } from "./rules.js";

export type Continuity = NonNullable<IngestResult["continuity"]>;

const NEEDED = {
  balances: ["account_id", "period_end", "end_balance"],
  transactions: ["account_id", "amount"],
} as const;

/**
 * Account-months whose end balance is not that of the month before plus the bookings, by month; null where a table or column is
 * missing. Exact: sums are DECIMAL. Looked at are balances on the last day of two months that follow each other, in months that
 * the bookings cover, of accounts whose bookings all bear the account's currency. An asset may state what is owed as positive.
 */
export async function balanceContinuity(
  engine: Engine,
  catalog: Catalog,
  tolerance: number,
): Promise<Continuity | null> {
  const possible = Object.entries(NEEDED).every(([table, columns]) =>
    columns.every((each) => catalog.has(table, each)),
  );
  if (!possible) return null;
  const rows = await engine.rows(continuityQuery(engine, catalog, tolerance));
  const months = rows.map(({ month, checked, broken }) => ({
    month: isoMonth(Number(month)),
    checked: Number(checked),
    broken: Number(broken),
  }));
  return { tolerance: tolerance.toFixed(DECIMALS), months };
}

/** The same as the report of a rule. */
export function continuityRule({ months }: Continuity, settings: RuleSettings): RuleReport {
  const sum = (field: "broken" | "checked") => months.reduce((total, each) => total + each[field], 0);
  return reportOf("balance_continuity", "balances", sum("broken"), sum("checked"), settings);
}

const DECIMALS = 6;

/** Rows: month (counted from year 0), checked, broken. */
function continuityQuery({ dialect }: Engine, catalog: Catalog, tolerance: number): Sql {
  const limit = sql`cast(${literal(tolerance.toFixed(DECIMALS))} as decimal(28, 6))`;
  const ended = dialect.monthIndex(sql`period_end`);
  const booked = dialect.monthIndex(sql`booking.booked_on`);
  const monthly = sql`end_balance is not null and period_end = ${dialect.monthEnd(sql`period_end`)}`;
  const side = catalog.has("accounts", "side") ? sql`coalesce(account.side = 'asset', false)` : sql`false`;
  const foreign =
    catalog.has("accounts", "currency") && catalog.has("transactions", "currency")
      ? sql`coalesce(booking.currency <> account.currency, false)`
      : sql`false`;
  const account = catalog.has("accounts", "account_id");
  const joinTo = (name: string) =>
    account ? sql`\n  left join accounts as account on account.account_id = ${id(name)}.account_id` : sql``;
  return sql`with covered as (
  select min(${booked}) as first, max(${booked}) as last from transactions as booking
),
parts as (
  select account_id, ${ended} as month, end_balance as ends, null as starts, null as flow, false as is_foreign
  from balances where ${monthly}
  union all
  select account_id, ${ended} + 1 as month, null as ends, end_balance as starts, null as flow, false as is_foreign
  from balances where ${monthly}
  union all
  select booking.account_id, ${booked} as month, null as ends, null as starts, booking.amount as flow, ${foreign} as is_foreign
  from transactions as booking${joinTo("booking")}
  where booking.account_id is not null
),
account_months as (
  select account_id, month, sum(ends) - sum(starts) as change, coalesce(sum(flow), 0) as flow
  from parts
  group by account_id, month
  having count(ends) = 1 and count(starts) = 1 and not bool_or(is_foreign)
),
judged as (
  select month, abs(change - flow) > ${limit} and not (${side} and abs(change + flow) <= ${limit}) as is_broken
  from account_months as compared${joinTo("compared")}
  where month between (select first from covered) and (select last from covered)
)
select month, count(*) as checked, count(*) filter (where is_broken) as broken
from judged
group by month
order by month`;
}
