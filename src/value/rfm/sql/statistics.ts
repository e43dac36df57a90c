import type { Dialect } from "../../../engine/dialect.js";
import { id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { MeasureCuts } from "../cuts.js";
import type { Measure } from "../measures.js";
import type { RfmPlan } from "../plan.js";
import { measureValue, parentOf, scoreChain, scoreExpression } from "./score.js";

/** The values that cuts are estimated from: CTE `measured` with parent and value, one row per customer with an occasion. */
function measured(plan: RfmPlan, measure: Measure, parents: readonly MeasureCuts[]): Sql {
  const positive = plan.settings.sign_aware && measure.name === "monetary" ? sql` and ${id(measure.name)} > 0` : sql``;
  const chain = parents.length === 0 ? sql`` : sql`${scoreChain(plan, parents)},\n`;
  const from = parents.length === 0 ? sql`rfm_base` : sql`scored`;
  return sql`${chain}measured as (
  select ${parentOf(parents.map((each) => each.measure))} as parent, ${id(measure.name)} as value
  from ${from}
  where is_active${positive}
)`;
}

/** Rows: parent, customers; how many values each cell has. */
export function cellSizes(plan: RfmPlan, measure: Measure, parents: readonly MeasureCuts[]): Sql {
  return sql`with ${measured(plan, measure, parents)}
select parent, count(*) as customers
from measured
group by parent
order by parent`;
}

/** One order statistic that is wanted: the value at a position counted from 1 within a cell. */
export interface Wanted {
  readonly parent: string;
  readonly position: number;
}

/** Rows: position, value (exact); order statistics of all customers with an occasion. */
export function plainOrderStatistics(
  plan: RfmPlan,
  measure: Measure,
  size: number,
  positions: readonly number[],
  dialect: Dialect,
): Sql {
  return sql`with ${measured(plan, measure, [])}
${dialect.orderStatistics(sql`measured`, sql`value`, size, positions)}`;
}

/** Rows: parent, position, value (exact); the order statistics asked for within each cell. */
export function orderStatistics(
  plan: RfmPlan,
  measure: Measure,
  parents: readonly MeasureCuts[],
  wanted: readonly Wanted[],
): Sql {
  const list = join(
    wanted.map(({ parent, position }) => sql`(${literal(parent)}, ${literal(position)})`),
    ", ",
  );
  return sql`with ${measured(plan, measure, parents)},
ranked as (
  select parent, value, row_number() over (partition by parent order by value) as position
  from measured
)
select parent, position, value
from ranked
where (parent, position) in (${list})
order by parent, position`;
}

/** Rows: bin, largest; the largest value of each bin by midrank `1 + floor(k (midrank - 1/2) / n)`. */
export function midrankBins(plan: RfmPlan, measure: Measure, bins: number): Sql {
  return sql`with ${measured(plan, measure, [])},
blocks as (
  select value, count(*) as customers
  from measured
  group by value
),
running as (
  select
    value,
    customers,
    sum(customers) over (order by value rows between unbounded preceding and current row) as upto,
    sum(customers) over () as everybody
  from blocks
),
binned as (
  select value, 1 + floor(${literal(bins)} * (2.0 * upto - customers) / (2.0 * everybody)) as bin
  from running
)
select cast(bin as integer) as bin, max(value) as largest
from binned
group by bin
order by bin`;
}

/** Columns: value; of all customers with an occasion, in rising order. */
export function sortedValues(plan: RfmPlan, measure: Measure): Sql {
  return sql`with ${measured(plan, measure, [])}
select cast(value as double) as value
from measured
order by value`;
}

/** Rows: score, customers; of customers with an occasion, by the cuts of one measure. */
export function scoreCounts(cuts: MeasureCuts): Sql {
  return sql`with scored as (
  select ${scoreExpression(cuts, sql`''`)} as score
  from rfm_base
  where is_active
)
select score, count(*) as customers
from scored
group by score
order by score`;
}

/** One row: minimum, maximum, total (exact) and customers of one measure, of customers with an occasion. */
export function measureRange(measure: Measure): Sql {
  return sql`select
  min(${measureValue(measure)}) as minimum,
  max(${measureValue(measure)}) as maximum,
  sum(${id(measure.name)}) as total,
  count(*) as customers
from rfm_base
where is_active`;
}
