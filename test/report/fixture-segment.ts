import type { SegmentResult } from "../../src/tables/results/index.js";

const FEATURES = ["recency_days", "frequency", "monetary", "average_balance"] as const;

const SEGMENTS = [
  {
    label: "A",
    en: "High balance, frequent",
    zh: "高余额高频客户",
    customers: 300,
    value: "1800000.00",
    z: [-0.9, 1.1, 1.2, 1.3],
  },
  { label: "B", en: "Middle", zh: "中间客户", customers: 620, value: "620000.50", z: [-0.1, 0.1, 0, -0.1] },
  { label: "C", en: "Dormant", zh: "沉睡客户", customers: 273, value: "-292900.50", z: [1.2, -1.3, -1.1, -0.9] },
  { label: "D", en: "Far out", zh: "离群客户", customers: 7, value: "500.00", z: [2.2, 3, 4.4, 0.2] },
];
const CUSTOMERS = 1200;

export function fixtureSegment(): SegmentResult {
  return {
    algorithm: "k_means",
    identified_by: "customer_id",
    customers: CUSTOMERS,
    distinct_rows: 1187,
    flow: [
      { step: "population", removed: 0, remaining: 1220 },
      { step: "not_open", removed: 12, remaining: 1208 },
      { step: "missing_values", removed: 8, remaining: 1200 },
    ],
    features: FEATURES.map(featureOf),
    components: null,
    complete_rows: null,
    mixed: null,
    correlations: [
      { a: "frequency", b: "monetary", pearson: 0.62, spearman: 0.71, identical: false },
      { a: "recency_days", b: "frequency", pearson: -0.41, spearman: -0.52, identical: false },
    ],
    evidence: [2, 3, 4, 5, 6].map(evidenceOf),
    k: 4,
    k_chosen_by: "silhouette_macro",
    k_rule: "highest macro silhouette among k whose smallest segment is large enough",
    wss: 1410.5,
    tss: 4800,
    objective: { name: "wss", value: 1300, after_build: null },
    not_nearest: 0,
    conventions: { z_divisor: "n-1" },
    explained: 1 - 1410.5 / 4800,
    seed: 20240101,
    rng: "xoshiro256++",
    restarts: 20,
    restarts_agreeing: 18,
    segments: SEGMENTS.map(segmentOf),
    undefined_items: [{ item: "gap k=6", reason: "not computed beyond k = 5" }],
    verdict: {
      kind: "open",
      leading_k: 4,
      votes: [
        { index: "silhouette_macro", k: 4, at_edge: false },
        { index: "calinski_harabasz", k: 3, at_edge: false },
        { index: "davies_bouldin", k: 6, at_edge: true },
        { index: "gap", k: 4, at_edge: false },
        { index: "prediction_strength", k: 2, at_edge: false },
      ],
      gap_rules: { globalmax: 5, firstmax: 4, tibs: 4, firstSEmax: 3, globalSEmax: 4 },
      null_probability: 0.0196,
      knee: { k: 4, height: 0.21, limit: 0.12 },
      reasons: ["indices_disagree", "vote_at_edge"],
    },
    resampling: {
      rows: 1200,
      gap_references: 50,
      halvings: 20,
      bootstraps: 50,
      null_references: 50,
      restart_pairs: 20,
      restarts: 10,
      gap_power: 2,
      gap_box: "principal_axes",
      se_factor: 1,
      mixture_rows: 5000,
      tol: 1e-4,
      max_iterations: 10,
    },
    agreement: { with: "tier", adjusted_rand_index: 0.1834, customers: 1200 },
    effects: [
      ...FEATURES.map((feature, at) => effectOf(feature, "active", at)),
      effectOf("age", "descriptor", 4),
      CHANNEL,
    ],
    categories: [CHANNELS],
    rules: RULES,
    lineage: null,
    silhouette_bands: {
      variant: "exact",
      micro: 0.41,
      macro: 0.44,
      segments: SEGMENTS.map(({ label }, at) => ({
        label,
        percentiles: Array.from({ length: 19 }, (_, i) => 0.1 * at + 0.02 * i - 0.05),
      })),
    },
    rand_by_k: [2, 3, 4, 5, 6].map((k) => ({
      k,
      bootstrap: [0.3, 0.5, 0.7, 0.8, 0.9].map((each) => each - 0.02 * k),
      restarts: [0.9, 1, 1, 1, 1],
    })),
    across_k: [
      {
        from_k: 3,
        to_k: 4,
        segments: [
          { label: "S1", state: "kept", from: ["S1"], jaccard: 0.98, one_origin: 0.97 },
          { label: "S2", state: "split", from: ["S2"], jaccard: 0.62, one_origin: 0.91 },
          { label: "S3", state: "kept", from: ["S3"], jaccard: 0.94, one_origin: 0.9 },
          { label: "S4", state: "split", from: ["S2"], jaccard: 0, one_origin: 0.88 },
        ],
      },
      {
        from_k: 4,
        to_k: 5,
        segments: [
          { label: "S1", state: "merged", from: ["S1", "S2"], jaccard: 0.55, one_origin: 0.5 },
          { label: "S2", state: "kept", from: ["S4"], jaccard: 0.9, one_origin: 0.95 },
          { label: "S3", state: "split", from: ["S3"], jaccard: 0.6, one_origin: 0.99 },
          { label: "S4", state: "split", from: ["S3"], jaccard: 0, one_origin: 0.99 },
          { label: "S5", state: "new", from: [], jaccard: 0.1, one_origin: 0.2 },
        ],
      },
    ],
    sensitivity: {
      customers: CUSTOMERS,
      checks: [
        { ...CHECK, check: "without_log", adjusted_rand: 0.42, jaccard_lowest: 0.31, moved: 410 },
        { ...CHECK, check: "other_z_divisor", adjusted_rand: 1, jaccard_lowest: 1, moved: 0 },
        { ...CHECK, check: "left_out", left_out: "monetary", adjusted_rand: 0.97, jaccard_lowest: 0.9, moved: 4 },
        { ...CHECK, check: "robust_scale", customers: 0, reason: "no_spread" },
      ],
    },
    value_regret: { customers: 1200, by_segments: 0.31, by_deciles: 0.74 },
  };
}

