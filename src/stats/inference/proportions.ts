import { fairBinomialTwoSided } from "../binomial.js";
import { requireAlpha } from "../check.js";
import { chiSquareUpper } from "../chi-square.js";
import type { Reason } from "../measure.js";
import { normalUpperQuantile } from "../normal.js";
import { square } from "../square.js";

/** An interval for a share, both ends in 0..1. */
export interface ShareInterval {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of a share. Throws RangeError unless 0 <= successes <= n and n >= 1, whole numbers.
 * Source: Wilson 1927 (JASA 22).
 */
export function wilson(successes: number, n: number, alpha = 0.05): ShareInterval {
  requireAlpha(alpha);
  if (!(Number.isInteger(n) && n >= 1 && Number.isInteger(successes) && successes >= 0 && successes <= n)) {
    throw new RangeError("a share needs whole counts with 0 <= successes <= n");
  }
  const z = normalUpperQuantile(alpha / 2);
  const estimate = successes / n;
  const below = 1 + (z * z) / n;
  const centre = (estimate + (z * z) / (2 * n)) / below;
  const margin = (z / below) * Math.sqrt((estimate * (1 - estimate)) / n + (z * z) / (4 * n * n));
  const low = successes === 0 ? 0 : Math.max(0, centre - margin);
  const high = successes === n ? 1 : Math.min(1, centre + margin);
  return Object.freeze({ estimate, low, high });
}

/** Newcombe's hybrid score interval (his method 10) of the difference of two independent shares. Source: Newcombe 1998 (Stat. Med. 17). */
export function newcombe(a: readonly [number, number], b: readonly [number, number], alpha = 0.05): ShareInterval {
  const [p, q] = [wilson(...a, alpha), wilson(...b, alpha)];
  const estimate = p.estimate - q.estimate;
  const down = Math.sqrt(square(p.estimate - p.low) + square(q.high - q.estimate));
  const up = Math.sqrt(square(p.high - p.estimate) + square(q.estimate - q.low));
  return Object.freeze({ estimate, low: estimate - down, high: estimate + up });
}

/** A chi-square test, or why there is none. */
export type ChiSquareTest =
  | {
      readonly defined: true;
      readonly statistic: number;
      readonly df: number;
      readonly p: number;
      readonly reason: null;
    }
  | { readonly defined: false; readonly statistic: null; readonly df: null; readonly p: null; readonly reason: Reason };

export function chiSquareTest(statistic: number, df: number): ChiSquareTest {
  return Object.freeze({ defined: true, statistic, df, p: chiSquareUpper(statistic, df), reason: null });
}

export function noTest(reason: Reason): ChiSquareTest {
  return Object.freeze({ defined: false, statistic: null, df: null, p: null, reason });
}

/** McNemar's test. */
export interface McNemar {
  /** (b - c)^2/(b + c), df 1, no continuity correction */
  readonly test: ChiSquareTest;
  /** exact two-sided binomial p; 1 when nobody changed */
  readonly exactP: number;
}

/**
 * McNemar's test of the same customers before and after, from the two kinds of changers: `gained` (no to yes) and `lost`.
 * Throws RangeError for counts that are not whole and not negative. Source: McNemar 1947 (Psychometrika 12).
 */
export function mcnemar(gained: number, lost: number): McNemar {
  if (!(Number.isInteger(gained) && Number.isInteger(lost) && gained >= 0 && lost >= 0)) {
    throw new RangeError("changers are whole counts");
  }
  const changed = gained + lost;
  if (changed === 0) return Object.freeze({ test: noTest("no_change"), exactP: 1 });
  const test = chiSquareTest(square(gained - lost) / changed, 1);
  return Object.freeze({ test, exactP: fairBinomialTwoSided(gained, changed) });
}
