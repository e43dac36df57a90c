import { exp, log } from "./elementary.js";
import { logGamma } from "./log-gamma.js";

/** The Poisson number at a uniform in [0, 1), by summing probabilities from 0; for means below about 10. */
export function poissonByInversion(mean: number, uniform: number): number {
  let probability = exp(-mean);
  let sum = probability;
  let count = 0;
  while (uniform >= sum && count < 1000) {
    count += 1;
    probability *= mean / count;
    sum += probability;
  }
  return count;
}

/** A Poisson number of mean 10 or more by transformed rejection. Source: Hörmann 1993, algorithm PTRS (Insurance: Math. & Econ. 12). */
export function poissonByRejection(mean: number, openUniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  const logMean = log(mean);
  for (;;) {
    const u = openUniform() - 0.5;
    const v = openUniform();
    const us = 0.5 - Math.abs(u);
    const count = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const height = log((v * inverseAlpha) / (a / (us * us) + b));
    if (height <= count * logMean - mean - logGamma(count + 1)) return count;
  }
}
