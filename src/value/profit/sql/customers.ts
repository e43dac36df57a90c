import { id, join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { bookingColumns } from "./bookings.js";
import { sharedColumns } from "./holders.js";
import { isOff, overhead, totals } from "./customer-totals.js";

/** One row per customer: every component, and what they add up to. Nobody is left out: see `everybody`. */
export function customerTable(plan: ProfitPlan, catalog: Catalog): Sql {
  const owner = ownerOf(catalog);
  const direct = bookingColumns(plan);
  const parts = [
    sql`everybody as (
  ${everybody(plan, catalog)}
)`,
    held(plan, owner),
    ...(direct.length > 0 ? [directBookings(direct, owner)] : []),
    ...(plan.activity ? [activitySums(owner)] : []),
    components(plan, direct),
    sql`shared_overhead as (
  select
    *,
    ${overhead(plan)} as overhead
  from components
)`,
  ];
  return sql`with ${join(parts, ",\n")}
${totals(plan)}`;
}

/** Whose a row of a table is: the customer it names, or the one that this customer was merged into. */
interface Owner {
  readonly customer: Sql;
  readonly from: (table: string) => Sql;
}

function ownerOf(catalog: Catalog): Owner {
  if (!catalog.has("customers", "merged_into")) {
    return { customer: sql`t.customer_id`, from: (table) => sql`${id(table)} as t` };
  }
  return {
    customer: sql`coalesce(m.merged_into, t.customer_id)`,
    from: (table) => sql`${id(table)} as t
  left join customers as m on m.customer_id = t.customer_id`,
  };
}

function everybody(plan: ProfitPlan, catalog: Catalog): Sql {
  const { customer, from } = ownerOf(catalog);
  const tables = [
    ...(catalog.has("customers", "customer_id") ? ["customers"] : []),
    "profit_holders",
    ...(bookingColumns(plan).length > 0 ? ["profit_bookings"] : []),
    ...(plan.activity ? ["profit_activities"] : []),
  ];
  return join(
    tables.map(
      (table) => sql`select distinct ${customer} as customer_id from ${from(table)} where t.customer_id is not null`,
    ),
    "\n  union\n  ",
  );
}

function held(plan: ProfitPlan, { customer, from }: Owner): Sql {
  const sums = sharedColumns(plan).map(
    ({ name }) => sql`,
    sum(t.${id(name)}) as ${id(name)}`,
  );
  return sql`held as (
  select
    ${customer} as customer_id,
    count(distinct t.account_id) as accounts,
    count(distinct case when t.unpriced_rows > 0 then t.account_id end) as unpriced_accounts${join(sums, "")}
  from ${from("profit_holders")}
  group by 1
)`;
}

/** What is booked on no known account belongs to the customer alone. */
function directBookings(columns: readonly string[], { customer, from }: Owner): Sql {
  const sums = columns.map(
    (each) => sql`,
    sum(t.${id(each)}) as ${id(each)}`,
  );
  return sql`direct as (
  select
    ${customer} as customer_id${join(sums, "")}
  from ${from("profit_bookings")}
  where t.account_id is null
  group by 1
)`;
}

function activitySums({ customer, from }: Owner): Sql {
  return sql`activity_sums as (
  select
    ${customer} as customer_id,
    sum(t.cost) as cost
  from ${from("profit_activities")}
  group by 1
)`;
}

function components(plan: ProfitPlan, direct: readonly string[]): Sql {
  const columns = sharedColumns(plan).map(({ name }) => {
    if (isOff(name, plan)) return sql`cast(null as decimal(18, 2)) as ${id(name)}`;
    const booked = direct.includes(name) ? sql` + coalesce(direct.${id(name)}, 0)` : sql``;
    return sql`coalesce(held.${id(name)}, 0)${booked} as ${id(name)}`;
  });
  const joins = [
    sql`left join held on held.customer_id = everybody.customer_id`,
    ...(direct.length > 0 ? [sql`left join direct on direct.customer_id = everybody.customer_id`] : []),
    ...(plan.activity ? [sql`left join activity_sums on activity_sums.customer_id = everybody.customer_id`] : []),
  ];
  return sql`components as (
  select
    everybody.customer_id,
    coalesce(held.accounts, 0) as accounts,
    coalesce(held.unpriced_accounts, 0) as unpriced_accounts,
    ${join(columns, ",\n    ")},
    ${plan.activity ? sql`coalesce(activity_sums.cost, 0)` : sql`cast(null as decimal(18, 2))`} as activity_cost
  from everybody
  ${join(joins, "\n  ")}
)`;
}
