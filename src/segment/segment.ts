import { RNG_VERSION } from "../core/rng.js";
import type { Stage, StageContext, StageOutcome, Warning } from "../engine/stage.js";
import type { SegmentResult } from "../tables/results/segment.js";
import { adjustedAgreement } from "./agreement.js";
import { ASSIGNMENT_COLUMNS, ASSIGNMENTS, labelsOf, loadAssignments, type Assigned } from "./assignments.js";
import { chooseK } from "./choose-k.js";
import { kindsOf } from "./column-kinds.js";
import { completeRowsAgreement } from "./complete-rows.js";
import { conventionsOf } from "./conventions.js";
import type { FitOptions } from "./algorithms/clusterer.js";
import { confidenceOfParts, labelRows } from "./algorithms/scoring.js";
import type { Confidence } from "./describe/confidence.js";
import { componentsReport } from "./describe/components-report.js";
import { correlationsOf, featureReports } from "./describe/feature-report.js";
import { activeCategory } from "./describe/active-category.js";
import { mixedReport } from "./describe/mixed-report.js";
import { activeCategoriesOf, categoriesOf, effectsOf } from "./describe/effects.js";
import { segmentNames, type SegmentName } from "./describe/names.js";
import { markersOf, membersOf, profileFeatures } from "./describe/profile.js";
import { segmentRules } from "./describe/rules.js";
import { segmentProfiles } from "./describe/segment-profiles.js";
import { silhouetteBands } from "./describe/silhouette-bands.js";
import { valueRegret } from "./describe/value-regret.js";
import { segmentValues } from "./describe/value-share.js";
import { markerWords } from "./describe/words.js";
import { takeDescriptor } from "./features/descriptors.js";
import { givenCentres } from "./given-centres.js";
import { gatherEvidence, type Evidence } from "./evidence.js";
import { readSegmentInput, type SegmentInput } from "./input.js";
import { rowsOf } from "./prepare/apply-recipe.js";
import { weightedInput } from "./prepare/feature-weights.js";
import { prepareInput, type PreparedInput } from "./prepare-input.js";
import { buildModel, extremesIn, medoidsIn } from "./model/build.js";
import { lineageOf } from "./model/lineage.js";
import { flagsOf } from "./model/flags.js";
import type { SegmentModel } from "./model/model.js";
import type { SegmentSettings } from "./settings.js";
import { acrossK } from "./stability/across-k.js";
import { stabilityGrade } from "./stability/grade.js";
import { sensitivityOf, type SensitivityGiven } from "./stability/sensitivity.js";
import { verdictOf } from "./stability/verdict.js";
import { fewerThanAsked, warningsOf } from "./warnings.js";

/** The outcome of the stage, with the model that scores other customers; null where it would store values of single customers. */
export interface SegmentOutcome extends StageOutcome<SegmentResult> {
  readonly model: SegmentModel | null;
}

/**
 * Clusters customers: reads features, prepares them, gathers evidence for every k, chooses k, describes the segments, and
 * leaves the table `segment_assignments` (customer_id, segment, name_en, name_zh, distance, second_segment, ratio, boundary).
 * @param previous an earlier model, whose segments are traced into the new ones
 * @throws SEG-001 … SEG-019, all of one kind together
 */
export async function segment(
  context: StageContext,
  settings: SegmentSettings,
  previous: SegmentModel | null = null,
): Promise<SegmentOutcome> {
  const input = weightedInput(await readSegmentInput(context, settings), settings);
  const prepared = prepareInput(input, settings);
  const centres = givenCentres(input, prepared.fitted.recipe, settings);
  const options = { ...fitOptions(context, settings, prepared), centres };
  const kinds = kindsOf(prepared.fitted.recipe, input);
  const evidence = await gatherEvidence(prepared.matrix, settings, kinds, options, context);
  const described = describeSolution(evidence, input, prepared, settings);
  const { labels, k } = described.fit;
  const table = input.population.table;
  const lineage = previous && (await lineageOf(context, previous, table, prepared.ids, labels, k));
  const sensitivity = await sensitivityFor(context, {
    input,
    prepared,
    settings,
    fit: described.fit,
    options,
    ...evidence,
  });
  const solution: Solution = { ...described, lineage, sensitivity };
  const model = modelOf(context, settings, input, prepared, evidence, solution);
  await loadAssignments(context.engine, assignedOf(model, prepared, evidence, solution), solution.names);
  const outcome = await outcomeOf(context, settings, input, prepared, evidence, solution);
  const extremes = [...extremesIn(input, settings), ...medoidsIn(solution.fit, settings)];
  const warnings = [...outcome.warnings, ...extremes];
  return Object.freeze({ ...outcome, warnings, model: extremes.length > 0 ? null : model });
}

