import { createStream } from "../core/rng.js";
import type { SimulateSettings } from "./settings.js";
import type { Timeline } from "./timeline.js";

/** The funds-transfer price curve: one curve, a date on the first of each month, rates in basis points. */
export interface Curve {
  /** Period number (negative before the data) of the first date. */
  readonly from: number;
  readonly terms: readonly number[];
  /** rates[date][term]. */
  readonly rates: readonly (readonly number[])[];
}

/** Months of curve before the data: no contract is older. */
export const CURVE_HISTORY = 60;

const TERMS = [1, 3, 6, 12, 24, 36, 60, 120, 240, 360];
const SPREADS = [-30, -20, -10, 0, 15, 30, 50, 75, 95, 105];
const HIGH = 330;
const FALL_IN_TWELVE_MONTHS = 14;
const LOWEST = 160;
const WIGGLE = 11;

/** The curve of every month from five years before the data to their end. */
export function curveOf(settings: SimulateSettings): Curve {
  const stream = createStream(settings.seed, "simulate/curve");
  const dates = CURVE_HISTORY + settings.months;
  const rates = Array.from({ length: dates }, (_, date) => {
    const level = Math.max(LOWEST, HIGH - Math.floor((date * FALL_IN_TWELVE_MONTHS) / 12));
    const shift = stream.integer(WIGGLE) - (WIGGLE - 1) / 2;
    return SPREADS.map((spread) => level + spread + shift);
  });
  return { from: -CURVE_HISTORY, terms: TERMS, rates };
}

/** Rate in basis points of the latest curve on or before a day of a period; the term must be a node. */
export function curveRate(curve: Curve, period: number, termMonths: number): number {
  const node = curve.terms.indexOf(termMonths);
  if (node < 0) throw new RangeError("the term is not a node of the curve");
  return curve.rates[period - curve.from][node];
}

/** `yyyy-mm` positions of the curve in a timeline, in file order. */
export function curvePeriods(curve: Curve, timeline: Timeline): readonly number[] {
  return Array.from({ length: CURVE_HISTORY + timeline.periods.length }, (_, date) => curve.from + date);
}
