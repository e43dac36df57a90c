import { empty, id, join, sql, type, type Sql } from "../../engine/sql.js";
import type { Engine } from "../../engine/engine.js";
import type { Catalog } from "../../engine/stage.js";
import type { SegmentSettings } from "../settings.js";

/** Who is segmented: the rows of one table, identified by customer, or by their place in the file where there is no id. */
export interface Population {
  readonly table: string;
  readonly identified_by: "customer_id" | "file_order";
  /** Condition on rows of the table, for `customers: open`. */
  readonly only: Sql | null;
}

/** The population that the settings name: their table, else `customers`, else the table of the first feature. */
export function populationOf(settings: SegmentSettings, catalog: Catalog, dialect: Engine["dialect"]): Population {
  const first = settings.features.find((each) => each.table !== undefined)?.table;
  const table = settings.population ?? (catalog.has("customers") ? "customers" : (first ?? "customers"));
  const identified_by = catalog.has(table, "customer_id") ? "customer_id" : "file_order";
  const only = settings.customers === "open" ? openOn(settings, catalog.has(table, "close_date"), dialect) : null;
  return Object.freeze({ table, identified_by, only });
}

function openOn(settings: SegmentSettings, hasEnd: boolean, dialect: Engine["dialect"]): Sql {
  const day = dialect.dateOf((settings.as_of ?? settings.window?.end)!);
  const end = hasEnd ? sql` and (close_date is null or close_date > ${day})` : empty;
  return sql`open_date <= ${day}${end}`;
}

/** CTE `population (customer_id)`. */
export function populationCte(population: Population): Sql {
  const where = population.only === null ? empty : sql`\n  where ${population.only}`;
  return sql`population as (
  select customer_id
  from ${id(population.table)}${where}
)`;
}

/** The ids of the population in byte order. */
export function idsQuery(population: Population): Sql {
  return sql`with ${populationCte(population)}
select customer_id
from population
order by customer_id`;
}

function alias(at: number): Sql {
  return id(`c${String(at)}`);
}

function fromSource(population: Population, table: string, columns: readonly string[], asked: readonly Sql[]): Sql {
  const picked = join(columns.map((each, at) => sql`${id(each)} as ${alias(at)}`));
  if (population.identified_by === "file_order")
    return sql`with source as (
  select row_number() over () as file_row, ${picked}
  from ${id(table)}
)
select ${join(asked)}
from source as s`;
  return sql`with ${populationCte(population)},
source as (
  select customer_id, ${picked}
  from ${id(table)}
)
select ${join(asked)}
from population as p
left join source as s on s.customer_id = p.customer_id`;
}

function orderOf(population: Population): Sql {
  return population.identified_by === "file_order" ? sql`s.file_row` : sql`p.customer_id`;
}

/**
 * One row per customer of the population in id order, or in file order without an id, with columns `c0`, `c1`, … of one
 * table. A customer without a row in the table has nulls.
 */
export function columnsQuery(population: Population, table: string, columns: readonly string[]): Sql {
  const asked = columns.map((_, at) => sql`s.${alias(at)}`);
  return sql`${fromSource(population, table, columns, asked)}
order by ${orderOf(population)}`;
}

/** One row with the number of customers that have no value in each column, `c0`, `c1`, … */
export function missingQuery(population: Population, table: string, columns: readonly string[]): Sql {
  const asked = columns.map((_, at) => sql`count(case when s.${alias(at)} is null then 1 end) as ${alias(at)}`);
  return fromSource(population, table, columns, asked);
}

/** One row per customer in the order of `columnsQuery` with one column as text, `c0`. */
export function textsQuery(population: Population, table: string, column: string): Sql {
  const asked = [sql`cast(s.${alias(0)} as ${type("text")}) as ${alias(0)}`];
  return sql`${fromSource(population, table, [column], asked)}
order by ${orderOf(population)}`;
}

/**
 * One row per segment: its label, its customers with a value, and the exact sum of their values as decimal text.
 * @param assignments table with `customer_id` and `segment`
 */
export function valueQuery(population: Population, assignments: string, table: string, column: string): Sql {
  const customer =
    population.identified_by === "file_order" ? sql`cast(row_number() over () as ${type("id")})` : sql`customer_id`;
  return sql`with source as (
  select ${customer} as customer_id, cast(${id(column)} as ${type("decimal")}) as value
  from ${id(table)}
)
select a.segment, count(s.value) as customers, coalesce(sum(s.value), 0) as value
from ${id(assignments)} as a
left join source as s on s.customer_id = a.customer_id
group by a.segment
order by a.segment`;
}

/** One row with the number of rows of the population's table, before any condition. */
export function populationCountQuery(population: Population): Sql {
  return sql`select count(*) as customers
from ${id(population.table)}`;
}
