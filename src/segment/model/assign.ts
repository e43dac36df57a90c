import { failIfAny } from "../../core/errors.js";
import type { StageContext, StageOutcome, Warning } from "../../engine/stage.js";
import type { AssignResult } from "../../tables/results/assign.js";
import { ASSIGNMENT_COLUMNS, ASSIGNMENTS, labelsOf, loadAssignments } from "../assignments.js";
import { membersOf } from "../describe/profile.js";
import { measureScope } from "../features/measure-scope.js";
import { populationOf } from "../features/population.js";
import { readFeatures } from "../features/read.js";
import { resolveFeatures } from "../features/resolve.js";
import { problem } from "../prepare/problem.js";
import { segmentSettings, type SegmentSettings } from "../settings.js";
import type { AssignSettings } from "./assign-settings.js";
import type { SegmentModel } from "./model.js";
import { outsideRange, scoreRows, type Scores } from "./score.js";

/**
 * Scores customers with a saved model and leaves the table `segment_assignments`. Nothing is computed from the batch: a customer
 * gets the same segment alone or among others.
 * @throws SEG-001 and SEG-019 (columns that the model needs), SEG-002 (missing under `error`), SEG-003, SEG-016 to SEG-018
 */
export async function assign(
  context: StageContext,
  model: SegmentModel,
  settings: AssignSettings,
): Promise<StageOutcome<AssignResult>> {
  const asIfFitted = settingsOf(model, settings);
  const { engine, catalog } = context;
  const population = populationOf(asIfFitted, catalog, engine.dialect);
  const features = resolveFeatures(asIfFitted, catalog, population);
  const scope = measureScope(asIfFitted, engine.dialect, catalog);
  const table = await readFeatures(engine, population, features, scope, 1);
  refuseMissing(model, table.columns);
  const scores = scoreRows(model, table.columns);
  const ids = Array.from(scores.kept, (row) => table.ids[row]);
  await loadAssignments(engine, ids, scores.labels, model.segments, scores.confidence);
  const outside = outsideRange(model, table.columns, scores.kept);
  const result = Object.freeze(resultOf(model, table.columns, scores, outside.rows, outside.counts));
  return Object.freeze({ result, tables: { [ASSIGNMENTS]: ASSIGNMENT_COLUMNS }, warnings: warningsOf(result) });
}

/** The model's features as settings, so that reading them takes the same path as in training. */
function settingsOf(model: SegmentModel, given: AssignSettings): SegmentSettings {
  const { created_from: from } = model;
  const window = given.window ?? from.window ?? undefined;
  return segmentSettings.parse({
    features: model.schema.map(({ name, source }) =>
      source.kind === "measure"
        ? { name, measure: source.measure }
        : { name, table: source.table, column: source.column },
    ),
    population: given.population,
    window,
    as_of: given.as_of ?? given.window?.end ?? from.as_of ?? undefined,
    digital_channels: given.digital_channels ?? from.digital_channels,
  });
}

function refuseMissing(model: SegmentModel, columns: readonly Float64Array[]): void {
  failIfAny(
    model.prepare.features.flatMap(({ name, missing }, j) => {
      const count = columns[j].reduce((sum, x) => sum + (Number.isNaN(x) ? 1 : 0), 0);
      if (missing !== "error" || count === 0) return [];
      const found = `the feature "${name}" is missing for ${String(count)} customers, and the model refuses that`;
      return [problem("SEG-002", found, "fill it before scoring, or fit a model with another missing rule", "assign")];
    }),
  );
}

function resultOf(
  model: SegmentModel,
  columns: readonly Float64Array[],
  { kept, labels }: Scores,
  outside: Uint8Array,
  counts: readonly number[],
): AssignResult {
  const members = membersOf(labels, model.segments.length);
  return {
    customers: columns[0].length,
    scored: kept.length,
    not_scored: columns[0].length - kept.length,
    outside_range: outside.reduce((sum, each) => sum + each, 0),
    features: model.schema.map(({ name }, j) => ({
      feature: name,
      outside_range: counts[j],
      imputed: kept.reduce((sum, row) => sum + (Number.isNaN(columns[j][row]) ? 1 : 0), 0),
    })),
    segments: labelsOf(members.length).map((label, at) => ({
      label,
      name_en: model.segments[at].name_en,
      name_zh: model.segments[at].name_zh,
      customers: members[at].length,
      share: kept.length === 0 ? null : members[at].length / kept.length,
      training_share: model.segments[at].share,
    })),
  };
}

function warningsOf(result: AssignResult): readonly Warning[] {
  const warnings: Warning[] = [];
  if (result.outside_range > 0) {
    const message = `${String(result.outside_range)} customers have values outside the training 0.1-99.9 % range`;
    warnings.push({ code: "SEG-110", message });
  }
  if (result.not_scored > 0) {
    warnings.push({
      code: "SEG-111",
      message: `${String(result.not_scored)} customers have missing values and no segment`,
    });
  }
  return Object.freeze(warnings);
}
