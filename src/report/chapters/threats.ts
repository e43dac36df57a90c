import { guardCount } from "../gate/hide.js";
import type { GatedEffect } from "../gate/effect.js";
import type { Numbers } from "../numbers.js";
import { limitsEn } from "../text/limits.js";
import { nameOf } from "../text/names.js";
import { same, say, type Words } from "../words.js";
import { sayWith } from "./parts.js";

type Threat = GatedEffect["threats"][number];
type Known = keyof typeof limitsEn.threats;

/** From the most to the least harmful to the reading of the estimate. */
const ORDER = [
  "pre_trend_failed",
  "cluster_finer_than_assignment",
  "few_clusters",
  "pre_trend_not_testable",
  "pre_trend_untested",
  "regression_to_the_mean",
  "effective_clusters",
  "closures",
  "opened_within_window",
  "units_with_missing_periods",
  "unequal_clusters",
  "small_cells",
  "units_without_segment",
];
const CUSTOMERS = /^(units|.*_closed|.*_units)$/;
const P_VALUES = /^(p|smallest_p)$/;

/** Whether the arms of an outcome, or of any, moved apart before adoption at the declared level. */
export function preTrendFailed({ threats, design }: GatedEffect, outcome?: string): boolean {
  return threats.some(
    ({ code, values }) =>
      code === "pre_trend" &&
      typeof values.p === "number" &&
      values.p < design.alpha &&
      (outcome === undefined || values.outcome === outcome),
  );
}

/** The three largest threats in words; diagnostics that found nothing are not among them. */
export function largestThreats(effect: GatedEffect, numbers: Numbers): Words[] {
  const ranked = effect.threats
    .map((threat) => ({ threat, rank: rankOf(textOf(threat, effect.design.alpha)) }))
    .filter(({ rank }) => rank >= 0)
    .sort((a, b) => a.rank - b.rank);
  return ranked.slice(0, 3).map(({ threat }) => threatSentence(threat, effect.design.alpha, numbers));
}

/** A threat in words, with its values; counts of customers below the threshold are hidden. */
export function threatSentence(threat: Threat, alpha: number, numbers: Numbers): Words {
  const code = textOf(threat, alpha);
  if (!isKnown(code))
    return sayWith({ code: same(code.replaceAll("_", " ")) }, (text, own) => text.limits.otherThreat(own.code));
  const values = Object.entries(threat.values).map(([key, value]) => [key, printed(key, value, numbers)] as const);
  return sayWith(Object.fromEntries(values), (text, own) => text.limits.threats[code](own));
}

function textOf({ code, values }: Threat, alpha: number): string {
  if (code !== "pre_trend") return code;
  if (typeof values.p !== "number") return "pre_trend_untested";
  return values.p < alpha ? "pre_trend_failed" : "pre_trend";
}

function rankOf(code: string): number {
  if (code === "pre_trend" || code === "few_clusters_test") return -1;
  const rank = ORDER.indexOf(code);
  return rank < 0 ? ORDER.length : rank;
}

function isKnown(code: string): code is Known {
  return Object.hasOwn(limitsEn.threats, code);
}

function printed(key: string, value: string | number, numbers: Numbers): Words {
  if (typeof value === "string") return named(key, value);
  if (CUSTOMERS.test(key)) return same(numbers.count(guardCount(value, numbers.threshold)));
  if (P_VALUES.test(key)) return pWords(value, numbers);
  return same(Number.isInteger(value) ? numbers.count(value) : numbers.decimal(value, Math.abs(value) < 10 ? 3 : 1));
}

function named(key: string, value: string): Words {
  if (key === "outcome") return nameOf("measure", value);
  if (key === "reason") return nameOf("reason", value || "not_run");
  if (value === "wild_bootstrap" || value === "randomisation") return say((text) => text.limits.tests[value]);
  return same(value);
}

function pWords(p: number, numbers: Numbers): Words {
  return say((text) => text.effect.equals(numbers.p(p)));
}
