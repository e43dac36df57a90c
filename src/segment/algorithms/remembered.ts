import type { Rows } from "../../stats/kmeans/rows.js";

/** The same work done once for the same rows: the sweep over k asks for one tree or one matrix of dissimilarities again and again. */
export function remembered<Result>(work: (rows: Rows) => Result): (rows: Rows) => Result {
  let last: { readonly x: Float64Array; readonly result: Result } | null = null;
  return (rows) => {
    if (last?.x !== rows.x) last = { x: rows.x, result: work(rows) };
    return last.result;
  };
}
