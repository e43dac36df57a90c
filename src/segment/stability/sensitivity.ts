import { CustvalError } from "../../core/errors.js";
import { createStream } from "../../core/rng.js";
import type { StageContext } from "../../engine/stage.js";
import { comparePartitions } from "../../stats/cluster/compare-partitions.js";
import { drawWithoutReplacement, wholeRange } from "../../stats/kmeans/sample.js";
import type { SegmentResult } from "../../tables/results/segment.js";
import type { Clusterer, FitOptions, SegmentFit } from "../algorithms/clusterer.js";
import { openCrew, type Crew } from "../crew/crew.js";
import { otherStudy, threadsForRefits } from "../crew/study.js";
import type { StudyData } from "../crew/study-tasks.js";
import { kindsOf } from "../column-kinds.js";
import type { SegmentInput } from "../input.js";
import { applyRecipe, type Prepared } from "../prepare/apply-recipe.js";
import { fitRecipe } from "../prepare/fit-recipe.js";
import type { PreparedInput } from "../prepare-input.js";
import type { SegmentSettings } from "../settings.js";
import { sensitivityChecks, type SensitivityCheck } from "./sensitivity-checks.js";

type Sensitivity = NonNullable<SegmentResult["sensitivity"]>;
type Row = Sensitivity["checks"][number];

/** What the refits are compared with, and what they start from. */
export interface SensitivityGiven {
  readonly input: SegmentInput;
  readonly prepared: PreparedInput;
  readonly settings: SegmentSettings;
  readonly fit: SegmentFit;
  readonly options: FitOptions;
  /** How many customers the algorithm refits on. */
  readonly resample: Clusterer["resample"];
}

/**
 * The sensitivity table: the customers are segmented again in other ways, with as many segments, and each grouping is compared
 * with the chosen one on the customers that it has. A refit that cannot be made has its reason instead of numbers.
 */
export async function sensitivityOf(
  given: SensitivityGiven,
  context: Pick<StageContext, "seed" | "signal" | "onProgress">,
): Promise<Sensitivity> {
  const { input, prepared, settings, fit, options, resample } = given;
  const customers = prepared.ids.length;
  const at_most = customers > resample.above ? resample.rows : customers;
  const checks = sensitivityChecks(input, settings, customers, at_most);
  const crew = await openCrew(threadsForRefits(customers * checks.length, prepared.matrix.columns, fit.k, settings));
  try {
    const rows: Row[] = [];
    const ready = checks.map((check) => studyOf(check, given, context.seed));
    const fitted = await fitAll(crew, ready, fit.k, options, context);
    checks.forEach((check, at) => rows.push(rowOf(check, ready[at], fitted[at], fit)));
    return Object.freeze({ customers, checks: rows });
  } finally {
    await crew.close();
  }
}

/** The customers of a refit, prepared, and their places among all clustered ones; or why there are none. */
type Ready =
  | { readonly study: StudyData; readonly places: Int32Array; readonly reason: null }
  | { readonly reason: NonNullable<Row["reason"]> };

function studyOf(check: SensitivityCheck, { input, prepared }: SensitivityGiven, seed: number): Ready {
  const columns = check.features.map(
    ({ name }) => prepared.raw[input.features.findIndex((each) => each.name === name)],
  );
  try {
    const categories = input.categories.map((each, at) => ({ ...each, codes: prepared.codes[at] }));
    const all = [...columns, ...prepared.codes];
    const { recipe } = fitRecipe(check.features, columns, check.settings, prepared.matrix.weights ?? null, categories);
    const matrix = applyRecipe(recipe, all, prepared.matrix.weights ?? null);
    const drawn = matrix.rows > check.at_most ? drawOf(matrix, check.at_most, seed) : matrix;
    const kinds = kindsOf(recipe, { features: check.features, categories });
    return { study: otherStudy(drawn, check.settings, kinds, seed), places: drawn.kept, reason: null };
  } catch (error) {
    if (!(error instanceof CustvalError)) throw error;
    return { reason: error.problems[0].code === "SEG-004" ? "no_spread" : "not_prepared" };
  }
}

/** The same drawing for every check of as many rows, so that they differ by the check alone. */
function drawOf({ data, rows, columns, kept, weights }: Prepared, size: number, seed: number): Prepared {
  const chosen = drawWithoutReplacement(wholeRange(rows), size, createStream(seed, "segment/sensitivity")).sort();
  const taken = new Float64Array(size * columns);
  chosen.forEach((row, at) => {
    taken.set(data.subarray(row * columns, (row + 1) * columns), at * columns);
  });
  const own = weights === undefined ? {} : { weights: Float64Array.from(chosen, (row) => weights[row]) };
  return { data: taken, rows: size, columns, kept: Int32Array.from(chosen, (row) => kept[row]), ...own };
}

async function fitAll(
  crew: Crew,
  ready: readonly Ready[],
  k: number,
  { seed, restarts, max_iterations }: FitOptions,
  { onProgress }: Pick<StageContext, "onProgress">,
): Promise<readonly (Int32Array | null)[]> {
  const options = { seed, restarts, max_iterations, value: null };
  const tasks = ready.flatMap((each) =>
    each.reason === null ? [{ kind: "again" as const, study: each.study, k, options }] : [],
  );
  const found = await crew.run(tasks, (finished) => {
    onProgress?.({ stage: "segment", event: "sensitivity", share: finished / tasks.length });
  });
  let next = 0;
  return ready.map((each) => (each.reason === null ? found[next++] : null));
}

function rowOf(
  check: SensitivityCheck,
  ready: Ready,
  labels: Int32Array | null,
  { labels: chosen, k }: SegmentFit,
): Row {
  const named = { check: check.check, left_out: check.left_out };
  const none = { customers: 0, adjusted_rand: null, jaccard_lowest: null, moved: null };
  if (ready.reason !== null) return { ...named, ...none, reason: ready.reason };
  if (labels === null) return { ...named, ...none, reason: "not_clustered" };
  const { adjusted_rand, jaccard, moved } = comparePartitions(
    Int32Array.from(ready.places, (row) => chosen[row]),
    labels,
    k,
    k,
  );
  const known = jaccard.filter((each) => !Number.isNaN(each));
  return { ...named, customers: labels.length, adjusted_rand, jaccard_lowest: Math.min(...known), moved, reason: null };
}
