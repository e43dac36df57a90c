import { z } from "zod";
import { count, exactMoney, finite, flowStep, maybe } from "./common.js";

export const featureReport = z.object({
  feature: z.string(),
  unit: z.string().nullable(),
  higher_is: z.enum(["better", "worse"]).nullable(),
  transform: z.string(),
  scale: z.string(),
  weight: finite,
  missing: count,
  missing_rule: z.string(),
  lower_cap: maybe,
  upper_cap: maybe,
  capped_below: count,
  capped_above: count,
  mean: finite,
  sd: finite,
  median: finite,
  skewness: maybe,
  skewness_prepared: maybe,
  vif: maybe.describe("variance inflation factor among the prepared features; null when one is a sum of others"),
});

export const correlation = z.object({
  a: z.string(),
  b: z.string(),
  pearson: maybe,
  spearman: maybe,
  identical: z.boolean(),
});

/** Principal components of the prepared columns, where the segments were made on them. */
export const segmentComponents = z.object({
  rule: z.string().describe("how many were kept, in words of the settings"),
  columns: z.array(z.string()).describe("what the loadings belong to: features, then indicators of missing values"),
  kept: count,
  explained: maybe.describe("share of the variance that the kept components explain"),
  components: z.array(z.object({ variance: finite, explained: maybe, loadings: z.array(finite) })),
});

/** One row of the evidence table. An index without a value is null and its reason stands in `undefined_items`. */
export const kEvidence = z.object({
  k: count,
  wss: finite,
  explained: maybe,
  silhouette: maybe,
  silhouette_macro: maybe,
  silhouette_se: maybe,
  silhouette_variant: z.string(),
  silhouette_simplified: maybe,
  silhouette_squared: maybe,
  calinski_harabasz: maybe,
  davies_bouldin: maybe,
  smallest: count,
  smallest_share: finite,
  restarts_agreeing: count,
  restarts: count,
  converged: z.boolean(),
  bic_full: maybe.describe(
    "BIC of a mixture of Gaussians, smaller is better; null at depth basic and where it collapsed",
  ),
  bic_tied: maybe,
  bic_diag: maybe,
  bic_spherical: maybe,
  icl: maybe.describe("BIC + 2 x entropy of the posteriors, for algorithm gmm"),
  gap: maybe,
  gap_se: maybe,
  prediction_strength: maybe,
  jaccard_mean: maybe.describe("mean over segments of the bootstrap Jaccard similarity"),
  jaccard_lowest: maybe,
  rand_median: maybe.describe(
    "adjusted Rand index of pairs of bootstrap solutions: median and 95 % percentile interval",
  ),
  rand_low: maybe,
  rand_high: maybe,
});

/** What the indices say together. Reasons and kinds are words that the report turns into sentences. */
export const verdict = z.object({
  kind: z.enum(["no_structure", "strong", "stable", "open"]),
  leading_k: z.number().int().nullable().describe("the k with the most valid votes"),
  votes: z.array(
    z.object({
      index: z.enum(["silhouette_macro", "calinski_harabasz", "davies_bouldin", "gap", "prediction_strength", "bic"]),
      k: count,
      at_edge: z.boolean().describe("a vote for the largest k tried is void"),
    }),
  ),
  gap_rules: z
    .object({ globalmax: count, firstmax: count, tibs: count, firstSEmax: count, globalSEmax: count })
    .nullable(),
  null_probability: maybe,
  knee: z
    .object({ k: z.number().int().nullable(), height: finite, limit: finite })
    .nullable()
    .describe("k is null where the elbow is no larger than chance gives: NoKnee"),
  reasons: z.array(
    z.enum([
      "gap_gives_one",
      "prediction_strength_gives_one",
      "silhouette_as_without_clusters",
      "indices_disagree",
      "vote_at_edge",
      "gap_still_rising",
      "few_coarse_groups",
      "bic_adds_components",
    ]),
  ),
});

export const featureProfile = z.object({
  feature: z.string(),
  mean: finite,
  median: finite,
  q1: finite,
  q3: finite,
  z_mean: finite.describe("mean of the segment in standard deviations of the population"),
  index: maybe.describe("100 x segment mean / population mean; null when the population mean is not positive"),
  back_transformed: maybe.describe(
    "the centre in original units: after log1p a geometric mean of 1 + x, less 1; null for other transforms",
  ),
  marker: z.boolean(),
});

const interval = z.object({ low: finite, high: finite }).nullable();

