import { id, join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";

/** The components that a ready table can have. */
export const SIMPLE_COLUMNS = [
  "profit",
  "revenue",
  "nii",
  "fee_income",
  "cost",
  "provision",
  "expected_loss",
  "capital",
] as const;

export type SimpleColumn = (typeof SIMPLE_COLUMNS)[number];

/** How profit follows from the columns that are there. */
export interface SimplePlan {
  readonly columns: readonly SimpleColumn[];
  readonly hasPeriod: boolean;
  readonly risk: "expected_loss" | "provision" | null;
}

export function simpleColumns(catalog: Catalog): readonly SimpleColumn[] {
  return SIMPLE_COLUMNS.filter((each) => catalog.has("profit_input", each));
}

/** One row: rows, rows without an id, rows whose key comes twice, and for each column the rows where it is empty. */
export function simpleFaults({ columns, hasPeriod }: SimplePlan): Sql {
  const key = hasPeriod ? sql`customer_id, period` : sql`customer_id`;
  const empties = columns.map(
    (each) => sql`,
  sum(case when ${id(each)} is null then 1 else 0 end) as ${id(each)}`,
  );
  return sql`with keyed as (
  select *, count(*) over (partition by ${key}) as copies
  from profit_input
)
select
  count(*) as all_rows,
  sum(case when customer_id is null then 1 else 0 end) as without_id,
  sum(case when copies > 1 then 1 else 0 end) as duplicates${join(empties, "")}
from keyed`;
}

/** One row per customer: every component and the profit they make; periods are added up. Empty components count as zero here. */
export function simpleTable(plan: SimplePlan): Sql {
  const has = (column: SimpleColumn) => plan.columns.includes(column);
  const sums = plan.columns.map(
    (each) => sql`
    cast(sum(coalesce(cast(${id(each)} as decimal(28, 6)), 0)) as decimal(28, 6)) as ${id(each)}`,
  );
  const part = (column: SimpleColumn) => (has(column) ? id(column) : sql`cast(null as decimal(28, 6))`);
  const revenue = has("revenue") ? sql`revenue` : revenueOfParts(plan);
  const risk = plan.risk === null ? sql`0` : id(plan.risk);
  const profit = has("profit") ? sql`profit` : sql`${revenue} - ${has("cost") ? sql`cost` : sql`0`} - ${risk}`;
  return sql`with sums as (
  select
    customer_id,${join(sums, ",")}
  from profit_input
  group by customer_id
)
select
  customer_id,
  ${part("nii")} as nii,
  ${part("fee_income")} as fee_income,
  ${revenue} as revenue,
  ${part("cost")} as cost,
  ${part("expected_loss")} as expected_loss,
  ${part("provision")} as provision,
  ${part("capital")} as capital,
  cast(${profit} as decimal(28, 6)) as profit
from sums
order by customer_id`;
}

function revenueOfParts({ columns }: SimplePlan): Sql {
  const parts = (["nii", "fee_income"] as const).filter((each) => columns.includes(each));
  return parts.length === 0
    ? sql`cast(null as decimal(28, 6))`
    : join(
        parts.map((each) => id(each)),
        " + ",
      );
}
