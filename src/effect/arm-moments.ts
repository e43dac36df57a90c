import { momentsOfExactSums, type SampleMoments } from "../stats/index.js";
import type { Engine, Row } from "../engine/engine.js";
import { id, join, sql, type Sql } from "../engine/sql.js";
import type { Arm } from "./event-means.js";
import { meanOf, wholeOfOne } from "./scale.js";
import { changeOf, changePeriods, namedWindows, sumColumn, type Contrast, type PanelColumn } from "./units.js";
import { lengthOf, type Windows } from "./windows.js";

/** Means before and after of an arm, and the moments of its units' changes, in the outcome's unit. */
export interface ArmMoments {
  readonly units: number;
  readonly before: number;
  readonly after: number;
  readonly change: SampleMoments;
}

/** Exact sums by arm: units, levels before and after, changes and their squares. */
export function armSumsQuery(columns: readonly PanelColumn[], contrast: Contrast, windows: Windows): Sql {
  const sums = columns.map(({ name }, at) => {
    const change = changeOf(name, contrast, windows);
    const n = String(at);
    return sql`sum(${id(sumColumn(name, contrast.before))}) as ${id(`before_${n}`)},
  sum(${id(sumColumn(name, contrast.after))}) as ${id(`after_${n}`)},
  sum(${change}) as ${id(`sum_${n}`)},
  sum(${change} * ${change}) as ${id(`squares_${n}`)}`;
  });
  return sql`select
  case when treated then 'treated' else 'control' end as arm,
  count(*) as units,
  ${join(sums, ",\n  ")}
from effect_units
group by treated
order by treated desc`;
}

/** The moments of every outcome, in the order of `columns`, by arm. */
export async function fetchArmMoments(
  engine: Engine,
  columns: readonly PanelColumn[],
  contrast: Contrast,
  windows: Windows,
): Promise<readonly ReadonlyMap<Arm, ArmMoments>[]> {
  const rows = await engine.rows(armSumsQuery(columns, contrast, windows));
  return columns.map(
    (column, at) => new Map(rows.map((row) => [row.arm as Arm, momentsIn(row, column, at, contrast, windows)])),
  );
}

function momentsIn(row: Row, { scale }: PanelColumn, at: number, contrast: Contrast, windows: Windows): ArmMoments {
  const units = Number(row.units);
  const whole = (name: string) => BigInt(row[`${name}_${String(at)}`] as number | bigint);
  const named = namedWindows(windows);
  const mean = (name: "before" | "after") => meanOf(whole(name), units * lengthOf(named.get(contrast[name])!), scale);
  const perOne = wholeOfOne(scale, changePeriods(contrast, windows));
  return {
    units,
    before: mean("before"),
    after: mean("after"),
    change: momentsOfExactSums(units, whole("sum"), whole("squares"), perOne),
  };
}
