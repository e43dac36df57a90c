import { log, log1p } from "../core/elementary.js";
import { logGamma, stirlingRemainder } from "../core/log-gamma.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * Natural logarithm of the beta function B(a, b) for positive a and b, without the cancellation of three log-gammas.
 * Throws RangeError unless both are positive. Source: Didonato and Morris 1992 (ACM TOMS 18), section on ln B.
 */
export function logBeta(a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError("logBeta needs positive numbers");
  const small = Math.min(a, b);
  const large = Math.max(a, b);
  if (large < 10) return logGamma(small) + logGamma(large) - logGamma(small + large);
  const ratio = small / large;
  const remainder = stirlingRemainder(large) - stirlingRemainder(small + large);
  const common = remainder - (large - 0.5) * log1p(ratio);
  if (small < 10) return logGamma(small) + (common + small - small * log(small + large));
  const own = HALF_LOG_TWO_PI + stirlingRemainder(small) - 0.5 * log(small);
  return own + common + small * log(ratio / (1 + ratio));
}
