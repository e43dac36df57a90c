import { meansOf } from "./centres.js";
import { squaredDistance, type WeightedRows } from "./rows.js";

/** A move must gain more than this share, so that rounding cannot make rows run in circles. */
const GAIN = 1 + 1e-12;

/**
 * Moves one row at a time while that lowers the within-cluster squares, rows in order, until a full pass moves nothing.
 * The last row of a cluster stays. Returns new labels. Source: Hartigan and Wong 1979 (Appl. Stat. 28); Telgarsky and Vattani 2010.
 */
export function hartiganMoves(rows: WeightedRows, start: Int32Array, k: number, maxPasses: number): Int32Array {
  const labels = start.slice();
  for (let pass = 0; pass < maxPasses; pass++) {
    if (!onePass(rows, labels, k)) break;
  }
  return labels;
}

function onePass(rows: WeightedRows, labels: Int32Array, k: number): boolean {
  const { x, n, d, weights } = rows;
  const { centres, totals } = meansOf(rows, labels, k);
  const members = new Int32Array(k);
  for (let i = 0; i < n; i++) if (weights[i] > 0) members[labels[i]] += 1;
  let moved = false;
  for (let i = 0; i < n; i++) {
    const from = labels[i];
    const weight = weights[i];
    if (weight === 0 || members[from] < 2) continue;
    const own = squaredDistance(x, i, centres, from, d);
    const gain = ((totals[from] * weight) / (totals[from] - weight)) * own;
    const to = cheapest(rows, i, centres, totals, from, gain);
    if (to < 0) continue;
    shiftCentre(centres, from, x, i, d, -weight / (totals[from] - weight));
    shiftCentre(centres, to, x, i, d, weight / (totals[to] + weight));
    totals[from] -= weight;
    totals[to] += weight;
    members[from] -= 1;
    members[to] += 1;
    labels[i] = to;
    moved = true;
  }
  return moved;
}

function cheapest(
  { x, d, weights }: WeightedRows,
  i: number,
  centres: Float64Array,
  totals: Float64Array,
  from: number,
  gain: number,
): number {
  let to = -1;
  let least = gain;
  for (let c = 0; c < totals.length; c++) {
    if (c === from) continue;
    const cost = ((totals[c] * weights[i]) / (totals[c] + weights[i])) * squaredDistance(x, i, centres, c, d);
    if (cost < least && cost * GAIN < gain) [least, to] = [cost, c];
  }
  return to;
}

/** Moves a centre by a share of the way to row i. */
function shiftCentre(centres: Float64Array, c: number, x: Float64Array, i: number, d: number, share: number): void {
  for (let j = 0; j < d; j++) centres[c * d + j] += share * (x[i * d + j] - centres[c * d + j]);
}
