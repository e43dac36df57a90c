import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { SegmentSettings } from "../settings.js";
import { columnsQuery, type Population } from "./population.js";
import { readTexts } from "./read-reference.js";

/** A column that describes the segments and had no part in making them, one entry a customer in id order. */
export type Descriptor =
  | { readonly name: string; readonly kind: "numeric"; readonly values: Float64Array }
  | {
      readonly name: string;
      readonly kind: "category";
      /** Categories in byte order; the last may be null, for customers without one. */
      readonly levels: readonly (string | null)[];
      readonly codes: Int32Array;
    };

type Reference = SegmentSettings["descriptors"][number];

/** Reads the declared descriptors: numbers as numbers, everything else as categories. */
export async function readDescriptors(
  engine: Engine,
  population: Population,
  references: readonly Reference[],
): Promise<readonly Descriptor[]> {
  const found: Descriptor[] = [];
  for (const reference of references) found.push(await readDescriptor(engine, population, reference));
  return found;
}

async function readDescriptor(engine: Engine, population: Population, reference: Reference): Promise<Descriptor> {
  const table = reference.table ?? population.table;
  const name = reference.column;
  if (await isNumber(engine, table, name)) {
    const read = await engine.columns(columnsQuery(population, table, [name]));
    return { name, kind: "numeric", values: read.numbers("c0") };
  }
  const texts = await readTexts(engine, population, reference);
  const known = [...new Set(texts.filter((each) => each !== null))].sort((a, b) => (a < b ? -1 : 1));
  const levels = texts.includes(null) ? [...known, null] : known;
  const codeOf = new Map(levels.map((level, at) => [level, at]));
  return { name, kind: "category", levels, codes: Int32Array.from(texts, (each) => codeOf.get(each)!) };
}

async function isNumber(engine: Engine, table: string, column: string): Promise<boolean> {
  const none = await engine.columns(sql`select ${id(column)} as c0\nfrom ${id(table)}\nwhere 1 = 0`);
  try {
    none.numbers("c0");
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The descriptor of chosen customers, in their order. */
export function takeDescriptor(descriptor: Descriptor, rows: Int32Array): Descriptor {
  return descriptor.kind === "numeric"
    ? { ...descriptor, values: Float64Array.from(rows, (row) => descriptor.values[row]) }
    : { ...descriptor, codes: Int32Array.from(rows, (row) => descriptor.codes[row]) };
}
