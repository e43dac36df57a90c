import type { Engine } from "../engine/engine.js";
import { id, join, sql, type Sql } from "../engine/sql.js";
import { meanOf, wholeOf } from "./scale.js";
import type { PanelColumn } from "./units.js";

export type Arm = "treated" | "control";

/** Mean of an outcome in an arm and period. */
export interface EventMean {
  readonly arm: Arm;
  readonly period: string;
  readonly mean: number;
  readonly units: number;
}

/** Exact whole-number sums of every outcome by arm and period. */
export function eventSumsQuery(columns: readonly PanelColumn[]): Sql {
  const sums = columns.map(({ name, scale }, at) => sql`sum(${wholeOf(id(name), scale)}) as ${id(`s_${String(at)}`)}`);
  return sql`select
  case when cohort is null then 'control' else 'treated' end as arm,
  period,
  count(*) as units,
  ${join(sums, ",\n  ")}
from effect_panel
group by arm, period
order by arm desc, period`;
}

/** Mean of every outcome by arm and period, treated first, in the order of `columns`. */
export async function fetchEventMeans(
  engine: Engine,
  columns: readonly PanelColumn[],
  label: (period: number) => string,
): Promise<readonly (readonly EventMean[])[]> {
  const rows = await engine.rows(eventSumsQuery(columns));
  return columns.map(({ scale }, at) =>
    rows.map((row) => {
      const units = Number(row.units);
      const sum = BigInt(row[`s_${String(at)}`] as number | bigint);
      return { arm: row.arm as Arm, period: label(Number(row.period)), mean: meanOf(sum, units, scale), units };
    }),
  );
}