/** `segment` is a stage like any other. */
segment satisfies Stage<SegmentSettings, SegmentResult>;

function fitOptions(context: StageContext, settings: SegmentSettings, prepared: PreparedInput): FitOptions {
  const { restarts, max_iterations } = settings;
  return { seed: context.seed, restarts, max_iterations, value: prepared.order_value };
}

async function sensitivityFor(context: StageContext, given: SensitivityGiven): Promise<SegmentResult["sensitivity"]> {
  const { depth, sensitivity } = given.settings;
  const asked = depth === "full" && sensitivity && given.fit.k > 1;
  return asked ? sensitivityOf(given, context) : null;
}

interface Solution {
  readonly chosen: ReturnType<typeof chooseK>;
  readonly fit: Evidence["fits"][number];
  readonly members: readonly Int32Array[];
  readonly confidence: Confidence;
  readonly shapes: ReturnType<typeof profileFeatures>;
  readonly names: readonly SegmentName[];
  readonly lineage: SegmentResult["lineage"];
  readonly sensitivity: SegmentResult["sensitivity"];
}

function describeSolution(
  { rows, fits }: Evidence,
  { features }: SegmentInput,
  { matrix, originals, fitted }: PreparedInput,
  settings: SegmentSettings,
): Omit<Solution, "lineage" | "sensitivity"> {
  const chosen = chooseK(rows, settings);
  const fit = fits.find(({ k }) => k === chosen.k)!;
  const members = membersOf(fit.labels, fit.k);
  const names = features.map((each) => each.name);
  const shapes = profileFeatures(names, originals, members, fitted.recipe.features);
  const words = features.map((each) => markerWords(each.name, each.settings));
  return {
    chosen,
    fit,
    members,
    confidence: confidenceOfParts(rowsOf(matrix), fit.labels, fit.parts),
    shapes,
    names: segmentNames(labelsOf(fit.k), shapes.map(markersOf), words, settings.names),
  };
}

function modelOf(
  { seed }: StageContext,
  settings: SegmentSettings,
  input: SegmentInput,
  prepared: PreparedInput,
  evidence: Evidence,
  solution: Solution,
): SegmentModel {
  const found = stabilityOf(evidence, solution);
  const labels = labelsOf(solution.fit.k);
  const stability =
    found?.segments.map(({ jaccard }, at) => ({ label: labels[at], jaccard, grade: stabilityGrade(jaccard) })) ?? null;
  return buildModel({ input, prepared, settings, seed, ...solution, evidence: evidence.rows, stability });
}

function stabilityOf({ resampling, fits }: Evidence, { fit }: Solution) {
  return resampling?.stability[fits.indexOf(fit)] ?? null;
}

/** Training customers as scoring would give them. */
function assignedOf(
  model: SegmentModel,
  { ids, raw, codes }: PreparedInput,
  evidence: Evidence,
  solution: Solution,
): Assigned {
  const { fit, confidence } = solution;
  const kept = Int32Array.from(ids, (_, row) => row);
  const flags = flagsOf(model, [...raw, ...codes], { kept, labels: fit.labels, confidence });
  return { ids, labels: fit.labels, confidence, flags, coMembership: coMembershipOf(evidence, solution, ids.length) };
}

/** Replicates of the intervals of effect sizes, at depth full. */
const EFFECT_REPLICATES = 200;

/** What tells the segments apart: effect sizes, categories, rules and value. */
function describedBy(
  { seed }: StageContext,
  settings: SegmentSettings,
  input: SegmentInput,
  { matrix, originals, codes }: PreparedInput,
  { labels, k }: Evidence["fits"][number],
): Pick<SegmentResult, "effects" | "categories" | "rules" | "value_regret"> {
  const names = input.features.map((each) => each.name);
  const descriptors = input.descriptors.map((each) => takeDescriptor(each, matrix.kept));
  const active = input.categories.map((each, at) => activeCategory(each, codes[at]));
  const replicates = settings.depth === "full" ? EFFECT_REPLICATES : 0;
  const value = input.value === null ? null : Float64Array.from(matrix.kept, (row) => input.value![row]);
  return {
    effects: effectsOf(names, originals, descriptors, labels, k, { seed, replicates }, active),
    categories: [
      ...active.map((each) => activeCategoriesOf(each, labels, k)),
      ...descriptors.flatMap((each) => (each.kind === "category" ? [categoriesOf(each, labels, k)] : [])),
    ],
    rules: segmentRules(names, ...completeFor(originals, labels), labelsOf(k), seed),
    value_regret: valueRegret(value, labels, k),
  };
}

