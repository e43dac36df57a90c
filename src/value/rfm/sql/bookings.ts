import type { Dialect } from "../../../engine/dialect.js";
import { empty, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { RfmPlan } from "../plan.js";

/** The steps that can remove a booking, in the order in which they are judged; SQL knows a step by its position, from 1. */
export const FLOW_STEPS = [
  "no customer",
  "no date",
  "no amount",
  "after as_of",
  "before the window",
  "type filter",
  "channel filter",
  "other currency",
  "negative amount",
] as const;

type Step = (typeof FLOW_STEPS)[number];

/**
 * Import CTEs `bookings` (one row per booking with customer_id, booked_on, amount; a missing fee is no fee) and `judged` (the same, with `step`:
 * null where the booking counts, else the position in FLOW_STEPS of the first step that removes it).
 */
export function judgedBookings(plan: RfmPlan, catalog: Catalog, dialect: Dialect): Sql {
  return sql`bookings as (
  select
    ${customerOf(catalog)} as customer_id,
    t.booked_on,
    ${amountOf(plan)} as amount${optional(catalog, ["type", "channel", "currency"])}
  from transactions as t${joinAccounts(catalog)}
),
judged as (
  select
    customer_id,
    booked_on,
    ${countedAmount(plan)} as amount,
    bookings.amount < 0 as is_negative,
    case${join(
      judgements(plan, catalog, dialect).map(
        ([step, condition]) => sql`
      when ${condition} then ${literal(FLOW_STEPS.indexOf(step) + 1)}`,
      ),
      "",
    )}
    end as step
  from bookings
)`;
}

function customerOf(catalog: Catalog): Sql {
  const own = catalog.has("transactions", "customer_id");
  if (!throughAccounts(catalog)) return sql`t.customer_id`;
  return own ? sql`coalesce(t.customer_id, a.customer_id)` : sql`a.customer_id`;
}

function throughAccounts(catalog: Catalog): boolean {
  return catalog.has("transactions", "account_id") && catalog.has("accounts", "customer_id");
}

function joinAccounts(catalog: Catalog): Sql {
  if (!throughAccounts(catalog)) return empty;
  return sql`
  left join accounts as a on a.account_id = t.account_id`;
}

function optional(catalog: Catalog, columns: readonly ("type" | "channel" | "currency")[]): Sql {
  const fragments = { type: sql`t.type`, channel: sql`t.channel`, currency: sql`t.currency` };
  const present = columns.filter((each) => catalog.has("transactions", each));
  return join(
    present.map(
      (each) => sql`,
    ${fragments[each]}`,
    ),
    "",
  );
}

function amountOf({ settings }: RfmPlan): Sql {
  if (settings.monetary_source === "fee") return sql`coalesce(t.fee, 0)`;
  return settings.direction === "out" ? sql`-t.amount` : sql`t.amount`;
}

function countedAmount({ refunds }: RfmPlan): Sql {
  return refunds === "gross" ? sql`abs(bookings.amount)` : sql`bookings.amount`;
}

function judgements(plan: RfmPlan, catalog: Catalog, { dateOf }: Dialect): readonly (readonly [Step, Sql])[] {
  const { settings } = plan;
  const found: [Step, Sql][] = [
    ["no customer", sql`customer_id is null`],
    ["no date", sql`booked_on is null`],
    ["no amount", sql`bookings.amount is null`],
    ["after as_of", sql`booked_on > ${dateOf(plan.asOf)}`],
  ];
  if (plan.windowStart !== null) found.push(["before the window", sql`booked_on < ${dateOf(plan.windowStart)}`]);
  for (const column of ["type", "channel"] as const) {
    const filter = settings.events[column];
    const name = column === "type" ? sql`type` : sql`channel`;
    if (filter?.include) found.push([`${column} filter`, sql`not coalesce(${isIn(name, filter.include)}, false)`]);
    if (filter?.exclude) found.push([`${column} filter`, sql`coalesce(${isIn(name, filter.exclude)}, false)`]);
  }
  if (settings.currency !== null && catalog.has("transactions", "currency"))
    found.push(["other currency", sql`not coalesce(currency = ${settings.currency}, false)`]);
  if (plan.refunds === "ignore") found.push(["negative amount", sql`bookings.amount < 0`]);
  return found;
}

function isIn(column: Sql, codes: readonly string[]): Sql {
  return codes.length === 0 ? sql`false` : sql`${column} in (${join(codes.map((each) => sql`${each}`))})`;
}

/**
 * The only pass over the bookings. One row per customer with a booking that counts (step null): first_date, last_date,
 * frequency, monetary, bookings, negatives; and one row for each step that removed bookings, without a customer.
 * With refunds `net` a day is an occasion only if it holds a positive row.
 */
export function customerActivity(plan: RfmPlan, catalog: Catalog, dialect: Dialect): Sql {
  const day = plan.refunds === "net" ? sql`case when amount > 0 then booked_on end` : sql`booked_on`;
  const customer = sql`case when step is null then customer_id end`;
  return sql`with ${judgedBookings(plan, catalog, dialect)}
select
  step,
  ${customer} as customer_id,
  min(${day}) as first_date,
  max(${day}) as last_date,
  count(${plan.occasions === "day" ? sql`distinct ` : empty}${day}) as frequency,
  sum(amount) as monetary,
  count(*) as bookings,
  sum(case when is_negative then 1 else 0 end) as negatives
from judged
group by step, ${customer}`;
}

/** Rows: step (null for what counts), bookings, negatives. */
export const flowCounts = sql`select step, sum(bookings) as bookings, sum(negatives) as negatives
from rfm_activity
group by step
order by step`;

/** Rows: the currencies of the bookings up to the last day, at most two. */
export function currencies(plan: RfmPlan, dialect: Dialect): Sql {
  return sql`select distinct currency
from transactions
where booked_on <= ${dialect.dateOf(plan.asOf)} and currency is not null
order by currency
limit 2`;
}

/** One row: the last booking day. */
export const lastBookingDay = sql`select max(booked_on) as as_of
from transactions`;
