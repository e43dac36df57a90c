import { suppressList } from "../../privacy/index.js";
import type { AssignResult } from "../../tables/results/index.js";
import { guard, type Guarded } from "./hide.js";

export type GatedAssign = Omit<AssignResult, "segments"> & {
  readonly segments: readonly Guarded<AssignResult["segments"][number], "customers" | "share">[];
};

/** Scored segments without the size of a small one. */
export function gateAssign(result: AssignResult, threshold: number): GatedAssign {
  const fates = suppressList(
    result.segments.map((each) => each.customers),
    threshold,
  );
  return { ...result, segments: result.segments.map((each, at) => guard(each, fates[at], ["customers", "share"])) };
}
