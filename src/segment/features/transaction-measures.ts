import { empty, join, sql, type, type Sql } from "../../engine/sql.js";
import { inWindow, type BankMeasure, type MeasureScope } from "./measure-scope.js";

/** A booking belongs to the customer it names, else to the (first) holder of its account. */
function booked(scope: MeasureScope, columns: Sql): Sql {
  const { catalog } = scope;
  const named = catalog.has("transactions", "customer_id");
  const byAccount = catalog.has("transactions", "account_id") && catalog.has("accounts", "customer_id");
  const owner = named
    ? byAccount
      ? sql`coalesce(t.customer_id, a.customer_id)`
      : sql`t.customer_id`
    : sql`a.customer_id`;
  const accounts = byAccount ? sql`\n  left join accounts as a on a.account_id = t.account_id` : empty;
  return sql`booked as (
  select ${owner} as customer_id${columns}
  from transactions as t${accounts}
  where ${inWindow(scope, sql`t.booked_on`)}
)`;
}

/** Bookings in the window divided by its calendar months. */
export const transactionsPerMonth: BankMeasure = Object.freeze({
  needs: [["transactions", "booked_on"]] as const,
  money: false,
  without: "zero",
  unit: "bookings per month",
  select: (scope: MeasureScope) => sql`${booked(scope, empty)},
measured as (
  select customer_id, cast(count(*) as ${type("double")}) / ${scope.months} as value
  from booked
  where customer_id is not null
  group by customer_id
)`,
});

/** Bookings through the declared digital channels divided by all bookings with a channel; missing for a customer without any. */
export const digitalShare: BankMeasure = Object.freeze({
  needs: [
    ["transactions", "booked_on"],
    ["transactions", "channel"],
  ] as const,
  money: false,
  without: "missing",
  unit: "share",
  select: (scope: MeasureScope) => {
    const codes = join(scope.digital_channels.map((each) => sql`${each}`));
    return sql`${booked(scope, sql`, t.channel`)},
measured as (
  select customer_id,
    cast(sum(case when channel in (${codes}) then 1 else 0 end) as ${type("double")}) / count(*) as value
  from booked
  where customer_id is not null and channel is not null
  group by customer_id
)`;
  },
});
