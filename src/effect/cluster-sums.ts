import type { Engine } from "../engine/engine.js";
import { empty, id, join, literal, sql, type, type Sql } from "../engine/sql.js";
import { checkSquares, wholeOfOne } from "./scale.js";
import { changeOf, changePeriods, type Contrast, type PanelColumn } from "./units.js";
import type { Windows } from "./windows.js";

/** Sums of one outcome's changes by cluster and arm, in the outcome's unit, measured from `centre`. Arrays of equal length. */
export interface ClusterSums {
  /** Cluster of each row, 0, 1, 2, … in the order of the cluster's id; a cluster with both arms has two rows. */
  readonly cluster: Int32Array;
  readonly treated: Uint8Array;
  readonly units: Float64Array;
  readonly sum: Float64Array;
  readonly squares: Float64Array;
  /** What was taken off every change before summing, so that large common changes cost no digits. */
  readonly centre: number;
}

/** A segment's name, or null for all units. */
export type SegmentName = string | null;

interface Change {
  readonly column: PanelColumn;
  readonly change: Sql;
  readonly worth: number;
  readonly centre: bigint;
}

/** Exact totals of the changes over all units: count, sum and largest absolute value per column. */
export function totalsQuery(columns: readonly PanelColumn[], contrast: Contrast, windows: Windows): Sql {
  const totals = columns.map(({ name }, at) => {
    const change = changeOf(name, contrast, windows);
    return sql`sum(${change}) as ${id(`sum_${String(at)}`)}, max(abs(${change})) as ${id(`largest_${String(at)}`)}`;
  });
  return sql`select count(*) as units, ${join(totals, ", ")}\nfrom effect_units`;
}

/** Count, sum and sum of squares of the centred changes, by cluster and arm (and segment). */
export function clusterSumsQuery(changes: readonly Omit<Change, "worth">[], bySegment: boolean): Sql {
  const centred = changes.map(
    ({ change, centre }, at) =>
      sql`${change} - cast(${literal(centre)} as ${type("exact")}) as ${id(`d_${String(at)}`)}`,
  );
  const sums = changes.map((_, at) => {
    const d = id(`d_${String(at)}`);
    const double = type("double");
    return sql`cast(sum(${d}) as ${double}) as ${id(`s_${String(at)}`)}, cast(sum(${d} * ${d}) as ${double}) as ${id(`q_${String(at)}`)}`;
  });
  const segment = bySegment ? sql`segment, ` : empty;
  const known = bySegment ? sql`\n  where segment is not null` : empty;
  return sql`with changes as (
  select ${segment}cluster, treated,
    ${join(centred, ",\n    ")}
  from effect_units${known}
)
select ${segment}cluster, cast(treated as ${type("integer")}) as treated, cast(count(*) as ${type("double")}) as units,
  ${join(sums, ",\n  ")}
from changes
group by ${segment}cluster, treated
order by ${segment}cluster, treated`;
}

/** The sums of every outcome, in the order of `columns`, per segment (all units under null when not by segment). Throws EFF-27. */
export async function fetchClusterSums(
  engine: Engine,
  columns: readonly PanelColumn[],
  contrast: Contrast,
  windows: Windows,
  bySegment = false,
): Promise<ReadonlyMap<SegmentName, readonly ClusterSums[]>> {
  const [totals] = await engine.rows(totalsQuery(columns, contrast, windows));
  const changes = columns.map((column, at) => changeWithCentre(column, at, totals, contrast, windows));
  const set = await engine.columns(clusterSumsQuery(changes, bySegment));
  const names = bySegment ? set.texts("segment") : new Array<null>(set.length).fill(null);
  const rows = { clusters: set.texts("cluster"), treated: set.numbers("treated"), units: set.numbers("units") };
  const result = new Map<SegmentName, readonly ClusterSums[]>();
  for (const [name, from, to] of runsOf(names)) {
    const one = changes.map((change, at) =>
      slice(rows, set.numbers(`s_${String(at)}`), set.numbers(`q_${String(at)}`), change, from, to),
    );
    result.set(name, one);
  }
  return result;
}

type Totals = Readonly<Record<string, unknown>>;

function changeWithCentre(
  column: PanelColumn,
  at: number,
  totals: Totals,
  contrast: Contrast,
  windows: Windows,
): Change {
  const units = BigInt(totals.units as number);
  const sum = BigInt((totals[`sum_${String(at)}`] ?? 0) as number | bigint);
  const largest = BigInt((totals[`largest_${String(at)}`] ?? 0) as number | bigint);
  checkSquares(column.name, units, 2n * largest);
  return {
    column,
    change: changeOf(column.name, contrast, windows),
    worth: 1 / wholeOfOne(column.scale, changePeriods(contrast, windows)),
    centre: units === 0n ? 0n : sum / units,
  };
}

function runsOf(names: readonly SegmentName[]): readonly (readonly [SegmentName, number, number])[] {
  const starts = names.flatMap((name, at) => (at === 0 || name !== names[at - 1] ? [at] : []));
  return starts.map((start, at) => [names[start], start, starts[at + 1] ?? names.length]);
}

interface Rows {
  readonly clusters: readonly (string | null)[];
  readonly treated: Float64Array;
  readonly units: Float64Array;
}

function slice(
  rows: Rows,
  sums: Float64Array,
  squares: Float64Array,
  change: Change,
  from: number,
  to: number,
): ClusterSums {
  return {
    cluster: codesOf(rows.clusters.slice(from, to)),
    treated: Uint8Array.from(rows.treated.subarray(from, to)),
    units: rows.units.slice(from, to),
    sum: sums.slice(from, to).map((each) => each * change.worth),
    squares: squares.slice(from, to).map((each) => each * change.worth * change.worth),
    centre: Number(change.centre) * change.worth,
  };
}

function codesOf(sorted: readonly (string | null)[]): Int32Array {
  let code = -1;
  return Int32Array.from(sorted, (each, at) => (at === 0 || each !== sorted[at - 1] ? ++code : code));
}
