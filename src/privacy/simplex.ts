const EPSILON = 1e-9;

/** The points x >= 0 that satisfy some equations. */
export interface Polytope {
  /** The largest value of `objective · x`; Infinity when it is unbounded. */
  maximise(objective: readonly number[]): number;
}

/**
 * The points x >= 0 with `rows x = right`, `width` unknowns; null when there is none. Full tableau with Bland's rule, which
 * cannot cycle (Bland 1977); each search starts where the one before ended. For the small systems of suppression.
 */
export function createPolytope(
  rows: readonly (readonly number[])[],
  right: readonly number[],
  width: number,
): Polytope | null {
  const tableau = startTableau(rows, right);
  const basis = rows.map((_, row) => width + row);
  const artificial = [...new Array<number>(width).fill(0), ...rows.map(() => -1)];
  const shortfall = climb(tableau, basis, artificial, width + rows.length);
  if (shortfall === null || shortfall < -EPSILON) return null;
  leaveArtificials(tableau, basis, width);
  const padding = rows.map(() => 0);
  return { maximise: (objective) => climb(tableau, basis, [...objective, ...padding], width) ?? Infinity };
}

function startTableau(rows: readonly (readonly number[])[], right: readonly number[]): number[][] {
  return rows.map((row, index) => {
    const sign = right[index] < 0 ? -1 : 1;
    const unit = rows.map((_, other) => (other === index ? 1 : 0));
    return [...row.map((value) => sign * value), ...unit, sign * right[index]];
  });
}

function climb(tableau: number[][], basis: number[], cost: readonly number[], usable: number): number | null {
  for (;;) {
    const enter = enteringColumn(tableau, basis, cost, usable);
    if (enter < 0) return basis.reduce((sum, column, row) => sum + cost[column] * tableau[row].at(-1)!, 0);
    const leave = leavingRow(tableau, basis, enter);
    if (leave < 0) return null;
    pivot(tableau, basis, leave, enter);
  }
}

function enteringColumn(tableau: number[][], basis: number[], cost: readonly number[], usable: number): number {
  const priced = basis.flatMap((base, row) => (cost[base] === 0 ? [] : [[cost[base], tableau[row]] as const]));
  const inBasis = new Set(basis);
  for (let column = 0; column < usable; column++) {
    if (inBasis.has(column)) continue;
    const reduced = priced.reduce((rest, [price, row]) => rest - price * row[column], cost[column]);
    if (reduced > EPSILON) return column;
  }
  return -1;
}

function leavingRow(tableau: number[][], basis: readonly number[], column: number): number {
  let best = -1;
  let bestRatio = Infinity;
  tableau.forEach((row, index) => {
    if (row[column] <= EPSILON) return;
    const ratio = row.at(-1)! / row[column];
    const earlier = best >= 0 && Math.abs(ratio - bestRatio) <= EPSILON && basis[index] < basis[best];
    if (ratio < bestRatio - EPSILON || earlier) [best, bestRatio] = [index, ratio];
  });
  return best;
}

function pivot(tableau: number[][], basis: number[], row: number, column: number): void {
  const factor = tableau[row][column];
  tableau[row] = tableau[row].map((value) => value / factor);
  tableau.forEach((other, index) => {
    if (index === row || other[column] === 0) return;
    const times = other[column];
    tableau[index] = other.map((value, place) => value - times * tableau[row][place]);
  });
  basis[row] = column;
}

function leaveArtificials(tableau: number[][], basis: number[], width: number): void {
  for (let row = 0; row < basis.length; row++) {
    if (basis[row] < width) continue;
    const column = tableau[row].findIndex((value, index) => index < width && Math.abs(value) > EPSILON);
    if (column >= 0) pivot(tableau, basis, row, column);
  }
}
