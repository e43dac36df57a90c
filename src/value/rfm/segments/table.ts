import { failIfAny, type Problem } from "../../../core/errors.js";
import { MEASURES, type MeasureName } from "../measures.js";
import type { RfmSettings } from "../settings.js";
import { unscoredLetters, type BinsByLetter } from "./lint.js";
import { SEGMENT_PRESETS } from "./presets.js";
import type { Letter, SegmentRule } from "./rules.js";

export interface SegmentTable {
  readonly name: string;
  readonly rules: readonly SegmentRule[];
  readonly others: string;
}

/** The segment table of the settings; the octant preset has no rules. */
export function segmentTableOf({ segments }: RfmSettings): SegmentTable {
  if (segments === "octant") return { name: "octant", rules: [], others: "Others" };
  if (typeof segments === "string") return { name: segments, rules: SEGMENT_PRESETS[segments], others: "Others" };
  return { name: "own", rules: segments.rules, others: segments.others };
}

/** The number of bins by letter, in the order of the measures. */
export function binsByLetter(bins: ReadonlyMap<MeasureName, number>): BinsByLetter {
  return new Map([...bins].map(([name, k]) => [MEASURES[name].letter, k]));
}

/** Throws when a rule uses a measure that is not scored, or a preset meets another number of bins than its five. */
export function checkSegmentTable(table: SegmentTable, bins: BinsByLetter): void {
  const problems: Problem[] = missingLetters(table, bins).map((letter) => ({
    code: "VAL-007" as const,
    message: `segment table ${table.name} uses the score ${letter}, which the model does not have`,
    hint: "choose another table, or a model with that measure",
  }));
  for (const [letter, k] of bins) {
    if (!(table.name in SEGMENT_PRESETS) || k === 5 || !usesLetter(table, letter)) continue;
    problems.push({
      code: "VAL-007",
      message: `segment table ${table.name} is made for 5 bins, and ${letter} has ${String(k)}`,
      hint: "set bins: 5, or give an own table of rules",
    });
  }
  failIfAny(problems);
}

function missingLetters(table: SegmentTable, bins: BinsByLetter): readonly Letter[] {
  if (table.name === "octant") return (["r", "f", "m"] as const).filter((letter) => !bins.has(letter));
  return unscoredLetters(table.rules, bins);
}

function usesLetter(table: SegmentTable, letter: Letter): boolean {
  return table.rules.some((rule) => rule[letter] !== undefined);
}
