import { binCounts } from "./drift.js";
import { categoriesOf, isUnseen } from "./model-categories.js";
import type { SegmentModel } from "./model.js";

/** Counts of one feature over the scored customers, in the bins of the model. */
export interface FeatureTally {
  readonly feature: string;
  readonly counts: Float64Array;
  /** Scored without a value, which the model's rule filled. */
  readonly missing: number;
  /** Without a value, scored or not. */
  readonly gone: number;
  /** Outside the training 0.1-99.9 % range. */
  readonly outside: number;
}

/** What scoring saw of the features; tallies of parts add up. */
export interface Tally {
  readonly customers: number;
  readonly scored: number;
  /** Scored customers with some value outside the training range. */
  readonly outside_customers: number;
  readonly features: readonly FeatureTally[];
  readonly categories: readonly CategoryTally[];
}

/** Counts of one feature of categories over the scored customers. */
export interface CategoryTally {
  /** Scored with a category that training did not have. */
  readonly unseen: number;
  /** Without a value, scored or not. */
  readonly gone: number;
}

export function emptyTally(model: SegmentModel): Tally {
  const features = model.drift.map(({ feature, edges }) => ({
    feature,
    counts: new Float64Array(edges.length + 1),
    missing: 0,
    gone: 0,
    outside: 0,
  }));
  return {
    customers: 0,
    scored: 0,
    outside_customers: 0,
    features,
    categories: categoriesOf(model).map(() => ({ unseen: 0, gone: 0 })),
  };
}

/** The tally of rows held in memory. */
export function tallyOf(
  model: SegmentModel,
  columns: readonly Float64Array[],
  kept: Int32Array,
  outside: Uint8Array,
): Tally {
  const features = model.drift.map(({ feature, edges, usual_low, usual_high }, j) => {
    const values = Float64Array.from(kept, (row) => columns[j][row]);
    return {
      feature,
      counts: binCounts(values, edges),
      missing: countOf(values, Number.isNaN),
      gone: countOf(columns[j], Number.isNaN),
      outside: countOf(values, (x) => x < usual_low || x > usual_high),
    };
  });
  const outsideCustomers = outside.reduce((total, each) => total + each, 0);
  const categories = categoriesOf(model).map((each, at) => {
    const codes = columns[features.length + at];
    const scored = Float64Array.from(kept, (row) => codes[row]);
    return { unseen: countOf(scored, (code) => isUnseen(each, code)), gone: countOf(codes, Number.isNaN) };
  });
  return {
    customers: columns[0].length,
    scored: kept.length,
    outside_customers: outsideCustomers,
    features,
    categories,
  };
}

/** Two tallies as one. */
export function addTallies(a: Tally, b: Tally): Tally {
  return {
    customers: a.customers + b.customers,
    scored: a.scored + b.scored,
    outside_customers: a.outside_customers + b.outside_customers,
    categories: a.categories.map((each, at) => ({
      unseen: each.unseen + b.categories[at].unseen,
      gone: each.gone + b.categories[at].gone,
    })),
    features: a.features.map((each, j) => ({
      feature: each.feature,
      counts: each.counts.map((count, at) => count + b.features[j].counts[at]),
      missing: each.missing + b.features[j].missing,
      gone: each.gone + b.features[j].gone,
      outside: each.outside + b.features[j].outside,
    })),
  };
}

function countOf(values: Float64Array, test: (x: number) => boolean): number {
  let count = 0;
  for (const x of values) if (test(x)) count += 1;
  return count;
}
