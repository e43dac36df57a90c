import { quantileType7, sortedCopy } from "../../stats/quantile.js";

/** The knee of the curve of within squares, or none: any convex curve has a farthest point, so it must beat reference data. */
export interface Knee {
  readonly k: number | null;
  readonly height: number;
  /** The 95 % quantile of the same height on reference data; the knee counts only above it. */
  readonly limit: number;
}

/**
 * The k with the largest 1 - x - y, x and y being k and the within squares scaled to 0 … 1, where this height exceeds the 95 %
 * quantile on reference data. Null with fewer than three points. Sources: Satopää et al. 2011; Schubert 2022.
 */
export function kneeOf(wss: readonly number[], reference_wss: readonly (readonly number[])[]): Knee | null {
  const usable = reference_wss.filter((each) => each.every((x) => Number.isFinite(x)));
  if (wss.length < 3 || usable.length === 0 || !(wss[0] > wss[wss.length - 1])) return null;
  const own = highest(wss);
  const limit = quantileType7(sortedCopy(usable.map((each) => highest(each).height)), 0.95);
  return Object.freeze({ k: own.height > limit ? own.k : null, height: own.height, limit });
}

function highest(wss: readonly number[]): { readonly k: number; readonly height: number } {
  const last = wss.length - 1;
  const low = Math.min(...wss);
  const range = Math.max(...wss) - low;
  let best = { k: 1, height: -Infinity };
  wss.forEach((each, at) => {
    const height = 1 - at / last - (range === 0 ? 0 : (each - low) / range);
    if (height > best.height) best = { k: at + 1, height };
  });
  return best;
}
