import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Rows } from "../../../src/stats/kmeans/rows.js";

/** The four measurements of iris as published by UCI: rows 35 and 38 differ from Fisher's (Bezdek et al. 1999). */
export function irisUci(folder: string): Rows {
  const lines = readFileSync(join(folder, "iris_with_header.csv"), "utf8").trim().split(/\r?\n/).slice(1);
  const x = Float64Array.from(lines.flatMap((line) => line.split(",").slice(0, 4).map(Number)));
  return { x, n: lines.length, d: 4 };
}

/** The copy of iris that R ships. */
export function irisR(folder: string): Rows {
  const uci = irisUci(folder);
  const x = uci.x.slice();
  x.set([4.9, 3.1, 1.5, 0.2], 34 * 4);
  x.set([4.9, 3.6, 1.4, 0.1], 37 * 4);
  return { ...uci, x };
}

/** Ruspini 1970: 75 points in the plane. */
export function ruspini(folder: string): Rows {
  const lines = readFileSync(join(folder, "ruspini.tab"), "utf8").trim().split(/\r?\n/).slice(1);
  const x = Float64Array.from(lines.flatMap((line) => line.trim().split(/\s+/).slice(-2).map(Number)));
  return { x, n: lines.length, d: 2 };
}