/** How much a variable differs between the segments; tests only for variables that the segments were not made from. */
export const segmentEffect = z.object({
  variable: z.string(),
  role: z.enum(["active", "descriptor"]),
  kind: z.enum(["numeric", "category"]),
  customers: count,
  eta_squared: maybe,
  omega_squared: maybe,
  epsilon_squared: maybe,
  eta_squared_h: maybe,
  cramers_v: maybe,
  interval: interval.describe("95 % bootstrap percentile interval of eta squared or Cramér's V; null at depth basic"),
  statistic: maybe.describe("Kruskal-Wallis H or Pearson's chi-square"),
  df: z.number().int().nullable(),
  p: maybe,
  p_holm: maybe.describe("adjusted by Holm over all descriptors"),
});

/** Customers of each category by segment. */
export const segmentCategories = z.object({
  variable: z.string(),
  levels: z.array(
    z.object({
      level: z.string().nullable().describe("null: without a category, or all others together"),
      other: z.boolean(),
      counts: z.array(count),
      residuals: z.array(maybe).describe("adjusted residuals, about standard normal without association"),
    }),
  ),
});

/** Rules in original units that reach the segments; a value lies above one limit and at most at the other. */
export const segmentRuleSet = z.object({
  fitted_on: count,
  tested_on: count,
  fidelity: finite.describe("share of the tested customers for whom tree and segmentation agree"),
  segments: z.array(
    z.object({
      label: z.string(),
      paths: z.array(
        z.object({
          conditions: z.array(z.object({ feature: z.string(), above: maybe, at_most: maybe })),
          customers: count,
        }),
      ),
      precision: maybe,
      coverage: maybe,
      approximate: z.boolean(),
    }),
  ),
  sql: z.string(),
});

export const segmentProfile = z.object({
  label: z.string(),
  name_en: z.string(),
  name_zh: z.string(),
  customers: count,
  share: finite,
  value: exactMoney.nullable(),
  value_share: maybe,
  boundary_share: maybe,
  jaccard: maybe.describe("mean bootstrap Jaccard similarity; null where stability was not asked for"),
  stability: z.enum(["highly_stable", "stable", "doubtful", "not_trusted"]).nullable(),
  dissolved: z.number().int().nullable(),
  recovered: z.number().int().nullable(),
  top_two_share: maybe
    .optional()
    .describe("share of the two largest customers in the value of the segment, by size, for the dominance rule"),
  features: z.array(featureProfile),
});

/** What became of the segments of an earlier model, on the customers that both could label. */
export const segmentLineage = z.object({
  previous_data_hash: z.string(),
  common_customers: count,
  previous: z.array(
    z.object({
      label: z.string(),
      name_en: z.string(),
      name_zh: z.string(),
      state: z.enum(["kept", "split", "merged", "gone"]),
      to: z.array(z.string()),
      customers: z.array(count).describe("of this earlier segment in each new one"),
    }),
  ),
  segments: z.array(
    z.object({
      label: z.string(),
      state: z.enum(["kept", "split", "merged", "new"]),
      from: z.array(z.string()),
      matched: z.string().nullable(),
      jaccard: finite,
    }),
  ),
});

/** The chosen grouping beside others that were made in another way, with as many segments. */
export const segmentSensitivity = z.object({
  customers: count,
  checks: z.array(
    z.object({
      check: z.enum([
        "sample_only",
        "without_log",
        "without_caps",
        "robust_scale",
        "other_z_divisor",
        "equal_weights",
        "left_out",
        "without_components",
        "k-means",
        "pam",
        "gmm",
        "ward",
      ]),
      left_out: z.string().nullable().describe("the feature that is left out"),
      customers: count.describe("customers that were segmented again and are compared"),
      adjusted_rand: maybe.describe("adjusted Rand index with the chosen segments"),
      jaccard_lowest: maybe.describe("of the chosen segment that comes back worst"),
      moved: z.number().int().nullable().describe("customers in another segment after matching (Hungarian method)"),
      reason: z.enum(["no_spread", "not_prepared", "not_clustered"]).nullable().describe("why there are no numbers"),
    }),
  ),
});

