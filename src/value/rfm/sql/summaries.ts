import { id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import { scoreColumn, type Measure } from "../measures.js";
import type { ScoredMeasure } from "../scoring.js";
import { measureValue } from "./score.js";

/** One row: customers, scored, without an occasion, unknown to the table of customers, occasions, money (exact). */
export function totals(scored: Measure): Sql {
  return sql`select
  count(*) as customers,
  count(s.${id(scoreColumn(scored))}) as scored,
  count(*) - sum(case when b.is_active then 1 else 0 end) as inactive,
  sum(case when b.is_known then 0 else 1 end) as unknown,
  sum(b.frequency) as occasions,
  sum(b.monetary) as monetary
from rfm_base as b
join rfm_scores as s on s.customer_id = b.customer_id`;
}

/** Rows: segment, customers, occasions, monetary (exact). */
export const segmentTotals = sql`select
  segment,
  count(*) as customers,
  sum(frequency) as occasions,
  sum(monetary) as monetary
from rfm_scores
group by segment
order by segment`;

/** Rows: segment, lower, upper; the two middle values of one measure, equal when the number of values is odd. */
export function segmentMedians(measure: Measure): Sql {
  return sql`with ranked as (
  select
    segment,
    ${measureValue(measure)} as value,
    row_number() over (partition by segment order by ${id(measure.name)}) as position,
    count(*) over (partition by segment) as size
  from rfm_scores
  where ${id(measure.name)} is not null
)
select segment, min(value) as lower, max(value) as upper
from ranked
where 2 * position between size and size + 2
group by segment
order by segment`;
}

/** Rows: r_score, f_score, customers, monetary (exact). */
export const gridCells = sql`select r_score, f_score, count(*) as customers, sum(monetary) as monetary
from rfm_scores
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
  select ${cell} as cell
  from rfm_scores
)
select cell, count(*) as customers
from cells
where cell is not null
group by cell
order by cell`;
}

/** Rows: parent, score, customers; of customers with an occasion, by one measure and the cell of the measures before. */
export function scoreSizes(measure: Measure, parents: readonly Measure[]): Sql {
  const parent =
    parents.length === 0
      ? sql`''`
      : join(
          parents.map((each) => sql`cast(s.${id(scoreColumn(each))} as varchar)`),
          " || '-' || ",
        );
  return sql`with scored as (
  select ${parent} as parent, s.${id(scoreColumn(measure))} as score
  from rfm_scores as s
  join rfm_base as b on b.customer_id = s.customer_id
  where b.is_active
)
select parent, score, count(*) as customers
from scored
group by parent, score
order by parent, score`;
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
  const parent = join(
    parents.map((each) => sql`cast(${id(scoreColumn(each))} as varchar)`),
    " || '-' || ",
  );
  return sql`with cells as (
  select ${parent} as parent
  from rfm_scores
)
select count(*) as customers
from cells
where parent is not null and parent not in (${join(cells.map((each) => literal(each)))})`;
}
