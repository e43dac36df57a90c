import { requireFinite } from "../check.js";
import { defined, notDefined, type Measure } from "../measure.js";

/**
 * `numeric`: |x - y| / range. `ordinal`: the same on ranks of levels. `nominal`: 0 when equal, else 1. `asymmetric`: 0/1 where
 * joint absence says nothing: a pair of zeros is left out.
 */
export type VariableKind = "numeric" | "ordinal" | "nominal" | "asymmetric";

/** Rows of mixed variables, NaN is missing. Ordinal and nominal columns hold level numbers, asymmetric ones 0 or 1. */
export interface MixedRows {
  /** n x d, row-major */
  readonly x: Float64Array;
  readonly n: number;
  readonly d: number;
  readonly kinds: readonly VariableKind[];
  /** range of each numeric and ordinal column; 0 for a constant one, which then adds 0 */
  readonly ranges: Float64Array;
  /** weight of each variable; all 1 when absent */
  readonly weights?: Float64Array;
}

/**
 * Gower's dissimilarity of row i of `a` and row j of `b` (same variables, ranges of `a`): the weighted mean over the variables
 * that both have; not defined where no variable can be compared. Between 0 and 1 for rows within the ranges.
 * Source: Gower 1971 (Biometrics 27); ordinal by level numbers as R's daisy.
 */
export function gower(a: MixedRows, i: number, b: Pick<MixedRows, "x">, j: number): Measure {
  const value = gowerOrNaN(a, i, b.x, j);
  return Number.isNaN(value) ? notDefined("no_comparable_variable") : defined(value);
}

/** The same without a frame around the number: NaN where no variable can be compared. */
export function gowerOrNaN(a: MixedRows, i: number, other: Float64Array, j: number): number {
  let sum = 0;
  let weight = 0;
  for (let c = 0; c < a.d; c++) {
    const part = partOf(a.kinds[c], a.ranges[c], a.x[i * a.d + c], other[j * a.d + c]);
    if (Number.isNaN(part)) continue;
    const own = a.weights?.[c] ?? 1;
    sum += own * part;
    weight += own;
  }
  return weight > 0 ? sum / weight : NaN;
}

function partOf(kind: VariableKind, range: number, x: number, y: number): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (kind === "nominal") return x === y ? 0 : 1;
  if (kind === "asymmetric") return x === 0 && y === 0 ? NaN : x === y ? 0 : 1;
  return range > 0 ? Math.abs(x - y) / range : 0;
}

/** Largest minus smallest known value of each numeric and ordinal column; 0 for the others. Throws RangeError for infinity. */
export function rangesOf(x: Float64Array, n: number, d: number, kinds: readonly VariableKind[]): Float64Array {
  return Float64Array.from({ length: d }, (_, c) => {
    if (kinds[c] === "nominal" || kinds[c] === "asymmetric") return 0;
    let low = Infinity;
    let high = -Infinity;
    for (let i = 0; i < n; i++) {
      const value = x[i * d + c];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low > high) return 0;
    requireFinite([low, high], "the columns");
    return high - low;
  });
}

/** Pairs of rows that share no variable that can be compared; 0 when every pair has a dissimilarity. */
export function incomparablePairs(rows: MixedRows): number {
  let pairs = 0;
  for (let j = 1; j < rows.n; j++)
    for (let i = 0; i < j; i++) if (Number.isNaN(gowerOrNaN(rows, i, rows.x, j))) pairs++;
  return pairs;
}
