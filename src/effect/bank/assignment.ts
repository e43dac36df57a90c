import type { Dialect } from "../../engine/dialect.js";
import { sql, type Sql, id } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import type { EffectDesign } from "../design.js";
import { levelOf } from "./tables.js";

/** First and last month with data: of the balances, or else of the bookings. */
export function monthsQuery(dialect: Dialect, catalog: Catalog): Sql {
  const from = catalog.has("balances", "period_end") ? sql`balances` : sql`transactions`;
  const day = catalog.has("balances", "period_end") ? sql`period_end` : sql`booked_on`;
  return sql`select
  min(${dialect.monthIndex(day)}) as first_month,
  max(${dialect.monthIndex(day)}) as last_month
from ${from}`;
}

/** One row a branch (or customer): key, cohort = month of go-live (null = never), and the number of distinct go-live dates. */
export function assignmentQuery(dialect: Dialect, design: EffectDesign, catalog: Catalog): Sql {
  const byProgramme = design.cohort === "programme";
  const key = id(levelOf(design, catalog));
  const day = byProgramme ? sql`start_date` : sql`programme_date`;
  return sql`select
  ${key} as assigned,
  ${dialect.monthIndex(sql`min(${day})`)} as cohort,
  count(distinct ${day}) + case when count(${day}) between 1 and count(*) - 1 then 1 else 0 end as starts
from ${byProgramme ? sql`programme` : sql`customers`}
where ${key} is not null
group by ${key}`;
}

/** Distinct adoption months. */
export const adoptionsQuery = sql`select distinct cohort
from effect_assignment
where cohort is not null
order by cohort`;

/** Branches (or customers) with several go-live dates, and those that no customer has. */
export function assignmentChecksQuery(design: EffectDesign, catalog: Catalog): Sql {
  const key = id("customers", levelOf(design, catalog));
  return sql`select
  count(*) as keys,
  count(*) filter (where starts > 1) as several,
  count(*) filter (where not exists (select 1 from customers where ${key} = effect_assignment.assigned)) as unmatched
from effect_assignment`;
}
