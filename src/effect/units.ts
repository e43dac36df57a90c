import { id, join, literal, sql, type Sql } from "../engine/sql.js";
import { wholeOf, type Scale } from "./scale.js";
import { lengthOf, type Span, type Windows } from "./windows.js";

/** A column of effect_panel with its scale. */
export interface PanelColumn {
  readonly name: string;
  readonly scale: Scale;
}

/** Two windows whose means are compared: after minus before. */
export interface Contrast {
  readonly before: WindowName;
  readonly after: WindowName;
}

export type WindowName = "before" | "after" | "early" | "late";

export const PROGRAMME: Contrast = Object.freeze({ before: "before", after: "after" });
export const PLACEBO: Contrast = Object.freeze({ before: "early", after: "late" });

/** The windows of a design that have unit sums, by name. */
export function namedWindows(windows: Windows): ReadonlyMap<WindowName, Span> {
  const named = new Map<WindowName, Span>([
    ["before", windows.before],
    ["after", windows.after],
  ]);
  if (windows.placebo) named.set("early", windows.placebo.early).set("late", windows.placebo.late);
  return named;
}

/** Column of effect_units with the exact sum of an outcome over a window. */
export function sumColumn(outcome: string, window: WindowName): string {
  return `${outcome} ${window}`;
}

export function within(span: Span): Sql {
  return sql`period between ${literal(span.from)} and ${literal(span.to)}`;
}

/** One row a unit: cluster, arm, cohort, segment and the exact whole-number sum of each outcome over each window. */
export function unitsQuery(columns: readonly PanelColumn[], windows: Windows): Sql {
  const sums = columns.flatMap((column) =>
    [...namedWindows(windows)].map(
      ([name, span]) =>
        sql`sum(${wholeOf(id(column.name), column.scale)}) filter (where ${within(span)}) as ${id(sumColumn(column.name, name))}`,
    ),
  );
  return sql`select
  unit,
  cluster,
  cohort,
  segment,
  cohort is not null as treated,
  ${join(sums, ",\n  ")}
from effect_panel
group by unit, cluster, cohort, segment`;
}

/** The whole-number change of a unit between two windows: comparable after division by the product of their lengths. */
export function changeOf(outcome: string, contrast: Contrast, windows: Windows): Sql {
  const named = namedWindows(windows);
  const [before, after] = [named.get(contrast.before)!, named.get(contrast.after)!];
  const [earlier, later] = [id(sumColumn(outcome, contrast.before)), id(sumColumn(outcome, contrast.after))];
  return sql`(${later} * ${literal(lengthOf(before))} - ${earlier} * ${literal(lengthOf(after))})`;
}

/** Product of the lengths of the windows of a contrast. */
export function changePeriods(contrast: Contrast, windows: Windows): number {
  const named = namedWindows(windows);
  return lengthOf(named.get(contrast.before)!) * lengthOf(named.get(contrast.after)!);
}
