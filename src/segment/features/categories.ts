import { failIfAny, type Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { problem } from "../prepare/problem.js";
import type { Population } from "./population.js";
import { readTexts } from "./read-reference.js";
import type { ResolvedCategory } from "./resolve.js";

/** More levels than this are no categories but ids or free text, which a model must not hold. */
const MOST_LEVELS = 100;

/** A feature of categories, one entry a customer in id order. */
export interface CategoryColumn extends ResolvedCategory {
  /** Known categories in byte order. */
  readonly levels: readonly string[];
  /** Places in `levels`; `levels.length` is missing as a level of its own, one more an unseen category; NaN is missing. */
  readonly codes: Float64Array;
}

/**
 * Reads features of categories. Levels are those given by a model, or those found. Throws SEG-018 (several rows per customer) and
 * SEG-001 (more than 100 levels).
 */
export async function readCategories(
  engine: Engine,
  population: Population,
  categories: readonly ResolvedCategory[],
  customers: number,
  known: readonly (readonly string[])[] | null = null,
): Promise<readonly CategoryColumn[]> {
  const columns: CategoryColumn[] = [];
  for (const [at, each] of categories.entries()) {
    const texts = await readTexts(engine, population, each.source);
    const levels = known?.[at] ?? levelsOf(texts);
    columns.push(Object.freeze({ ...each, levels, codes: codesOf(texts, levels, each.settings.missing === "level") }));
  }
  failIfAny(columns.flatMap((each) => problemsOf(each, customers)));
  return Object.freeze(columns);
}

/** The code of a category that is not among the levels. */
export function unseenCode(levels: readonly string[]): number {
  return levels.length + 1;
}

function levelsOf(texts: readonly (string | null)[]): readonly string[] {
  const found = new Set(texts.filter((each) => each !== null));
  return Object.freeze([...found].sort((a, b) => (a < b ? -1 : 1)));
}

function codesOf(texts: readonly (string | null)[], levels: readonly string[], ownLevel: boolean): Float64Array {
  const places = new Map(levels.map((level, at) => [level, at]));
  const missing = ownLevel ? levels.length : NaN;
  return Float64Array.from(texts, (each) => (each === null ? missing : (places.get(each) ?? unseenCode(levels))));
}

function problemsOf({ name, source, levels, codes }: CategoryColumn, customers: number): readonly Problem[] {
  const extra = codes.length - customers;
  if (extra !== 0) {
    const found = `the table "${source.table}" has ${String(extra)} rows too many for "${name}": several rows per customer`;
    return [problem("SEG-018", found, "aggregate the table to one row per customer first")];
  }
  if (levels.length <= MOST_LEVELS) return [];
  const found = `"${name}" has ${String(levels.length)} categories; the limit is ${String(MOST_LEVELS)}`;
  return [problem("SEG-001", found, "leave it out if it is an id or free text, else group its categories")];
}
