import type { SegmentResult } from "../../tables/results/segment.js";
import { gapChoices } from "./gap.js";
import { predictableK } from "./prediction-strength.js";

export type Verdict = NonNullable<SegmentResult["verdict"]>;
type Vote = Verdict["votes"][number];
type Row = SegmentResult["evidence"][number];

const STABLE = 0.75;
const STRONG_VOTES = 4;
const SIGNIFICANT = 0.05;

/**
 * What the indices say together about the structure of the data. Votes: macro silhouette, Calinski-Harabasz, Davies-Bouldin, gap by
 * Tibshirani's rule, prediction strength, BIC (the smallest over all covariance types); a vote at the upper edge of the range is void, an index without a value has none.
 * @param evidence rows for k = 1 … K
 * @param se_factor what the standard errors of the gap are multiplied by in its rules
 * @param null_p probability of the largest silhouette without clusters
 */
export function verdictOf(
  evidence: readonly Row[],
  null_p: number | null,
  knee: Verdict["knee"],
  se_factor = 1,
): Verdict {
  const last = evidence[evidence.length - 1].k;
  const gap_rules = gapRulesOf(evidence, se_factor);
  const votes = votesOf(evidence, gap_rules, last);
  const structureless = signsOfNone(votes, null_p);
  const leading = leadingK(votes);
  const stable = isStable(evidence, leading.k);
  const base = { votes, leading_k: leading.k, gap_rules, null_probability: null_p, knee };
  const reasons = reasonsOf(evidence, votes, structureless, gap_rules);
  if (structureless.length >= 2) return Object.freeze({ kind: "no_structure", ...base, reasons });
  if (leading.count >= STRONG_VOTES && structureless.length === 0 && stable)
    return Object.freeze({ kind: "strong", ...base, reasons });
  return Object.freeze({ kind: stable ? "stable" : "open", ...base, reasons });
}

function gapRulesOf(evidence: readonly Row[], se_factor: number): Verdict["gap_rules"] {
  const gap = evidence.map((each) => each.gap);
  const se = evidence.map((each) => each.gap_se);
  const whole = gap.every((each) => each !== null) && se.every((each) => each !== null);
  return whole ? { ...gapChoices(gap, se, se_factor) } : null;
}

function votesOf(evidence: readonly Row[], gap_rules: Verdict["gap_rules"], last: number): Vote[] {
  const strengths = evidence.map((each) => each.prediction_strength);
  const given: readonly (readonly [Vote["index"], number | null])[] = [
    ["silhouette_macro", bestBy(evidence, (row) => row.silhouette_macro)],
    ["calinski_harabasz", bestBy(evidence, (row) => row.calinski_harabasz)],
    ["davies_bouldin", bestBy(evidence, (row) => (row.davies_bouldin === null ? null : -row.davies_bouldin))],
    ["gap", gap_rules?.tibs ?? null],
    ["prediction_strength", strengths.every((each) => each === null) ? null : predictableK(strengths)],
    ["bic", bestBy(evidence, (row) => lowestCriterion(row))],
  ];
  return given.flatMap(([index, k]) => (k === null ? [] : [{ index, k, at_edge: k === last }]));
}

function bestBy(evidence: readonly Row[], value: (row: Row) => number | null): number | null {
  let best: number | null = null;
  let most = -Infinity;
  for (const row of evidence) {
    const each = value(row);
    if (each !== null && each > most) [best, most] = [row.k, each];
  }
  return best;
}

/** Minus the smallest BIC of the row over the covariance types, so that larger is better; null where none has a value. */
function lowestCriterion(row: Row): number | null {
  const known = [row.bic_full, row.bic_tied, row.bic_diag, row.bic_spherical].filter((each) => each !== null);
  return known.length === 0 ? null : -Math.min(...known);
}

/** The k with the most valid votes; ties go to the smaller k. */
function leadingK(votes: readonly Vote[]): { readonly k: number | null; readonly count: number } {
  const counts = new Map<number, number>();
  for (const { k, at_edge } of votes) if (!at_edge) counts.set(k, (counts.get(k) ?? 0) + 1);
  let best: { k: number | null; count: number } = { k: null, count: 0 };
  for (const [k, count] of [...counts].sort(([a], [b]) => a - b)) if (count > best.count) best = { k, count };
  return best;
}

function isStable(evidence: readonly Row[], k: number | null): boolean {
  const lowest = evidence.find((each) => each.k === k)?.jaccard_lowest ?? null;
  return k !== null && k > 1 && lowest !== null && lowest >= STABLE;
}

function signsOfNone(votes: readonly Vote[], null_p: number | null): Verdict["reasons"] {
  const gives1 = (index: Vote["index"]) => votes.some((each) => each.index === index && each.k === 1);
  return [
    ...(gives1("gap") ? (["gap_gives_one"] as const) : []),
    ...(gives1("prediction_strength") ? (["prediction_strength_gives_one"] as const) : []),
    ...(null_p !== null && null_p > SIGNIFICANT ? (["silhouette_as_without_clusters"] as const) : []),
  ];
}

function reasonsOf(
  evidence: readonly Row[],
  votes: readonly Vote[],
  structureless: Verdict["reasons"],
  gap_rules: Verdict["gap_rules"],
): Verdict["reasons"] {
  const distinct = new Set(votes.map((each) => each.k));
  const rising = gap_rules !== null && gap_rules.globalmax === evidence.length;
  return [
    ...structureless,
    ...(distinct.size > 1 ? (["indices_disagree"] as const) : []),
    ...(votes.some((each) => each.at_edge) ? (["vote_at_edge"] as const) : []),
    ...(rising ? (["gap_still_rising"] as const) : []),
    ...(favoursFew(votes) ? (["few_coarse_groups"] as const) : []),
    ...(bicAddsMost(votes) ? (["bic_adds_components"] as const) : []),
  ];
}

/** Silhouette or prediction strength votes for fewer segments than another index. */
function favoursFew(votes: readonly Vote[]): boolean {
  const coarse = (index: Vote["index"]) => index === "silhouette_macro" || index === "prediction_strength";
  const most = Math.max(...votes.filter((each) => !coarse(each.index)).map((each) => each.k));
  return votes.some((each) => coarse(each.index) && each.k < most);
}

/** BIC votes for more segments than every other index. */
function bicAddsMost(votes: readonly Vote[]): boolean {
  const bic = votes.find((each) => each.index === "bic");
  const others = votes.filter((each) => each !== bic);
  return bic !== undefined && others.length > 0 && others.every((each) => each.k < bic.k);
}
