import { fail, failIfAny, type Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { id, join, sql } from "../../engine/sql.js";
import { checkMoney } from "./check-money.js";
import { measureQuery } from "./measure-query.js";
import type { MeasureScope } from "./measure-scope.js";
import { MEASURES } from "./measures.js";
import { columnsQuery, idsQuery, missingQuery, type Population } from "./population.js";
import type { ResolvedFeature } from "./resolve.js";

/** Squares of larger numbers overflow. */
export const LARGEST = 1e150;

/** Features as columns of doubles, one a customer, in id order; NaN is missing. */
export interface FeatureTable {
  readonly customers: number;
  /** Ids in byte order; row numbers of the file, from 1, where there is no id. */
  readonly ids: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** A number per customer to be read; `key` is where the settings name it. */
export type Asked = Pick<ResolvedFeature, "name" | "source"> & {
  readonly key?: string;
  /** Code of numbers that are not finite; SEG-003 unless said otherwise. */
  readonly notFinite?: "SEG-003" | "SEG-008";
};

const FEATURES_KEY = "segment.features";

/**
 * Reads all features. Throws SEG-001 (not numeric), SEG-003 (not finite), SEG-016 (no rows), SEG-018 (several rows per customer),
 * SEG-017 and SEG-019 (money that cannot be added).
 */
export async function readFeatures(
  engine: Engine,
  population: Population,
  features: readonly Asked[],
  scope: MeasureScope | null,
  least = 2,
): Promise<FeatureTable> {
  await refuseText(engine, features);
  await checkMoney(engine, features, scope);
  const ids = population.identified_by === "customer_id" ? await readIds(engine, population) : null;
  const columns = new Array<Float64Array>(features.length);
  await readColumns(engine, population, features, columns);
  await readMeasures(engine, population, features, scope, columns);
  const customers = ids?.length ?? columns[0].length;
  if (customers < least) refuseFew(customers, population.table);
  refuseRepeats(features, columns, customers);
  return Object.freeze({ customers, ids: ids ?? fileRows(customers), columns: Object.freeze(columns) });
}

function fileRows(customers: number): readonly string[] {
  return Array.from({ length: customers }, (_, row) => String(row + 1));
}

function refuseFew(customers: number, table: string): never {
  fail("SEG-016", {
    message: `the table "${table}" gives ${String(customers)} ${customers === 1 ? "customer" : "customers"} to segment`,
    place: { key: "segment.population" },
    hint: "fitting needs two customers or more, scoring one; look at filters and at the load step's rejects",
  });
}

async function readIds(engine: Engine, population: Population): Promise<readonly string[]> {
  const found = await engine.columns(idsQuery(population));
  const ids = found.texts("customer_id");
  const without = ids.reduce((sum, each) => sum + (each === null ? 1 : 0), 0);
  const repeated = ids.reduce((sum, each, at) => sum + (at > 0 && each !== null && each === ids[at - 1] ? 1 : 0), 0);
  if (without + repeated > 0) refuseIds(population.table, without, repeated);
  return ids as readonly string[];
}

export function refuseIds(table: string, without: number, repeated: number): never {
  fail("SEG-018", {
    message: `the table "${table}" has ${String(repeated)} repeated and ${String(without)} empty customer ids`,
    place: { key: "segment.population" },
    hint: "one row per customer is needed: aggregate or drop repeats first",
  });
}

/** The kind of a column shows without reading a row. */
async function refuseText(engine: Engine, features: readonly Asked[]): Promise<void> {
  const problems: Problem[] = [];
  for (const [table, members] of byTable(features)) {
    const picked = join(members.map(({ column }, at) => sql`${id(column)} as ${id(`c${String(at)}`)}`));
    const none = await engine.columns(sql`select ${picked}\nfrom ${id(table)}\nwhere 1 = 0`);
    members.forEach(({ column, at }, position) => {
      if (!isNumeric(() => none.numbers(`c${String(position)}`)))
        problems.push(notNumeric(table, column, features[at].key));
    });
  }
  failIfAny(problems);
}

function isNumeric(numbers: () => Float64Array): boolean {
  try {
    numbers();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

function notNumeric(table: string, column: string, key = FEATURES_KEY): Problem {
  return {
    code: "SEG-001",
    message: `the column "${column}" of "${table}" holds text or dates, not numbers`,
    place: { key },
    hint: "use a numeric column; if it should be numeric, one cell that is no number makes the whole column text",
  };
}

interface Member {
  readonly at: number;
  readonly column: string;
}

function byTable(features: readonly Asked[]): ReadonlyMap<string, readonly Member[]> {
  const tables = new Map<string, Member[]>();
  features.forEach(({ source }, at) => {
    if (source.kind !== "column") return;
    const members = tables.get(source.table) ?? [];
    members.push({ at, column: source.column });
    tables.set(source.table, members);
  });
  return tables;
}

async function readColumns(
  engine: Engine,
  population: Population,
  features: readonly Asked[],
  columns: Float64Array[],
): Promise<void> {
  const problems: Problem[] = [];
  for (const [table, members] of byTable(features)) {
    const names = members.map((each) => each.column);
    const found = await engine.columns(columnsQuery(population, table, names));
    members.forEach(({ at }, position) => (columns[at] = found.numbers(`c${String(position)}`)));
    problems.push(...(await nonFinite(engine, population, table, members, features, columns)));
  }
  failIfAny(problems);
}

/** A missing value and a NaN arrive alike, so the engine is asked how many are missing. */
async function nonFinite(
  engine: Engine,
  population: Population,
  table: string,
  members: readonly Member[],
  features: readonly Asked[],
  columns: readonly Float64Array[],
): Promise<readonly Problem[]> {
  const names = members.map((each) => each.column);
  const [missing] = await engine.rows(missingQuery(population, table, names));
  return members.flatMap(({ at }, position) => {
    const notNumbers = columns[at].reduce((sum, x) => sum + (Math.abs(x) <= LARGEST ? 0 : 1), 0);
    const bad = notNumbers - Number(missing[`c${String(position)}`]);
    return bad === 0 ? [] : [notFinite(features[at], bad)];
  });
}

export function notFinite({ name, key = FEATURES_KEY, notFinite: code = "SEG-003" }: Asked, count: number): Problem {
  return {
    code,
    message: `the column "${name}" holds NaN, infinity or a size above 1e150 for ${String(count)} customers`,
    place: { key },
    hint: "correct the source of these numbers, or make them empty and declare a missing rule",
  };
}

async function readMeasures(
  engine: Engine,
  population: Population,
  features: readonly Asked[],
  scope: MeasureScope | null,
  columns: Float64Array[],
): Promise<void> {
  for (const [at, { source }] of features.entries()) {
    if (source.kind !== "measure" || scope === null) continue;
    const found = await engine.columns(measureQuery(population, MEASURES[source.measure], scope));
    columns[at] = found.numbers("c0");
  }
}

function refuseRepeats(features: readonly Asked[], columns: readonly Float64Array[], customers: number): void {
  const problems = features.flatMap((feature, at): Problem[] => {
    const extra = columns[at].length - customers;
    if (extra === 0) return [];
    const { source, key = FEATURES_KEY } = feature;
    const from = source.kind === "column" ? `the table "${source.table}"` : `the measure "${source.measure}"`;
    return [
      {
        code: "SEG-018",
        message: `${from} has ${String(extra)} rows too many for "${feature.name}": several rows per customer`,
        place: { key },
        hint: "aggregate the table to one row per customer first",
      },
    ];
  });
  failIfAny(problems);
}
