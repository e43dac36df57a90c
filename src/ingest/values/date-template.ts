import type { DateForm } from "./date.js";

/** A form of dates in which every date takes the same bytes. */
export interface FixedForm {
  /** The form with `d` for a digit. */
  readonly template: string;
  /** The engine's words for it; null for ISO, which needs none. */
  readonly format: string | null;
}

const WORDS: Readonly<Record<string, string>> = { yyyy: "%Y", mm: "%m", dd: "%d" };

/** The fixed form that a pattern of whole years, months and days gives; undefined where it has others or none. */
export function fixedForm(form: DateForm): FixedForm | undefined {
  if (form.monthOffset !== null) return undefined;
  const pattern = form.pattern === "iso" ? "yyyy-mm-dd" : form.pattern.toLowerCase();
  const rest = pattern.replace(/yyyy|mm|dd/g, "");
  const words = pattern.match(/yyyy|mm|dd/g) ?? [];
  if (!/^[-./]*$/.test(rest) || [...words].sort().join() !== "dd,mm,yyyy") return undefined;
  const format = pattern.replace(/yyyy|mm|dd/g, (word) => WORDS[word]);
  return { template: pattern.replace(/[ymd]/g, "d"), format: pattern === "yyyy-mm-dd" ? null : format };
}
