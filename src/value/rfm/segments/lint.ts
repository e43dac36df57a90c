import { LETTERS, rangesOf, type Letter, type Range, type SegmentRule } from "./rules.js";

export interface LintFinding {
  readonly kind: "dead" | "overlapping" | "uncovered" | "empty_range" | "outside";
  /** For an overlap the winner first. */
  readonly rules: readonly string[];
  /** Scores joined by hyphens, in the order of the measures. */
  readonly cells: readonly string[];
  readonly customers: number | null;
}

/** The number of bins of each scored measure, by letter, in the order of the measures. */
export type BinsByLetter = ReadonlyMap<Letter, number>;

/** Customers by cell, keyed as the cells of a finding. */
export type CellCounts = ReadonlyMap<string, number>;

interface Cell {
  readonly name: string;
  readonly scores: ReadonlyMap<Letter, number>;
  readonly matching: readonly number[];
}

/**
 * Every fault of a first-match segment table, found by visiting all cells: dead rules, pairs of rules that overlap (with
 * the cells and the winner), cells that no rule covers, rules with an empty range, scores outside 1..k.
 * With `counts`, also the customers in the cells of each finding; without, null.
 */
export function lintSegments(
  rules: readonly SegmentRule[],
  bins: BinsByLetter,
  counts: CellCounts | null = null,
): readonly LintFinding[] {
  const cells = cellsOf(rules, bins);
  const customers = (names: readonly string[]) =>
    counts && names.reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);
  const finding = (kind: LintFinding["kind"], names: readonly string[], where: readonly string[]): LintFinding =>
    Object.freeze({ kind, rules: Object.freeze(names), cells: Object.freeze(where), customers: customers(where) });
  return Object.freeze([
    ...rangeFaults(rules, bins).map(([kind, name]) => finding(kind, [name], [])),
    ...deadRules(rules, cells).map((name) => finding("dead", [name], [])),
    ...overlaps(rules, cells).map(([pair, where]) => finding("overlapping", pair, where)),
    ...uncovered(cells).map((where) => finding("uncovered", [], where)),
  ]);
}

/** Cells that more than one rule matches. */
export function overlappedCells(rules: readonly SegmentRule[], bins: BinsByLetter): readonly string[] {
  return cellsOf(rules, bins)
    .filter((cell) => cell.matching.length > 1)
    .map((cell) => cell.name);
}

function cellsOf(rules: readonly SegmentRule[], bins: BinsByLetter): readonly Cell[] {
  const ranges = rules.map(rangesOf);
  return scoresOf(bins).map((scores) => ({
    name: [...scores.values()].join("-"),
    scores,
    matching: rules.flatMap((_, at) => (matches(ranges[at], scores) ? [at] : [])),
  }));
}

function scoresOf(bins: BinsByLetter): readonly ReadonlyMap<Letter, number>[] {
  let grown: ReadonlyMap<Letter, number>[] = [new Map()];
  for (const [letter, k] of bins) {
    grown = grown.flatMap((scores) => Array.from({ length: k }, (_, at) => new Map([...scores, [letter, at + 1]])));
  }
  return grown;
}

function matches(ranges: readonly (readonly [Letter, Range])[], scores: ReadonlyMap<Letter, number>): boolean {
  return ranges.every(([letter, { from, to }]) => {
    const score = scores.get(letter);
    return score !== undefined && score >= from && score <= to;
  });
}

function rangeFaults(rules: readonly SegmentRule[], bins: BinsByLetter): ["empty_range" | "outside", string][] {
  return rules.flatMap((rule) => {
    const ranges = rangesOf(rule);
    const isEmpty = ranges.some(([, { from, to }]) => from > to);
    const isOutside = ranges.some(
      ([letter, { from, to }]) => Math.min(from, to) < 1 || Math.max(from, to) > (bins.get(letter) ?? 0),
    );
    const faults: ["empty_range" | "outside", string][] = [];
    if (isEmpty) faults.push(["empty_range", rule.segment]);
    if (isOutside) faults.push(["outside", rule.segment]);
    return faults;
  });
}

function deadRules(rules: readonly SegmentRule[], cells: readonly Cell[]): string[] {
  const winners = new Set(cells.map((cell) => cell.matching[0]));
  return rules.filter((_, at) => !winners.has(at)).map((rule) => rule.segment);
}

function overlaps(rules: readonly SegmentRule[], cells: readonly Cell[]): [string[], string[]][] {
  const pairs = new Map<string, [string[], string[]]>();
  for (const { name, matching } of cells) {
    for (const [at, winner] of matching.entries()) {
      for (const loser of matching.slice(at + 1)) {
        const key = `${String(winner).padStart(4, "0")}-${String(loser).padStart(4, "0")}`;
        const pair = pairs.get(key) ?? [[rules[winner].segment, rules[loser].segment], []];
        pair[1].push(name);
        pairs.set(key, pair);
      }
    }
  }
  return [...pairs.keys()].sort().map((key) => pairs.get(key)!);
}

function uncovered(cells: readonly Cell[]): string[][] {
  const names = cells.filter((cell) => cell.matching.length === 0).map((cell) => cell.name);
  return names.length === 0 ? [] : [names];
}

/** Letters that rules use and the model does not score. */
export function unscoredLetters(rules: readonly SegmentRule[], bins: BinsByLetter): readonly Letter[] {
  const used = new Set(rules.flatMap((rule) => rangesOf(rule).map(([letter]) => letter)));
  return LETTERS.filter((letter) => used.has(letter) && !bins.has(letter));
}
