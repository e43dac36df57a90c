import { z } from "zod";

const RANGE = /^(-?\d+)(?:\s*-\s*(-?\d+))?$/;

/** A range of scores: a number, `4-5`, or nothing for any score. */
export const scoreRange = z
  .union([z.number().int(), z.string().regex(RANGE, "a score or a range such as 4-5")])
  .describe("one score, or a range such as 4-5");

export const LETTERS = ["r", "f", "m", "l", "p", "b"] as const;
export type Letter = (typeof LETTERS)[number];

/** One rule: a customer whose scores lie in all ranges belongs to the segment, unless an earlier rule matched. */
export const segmentRule = z.strictObject({
  segment: z.string().min(1).describe("name of the segment"),
  r: scoreRange.optional(),
  f: scoreRange.optional(),
  m: scoreRange.optional(),
  l: scoreRange.optional(),
  p: scoreRange.optional(),
  b: scoreRange.optional(),
});

export type SegmentRule = z.infer<typeof segmentRule>;

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Both ends of a range as written; `from` may lie above `to`, which the linter reports. */
export function rangeOf(text: string | number): Range {
  if (typeof text === "number") return { from: text, to: text };
  const match = RANGE.exec(text)!;
  const from = Number(match[1]);
  return { from, to: match[2] === undefined ? from : Number(match[2]) };
}

/** The ranges that a rule states, by letter. */
export function rangesOf(rule: SegmentRule): readonly (readonly [Letter, Range])[] {
  return LETTERS.flatMap((letter) => {
    const text = rule[letter];
    return text === undefined ? [] : [[letter, rangeOf(text)] as const];
  });
}
