import type { Engine } from "../../engine/engine.js";
import type { SegmentSettings } from "../settings.js";
import { textsQuery, type Population } from "./population.js";
import type { Asked } from "./read.js";

type Reference = NonNullable<SegmentSettings["value"]>;

/** A declared column as something to be read beside the features. */
export function askFor(reference: Reference, population: Population, key: string): Asked {
  const table = reference.table ?? population.table;
  return { name: reference.column, source: { kind: "column", table, column: reference.column }, key };
}

/** The texts of a declared column, one a customer in id order; null is missing. */
export async function readTexts(
  engine: Engine,
  population: Population,
  reference: Reference,
): Promise<readonly (string | null)[]> {
  const found = await engine.columns(textsQuery(population, reference.table ?? population.table, reference.column));
  return found.texts("c0");
}