const CHECK = {
  left_out: null,
  customers: CUSTOMERS,
  adjusted_rand: null,
  jaccard_lowest: null,
  moved: null,
  reason: null,
} as const;

function effectOf(variable: string, role: "active" | "descriptor", at: number): SegmentResult["effects"][number] {
  const tested = role === "descriptor";
  return {
    variable,
    role,
    kind: "numeric",
    customers: CUSTOMERS,
    eta_squared: 0.5 - 0.1 * at,
    omega_squared: 0.49 - 0.1 * at,
    epsilon_squared: 0.52 - 0.1 * at,
    eta_squared_h: 0.51 - 0.1 * at,
    cramers_v: null,
    interval: { low: 0.45 - 0.1 * at, high: 0.55 - 0.1 * at },
    statistic: tested ? 31.2 : null,
    df: tested ? 3 : null,
    p: tested ? 0.0000008 : null,
    p_holm: tested ? 0.0000016 : null,
  };
}

const CHANNEL: SegmentResult["effects"][number] = {
  ...effectOf("channel", "descriptor", 5),
  kind: "category",
  eta_squared: null,
  omega_squared: null,
  epsilon_squared: null,
  eta_squared_h: null,
  cramers_v: 0.21,
  interval: { low: 0.17, high: 0.26 },
};

const CHANNELS: SegmentResult["categories"][number] = {
  variable: "channel",
  levels: [
    { level: "app", other: false, counts: [200, 300, 53, 4], residuals: [4.1, 0.2, -3.9, 0.4] },
    { level: "branch", other: false, counts: [90, 310, 219, 2], residuals: [-5.2, 0.1, 5.6, -0.8] },
    { level: null, other: false, counts: [10, 10, 1, 1], residuals: [1.9, -0.5, -2.1, 1.4] },
  ],
};

const RULES: SegmentResult["rules"] = {
  fitted_on: 840,
  tested_on: 360,
  fidelity: 0.88,
  segments: [
    {
      label: "A",
      paths: [
        {
          conditions: [
            { feature: "average_balance", above: 20_000, at_most: null },
            { feature: "recency_days", above: null, at_most: 40 },
          ],
          customers: 210,
        },
      ],
      precision: 0.93,
      coverage: 0.9,
      approximate: false,
    },
    {
      label: "B",
      paths: [{ conditions: [{ feature: "average_balance", above: null, at_most: 20_000 }], customers: 430 }],
      precision: 0.81,
      coverage: 0.95,
      approximate: false,
    },
    {
      label: "C",
      paths: [{ conditions: [{ feature: "recency_days", above: 40, at_most: 300 }], customers: 200 }],
      precision: 0.66,
      coverage: 0.71,
      approximate: true,
    },
    { label: "D", paths: [], precision: null, coverage: 0, approximate: true },
  ],
  sql: "case\n  when \"average_balance\" <= 20000 then 'B'\nend",
};

