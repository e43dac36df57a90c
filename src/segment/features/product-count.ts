import { empty, sql, type Sql } from "../../engine/sql.js";
import { holdingsCte } from "./holdings.js";
import type { BankMeasure, MeasureScope } from "./measure-scope.js";

function openOn({ catalog, dialect, as_of }: MeasureScope): Sql {
  const day = dialect.dateOf(as_of);
  const opened = catalog.has("accounts", "open_date")
    ? sql`\n    and (a.open_date is null or a.open_date <= ${day})`
    : empty;
  const notClosed = catalog.has("accounts", "close_date")
    ? sql`\n    and (a.close_date is null or a.close_date > ${day})`
    : empty;
  return sql`${opened}${notClosed}`;
}

function product({ catalog }: MeasureScope): Sql {
  return catalog.has("accounts", "product_code") ? sql`coalesce(a.product_code, a.account_id)` : sql`a.account_id`;
}

/** Number of different products held on the day: an account without product code counts for itself; a joint holder holds it too. */
export const productCount: BankMeasure = Object.freeze({
  needs: [
    ["accounts", "account_id"],
    ["accounts", "customer_id"],
  ] as const,
  money: false,
  without: "zero",
  unit: "products",
  select: (scope: MeasureScope) => sql`${holdingsCte(scope)},
measured as (
  select h.customer_id, count(distinct ${product(scope)}) as value
  from accounts as a
  inner join holdings as h on h.account_id = a.account_id
  where a.account_id is not null${openOn(scope)}
  group by h.customer_id
)`,
});
