import type { Hidden } from "../../privacy/index.js";
import type { SegmentResult } from "../../tables/results/index.js";
import { guardCount } from "./hide.js";

type Sensitivity = NonNullable<SegmentResult["sensitivity"]>;

export type GatedSensitivity = Omit<Sensitivity, "checks"> & {
  readonly checks: readonly (Omit<Sensitivity["checks"][number], "moved"> & {
    readonly moved: number | null | Hidden;
  })[];
};

/** The sensitivity table without small numbers of customers who move. */
export function gateSensitivity(result: Sensitivity, threshold: number): GatedSensitivity {
  const checks = result.checks.map((each) => ({
    ...each,
    moved: each.moved === null ? null : guardCount(each.moved, threshold),
  }));
  return { ...result, checks };
}
