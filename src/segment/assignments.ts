import type { Engine, InputColumn } from "../engine/engine.js";
import { id, sql } from "../engine/sql.js";
import { BOUNDARY_RATIO, type Confidence } from "./describe/confidence.js";
import type { SegmentName } from "./describe/names.js";
import { ATYPICAL_PERCENTILE, type Flags } from "./model/flags.js";

/** The table that the stage leaves in the engine: one row per clustered or scored customer. */
export const ASSIGNMENTS = "segment_assignments";

export const ASSIGNMENT_COLUMNS = Object.freeze([
  "customer_id",
  "segment",
  "name_en",
  "name_zh",
  "distance",
  "second_segment",
  "ratio",
  "percentile",
  "posterior",
  "co_membership",
  "boundary",
  "atypical",
  "outside_range",
  "imputed",
]);

/** S1 … Sk. */
export function labelsOf(k: number): readonly string[] {
  return Array.from({ length: k }, (_, at) => `S${String(at + 1)}`);
}

/** Whether a customer stands on the border of two segments. */
export function isBoundary(ratio: number): boolean {
  return ratio >= BOUNDARY_RATIO;
}

/** Customers with their segments, in the order of the ids. */
export interface Assigned {
  readonly ids: readonly string[];
  /** 0 for S1, and so on. */
  readonly labels: Int32Array;
  readonly confidence: Confidence;
  readonly flags: Flags;
  /** Share of bootstrap replicates that give the same segment; null where stability was not asked for, or in scoring. */
  readonly coMembership?: Float64Array | null;
}

/** Writes the assignments, in the order of the ids. */
export async function loadAssignments(
  engine: Engine,
  assigned: Assigned,
  names: readonly SegmentName[],
): Promise<void> {
  await engine.load(ASSIGNMENTS, columnsOf(assigned, names));
}

/** Adds further assignments to the table. */
export async function appendAssignments(
  engine: Engine,
  assigned: Assigned,
  names: readonly SegmentName[],
): Promise<void> {
  const part = id(`${ASSIGNMENTS}_part`);
  await engine.load(`${ASSIGNMENTS}_part`, columnsOf(assigned, names));
  await engine.execute(sql`insert into ${id(ASSIGNMENTS)} select * from ${part}`);
  await engine.execute(sql`drop table ${part}`);
}

function knownOf(shares: Float64Array | null, customers: number): readonly (number | null)[] {
  return Array.from({ length: customers }, (_, i) => (shares === null || Number.isNaN(shares[i]) ? null : shares[i]));
}

function columnsOf(
  { ids, labels: at, confidence, flags, coMembership }: Assigned,
  names: readonly SegmentName[],
): InputColumn[] {
  const labels = labelsOf(names.length);
  const { distance, second, ratio } = confidence;
  const of = <T>(values: readonly T[]) => Array.from(at, (segment) => values[segment]);
  return [
    { name: "customer_id", type: "id", values: ids },
    { name: "segment", type: "text", values: of(labels) },
    { name: "name_en", type: "text", values: of(names.map((each) => each.name_en)) },
    { name: "name_zh", type: "text", values: of(names.map((each) => each.name_zh)) },
    { name: "distance", type: "double", values: distance },
    { name: "second_segment", type: "text", values: Array.from(second, (other) => (other < 0 ? null : labels[other])) },
    { name: "ratio", type: "double", values: Array.from(ratio, (each) => (Number.isNaN(each) ? null : each)) },
    { name: "percentile", type: "double", values: flags.percentile },
    { name: "posterior", type: "double", values: confidence.posterior ?? ids.map(() => null) },
    { name: "co_membership", type: "double", values: knownOf(coMembership ?? null, ids.length) },
    { name: "boundary", type: "boolean", values: Array.from(ratio, isBoundary) },
    { name: "atypical", type: "boolean", values: Array.from(flags.percentile, (each) => each >= ATYPICAL_PERCENTILE) },
    { name: "outside_range", type: "boolean", values: Array.from(flags.outside, (each) => each === 1) },
    { name: "imputed", type: "boolean", values: Array.from(flags.imputed, (each) => each === 1) },
  ];
}
