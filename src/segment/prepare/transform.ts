import { log1p } from "../../core/elementary.js";
import { normalQuantile } from "../../core/normal-quantile.js";
import type { FittedTransform } from "./recipe.js";

/** sign(x) ln(1 + |x|), for balances and profits that can be negative. */
export function signedLog(x: number): number {
  return x < 0 ? -log1p(-x) : log1p(x);
}

/** A capped value after its transform. */
export function transformValue(transform: FittedTransform, x: number): number {
  switch (transform.kind) {
    case "none":
      return x;
    case "log1p":
      return log1p(x);
    case "slog":
      return signedLog(x);
    case "rank":
      return interpolate(transform.values, transform.shares, x);
    case "quantile":
      return shareBelow(transform.quantiles, x);
    case "normal":
      return normalQuantile(shareBelow(transform.quantiles, x));
  }
}

/** Number of entries of an ascending array that are below x, or below or equal with `orEqual`. */
function countBelow(ascending: readonly number[], x: number, orEqual: boolean): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ascending[middle] < x || (orEqual && ascending[middle] === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Between two known values a new one lies on the straight line; outside it takes the nearest. */
function interpolate(values: readonly number[], shares: readonly number[], x: number): number {
  const at = countBelow(values, x, false);
  if (at === values.length) return shares[at - 1];
  if (values[at] === x || at === 0) return shares[at];
  const part = (x - values[at - 1]) / (values[at] - values[at - 1]);
  return shares[at - 1] + part * (shares[at] - shares[at - 1]);
}

/**
 * The share of training rows below x, from inner quantiles q_1 … q_m at j/(m + 1). Equal quantiles stand for their middle,
 * a value between two quantiles lies on the straight line, outside all of them it is half a step from 0 or 1.
 */
function shareBelow(quantiles: readonly number[], x: number): number {
  const parts = quantiles.length + 1;
  const first = countBelow(quantiles, x, false);
  const last = countBelow(quantiles, x, true);
  if (last > first) return (first + 1 + last) / 2 / parts;
  if (first === 0) return 0.5 / parts;
  if (first === quantiles.length) return (parts - 0.5) / parts;
  const part = (x - quantiles[first - 1]) / (quantiles[first] - quantiles[first - 1]);
  return (first + part) / parts;
}
