import { fail } from "../core/errors.js";
import type { EffectDesign } from "./design.js";

/** Periods from one to another, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** When things happen, in period numbers. */
export interface Windows {
  readonly data: Span;
  /** T0: the last period before the earliest adoption (and its anticipation). */
  readonly lastBefore: number;
  readonly before: Span;
  readonly after: Span;
  /** First and last period of the panel. */
  readonly panel: Span;
  /** The window before in two halves, for the placebo; null when it has one period only. */
  readonly placebo: { readonly early: Span; readonly late: Span } | null;
  /** First period in which a cohort counts as untouched is `adoption - anticipation - 1`; earlier adoptions are left out. */
  readonly earliestUsable: number;
  /** Last adoption within the data; later ones have not happened yet and their units are controls. */
  readonly latestUsable: number;
}

/** Number of periods of a span. */
export function lengthOf(span: Span): number {
  return span.to - span.from + 1;
}

/**
 * The windows of a design: before = the last `pre` periods up to T0, after = the last `post` periods of the data in which
 * every treated unit has adopted. Throws EFF-32 when there is no adoption, no period before or none after.
 */
export function windowsOf(
  design: Pick<EffectDesign, "anticipation" | "window">,
  data: Span,
  adoptions: readonly number[],
): Windows {
  const earliestUsable = data.from + design.anticipation + 1;
  const latestUsable = data.to + design.anticipation;
  const used = adoptions.filter((each) => each >= earliestUsable && each <= latestUsable);
  if (used.length === 0) failWindow(`no adoption between the second and the last period of the data`, adoptions.length);
  const lastBefore = Math.min(...used) - 1 - design.anticipation;
  const allAdopted = Math.max(...used);
  if (allAdopted > data.to) failWindow("the last adoption lies after the data", adoptions.length);
  const { pre = Infinity, post = Infinity } = design.window;
  const before = { from: Math.max(data.from, lastBefore - pre + 1), to: lastBefore };
  const after = { from: Math.max(allAdopted, data.to - post + 1), to: data.to };
  return {
    data,
    lastBefore,
    before,
    after,
    panel: { from: before.from, to: after.to },
    placebo: halves(before),
    earliestUsable,
    latestUsable,
  };
}

function halves(before: Span): Windows["placebo"] {
  if (lengthOf(before) < 2) return null;
  const half = Math.floor(lengthOf(before) / 2);
  return {
    early: { from: before.from, to: before.from + half - 1 },
    late: { from: before.to - half + 1, to: before.to },
  };
}

function failWindow(message: string, adoptions: number): never {
  fail("EFF-32", {
    message,
    seen: `${String(adoptions)} different adoption periods`,
    hint: "the data must start before the first adoption and go on after the last; check the dates of the programme",
  });
}
