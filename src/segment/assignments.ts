import type { Engine } from "../engine/engine.js";
import { BOUNDARY_RATIO, type Confidence } from "./describe/confidence.js";
import type { SegmentName } from "./describe/names.js";

/** The table that the stage leaves in the engine: one row per clustered customer. */
export const ASSIGNMENTS = "segment_assignments";

export const ASSIGNMENT_COLUMNS = Object.freeze([
  "customer_id",
  "segment",
  "name_en",
  "name_zh",
  "distance",
  "second_segment",
  "ratio",
  "boundary",
]);

/** S1 … Sk. */
export function labelsOf(k: number): readonly string[] {
  return Array.from({ length: k }, (_, at) => `S${String(at + 1)}`);
}

/** Whether a customer stands on the border of two segments. */
export function isBoundary(ratio: number): boolean {
  return ratio >= BOUNDARY_RATIO;
}

/** Writes the assignments, in the order of the ids. */
export async function loadAssignments(
  engine: Engine,
  ids: readonly string[],
  segments: Int32Array,
  names: readonly SegmentName[],
  { distance, second, ratio }: Confidence,
): Promise<void> {
  const labels = labelsOf(names.length);
  const of = <T>(values: readonly T[]) => Array.from(segments, (segment) => values[segment]);
  await engine.load(ASSIGNMENTS, [
    { name: "customer_id", type: "id", values: ids },
    { name: "segment", type: "text", values: of(labels) },
    { name: "name_en", type: "text", values: of(names.map((each) => each.name_en)) },
    { name: "name_zh", type: "text", values: of(names.map((each) => each.name_zh)) },
    { name: "distance", type: "double", values: distance },
    { name: "second_segment", type: "text", values: Array.from(second, (at) => (at < 0 ? null : labels[at])) },
    { name: "ratio", type: "double", values: Array.from(ratio, (each) => (Number.isNaN(each) ? null : each)) },
    { name: "boundary", type: "boolean", values: Array.from(ratio, isBoundary) },
  ]);
}
