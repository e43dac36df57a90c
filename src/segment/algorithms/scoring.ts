import { distance } from "../../stats/cluster/dissimilarities.js";
import { gowerOrNaN, type VariableKind } from "../../stats/cluster/gower.js";
import { nearestPrototypes, prototypeCost } from "../../stats/cluster/k-prototypes.js";
import { expectation, largestPosterior, mahalanobis } from "../../stats/cluster/mixture.js";
import type { Rows } from "../../stats/kmeans/rows.js";
import { nearestCentres } from "../kernel/nearest-centres.js";
import { confidenceOf, type Confidence } from "../describe/confidence.js";
import type { ScoringParts } from "./clusterer.js";

/** The segment of each prepared row. A row's segment depends on that row and the parts alone; ties go to the lower segment. */
export function labelRows(rows: Rows, parts: ScoringParts): Int32Array {
  switch (parts.kind) {
    case "centres":
      return nearestCentres(rows, parts.centres);
    case "prototypes":
      return nearestPrototypes(rows.x, rows.n, parts.prototypes, parts);
    case "mixture":
      return largestPosterior(posteriorsOf(rows, parts), parts.shares.length);
    default:
      return lowestOf(separations(rows, parts), rows.n);
  }
}

/** n x k posteriors of the components. */
export function posteriorsOf(rows: Rows, parts: Extract<ScoringParts, { kind: "mixture" }>): Float64Array {
  const found = expectation(rows, parts);
  if (found === null) throw new RangeError("a covariance is not positive definite");
  return found.posteriors;
}

/**
 * n x k distances of rows to segments: to the centre or medoid; for prototypes the root of the cost; for a mixture Mahalanobis's, each
 * by the covariance of its component.
 */
export function separations(rows: Rows, parts: ScoringParts): Float64Array {
  if (parts.kind === "mixture") return mahalanobis(rows, parts);
  const [k, between] = betweenOf(rows, parts);
  const result = new Float64Array(rows.n * k);
  for (let i = 0; i < rows.n; i++) for (let c = 0; c < k; c++) result[i * k + c] = between(i, c);
  return result;
}

function betweenOf(
  rows: Rows,
  parts: Exclude<ScoringParts, { kind: "mixture" }>,
): readonly [number, (i: number, c: number) => number] {
  const { x, d } = rows;
  switch (parts.kind) {
    case "centres":
      return [parts.centres.length / d, (i, c) => distance("euclidean", x, i, parts.centres, c, d)];
    case "medoids":
      return [parts.medoids.length / d, (i, c) => distance(parts.metric, x, i, parts.medoids, c, d)];
    case "prototypes":
      return [parts.prototypes.length / d, (i, c) => Math.sqrt(prototypeCost(x, i, parts.prototypes, c, parts))];
    case "gower": {
      const mixed = {
        ...rows,
        kinds: parts.kinds as readonly VariableKind[],
        ranges: parts.ranges,
        weights: parts.weights,
      };
      return [parts.medoids.length / d, (i, c) => gowerOrNaN(mixed, i, parts.medoids, c)];
    }
  }
}

/** The place of the least entry of each row; an entry without a value is never the least. */
function lowestOf(table: Float64Array, n: number): Int32Array {
  const k = table.length / n;
  return Int32Array.from({ length: n }, (_, i) => {
    let label = 0;
    for (let c = 1; c < k; c++)
      if (table[i * k + c] < table[i * k + label] || Number.isNaN(table[i * k + label])) label = c;
    return label;
  });
}

/**
 * How sure each row's segment is. The second segment is the nearest other one, the ratio d1/d2, at most 1 (a row that a tree or a
 * size limit put elsewhere can lie nearer to another segment). For a mixture the second segment has the second largest posterior and
 * the ratio is that of the two posteriors.
 */
export function confidenceOfParts(rows: Rows, labels: Int32Array, parts: ScoringParts): Confidence {
  if (parts.kind === "centres") return confidenceOf(rows.x, rows.d, labels, parts.centres);
  const to = separations(rows, parts);
  const k = rows.n === 0 ? 1 : to.length / rows.n;
  const own = Float64Array.from(labels, (label, i) => to[i * k + label]);
  if (parts.kind !== "mixture") return { distance: own, ...runnersUp(to, labels, k) };
  const posteriors = posteriorsOf(rows, parts);
  const second = runnersUp(
    posteriors.map((p) => -p),
    labels,
    k,
  ).second;
  const at = (i: number, c: number) => (c < 0 ? NaN : posteriors[i * k + c]);
  const ratio = Float64Array.from(labels, (label, i) => at(i, second[i]) / at(i, label));
  return { distance: own, second, ratio, posterior: Float64Array.from(labels, (label, i) => at(i, label)) };
}

function runnersUp(to: Float64Array, labels: Int32Array, k: number): Pick<Confidence, "second" | "ratio"> {
  const second = new Int32Array(labels.length).fill(-1);
  const ratio = new Float64Array(labels.length).fill(NaN);
  labels.forEach((label, i) => {
    let least = Infinity;
    for (let c = 0; c < k; c++) if (c !== label && to[i * k + c] < least) [least, second[i]] = [to[i * k + c], c];
    if (second[i] >= 0) ratio[i] = least <= to[i * k + label] ? 1 : to[i * k + label] / least;
  });
  return { second, ratio };
}
