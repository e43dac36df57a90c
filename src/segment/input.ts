import type { StageContext } from "../engine/stage.js";
import type { SegmentResult } from "../tables/results/segment.js";
import { readCategories, type CategoryColumn } from "./features/categories.js";
import { readDescriptors, type Descriptor } from "./features/descriptors.js";
import { measureScope } from "./features/measure-scope.js";
import { populationCountQuery, populationOf, type Population } from "./features/population.js";
import { askFor, readTexts } from "./features/read-reference.js";
import { checkedWeights, weightAsked } from "./features/row-weights.js";
import { readFeatures, type Asked, type FeatureTable } from "./features/read.js";
import { resolveCategories, resolveFeatures, type ResolvedFeature } from "./features/resolve.js";
import type { SegmentSettings } from "./settings.js";

/** All that the stage reads, one entry a customer of the population in id order. */
export interface SegmentInput {
  readonly population: Population;
  /** Numeric features. */
  readonly features: readonly ResolvedFeature[];
  readonly ids: readonly string[];
  /** One column a feature; NaN is missing. */
  readonly columns: readonly Float64Array[];
  /** Features of categories. */
  readonly categories: readonly CategoryColumn[];
  /** NaN where a customer has no value; null where no value is declared. */
  readonly value: Float64Array | null;
  /** Weight of each customer; null where every customer counts once. */
  readonly row_weights: Float64Array | null;
  readonly truth: readonly (string | null)[] | null;
  readonly descriptors: readonly Descriptor[];
  readonly flow: SegmentResult["flow"];
}

/** Reads features, value and known grouping. Throws SEG-001, 003, 008 and 016 to 019. */
export async function readSegmentInput(context: StageContext, settings: SegmentSettings): Promise<SegmentInput> {
  const { engine, catalog } = context;
  const population = populationOf(settings, catalog, engine.dialect);
  const features = resolveFeatures(settings, catalog, population);
  const scope = measureScope(settings, engine.dialect, catalog);
  const value = settings.value === undefined ? [] : [askFor(settings.value, population, "segment.value")];
  const weight = settings.row_weight === undefined ? [] : [weightAsked(settings.row_weight, population)];
  const asked: readonly Asked[] = [...features, ...value, ...weight];
  const table = await readFeatures(engine, population, asked, scope);
  const truth = settings.truth === undefined ? null : await readTexts(engine, population, settings.truth);
  return Object.freeze({
    population,
    features,
    ids: table.ids,
    columns: table.columns.slice(0, features.length),
    categories: await readCategories(engine, population, resolveCategories(settings, population), table.customers),
    value: value.length === 0 ? null : table.columns[features.length],
    row_weights: weight.length === 0 ? null : checkedWeights(table.columns[asked.length - 1]),
    truth,
    descriptors: await readDescriptors(engine, population, settings.descriptors),
    flow: await populationFlow(context, population, table),
  });
}

async function populationFlow(
  { engine }: StageContext,
  population: Population,
  table: FeatureTable,
): Promise<SegmentResult["flow"]> {
  const [found] = await engine.rows(populationCountQuery(population));
  const all = Number(found.customers);
  const start = { step: "population", removed: 0, remaining: all };
  if (population.only === null) return [start];
  return [start, { step: "not_open", removed: all - table.customers, remaining: table.customers }];
}
