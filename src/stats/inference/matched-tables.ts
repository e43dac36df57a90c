import { blockSum } from "../block-sum.js";
import { leastSquares } from "../linear/least-squares.js";
import { chiSquareTest, noTest, type ChiSquareTest } from "./proportions.js";
import { square } from "../square.js";

/**
 * Bowker's test of symmetry of a k x k table of the same units before (rows) and after (columns): sum over pairs of
 * (n_ij - n_ji)^2/(n_ij + n_ji), df = pairs with a positive sum. Not defined when nobody moved.
 * Throws RangeError unless the table is square with whole counts. Source: Bowker 1948 (JASA 43).
 */
export function bowker(table: readonly (readonly number[])[]): ChiSquareTest {
  checkTable(table);
  const pairs = movingPairs(table);
  if (pairs.length === 0) return noTest("no_change");
  const statistic = blockSum(pairs.length, (i) => square(pairs[i][0] - pairs[i][1]) / (pairs[i][0] + pairs[i][1]));
  return chiSquareTest(statistic, pairs.length);
}

/**
 * Stuart and Maxwell's test of equal margins of a k x k table of the same units: d' V^-1 d over all states but one, df = k - 1.
 * States that nobody entered or left are dropped first. Not defined when nobody moved or V is singular.
 * Throws RangeError unless the table is square with whole counts. Sources: Stuart 1955 (Biometrika 42); Maxwell 1970.
 */
export function stuartMaxwell(table: readonly (readonly number[])[]): ChiSquareTest {
  checkTable(table);
  const states = [...table.keys()].filter((i) => moversOf(table, i) > 0);
  if (states.length === 0) return noTest("no_change");
  const used = states.slice(0, -1);
  const df = used.length;
  const difference = Float64Array.from(used, (i) => total(table, i) - totalAfter(table, i));
  const covariance = new Float64Array(df * df);
  used.forEach((i, a) =>
    used.forEach((j, b) => {
      covariance[a * df + b] = i === j ? moversOf(table, i) : -(table[i][j] + table[j][i]);
    }),
  );
  const solved = leastSquares(covariance, difference, df, df);
  if (solved === null) return noTest("singular_matrix");
  return chiSquareTest(
    blockSum(df, (a) => difference[a] * solved.coefficients[a]),
    df,
  );
}

function movingPairs(table: readonly (readonly number[])[]): [number, number][] {
  return table.flatMap((row, i) =>
    row.slice(0, i).flatMap((count, j): [number, number][] => (count + table[j][i] > 0 ? [[count, table[j][i]]] : [])),
  );
}

const total = (table: readonly (readonly number[])[], i: number) => blockSum(table.length, (j) => table[i][j]);
const totalAfter = (table: readonly (readonly number[])[], i: number) => blockSum(table.length, (j) => table[j][i]);

/** Units that left state i plus units that entered it. */
function moversOf(table: readonly (readonly number[])[], i: number): number {
  return total(table, i) + totalAfter(table, i) - 2 * table[i][i];
}

function checkTable(table: readonly (readonly number[])[]): void {
  const whole = table.every((row) => row.every((count) => Number.isInteger(count) && count >= 0));
  if (table.length < 2 || table.some((row) => row.length !== table.length) || !whole) {
    throw new RangeError("a matched table is square, two states or more, with whole counts");
  }
}