function featureOf(feature: (typeof FEATURES)[number], index: number): SegmentResult["features"][number] {
  return {
    feature,
    unit: ["days", "transactions", "CNY", "CNY"][index],
    higher_is: index === 0 ? "worse" : "better",
    transform: index === 0 ? "none" : "log1p",
    scale: "z",
    weight: 1,
    missing: index === 3 ? 8 : 0,
    missing_rule: "drop",
    lower_cap: null,
    upper_cap: index === 0 ? null : 1000 * 10 ** index,
    capped_below: 0,
    capped_above: index === 0 ? 0 : 12,
    mean: [61.2, 12.4, 5210.75, 23_410.5][index],
    sd: [44.1, 8.2, 3100.2, 40_120][index],
    median: [48, 11, 4400, 9100][index],
    skewness: [0.8, 1.4, 2.2, 6.1][index],
    skewness_prepared: [0.8, 0.1, 0.2, 0.3][index],
    vif: 1.4,
  };
}

function evidenceOf(k: number): SegmentResult["evidence"][number] {
  return {
    k,
    wss: 4800 / (k - 0.6),
    explained: 1 - 1 / (k - 0.6),
    silhouette: 0.41 - 0.02 * Math.abs(k - 4),
    silhouette_macro: 0.4 - 0.03 * Math.abs(k - 4),
    silhouette_se: 0.004,
    silhouette_variant: "exact",
    silhouette_simplified: 0.45 - 0.02 * Math.abs(k - 4),
    silhouette_squared: null,
    calinski_harabasz: 700 - 40 * Math.abs(k - 3),
    davies_bouldin: 1.3 - 0.05 * k,
    smallest: k === 4 ? 7 : 150 - 10 * k,
    smallest_share: (k === 4 ? 7 : 150 - 10 * k) / CUSTOMERS,
    restarts_agreeing: 20 - k,
    restarts: 20,
    converged: true,
    bic_full: null,
    bic_tied: null,
    bic_diag: null,
    bic_spherical: null,
    icl: null,
    gap: k === 6 ? null : 0.3 + 0.05 * k,
    gap_se: k === 6 ? null : 0.01,
    prediction_strength: 0.95 - 0.08 * k,
    jaccard_mean: 0.9 - 0.03 * k,
    jaccard_lowest: 0.8 - 0.05 * k,
    rand_median: 0.88 - 0.02 * k,
    rand_low: 0.7 - 0.02 * k,
    rand_high: 0.97 - 0.01 * k,
  };
}

function segmentOf(segment: (typeof SEGMENTS)[number], index: number): SegmentResult["segments"][number] {
  return {
    label: segment.label,
    name_en: segment.en,
    name_zh: segment.zh,
    customers: segment.customers,
    share: segment.customers / CUSTOMERS,
    value: segment.value,
    value_share: Number(segment.value) / 2_127_600,
    boundary_share: 0.04 + 0.01 * index,
    jaccard: 0.91 - 0.12 * index,
    stability: (["highly_stable", "stable", "doubtful", "not_trusted"] as const)[index],
    dissolved: index * 4,
    recovered: 50 - index * 5,
    features: FEATURES.map((feature, at) => ({
      feature,
      mean: featureOf(feature, at).mean * (1 + 0.2 * segment.z[at]),
      median: featureOf(feature, at).median * (1 + 0.2 * segment.z[at]),
      q1: featureOf(feature, at).median * (0.7 + 0.1 * segment.z[at]),
      q3: featureOf(feature, at).median * (1.4 + 0.2 * segment.z[at]),
      z_mean: segment.z[at],
      index: 100 * (1 + 0.2 * segment.z[at]),
      back_transformed: at === 0 ? null : featureOf(feature, at).median * (1 + 0.18 * segment.z[at]),
      marker: Math.abs(segment.z[at]) > 1,
    })),
  };
}
