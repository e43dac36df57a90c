import { failIfAny } from "../../core/errors.js";
import { didYouMean } from "../../core/nearest.js";
import { id, sql, type, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { measureOf, type EffectDesign } from "../design.js";

/** Whether the panel's own column says the cluster; otherwise each unit is its own. */
export function hasClusters(design: EffectDesign, catalog: Catalog): boolean {
  return design.cluster !== "unit" && catalog.has("panel", "cluster");
}

/** Throws EFF-31 with every column that the design needs and the panel lacks. */
export function checkPanel(design: EffectDesign, catalog: Catalog): void {
  const outcomes = design.outcomes.map(measureOf);
  const more = [design.migration?.measure, design.segment?.column].filter((each) => each !== undefined);
  const conditions = design.population.where.map((each) => each.column);
  const needed = new Set(["unit", "period", "cohort", ...outcomes, ...more, ...conditions]);
  const missing = [...needed].filter((each) => !catalog.has("panel", each));
  failIfAny(
    missing.map((column) => ({
      code: "EFF-31" as const,
      message: catalog.has("panel") ? `table panel has no column "${column}"` : "there is no table panel",
      expected: `panel.${column}`,
      hint: catalog.has("panel") ? didYouMean(column, catalog.columns("panel")) : "declare a source for panel",
    })),
  );
}

/** A column of the panel as a double. */
export function panelValue(column: string): Sql {
  return sql`cast(${id("panel", column)} as ${type("double")})`;
}
