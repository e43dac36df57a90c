import { plainDistanceSums, type DistanceSums, type LabelTiles } from "../../stats/cluster/distance-sums.js";
import { arena, type Arena } from "./arena.js";
import { Loan, whereThereIsRoom } from "./loan.js";

/** Distance sums on WebAssembly SIMD, bit for bit those of the plain loop, which serves where the machine has none. */
export const fastDistanceSums: DistanceSums = (rows, queries) => {
  const home = arena();
  if (home === null) return plainDistanceSums(rows, queries);
  const loan = new Loan(home);
  try {
    return whereThereIsRoom(() => summed(home, loan, rows, queries)) ?? plainDistanceSums(rows, queries);
  } finally {
    loan.end();
  }
};

function summed(home: Arena, loan: Loan, rows: LabelTiles, queries: Float64Array): Float64Array {
  const { d, k, starts } = rows;
  const count = queries.length / d;
  const places = { queries: loan.rows(queries), values: loan.rows(rows.values), weights: loan.rows(rows.weights) };
  const starting = loan.words(k + 1);
  home.i32(starting, k + 1).set(starts);
  const out = loan.f64(count * k);
  home.kernel.distances(d, k, places.queries, 0, count, places.values, places.weights, starting, out);
  return home.f64(out, count * k).slice();
}
