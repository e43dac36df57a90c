import { failIfAny, type Problem } from "../core/errors.js";
import type { EffectDesign } from "./design.js";
import type { Span, Windows } from "./windows.js";

type NumberOf = (period: string | number) => number;
type Label = (period: number) => string;

/** Throws EFF-01 with every date of the design that lies on the wrong side of the adoption. */
export function checkDates(design: EffectDesign, windows: Windows, numberOf: NumberOf, label: Label): void {
  const last = label(windows.lastBefore);
  const problems: Problem[] = [];
  const say = (what: string, found: number, key: string, hint: string) => {
    problems.push({
      code: "EFF-01",
      message: `${what} is dated ${label(found)}; the last period before adoption is ${last}`,
      place: { key },
      hint,
    });
  };
  if (design.segment) {
    const asOf = numberOf(design.segment.as_of);
    if (asOf > windows.lastBefore)
      say(`segment "${design.segment.column}"`, asOf, "segment.as_of", `use a segment from ${last} or earlier`);
  }
  const spans = migrationSpans(design, windows, numberOf);
  if (spans && spans.from.to > windows.lastBefore)
    say("the migration's first window", spans.from.to, "migration.from", `let it end at ${last} or earlier`);
  if (spans && spans.to.from <= windows.lastBefore)
    say("the migration's second window", spans.to.from, "migration.to", `let it begin after ${last}`);
  if (spans && (spans.from.from < windows.panel.from || spans.to.to > windows.panel.to))
    say("a window of the migration", spans.from.from, "migration", "keep it within the windows before and after");
  failIfAny(problems);
}

/** The two windows of the migration matrix: declared, or the windows before and after; null without a matrix. */
export function migrationSpans(
  design: EffectDesign,
  windows: Windows,
  numberOf: NumberOf,
): { readonly from: Span; readonly to: Span } | null {
  if (!design.migration) return null;
  const span = (declared: { first: string | number; last: string | number } | undefined, otherwise: Span): Span =>
    declared ? { from: numberOf(declared.first), to: numberOf(declared.last) } : otherwise;
  return { from: span(design.migration.from, windows.before), to: span(design.migration.to, windows.after) };
}
