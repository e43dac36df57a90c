import { failIfAny } from "../../core/errors.js";
import type { StageContext, StageOutcome, Warning } from "../../engine/stage.js";
import type { AssignResult } from "../../tables/results/assign.js";
import { ASSIGNMENT_COLUMNS, ASSIGNMENTS, labelsOf } from "../assignments.js";
import { measureScope } from "../features/measure-scope.js";
import { populationOf } from "../features/population.js";
import { resolveCategories, resolveFeatures, type ResolvedFeature } from "../features/resolve.js";
import { problem } from "../prepare/problem.js";
import { segmentSettings, type SegmentSettings } from "../settings.js";
import type { AssignSettings } from "./assign-settings.js";
import { driftReport } from "./drift-report.js";
import type { ModelColumn, SegmentModel } from "./model.js";
import { categoriesOf } from "./model-categories.js";
import { scoredFit, type ScoredFit } from "./scored-fit.js";
import { scoreInParts, type Scoring } from "./score-parts.js";
import { scoreInSql } from "./score-sql.js";
import type { Tally } from "./tally.js";

/**
 * Scores customers with a saved model and leaves the table `segment_assignments`. Nothing is computed from the batch: a customer
 * gets the same segment alone or among others, and memory does not grow with their number.
 * @throws SEG-001 and SEG-019 (columns that the model needs), SEG-002 (missing under `error`), SEG-003, SEG-015 (another unit),
 * SEG-016 to SEG-018
 */
export async function assign(
  context: StageContext,
  model: SegmentModel,
  settings: AssignSettings,
): Promise<StageOutcome<AssignResult>> {
  const scoring = scoringOf(context, model, settings);
  const tally = (await scoreInSql(scoring, model)) ?? (await scoreInParts(scoring, model));
  refuseMissing(model, tally);
  refuseUnseen(model, tally);
  const fit = await scoredFit(context.engine, model);
  const result = Object.freeze(resultOf(model, tally, fit));
  return Object.freeze({ result, tables: { [ASSIGNMENTS]: ASSIGNMENT_COLUMNS }, warnings: warningsOf(result) });
}

/** Who is scored, and where the model's features come from; refuses what does not match before any work. */
export function scoringOf(context: StageContext, model: SegmentModel, settings: AssignSettings): Scoring {
  const { engine, catalog, signal, onProgress } = context;
  refuseUnits(model, settings.units);
  const asIfFitted = settingsOf(model, settings);
  const population = populationOf(asIfFitted, catalog, engine.dialect);
  const features: readonly ResolvedFeature[] = resolveFeatures(asIfFitted, catalog, population);
  const scope = measureScope(asIfFitted, engine.dialect, catalog);
  return {
    engine,
    population,
    features,
    categories: resolveCategories(asIfFitted, population),
    scope,
    ...(signal === undefined ? {} : { signal }),
    onPart: (rows) => onProgress?.({ stage: "assign", event: "customers scored", rows }),
  };
}

/** The model's features as settings, so that reading them takes the same path as in training. */
function settingsOf(model: SegmentModel, given: AssignSettings): SegmentSettings {
  const { created_from: from } = model;
  const window = given.window ?? from.window ?? undefined;
  return segmentSettings.parse({
    features: model.schema.map((each, j) => featureOf(model, each, j)),
    algorithm: model.prepare.categories.length > 0 ? "k-prototypes" : "k-means",
    population: given.population,
    window,
    as_of: given.as_of ?? given.window?.end ?? from.as_of ?? undefined,
    digital_channels: given.digital_channels ?? from.digital_channels,
  });
}

function featureOf({ prepare }: SegmentModel, { name, source, categories }: ModelColumn, j: number) {
  if (source.kind === "measure") return { name, measure: source.measure };
  const column = { name, table: source.table, column: source.column };
  if (categories === null) return column;
  const { missing } = prepare.categories[j - prepare.features.length];
  return {
    ...column,
    type: "category" as const,
    missing: missing === "level" ? ("level" as const) : ("drop" as const),
  };
}

function refuseUnits(model: SegmentModel, units: AssignSettings["units"]): void {
  failIfAny(
    model.schema.flatMap(({ name, unit }) => {
      const given = Object.hasOwn(units, name) ? units[name] : undefined;
      if (given === undefined || given === unit) return [];
      const found = `the model's feature "${name}" is in ${unit ?? "an unnamed unit"}, and the data are in ${given}`;
      return [problem("SEG-015", found, "convert the column to the model's unit before scoring", "units")];
    }),
  );
}

function refuseMissing(model: SegmentModel, { features, categories }: Tally): void {
  failIfAny(
    [...model.prepare.features, ...model.prepare.categories].flatMap(({ name, missing }, j) => {
      const count = [...features, ...categories][j].gone;
      if (missing !== "error" || count === 0) return [];
      const found = `the feature "${name}" is missing for ${String(count)} customers, and the model refuses that`;
      return [problem("SEG-002", found, "fill it before scoring, or fit a model with another missing rule", "assign")];
    }),
  );
}

function refuseUnseen(model: SegmentModel, { categories }: Tally): void {
  failIfAny(
    categoriesOf(model).flatMap(({ name, categories: { unseen } }, at) => {
      const count = categories[at].unseen;
      if (unseen !== "error" || count === 0) return [];
      const found = `the feature "${name}" has a category that training did not have, for ${String(count)} customers`;
      const hint = "map it to a known category, or fit a model with unseen: flag or other";
      return [problem("SEG-015", found, hint, "assign")];
    }),
  );
}

function resultOf(model: SegmentModel, tally: Tally, fit: ScoredFit | null): AssignResult {
  const { customers, scored } = tally;
  return {
    customers,
    scored,
    not_scored: customers - scored,
    outside_range: tally.outside_customers,
    features: tally.features.map(({ feature, outside, missing }, j) => ({
      feature,
      outside_range: outside,
      imputed: model.prepare.features[j].missing === "fill" ? missing : 0,
    })),
    categories: categoriesOf(model).map(({ name, categories: { unseen } }, at) => ({
      feature: name,
      unseen: tally.categories[at].unseen,
      policy: unseen,
    })),
    drift: fit && driftReport(model, tally, fit),
    segments: labelsOf(model.segments.length).map((label, at) => ({
      label,
      name_en: model.segments[at].name_en,
      name_zh: model.segments[at].name_zh,
      customers: fit?.sizes[at] ?? 0,
      share: fit === null ? null : fit.sizes[at] / scored,
      training_share: model.segments[at].share,
    })),
  };
}

function warningsOf({ outside_range, not_scored, drift }: AssignResult): readonly Warning[] {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string) => warnings.push({ code, message });
  if (outside_range > 0)
    warn("SEG-110", `${String(outside_range)} customers have values outside the training 0.1-99.9 % range`);
  if (not_scored > 0) warn("SEG-111", `${String(not_scored)} customers have missing values and no segment`);
  if (drift?.advice === "refit") {
    const large = drift.shifts.filter((each) => each.level === "large").map(({ of, feature }) => feature ?? of);
    warn("SEG-112", `the customers differ from those of the model: large shift of ${large.join(", ")}; fit again`);
  }
  return Object.freeze(warnings);
}
