import { empty, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Scenario } from "../settings/cost.js";
import { binnedCustomers, topTwoShare } from "./distribution.js";

/** What profit is after: all cost with a column overhead, own cost only, or cost that cannot be taken apart. */
export type Costs = "full" | "marginal" | "unknown";

/**
 * One row: customers of a decile (those with a loss, unless all), their profit, and by how much it would change; null where a
 * customer lacks the input. Each customer's change is rounded once to the cent.
 */
export function scenarioSums(scenario: Scenario, costs: Costs): Sql {
  const losses = scenario.customers === "negative" ? sql` and profit < 0` : empty;
  return sql`with ${binnedCustomers},
touched as (
  select
    customer_id,
    profit,
    ${changeOf(scenario, costs)} as change,
    row_number() over (order by abs(profit) desc, customer_id) as place
  from binned
  where decile = ${literal(scenario.decile)}${losses}
)
select
  count(*) as customers,
  coalesce(sum(profit), 0) as profit,
  case when count(*) = count(change) then coalesce(sum(change), 0) end as change,
  ${topTwoShare} as top_two_share
from touched`;
}

function changeOf(scenario: Scenario, costs: Costs): Sql {
  switch (scenario.kind) {
    case "to_zero":
      return sql`greatest(-profit, 0)`;
    case "raise_revenue":
      return part(sql`greatest(revenue, 0)`, scenario.by);
    case "cut_cost":
      return part(sql`cost`, scenario.by);
    case "leave":
      return leaving(costs);
  }
}

/** The bank loses what customers left after their own cost and risk; overhead stays with it. */
function leaving(costs: Costs): Sql {
  if (costs === "unknown") return sql`cast(null as decimal(28, 2))`;
  return costs === "full" ? sql`-(profit + coalesce(overhead, 0))` : sql`-profit`;
}

function part(amount: Sql, by: number): Sql {
  return sql`cast(round(cast(${amount} as decimal(28, 6)) * cast(${literal(by.toFixed(6))} as decimal(10, 6)), 2) as decimal(28, 2))`;
}