export const segmentResult = z.object({
  algorithm: z.string(),
  identified_by: z.enum(["customer_id", "file_order"]),
  customers: count,
  distinct_rows: count,
  flow: z.array(flowStep),
  features: z.array(featureReport),
  correlations: z.array(correlation),
  components: segmentComponents.nullable().describe("null where the features themselves were clustered"),
  mixed: z
    .object({
      gamma: maybe.describe(
        "weight of a mismatch in k-prototypes; null for Gower and where every variable has a factor of its own",
      ),
      shares: z
        .array(z.object({ variable: z.string(), share: finite }))
        .nullable()
        .describe("share of the mean dissimilarity that each variable causes; null where values are missing"),
    })
    .nullable()
    .describe("how numbers and categories are set against each other; null for other algorithms"),
  complete_rows: z
    .object({
      customers: count.describe("customers with a value for every feature"),
      adjusted_rand_index: maybe.describe(
        "agreement with a fit on these customers alone; null where it is not possible",
      ),
    })
    .nullable()
    .describe("what filling missing values changes; null where no clustered customer lacks a value"),
  evidence: z.array(kEvidence),
  k: count,
  k_chosen_by: z.enum(["user", "silhouette", "silhouette_macro"]),
  k_rule: z.string().describe("how k was chosen, in words of the settings"),
  wss: finite,
  tss: finite,
  objective: z
    .object({
      name: z.enum(["wss", "mean_dissimilarity", "log_likelihood", "cost"]),
      value: finite,
      after_build: maybe,
    })
    .describe(
      "what the algorithm minimised or, for a log-likelihood, maximised; after_build: PAM before its first swap",
    ),
  not_nearest: count.describe(
    "training customers whose segment is not the one that scoring gives, as with Ward's tree or size limits",
  ),
  conventions: z.record(z.string(), z.string()).describe("which of several usual definitions each number follows"),
  explained: maybe,
  seed: z.number().int(),
  rng: z.string(),
  restarts: count,
  restarts_agreeing: count,
  segments: z.array(segmentProfile),
  effects: z.array(segmentEffect),
  categories: z.array(segmentCategories).describe("one for every descriptor that is a category"),
  rules: segmentRuleSet.nullable().describe("null where no rule of 50 customers or more tells segments apart"),
  value_regret: z
    .object({ customers: count, by_segments: maybe, by_deciles: finite })
    .nullable()
    .describe("share of the variance of value that the segments explain, beside that of its own deciles"),
  lineage: segmentLineage.nullable().describe("null where no earlier model is named"),
  undefined_items: z.array(z.object({ item: z.string(), reason: z.string() })),
  verdict: verdict.nullable().describe("null at depth basic"),
  resampling: z
    .object({
      rows: count,
      gap_references: count,
      halvings: count,
      bootstraps: count,
      null_references: count,
      restart_pairs: count,
      restarts: count,
      gap_power: z.union([z.literal(1), z.literal(2)]),
      gap_box: z.enum(["principal_axes", "columns"]),
      se_factor: finite,
      mixture_rows: count.describe("customers, at most, on which the mixtures for BIC were fitted"),
      tol: finite.describe("where k-means of more than 2,000 resampled rows stopped"),
      max_iterations: count.describe("passes of it over each sample and over all rows, at most"),
    })
    .nullable(),
  silhouette_bands: z
    .object({
      variant: z.enum(["exact", "simplified"]),
      micro: finite,
      macro: finite,
      segments: z.array(
        z.object({
          label: z.string(),
          percentiles: z
            .array(finite)
            .nullable()
            .describe("5, 10, … 95 % type 7 percentiles, ascending; null if hidden"),
        }),
      ),
    })
    .nullable()
    .describe("silhouettes within the segments; null where they are not defined or for mixed data"),
  rand_by_k: z
    .array(
      z.object({
        k: count,
        bootstrap: z.array(finite).describe("adjusted Rand indices of pairs of bootstrap solutions over all customers"),
        restarts: z.array(finite).describe("the same of pairs of single restarts; empty where the seed cannot matter"),
      }),
    )
    .describe("from k = 2 on; empty at depth basic"),
  across_k: z
    .array(
      z.object({
        from_k: count,
        to_k: count,
        segments: z.array(
          z.object({
            label: z.string(),
            state: z.enum(["kept", "split", "merged", "new"]),
            from: z.array(z.string()).describe("segments at from_k"),
            jaccard: finite.describe("with the matched segment at from_k"),
            one_origin: finite.describe("1 - entropy / ln(from_k) of where its customers were: 1 from one segment"),
          }),
        ),
      }),
    )
    .describe("what becomes of the segments from each k to the next"),
  sensitivity: segmentSensitivity.nullable().describe("null at depth basic, or where it was not asked for"),
  agreement: z
    .object({ with: z.string(), adjusted_rand_index: finite, customers: count })
    .nullable()
    .describe("agreement with a known or declared grouping, where one is named"),
});

export type SegmentResult = z.infer<typeof segmentResult>;
