import type { Dialect } from "../../../engine/dialect.js";
import { sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";
import type { RfmPlan } from "../plan.js";

/** A measure beyond R, F and M: where its value comes from. `people` is in reach. */
export interface Extra {
  readonly name: Sql;
  readonly value: Sql;
  readonly cte?: Sql;
  readonly join?: Sql;
  readonly replacesMonetary?: true;
}

/** The extras that the plan needs. */
export function extraMeasures(plan: RfmPlan, catalog: Catalog, dialect: Dialect): readonly Extra[] {
  const wanted = new Set(plan.measures.map((each) => each.name));
  const source = plan.settings.monetary_source;
  const found: Extra[] = [];
  if (wanted.has("relationship_days")) found.push(relationship(plan, catalog, dialect));
  if (wanted.has("span_days")) found.push(span(dialect));
  if (wanted.has("product_count")) found.push(products(plan, catalog, dialect));
  if (wanted.has("average_balance")) found.push(averageBalance(plan, catalog, dialect));
  if (source === "average_balance") found.push(balanceAsMoney(plan, catalog, dialect, wanted.has("average_balance")));
  if (source === "profit") found.push(PROFIT);
  return found;
}

const PROFIT: Extra = {
  name: sql`monetary`,
  value: sql`profit_customers.profit`,
  join: sql`left join profit_customers on profit_customers.customer_id = people.customer_id`,
  replacesMonetary: true,
};

function span({ daysBetween }: Dialect): Extra {
  return {
    name: sql`span_days`,
    value: sql`cast(${daysBetween(sql`people.first_date`, sql`people.last_date`)} as bigint)`,
  };
}

function relationship(plan: RfmPlan, catalog: Catalog, { daysBetween, dateOf }: Dialect): Extra {
  const fromCustomers = catalog.has("customers", "open_date");
  const fromAccounts = catalog.has("accounts", "open_date");
  const dates = [
    ...(fromCustomers ? [sql`customers.open_date`] : []),
    ...(fromAccounts ? [sql`openings.open_date`] : []),
  ];
  const start = dates.reduceRight((rest, each) => sql`coalesce(${each}, ${rest})`, sql`people.first_date`);
  const accounts = sql`left join openings on openings.customer_id = people.customer_id`;
  const customers = sql`left join customers on customers.customer_id = people.customer_id`;
  return {
    name: sql`relationship_days`,
    value: sql`cast(${daysBetween(start, dateOf(plan.asOf))} as bigint)`,
    ...(fromAccounts ? { cte: OPENINGS } : {}),
    join: fromCustomers && fromAccounts ? sql`${customers}\n${accounts}` : fromCustomers ? customers : accounts,
  };
}

const OPENINGS = sql`openings as (
  select customer_id, min(open_date) as open_date
  from accounts
  group by customer_id
)`;

function products(plan: RfmPlan, catalog: Catalog, { dateOf }: Dialect): Extra {
  const closed = catalog.has("accounts", "close_date")
    ? sql` and (accounts.close_date is null or accounts.close_date >= ${dateOf(plan.asOf)})`
    : sql``;
  const byFamily = plan.settings.product_by === "family";
  const product = byFamily ? sql`coalesce(products.family, accounts.product_code)` : sql`accounts.product_code`;
  const families = byFamily
    ? sql`
  left join products on products.product_code = accounts.product_code`
    : sql``;
  return {
    name: sql`product_count`,
    value: sql`coalesce(held.products, 0)`,
    cte: sql`held as (
  select accounts.customer_id, count(distinct ${product}) as products
  from accounts${families}
  where (accounts.open_date is null or accounts.open_date <= ${dateOf(plan.asOf)})${closed}
  group by accounts.customer_id
)`,
    join: sql`left join held on held.customer_id = people.customer_id`,
  };
}

function balanceAsMoney(plan: RfmPlan, catalog: Catalog, dialect: Dialect, isJoined: boolean): Extra {
  const { name, value, cte, join } = averageBalance(plan, catalog, dialect);
  return { name, value, replacesMonetary: true, ...(isJoined ? {} : { cte, join }) };
}

function averageBalance(plan: RfmPlan, catalog: Catalog, { dateOf }: Dialect): Extra {
  const words = sideWords(catalog);
  const from = plan.windowStart === null ? sql`` : sql` and b.period_end >= ${dateOf(plan.windowStart)}`;
  const other = plan.settings.balance_side === "asset" ? "liability" : "asset";
  const onSide = words
    ? sql`
    and case when b.average_balance < 0 then ${other} else ${plan.settings.balance_side} end = ${words.side}`
    : sql``;
  return {
    name: sql`average_balance`,
    value: sql`coalesce(balance_means.average_balance, 0)`,
    cte: sql`balance_months as (
  select a.customer_id, b.period_end, sum(abs(b.average_balance)) as balance
  from balances as b
  join accounts as a on a.account_id = b.account_id${words?.join ?? sql``}
  where b.period_end <= ${dateOf(plan.asOf)}${from}${onSide}
  group by a.customer_id, b.period_end
),
balance_means as (
  select customer_id, cast(sum(balance) / count(*) as decimal(28, 6)) as average_balance
  from balance_months
  group by customer_id
)`,
    join: sql`left join balance_means on balance_means.customer_id = people.customer_id`,
  };
}
