import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { MeasureCuts } from "../cuts.js";
import { scoreColumn, type Measure } from "../measures.js";
import type { RfmPlan } from "../plan.js";
import type { ScoredMeasure } from "../scoring.js";
import { double, measureValue, parentOf, scoreByCuts } from "./score.js";

/**
 * The cells of a run, one row for each combination of scores and segment that occurs: is_active, the scores, segment,
 * customers, occasions, money (exact). All counts of the result are sums of these. Needs rfm_scores.
 */
export function cellTable(plan: RfmPlan): Sql {
  const scores = plan.measures.map((each) => sql`s.${id(scoreColumn(each))}`);
  const keys = join([sql`s.frequency > 0`, ...scores, sql`s.segment`]);
  const { join: joined, money } = moneyOf(plan);
  return sql`select
  s.frequency > 0 as is_active,
  ${join(scores)},
  s.segment,
  count(*) as customers,
  sum(s.frequency) as occasions,
  sum(${money}) as monetary
from rfm_scores as s${joined}
group by ${keys}`;
}

/** The money of a customer: what is scored, or the sum that the mean per occasion came from. */
function moneyOf({ settings }: RfmPlan): { readonly join: Sql; readonly money: Sql } {
  if (settings.monetary_statistic === "sum") return { join: empty, money: sql`s.monetary` };
  if (settings.input !== "transactions") return { join: empty, money: sql`s.monetary * s.frequency` };
  return {
    join: sql`
left join rfm_activity as a on a.customer_id = s.customer_id and a.step is null`,
    money: sql`coalesce(a.monetary, 0)`,
  };
}

/** One row: customers, scored, without an occasion, occasions, money (exact). */
export function totals(scored: Measure): Sql {
  return sql`select
  sum(customers) as customers,
  sum(case when ${id(scoreColumn(scored))} is null then 0 else customers end) as scored,
  sum(case when is_active then 0 else customers end) as inactive,
  sum(occasions) as occasions,
  sum(monetary) as monetary
from rfm_cells`;
}

/** One row: customers who do not stand in the table of customers. */
export const unknownCustomers = sql`select count(*) as unknown
from rfm_base
where not is_known`;

/** Rows: segment, customers, occasions, monetary (exact). */
export const segmentTotals = sql`select
  segment,
  sum(customers) as customers,
  sum(occasions) as occasions,
  sum(monetary) as monetary
from rfm_cells
group by segment
order by segment`;

/** Rows: segment, lower, upper; the two middle values of one measure (exact), equal when the number of values is odd. */
export function segmentMedians(measure: Measure): Sql {
  const name = id(measure.name);
  return sql`select
  segment,
  percentile_disc(0.5) within group (order by ${name}) as lower,
  percentile_disc(0.5) within group (order by ${name} desc) as upper
from rfm_scores
where ${name} is not null
group by segment
order by segment`;
}

/**
 * Rows: the keys, largest, second, total: the two largest customers and all customers of a cell by absolute money. With two
 * largest customers alike, second equals largest; a cell of one customer has no second.
 */
export function largestTwo(plan: RfmPlan, keys: readonly string[]): Sql {
  const { join: joined, money } = moneyOf(plan);
  const of = (table: string) => join(keys.map((each) => id(table, each)));
  const same = keys.map((each) => sql`s.${id(each)} is not distinct from l.${id(each)}`);
  return sql`with sizes as (
  select ${of("s")}, abs(${money}) as size
  from rfm_scores as s${joined}
),
largest as (
  select ${join(keys.map((each) => id(each)))}, max(size) as size, sum(size) as total
  from sizes
  group by ${join(keys.map((each) => id(each)))}
)
select
  ${of("l")},
  l.size as largest,
  case when count(case when s.size = l.size then 1 end) > 1 then l.size else max(case when s.size < l.size then s.size end) end as second,
  l.total
from largest as l
join sizes as s on ${join(same, " and ")}
group by ${of("l")}, l.size, l.total
order by ${of("l")}`;
}

/** Rows: r_score, f_score, customers, monetary (exact), segment (null when the cell belongs to several). */
export const gridCells = sql`select
  r_score,
  f_score,
  sum(customers) as customers,
  sum(monetary) as monetary,
  case when min(segment) = max(segment) then min(segment) end as segment
from rfm_cells
where r_score is not null and f_score is not null
group by r_score, f_score
order by r_score, f_score`;

/** Rows: cell (scores joined by hyphens), customers. */
export function cellCounts(measures: readonly Measure[]): Sql {
  const cell = join(
    measures.map((each) => sql`cast(${id(scoreColumn(each))} as varchar)`),
    " || '-' || ",
  );
  return sql`with cells as (
  select ${cell} as cell, customers
  from rfm_cells
)
select cell, sum(customers) as customers
from cells
where cell is not null
group by cell
order by cell`;
}

/** Rows: parent, score, customers; of customers with an occasion, by one measure and the cell of the measures before. */
export function scoreSizes(measure: Measure, parents: readonly Measure[]): Sql {
  return sql`with scored as (
  select ${parentOf(parents)} as parent, ${id(scoreColumn(measure))} as score, customers
  from rfm_cells
  where is_active
)
select parent, score, sum(customers) as customers
from scored
group by parent, score
order by parent, score`;
}

/** Rows: score (of the bin that the value lies in), lowest, highest; the scores that customers of a bin got by rank. */
export function scoreSpans(cuts: MeasureCuts): Sql {
  return sql`with binned as (
  select ${scoreByCuts(cuts, cuts.cells[0])} as score, ${id(scoreColumn(cuts.measure))} as given
  from rfm_scores
  where frequency > 0
)
select score, min(given) as lowest, max(given) as highest
from binned
group by score
order by score`;
}

/** One row: customers with an occasion whose value is exactly this one. */
export function customersAt(measure: Measure, value: number): Sql {
  return sql`select count(*) as customers
from rfm_scores
where frequency > 0 and ${measureValue(measure)} = ${double(value)}`;
}

/** One row: the value that most customers with a score share, and how many they are. */
export function commonestValue(measure: Measure, score: number): Sql {
  return sql`select cast(${id(measure.name)} as varchar) as value, count(*) as customers
from rfm_scores
where ${id(scoreColumn(measure))} = ${literal(score)}
group by ${id(measure.name)}
order by customers desc, ${id(measure.name)}
limit 1`;
}

/** One row: customers with an occasion below and above the range of saved cuts. */
export function beyondRange({ cuts, minimum, maximum }: ScoredMeasure): Sql {
  const value = measureValue(cuts.measure);
  return sql`select
  sum(case when ${value} < ${minimum} then 1 else 0 end) as below,
  sum(case when ${value} > ${maximum} then 1 else 0 end) as above
from rfm_base
where is_active`;
}

/** Columns: one a measure, raw values of customers with an occasion, by customer_id; for the entropy. */
export function rawValues(measures: readonly Measure[]): Sql {
  const columns = measures.map((each) => sql`${measureValue(each)} as ${id(each.name)}`);
  return sql`select ${join(columns)}
from rfm_base
where is_active
order by customer_id`;
}

/** One row: scored customers in a cell of the measures before that saved nested cuts do not have. */
export function outsideCells(cells: readonly string[], parents: readonly Measure[]): Sql {
  return sql`with cells as (
  select ${parentOf(parents)} as parent, customers
  from rfm_cells
)
select coalesce(sum(customers), 0) as customers
from cells
where parent is not null and parent not in (${join(cells.map((each) => literal(each)))})`;
}
