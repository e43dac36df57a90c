import { z } from "zod";
import { kEvidence, segmentLineage } from "../../tables/results/segment.js";
import { MEASURE_NAMES } from "../features/measure-names.js";
import { ALGORITHMS } from "../settings-algorithm.js";
import { storedParts } from "./stored-parts-schema.js";

const finite = z.number();
const count = z.number().int().nonnegative();

const source = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("column"), table: z.string(), column: z.string() }),
  z.strictObject({ kind: z.literal("measure"), measure: z.enum(MEASURE_NAMES) }),
]);

const transform = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["none", "log1p", "slog"]) }),
  z.strictObject({ kind: z.literal("rank"), values: z.array(finite), shares: z.array(finite) }),
  z.strictObject({ kind: z.enum(["quantile", "normal"]), quantiles: z.array(finite) }),
]);

const prepared = z.strictObject({
  name: z.string(),
  missing: z.enum(["error", "drop", "fill", "partial"]),
  fill: finite.nullable(),
  lower: finite.nullable(),
  upper: finite.nullable(),
  transform,
  centre: finite,
  spread: finite,
  factor: finite,
  indicator: z.boolean().default(false),
});

/** Principal components, the last step of the preparation. */
const components = z.strictObject({
  means: z.array(finite),
  loadings: z.array(z.array(finite)).min(1),
  variances: z.array(finite),
  total: finite,
});

const column = z.strictObject({
  name: z.string(),
  type: z.enum(["number", "category"]),
  unit: z.string().nullable(),
  higher_is: z.enum(["better", "worse"]).nullable(),
  source,
  /** Known categories in byte order, and what scoring does with others; null for a number. */
  categories: z
    .strictObject({ levels: z.array(z.string()).min(1), unseen: z.enum(["error", "flag", "other"]) })
    .nullable()
    .default(null),
});

const category = z.strictObject({ name: z.string(), missing: z.enum(["error", "drop", "partial", "level"]) });

const drift = z.strictObject({
  feature: z.string(),
  /** Inner edges; the outer ones are open. */
  edges: z.array(finite),
  shares: z.array(finite),
  /** Training share without a value, which is a bin of its own; `shares` are shares of all customers and sum to 1 with it. */
  missing_share: finite,
  /** The 0.1 % and 99.9 % quantiles: values outside are flagged when scoring. */
  usual_low: finite,
  usual_high: finite,
});

const modelSegment = z.strictObject({
  label: z.string(),
  name_en: z.string(),
  name_zh: z.string(),
  size: count,
  share: finite,
  /** 1 %, 2 %, … 99 % quantiles of the distance of members to their centre. */
  distance_percentiles: z.array(finite),
});

/** How well the training customers fitted, for comparison with those that are scored. */
const training = z.strictObject({
  wss_per_row: finite,
  /** Mean simplified silhouette; null for one segment. */
  silhouette_simplified: finite.nullable(),
  /** Bins of the distance to the own centre, at its training deciles. */
  distance_edges: z.array(finite),
  distance_shares: z.array(finite),
});

const stability = z.strictObject({ label: z.string(), jaccard: finite, grade: z.string() });

/** What a saved segmentation holds: enough to score other customers to the same bits, and no row of an individual. */
export const segmentModel = z.strictObject({
  format: z.literal("custval-segments"),
  format_version: z.literal(1),
  rng_version: z.string(),
  created_from: z.strictObject({
    data_hash: z.string(),
    customers: count,
    window: z.strictObject({ start: z.string(), end: z.string() }).nullable(),
    as_of: z.string().nullable(),
    digital_channels: z.array(z.string()),
  }),
  schema: z.array(column).min(1),
  prepare: z.strictObject({
    version: z.literal(1),
    features: z.array(prepared).min(1),
    categories: z.array(category).default([]),
    components: components.nullable().default(null),
  }),
  algorithm: z.strictObject({
    name: z.enum(ALGORITHMS),
    seed: z.number().int(),
    restarts: count,
    restarts_agreeing: count,
    converged: z.boolean(),
    wss: finite,
  }),
  centres: z.array(z.array(finite)).min(1),
  /** What scoring needs where it is not the nearest centre; null where it is. */
  scoring: storedParts.nullable(),
  centres_original: z.array(z.array(finite)),
  segments: z.array(modelSegment).min(1),
  drift: z.array(drift),
  training,
  evidence: z.array(kEvidence),
  /** Null where stability was not asked for. */
  stability: z.array(stability).nullable(),
  /** Null where no earlier model was named. */
  lineage: segmentLineage.nullable(),
});

export type SegmentModel = z.infer<typeof segmentModel>;
export type ModelColumn = SegmentModel["schema"][number];
