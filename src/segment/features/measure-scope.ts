import type { Engine } from "../../engine/engine.js";
import { sql, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import type { SegmentSettings } from "../settings.js";
import { monthsOf } from "../settings-dates.js";

/** What the SELECT of a measure may depend on. */
export interface MeasureScope {
  readonly dialect: Engine["dialect"];
  readonly catalog: Catalog;
  readonly window: { readonly start: string; readonly end: string };
  readonly months: number;
  readonly as_of: string;
  readonly digital_channels: readonly string[];
}

/** The scope of the declared window; null where no window is declared, and then no measure is either. */
export function measureScope(
  settings: SegmentSettings,
  dialect: Engine["dialect"],
  catalog: Catalog,
): MeasureScope | null {
  const { window } = settings;
  if (window === undefined) return null;
  return Object.freeze({
    dialect,
    catalog,
    window,
    months: monthsOf(window),
    as_of: settings.as_of ?? window.end,
    digital_channels: settings.digital_channels,
  });
}

/** `column between start and end` of the window. */
export function inWindow(scope: MeasureScope, column: Sql): Sql {
  const { dialect, window } = scope;
  return sql`${column} between ${dialect.dateOf(window.start)} and ${dialect.dateOf(window.end)}`;
}

/** A measure: CTEs of which the last is `measured (customer_id, value)`, and what a customer without a row there has. */
export interface BankMeasure {
  readonly needs: readonly (readonly [table: string, column: string])[];
  readonly money: boolean;
  readonly without: "zero" | "missing";
  readonly unit: string;
  readonly select: (scope: MeasureScope) => Sql;
}
