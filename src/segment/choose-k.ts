import type { SegmentResult } from "../tables/results/segment.js";
import type { SegmentSettings } from "./settings.js";

export type KEvidence = SegmentResult["evidence"][number];

export interface ChosenK {
  readonly k: number;
  readonly by: SegmentResult["k_chosen_by"];
  /** The rule in words, for the report. */
  readonly rule: string;
  /** The best value lies at the smallest or largest k tried although both sides were open. */
  readonly at_edge: boolean;
}

/**
 * The k that the settings fix, or as many as could be made where fewer are allowed, or the k of the range with the largest silhouette; ties go to the smaller k. Where no k of the
 * range has a silhouette the smallest is taken.
 * @param evidence rows of the evidence table, ascending k, only the k that exist
 */
export function chooseK(evidence: readonly KEvidence[], settings: Pick<SegmentSettings, "k" | "choose_k_by">): ChosenK {
  const reached = evidence[evidence.length - 1].k;
  if (typeof settings.k === "number" && settings.k > reached)
    return Object.freeze({ k: reached, by: "user", rule: `k is declared, as many as there are`, at_edge: false });
  if (typeof settings.k === "number")
    return Object.freeze({ k: settings.k, by: "user", rule: "k is declared", at_edge: false });
  const { min, max } = settings.k;
  const rows = evidence.filter(({ k }) => k >= min && k <= max);
  let best = rows[0];
  for (const row of rows) if (indexOf(row, settings) > indexOf(best, settings)) best = row;
  const rule = `largest ${settings.choose_k_by} for k from ${String(min)} to ${String(max)}, ties to the smaller k`;
  const last = rows[rows.length - 1].k;
  const at_edge = rows.length > 1 && (best.k === last || (best.k === min && min > 2));
  return Object.freeze({ k: best.k, by: settings.choose_k_by, rule, at_edge });
}

function indexOf(row: KEvidence, settings: Pick<SegmentSettings, "choose_k_by">): number {
  return row[settings.choose_k_by] ?? -Infinity;
}

/** The largest k of the evidence table. */
export function evidenceTo(settings: Pick<SegmentSettings, "k" | "evidence_to">): number {
  return Math.max(settings.evidence_to, typeof settings.k === "number" ? settings.k : settings.k.max);
}
