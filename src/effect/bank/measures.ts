import type { Dialect } from "../../engine/dialect.js";
import { id, literal, sql, type, type Sql, type SqlType } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { COUNT_SCALE, MONEY_SCALE, type Scale } from "../scale.js";
import type { Span } from "../windows.js";
import { balanceRowsQuery } from "./balance-rows.js";
import type { BankMeasure } from "./tables.js";

/** Where a measure comes from and what becomes of it in the month of closing: a flow or mean keeps it, a state does not. */
interface Measure {
  readonly rows: RowSource | null;
  readonly type: Extract<SqlType, "money" | "bigint">;
  readonly ends: "after_closing" | "at_closing";
}

export type RowSource = "balance_rows" | "holding_rows" | "booking_rows";

const MEASURES: Readonly<Record<BankMeasure, Measure>> = {
  average_balance: { rows: "balance_rows", type: "money", ends: "after_closing" },
  loan_balance: { rows: "balance_rows", type: "money", ends: "after_closing" },
  product_count: { rows: "holding_rows", type: "bigint", ends: "at_closing" },
  product_family_count: { rows: "holding_rows", type: "bigint", ends: "at_closing" },
  retained: { rows: null, type: "bigint", ends: "at_closing" },
  transactions: { rows: "booking_rows", type: "bigint", ends: "after_closing" },
  fees: { rows: "booking_rows", type: "money", ends: "after_closing" },
};

/** How a measure becomes whole numbers. */
export function measureScale(measure: BankMeasure): Scale {
  return MEASURES[measure].type === "money" ? MONEY_SCALE : COUNT_SCALE;
}

/** The row sources that measures need, each once. */
export function sourcesOf(measures: readonly BankMeasure[]): readonly RowSource[] {
  const used = new Set(measures.map((each) => MEASURES[each].rows));
  return (["balance_rows", "holding_rows", "booking_rows"] as const).filter((each) => used.has(each));
}

/** The value of a measure in a customer-month of the closed panel: 0 where there is nothing, before opening and after closing. */
export function measureValue(measure: BankMeasure): Sql {
  const { rows, type: typeName, ends } = MEASURES[measure];
  const over = ends === "at_closing" ? sql`customer.closed_in <= month.period` : sql`customer.closed_in < month.period`;
  const value =
    rows === null
      ? sql`case when customer.opened_in <= month.period then 1 else 0 end`
      : sql`coalesce(${id(rows, measure)}, 0)`;
  return sql`cast(case when ${over} then 0 else ${value} end as ${type(typeName)})`;
}

/** The query behind a row source: one row per customer and month that has anything. */
export function sourceQuery(
  source: RowSource,
  dialect: Dialect,
  catalog: Catalog,
  panel: Span,
  measures: readonly BankMeasure[],
): Sql {
  if (source === "balance_rows") return balanceRowsQuery(dialect, panel);
  if (source === "holding_rows") return holdingRowsQuery(dialect, measures.includes("product_family_count"));
  return bookingRowsQuery(dialect, catalog, panel);
}

/** Products (and families) with an account open at the end of the month. */
function holdingRowsQuery(dialect: Dialect, families: boolean): Sql {
  const family = families ? sql`,\n    count(distinct products.family) as product_family_count` : sql``;
  const products = families ? sql`\n  left join products on products.product_code = accounts.product_code` : sql``;
  const [opened, closed] = [dialect.monthIndex(sql`accounts.open_date`), dialect.monthIndex(sql`accounts.close_date`)];
  return sql`select
    accounts.customer_id as unit,
    month.period,
    count(distinct accounts.product_code) as product_count${family}
  from accounts
  join effect_periods as month
    on ${opened} <= month.period and (accounts.close_date is null or ${closed} > month.period)${products}
  group by accounts.customer_id, month.period`;
}

function bookingRowsQuery(dialect: Dialect, catalog: Catalog, panel: Span): Sql {
  const direct = catalog.has("transactions", "customer_id");
  const byAccount = catalog.has("transactions", "account_id") && catalog.has("accounts", "customer_id");
  const join = byAccount ? sql`\n  left join accounts on accounts.account_id = transactions.account_id` : sql``;
  const unit = !byAccount
    ? sql`transactions.customer_id`
    : direct
      ? sql`coalesce(transactions.customer_id, accounts.customer_id)`
      : sql`accounts.customer_id`;
  const fees = catalog.has("transactions", "fee") ? sql`,\n    sum(transactions.fee) as fees` : sql``;
  const period = dialect.monthIndex(sql`transactions.booked_on`);
  return sql`select
    ${unit} as unit,
    ${period} as period,
    count(*) as transactions${fees}
  from transactions${join}
  where ${period} between ${literal(panel.from)} and ${literal(panel.to)}
  group by ${unit}, ${period}`;
}
