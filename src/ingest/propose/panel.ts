import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { ColumnFacts } from "../sniff/column.js";
import { tidied } from "../values/text.js";
import type { Roles } from "./roles.js";

/** Columns of a ready-made panel: unit, period, and the cohort where the file names one. */
export function panelColumns(roles: Roles): Readonly<Record<string, ColumnFacts>> {
  const unit = roles.best("unit", "customer_id") ?? null;
  const period = roles.best("period");
  const cohort = roles.best("cohort");
  if (unit === null || period === null) return {};
  return { unit: unit.column, period: period.column, ...(cohort === null ? {} : { cohort: cohort.column }) };
}

/** True where a file has one row per unit and numbered period, with several periods. */
export async function isPanel(engine: Engine, roles: Roles): Promise<boolean> {
  const columns = panelColumns(roles);
  if (!("unit" in columns)) return false;
  const { unit, period } = columns;
  if (unit.keyLike || period.numbers === null || period.numbers.fractional > 0 || period.distinct < 2) return false;
  const [row] = await engine.rows(sql`
    select count(*) as n, count(distinct (${tidied(id(unit.name), [], true)}, ${tidied(id(period.name), [], true)})) as pairs
    from ${roles.source.rows.all}`);
  return Number(row.n) > 0 && Number(row.n) === Number(row.pairs);
}
