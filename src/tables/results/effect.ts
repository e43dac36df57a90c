import { z } from "zod";
import { count, finite, flowStep, maybe } from "./common.js";

/** An estimate with all that a table needs. */
export const estimate = z.object({
  estimate: finite,
  se: maybe,
  ci_low: maybe,
  ci_high: maybe,
  statistic: maybe,
  df: maybe,
  p: maybe,
  se_type: z.string(),
  units: count,
  observations: count,
  clusters: count,
  treated_clusters: count.nullable(),
  reason: z.string().nullable().describe("why a part is null"),
});

/** Mean change over time in one arm: not a causal effect. */
export const beforeAfter = z.object({
  arm: z.enum(["treated", "control"]),
  units: count,
  mean_before: finite,
  mean_after: finite,
  change: estimate,
  effect_size_dz: maybe,
});

export const eventMean = z.object({
  arm: z.enum(["treated", "control"]),
  period: z.string(),
  mean: finite,
  units: count,
});

export const segmentEffect = z.object({
  segment: z.string(),
  treated_units: count,
  control_units: count,
  did: estimate.nullable(),
  p_holm: maybe,
  reason: z.string().nullable(),
});

export const outcomeEffect = z.object({
  outcome: z.string(),
  kind: z.enum(["money", "count", "share"]),
  unit: z.string().nullable(),
  direction: z.enum(["up", "down"]),
  primary: z.boolean(),
  closed: z.string(),
  before_after: z.array(beforeAfter),
  did: estimate.describe("2x2 on unit means before and after, branch-clustered (CRV1)"),
  did_crv3: estimate.describe("the same with the cluster jackknife (CRV3)"),
  did_welch: estimate.describe("unit-level Welch form; ignores the clusters, shown for comparison only"),
  relative: maybe.describe("estimate / control mean at baseline"),
  baseline_mean: finite,
  event_means: z.array(eventMean),
  segments: z.array(segmentEffect),
});

export const migrationCell = z.object({
  arm: z.enum(["treated", "control"]),
  from: z.string(),
  to: z.string(),
  customers: count,
  row_share: maybe,
});

export const effectResult = z.object({
  design: z.object({
    hash: z.string(),
    unit: z.string(),
    cluster: z.string(),
    period: z.string(),
    controls: z.string(),
    last_period_before: z.string().describe("T0"),
    pre: z.object({ from: z.string(), to: z.string() }),
    post: z.object({ from: z.string(), to: z.string() }),
    population: z.string(),
    alpha: finite,
    family: z.string(),
  }),
  cohorts: z.array(z.object({ cohort: z.string().nullable(), clusters: count, units: count })),
  flow: z.array(flowStep),
  outcomes: z.array(outcomeEffect),
  migration: z
    .object({ states: z.array(z.string()), from: z.string(), to: z.string(), cells: z.array(migrationCell) })
    .nullable(),
  threats: z.array(z.object({ code: z.string(), values: z.record(z.string(), z.union([z.string(), z.number()])) })),
});

export type Estimate = z.infer<typeof estimate>;
export type OutcomeEffect = z.infer<typeof outcomeEffect>;
export type EffectResult = z.infer<typeof effectResult>;
