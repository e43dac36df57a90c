import { failIfAny, type Problem } from "../../core/errors.js";
import { problem } from "../prepare/problem.js";
import type { SegmentSettings } from "../settings.js";
import type { Population } from "./population.js";
import { askFor } from "./read-reference.js";
import type { Asked } from "./read.js";

const KEY = "segment.row_weight";

/** The column of row weights as something to be read. */
export function weightAsked(reference: NonNullable<SegmentSettings["row_weight"]>, population: Population): Asked {
  return { ...askFor(reference, population, KEY), notFinite: "SEG-008" };
}

/** The weights, each present and not negative, one at least positive. Throws SEG-008. */
export function checkedWeights(weights: Float64Array): Float64Array {
  const missing = countOf(weights, Number.isNaN);
  const negative = countOf(weights, (each) => each < 0);
  failIfAny([
    ...problemOf(missing, "is missing"),
    ...problemOf(negative, "is negative"),
    ...(missing + negative === 0 && weights.every((each) => each === 0)
      ? [problem("SEG-008", "the row weight of every customer is zero", HINT, KEY)]
      : []),
  ]);
  return weights;
}

const HINT = "give every customer a weight of 0 or more; a customer of weight 0 is labelled and moves nothing";

function problemOf(count: number, what: string): readonly Problem[] {
  if (count === 0) return [];
  const who = `${String(count)} ${count === 1 ? "customer" : "customers"}`;
  return [problem("SEG-008", `the row weight ${what} for ${who}`, HINT, KEY)];
}

function countOf(values: Float64Array, test: (x: number) => boolean): number {
  let count = 0;
  for (const each of values) if (test(each)) count += 1;
  return count;
}
