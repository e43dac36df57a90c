import type { Dialect } from "../../engine/dialect.js";
import { id, join, sql, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { measureOf, type EffectDesign } from "../design.js";
import type { PanelColumn } from "../units.js";
import type { Windows } from "../windows.js";
import { measureScale, measureValue, sourceQuery, sourcesOf } from "./measures.js";
import { neededMeasures, type BankMeasure } from "./tables.js";

/** Column of effect_panel that holds the measure of the migration matrix. */
export const MIGRATION_COLUMN = "migration_measure";

/** The columns of effect_panel that hold measures: the outcomes, and the measure of the migration matrix. */
export function bankColumns(design: EffectDesign): readonly (PanelColumn & { readonly measure: BankMeasure })[] {
  const named = design.outcomes.map((each) => ({ name: each.name, measure: measureOf(each) as BankMeasure }));
  if (design.migration) named.push({ name: MIGRATION_COLUMN, measure: design.migration.measure as BankMeasure });
  return named.map((each) => ({ ...each, scale: measureScale(each.measure) }));
}

/** The closed panel: every customer of the population in every month, 0 after closing. */
export function bankPanelQuery(dialect: Dialect, design: EffectDesign, catalog: Catalog, windows: Windows): Sql {
  const measures = neededMeasures(design);
  const sources = sourcesOf(measures);
  const ctes = sources.map(
    (each) => sql`${id(each)} as (\n  ${sourceQuery(each, dialect, catalog, windows.panel, measures)}\n)`,
  );
  const joins = sources.map(
    (each) =>
      sql`\nleft join ${id(each)} on ${id(each, "unit")} = customer.unit and ${id(each, "period")} = month.period`,
  );
  const values = bankColumns(design).map((each) => sql`${measureValue(each.measure)} as ${id(each.name)}`);
  return sql`${ctes.length > 0 ? sql`with ${join(ctes, ",\n")}\n` : sql``}select
  customer.unit,
  customer.cluster,
  customer.cohort,
  customer.segment,
  month.period,
  coalesce(customer.closed_in <= month.period, false) as closed,
  ${join(values, ",\n  ")}
from effect_population as customer
cross join effect_periods as month${join(joins, "")}`;
}
