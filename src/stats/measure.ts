/** Why a number has no value. */
export type Reason =
  | "all_equal"
  | "coincident_centres"
  | "constant_column"
  | "mixed_data"
  | "negative_values"
  | "no_change"
  | "no_comparable_variable"
  | "no_rows"
  | "one_cluster_in_an_arm"
  | "one_group"
  | "perfect_fit"
  | "singular_matrix"
  | "too_few_clusters"
  | "too_few_rows"
  | "too_many_groups"
  | "total_not_positive"
  | "zero_variance";

/** A number, or the reason why there is none. Never NaN, never Infinity. */
export type Measure =
  | { readonly defined: true; readonly value: number; readonly reason: null }
  | { readonly defined: false; readonly value: null; readonly reason: Reason };

/** A measure that has a value. Throws RangeError when it is not finite: that is a fault of the kernel. */
export function defined(value: number): Measure {
  if (!Number.isFinite(value)) throw new RangeError("a defined measure is a finite number");
  return Object.freeze({ defined: true, value, reason: null });
}

/** A measure without a value. */
export function notDefined(reason: Reason): Measure {
  return Object.freeze({ defined: false, value: null, reason });
}