/** Columns and labels of the customers who have every value; the same ones where nobody lacks any. */
function completeFor(
  columns: readonly Float64Array[],
  labels: Int32Array,
): readonly [readonly Float64Array[], Int32Array] {
  const complete = labels.map((_, row) => row).filter((row) => columns.every((each) => !Number.isNaN(each[row])));
  if (complete.length === labels.length) return [columns, labels];
  const taken = columns.map((column) => Float64Array.from(complete, (row) => column[row]));
  return [taken, Int32Array.from(complete, (row) => labels[row])];
}

/** One share a customer; NaN for customers that the bootstrap left out, null where there was none. */
function coMembershipOf(evidence: Evidence, solution: Solution, customers: number): Float64Array | null {
  const shares = stabilityOf(evidence, solution)?.co_membership ?? null;
  const chosen = evidence.resampling?.chosen ?? null;
  if (shares === null || chosen === null) return shares;
  const all = new Float64Array(customers).fill(NaN);
  chosen.forEach((row, at) => (all[row] = shares[at]));
  return all;
}

/** All adjusted Rand indices behind the medians of the evidence table, from k = 2 on. */
function randByK(resampling: Evidence["resampling"]): SegmentResult["rand_by_k"] {
  const { stability = [], restart_rand = [] } = resampling ?? {};
  return stability.slice(1).map((each, at) => ({
    k: at + 2,
    bootstrap: [...(each?.adjusted_rand ?? [])],
    restarts: [...restart_rand[at + 1]],
  }));
}

/** Training customers whose own segment is not the one that scoring gives. */
function notNearest({ matrix }: PreparedInput, { labels, parts }: Evidence["fits"][number]): number {
  const scored = labelRows(rowsOf(matrix), parts);
  return labels.reduce((count, label, i) => count + (label === scored[i] ? 0 : 1), 0);
}

async function outcomeOf(
  context: StageContext,
  settings: SegmentSettings,
  input: SegmentInput,
  prepared: PreparedInput,
  evidence: Evidence,
  solution: Solution,
): Promise<StageOutcome<SegmentResult>> {
  const { fit, chosen } = solution;
  const labels = labelsOf(fit.k);
  const { resampling } = evidence;
  const stability = stabilityOf(evidence, solution);
  const values =
    settings.value === undefined ? null : await segmentValues(context.engine, input.population, settings.value, labels);
  const names = input.features.map((each) => each.name);
  const result: SegmentResult = Object.freeze({
    algorithm: settings.algorithm,
    identified_by: input.population.identified_by,
    customers: prepared.ids.length,
    distinct_rows: fit.distinctRows,
    flow: [...input.flow, ...prepared.flow],
    features: featureReports(input.features, prepared.fitted, prepared.originals, prepared.scaled),
    correlations: correlationsOf(names, prepared.scaled),
    components: componentsReport(prepared.fitted.recipe, settings),
    mixed: mixedReport(input, prepared, settings),
    complete_rows: completeRowsAgreement(input, prepared, fit, settings, fitOptions(context, settings, prepared)),
    evidence: [...evidence.rows],
    k: fit.k,
    k_chosen_by: chosen.by,
    k_rule: chosen.rule,
    wss: fit.wss,
    tss: fit.tss,
    objective: { ...fit.objective, after_build: fit.build ?? null },
    not_nearest: notNearest(prepared, fit),
    conventions: conventionsOf(settings),
    explained: fit.tss > 0 ? 1 - fit.wss / fit.tss : null,
    seed: context.seed,
    rng: RNG_VERSION,
    restarts: fit.restarts,
    restarts_agreeing: fit.restartsAgreeing,
    segments: segmentProfiles(labels, solution, values, stability),
    verdict:
      resampling &&
      verdictOf(evidence.rows, resampling.null_probability, resampling.knee, settings.resampling.se_factor),
    resampling: resampling && { rows: resampling.rows, ...settings.resampling },
    lineage: solution.lineage,
    sensitivity: solution.sensitivity,
    silhouette_bands: evidence.euclidean
      ? silhouetteBands(rowsOf(prepared.matrix), fit, settings.exact_silhouette_to)
      : null,
    rand_by_k: randByK(resampling),
    across_k: [...acrossK(evidence.fits)],
    ...describedBy(context, settings, input, prepared, fit),
    undefined_items: [...evidence.undefined_items],
    agreement: input.truth === null ? null : adjustedAgreement(settings.truth!, input.truth, prepared, fit.labels),
  });
  const warnings: readonly Warning[] = [
    ...prepared.warnings,
    ...fewerThanAsked(settings.k, fit.k),
    ...warningsOf(result, chosen.at_edge),
  ];
  return Object.freeze({ result, tables: { [ASSIGNMENTS]: ASSIGNMENT_COLUMNS }, warnings });
}
