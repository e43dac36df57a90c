import { requireFinite } from "./check.js";
import { defined, notDefined, type Measure } from "./measure.js";

/** Cumulative profit of customers from the best to the worst. */
export interface WhaleCurve {
  /** row numbers by profit descending; equal profits keep the order of their rows */
  readonly order: Uint32Array;
  /** profit of the best 1, 2, …, n customers together, in the unit of the input */
  readonly cumulative: Float64Array;
  readonly total: number;
  /** highest cumulative profit, as a share of the total: 2 is 200 % */
  readonly peak: Measure;
  /** the same in the unit of the input; 0 when nobody is profitable */
  readonly peakProfit: number;
  /** share of customers with a profit above 0: where the peak is */
  readonly peakPosition: Measure;
  /** share of customers with a profit below 0 */
  readonly unprofitableShare: Measure;
  /** peak minus 1: the share of the total that unprofitable customers take away */
  readonly erosion: Measure;
}

/**
 * The whale curve of one profit per customer, rows in id order so that ties fall by id. Whole minor units stay exact.
 * A total that is not positive has no shares: peak and erosion are not defined then, and the curve is read in money.
 * Source: Kaplan and Narayanan 2001 (J. Cost Management 15).
 */
export function whaleCurve(profits: ArrayLike<number>): WhaleCurve {
  requireFinite(profits, "profits");
  const n = profits.length;
  const order = Uint32Array.from({ length: n }, (_, i) => i).sort((a, b) => profits[b] - profits[a] || a - b);
  const cumulative = runningSum(profits, order);
  const total = n === 0 ? 0 : cumulative[n - 1];
  const positive = count(profits, (profit) => profit > 0);
  const peakProfit = positive === 0 ? 0 : cumulative[positive - 1];
  const share = (value: number): Measure => (total > 0 ? defined(value / total) : notDefined("total_not_positive"));
  const ofCustomers = (value: number): Measure => (n > 0 ? defined(value / n) : notDefined("no_rows"));
  return Object.freeze({
    order,
    cumulative,
    total,
    peak: share(peakProfit),
    peakProfit,
    peakPosition: ofCustomers(positive),
    unprofitableShare: ofCustomers(count(profits, (profit) => profit < 0)),
    erosion: share(peakProfit - total),
  });
}

/**
 * Positions (customers counted, 1..n) at which to draw a curve: at most `most` of them, evenly spread, always with the
 * first, the peak and the last.
 */
export function whalePoints(curve: WhaleCurve, most = 201): number[] {
  const n = curve.cumulative.length;
  const peak = Math.round((curve.peakPosition.value ?? 0) * n);
  const inner = Math.min(n, Math.max(2, most - 1));
  const chosen = new Set([1, peak, n].filter((at) => at >= 1 && at <= n));
  for (let i = 1; i < inner - 1; i++) chosen.add(1 + Math.round((i * (n - 1)) / (inner - 1)));
  return [...chosen].sort((a, b) => a - b);
}

function runningSum(profits: ArrayLike<number>, order: Uint32Array): Float64Array {
  const cumulative = new Float64Array(order.length);
  let total = 0;
  for (let i = 0; i < order.length; i++) {
    total += profits[order[i]];
    cumulative[i] = total;
  }
  return cumulative;
}

function count(values: ArrayLike<number>, test: (value: number) => boolean): number {
  let found = 0;
  for (let i = 0; i < values.length; i++) if (test(values[i])) found += 1;
  return found;
}
