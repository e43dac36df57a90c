import { didYouMean } from "../../core/nearest.js";
import { failIfAny, type Problem } from "../../core/errors.js";
import type { Catalog } from "../../engine/stage.js";
import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import { columnContract } from "../../tables/contract.js";
import type { FeatureSettings, SegmentSettings } from "../settings.js";
import type { MeasureName } from "./measure-names.js";
import { MEASURES } from "./measures.js";
import type { Population } from "./population.js";

export type FeatureSource =
  | { readonly kind: "column"; readonly table: string; readonly column: string }
  | { readonly kind: "measure"; readonly measure: MeasureName };

/** A feature with its source settled and its name unique. */
export interface ResolvedFeature {
  readonly name: string;
  readonly source: FeatureSource;
  readonly unit: string | null;
  readonly settings: FeatureSettings;
}

/** A feature of categories with its source settled. */
export interface ResolvedCategory extends ResolvedFeature {
  readonly source: Extract<FeatureSource, { kind: "column" }>;
}

/** The features of categories, in the order of the settings; `resolveFeatures` has looked whether they exist. */
export function resolveCategories(
  { features }: Pick<SegmentSettings, "features">,
  population: Population,
): readonly ResolvedCategory[] {
  const categories = features.filter((each) => each.type === "category");
  return Object.freeze(categories.map((each) => resolve(each, population) as ResolvedCategory));
}

/** The numeric features with their sources; throws SEG-001 and SEG-019, all at once, for what no table provides, categories among them. */
export function resolveFeatures(
  settings: SegmentSettings,
  catalog: Catalog,
  population: Population,
): readonly ResolvedFeature[] {
  const features = settings.features.map((each) => resolve(each, population));
  const problems = [
    ...features.flatMap((each) => problemsOf(each, catalog, population)),
    ...repeatedNames(features),
    ...referenceProblems(settings, catalog, population),
    ...openProblems(settings, catalog, population),
  ];
  failIfAny(problems);
  return Object.freeze(features.filter(({ settings }) => settings.type === "number"));
}

function resolve(settings: FeatureSettings, population: Population): ResolvedFeature {
  const source: FeatureSource =
    settings.measure === undefined
      ? { kind: "column", table: settings.table ?? population.table, column: settings.column! }
      : { kind: "measure", measure: settings.measure };
  const own = settings.measure ?? settings.column!;
  const unit = settings.unit ?? (settings.measure === undefined ? null : MEASURES[settings.measure].unit);
  return Object.freeze({ name: settings.name ?? own, source, unit, settings });
}

function problemsOf(feature: ResolvedFeature, catalog: Catalog, population: Population): readonly Problem[] {
  if (feature.source.kind === "measure") return measureProblems(feature, feature.source.measure, catalog, population);
  const { table, column } = feature.source;
  const place = { key: "segment.features" };
  const missing = columnProblems(table, column, catalog, population, place.key);
  if (missing.length > 0) return missing;
  const type = contractType(table, column);
  if (column !== "customer_id" && type !== "id" && type !== "date") return [];
  return [
    {
      code: "SEG-001",
      message: `"${column}" is ${type === "date" ? "a date" : "an id"} and has no distances`,
      place,
      hint: "leave it out; for dates use a number of days, such as the measures age and relationship_days",
    },
  ];
}

function contractType(table: string, column: string) {
  if (!(table in CANONICAL_TABLES)) return undefined;
  return columnContract(CANONICAL_TABLES[table as CanonicalTable], column)?.type;
}

function columnProblems(
  table: string,
  column: string,
  catalog: Catalog,
  population: Population,
  key: string,
): readonly Problem[] {
  const place = { key };
  if (!catalog.has(table)) {
    const hint = didYouMean(table, catalog.tables);
    return [{ code: "SEG-019", message: `no table "${table}" for the column "${column}"`, place, hint }];
  }
  if (!catalog.has(table, column)) {
    const hint = didYouMean(column, catalog.columns(table));
    return [{ code: "SEG-001", message: `the table "${table}" has no column "${column}"`, place, hint }];
  }
  const unlinked = table !== population.table && !bothIdentified(table, catalog, population);
  if (!unlinked) return [];
  const hint = `give both tables a customer_id, or take all columns from "${population.table}"`;
  return [
    { code: "SEG-019", message: `"${table}" and "${population.table}" cannot be linked by customer_id`, place, hint },
  ];
}

function bothIdentified(table: string, catalog: Catalog, population: Population): boolean {
  return population.identified_by === "customer_id" && catalog.has(table, "customer_id");
}

function measureProblems(
  feature: ResolvedFeature,
  measure: MeasureName,
  catalog: Catalog,
  population: Population,
): readonly Problem[] {
  const needs = [...MEASURES[measure].needs, ...alternatives(measure, catalog)];
  const lacking = needs.filter(([table, column]) => !catalog.has(table, column));
  const names = lacking.map(([table, column]) => `${table}.${column}`);
  if (population.identified_by === "file_order") names.push(`${population.table}.customer_id`);
  if (names.length === 0) return [];
  return [
    {
      code: "SEG-019",
      message: `the measure "${feature.name}" needs ${names.join(", ")}, which no source provides`,
      place: { key: "segment.features" },
      hint: "map these columns in sources, or leave the measure out",
    },
  ];
}

/** Needs that can be met in more than one way; the usual way is named where none is met. */
function alternatives(measure: MeasureName, catalog: Catalog): readonly (readonly [string, string])[] {
  const isBalance = measure === "average_balance" || measure === "loan_balance";
  if (isBalance) {
    const byProduct = catalog.has("products", "side") && catalog.has("accounts", "product_code");
    return byProduct ? [] : [["accounts", "side"]];
  }
  const isBooking = measure === "transactions_per_month" || measure === "digital_share";
  if (!isBooking || catalog.has("transactions", "customer_id")) return [];
  return [
    ["transactions", "account_id"],
    ["accounts", "customer_id"],
  ];
}

function openProblems(settings: SegmentSettings, catalog: Catalog, { table }: Population): readonly Problem[] {
  if (settings.customers === "all" || (catalog.has(table, "open_date") && catalog.has(table, "customer_id"))) return [];
  return [
    {
      code: "SEG-019",
      message: `customers: open needs ${table}.customer_id and ${table}.open_date, which no source provides`,
      place: { key: "segment.customers" },
      hint: "map these columns, or use customers: all",
    },
  ];
}

function repeatedNames(features: readonly ResolvedFeature[]): readonly Problem[] {
  const names = features.map((each) => each.name);
  const repeated = [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
  return repeated.map((name) => ({
    code: "SEG-001",
    message: `the feature "${name}" is named twice`,
    place: { key: "segment.features" },
    hint: "leave one out, or tell them apart with name:",
  }));
}

function referenceProblems(settings: SegmentSettings, catalog: Catalog, population: Population): readonly Problem[] {
  const references = [
    ["segment.value", settings.value],
    ["segment.truth", settings.truth],
    ["segment.row_weight", settings.row_weight],
    ...settings.descriptors.map((each) => ["segment.descriptors", each] as const),
  ] as const;
  return references.flatMap(([key, each]) =>
    each === undefined ? [] : columnProblems(each.table ?? population.table, each.column, catalog, population, key),
  );
}
