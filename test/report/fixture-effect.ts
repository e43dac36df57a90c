import type { EffectResult, Estimate, OutcomeEffect } from "../../src/tables/results/index.js";

const PERIODS = ["2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06"];
const ARMS = ["treated", "control"] as const;
const UNITS = { treated: 400, control: 760 };
const STATES = ["Bronze", "Silver", "Gold"];
const MOVES = {
  treated: [
    [150, 45, 12],
    [20, 90, 28],
    [3, 7, 45],
  ],
  control: [
    [340, 60, 15],
    [45, 170, 30],
    [10, 15, 75],
  ],
};

export function fixtureEffect(): EffectResult {
  return {
    design: {
      hash: "7f".repeat(32),
      unit: "customer",
      cluster: "branch",
      period: "month",
      controls: "never",
      last_period_before: "2024-03",
      pre: { from: "2024-01", to: "2024-03" },
      post: { from: "2024-04", to: "2024-06" },
      population: "customers with an account before the programme",
      alpha: 0.05,
      family: "outcomes",
    },
    cohorts: [
      { cohort: "2024-04", clusters: 8, units: 400 },
      { cohort: null, clusters: 14, units: 760 },
    ],
    flow: [
      { step: "all_units", removed: 0, remaining: 1200 },
      { step: "no_branch", removed: 4, remaining: 1196 },
      { step: "opened_after", removed: 36, remaining: 1160 },
    ],
    outcomes: [profitOutcome(), shareOutcome()],
    migration: {
      states: STATES,
      from: "2024-03",
      to: "2024-06",
      cells: ARMS.flatMap((arm) =>
        MOVES[arm].flatMap((row, from) =>
          row.map((customers, to) => ({
            arm,
            from: STATES[from],
            to: STATES[to],
            customers,
            row_share: customers / row.reduce((sum, each) => sum + each, 0),
          })),
        ),
      ),
    },
    threats: [
      { code: "units_with_missing_periods", values: { units: 14 } },
      { code: "few_clusters", values: { clusters: 22, treated_clusters: 8 } },
    ],
  };
}

/** An estimate whose interval and p-value are made up to agree roughly. */
function estimateOf(value: number, se: number | null, change: Partial<Estimate> = {}): Estimate {
  return {
    estimate: value,
    se,
    ci_low: se === null ? null : value - 2.08 * se,
    ci_high: se === null ? null : value + 2.08 * se,
    statistic: se === null ? null : value / se,
    df: 21,
    p: se === null ? null : 0.0143,
    se_type: "CRV1",
    units: 1160,
    observations: 2320,
    clusters: 22,
    treated_clusters: 8,
    reason: null,
    ...change,
  };
}

function profitOutcome(): OutcomeEffect {
  return {
    outcome: "profit",
    kind: "money",
    unit: "CNY per month",
    direction: "up",
    primary: true,
    closed: "zero after closing",
    before_after: [armOf("treated", 210.5, 262.25), armOf("control", 198.75, 215.5)],
    did: estimateOf(35, 13.1),
    did_crv3: estimateOf(35, 14.9, { se_type: "CRV3", p: 0.0287 }),
    did_welch: estimateOf(35, 9.2, { se_type: "Welch", clusters: 0, treated_clusters: null, p: 0.0001 }),
    relative: 35 / 198.75,
    baseline_mean: 198.75,
    event_means: eventMeans(200, 30),
    segments: [
      {
        segment: "A",
        treated_units: 120,
        control_units: 180,
        did: estimateOf(61.5, 20.2, { p: 0.0061 }),
        p_holm: 0.0183,
        reason: null,
      },
      {
        segment: "B",
        treated_units: 200,
        control_units: 400,
        did: estimateOf(20.1, 15.4, { p: 0.206 }),
        p_holm: 0.412,
        reason: null,
      },
      {
        segment: "C",
        treated_units: 74,
        control_units: 174,
        did: estimateOf(4.4, 9.8, { p: 0.658 }),
        p_holm: 0.658,
        reason: null,
      },
      { segment: "D", treated_units: 6, control_units: 6, did: null, p_holm: null, reason: "too_few_units" },
    ],
  };
}

function shareOutcome(): OutcomeEffect {
  return {
    outcome: "digital_share",
    kind: "share",
    unit: "fraction",
    direction: "up",
    primary: false,
    closed: "missing after closing",
    before_after: [armOf("treated", 0.42, 0.51), armOf("control", 0.41, 0.44)],
    did: estimateOf(0.06, 0.021),
    did_crv3: estimateOf(0.06, null, { se_type: "CRV3", reason: "too_few_clusters" }),
    did_welch: estimateOf(0.06, 0.011, { se_type: "Welch", clusters: 0, treated_clusters: null }),
    relative: 0.06 / 0.41,
    baseline_mean: 0.41,
    event_means: eventMeans(0.4, 0.05),
    segments: [],
  };
}

function armOf(arm: (typeof ARMS)[number], before: number, after: number): OutcomeEffect["before_after"][number] {
  return {
    arm,
    units: UNITS[arm],
    mean_before: before,
    mean_after: after,
    change: estimateOf(after - before, (after - before) / 5, {
      units: UNITS[arm],
      clusters: arm === "treated" ? 8 : 14,
    }),
    effect_size_dz: 0.31,
  };
}

function eventMeans(level: number, step: number): OutcomeEffect["event_means"] {
  return ARMS.flatMap((arm) =>
    PERIODS.map((period, index) => ({
      arm,
      period,
      mean: level + (step * index) / 10 + (arm === "treated" && index >= 3 ? step : 0),
      units: UNITS[arm],
    })),
  );
}
