import type { Rows } from "../../stats/kmeans/rows.js";
import type { Clusterer } from "../algorithms/clusterer.js";
import type { ColumnKinds } from "../algorithms/pick.js";
import { rowsOf, type Prepared } from "../prepare/apply-recipe.js";
import type { SegmentSettings } from "../settings.js";
import { resampledRows, takeRows } from "../stability/resample.js";
import { usualSize } from "./crew.js";
import type { StudyData } from "./study-tasks.js";

/** From so many multiply-adds on, starting other threads pays: one pass of every fit. */
const WORTH_THREADS = 2e8;
let studies = 0;

/** Rows in memory that threads share, and what their tasks must know. */
export function studyData(
  prepared: Prepared,
  settings: SegmentSettings,
  kinds: ColumnKinds,
  clusterer: Clusterer,
  seed: number,
): StudyData & { readonly chosen: Int32Array | null } {
  const common = sharedPrepared(prepared);
  const whole = rowsOf(common);
  const { gap_power } = settings.resampling;
  const limits = gap_power === 1 ? { above: 2_000, rows: 2_000 } : clusterer.resample;
  const chosen = settings.depth === "full" ? resampledRows(whole.n, seed, limits) : null;
  const rows = chosen === null ? whole : sharedRows(takeRows(whole, chosen));
  return { id: ++studies, prepared: common, rows, settings, kinds, seed, chosen };
}

/** What tasks must know that fit rows prepared in another way; nothing is resampled. */
export function otherStudy(prepared: Prepared, settings: SegmentSettings, kinds: ColumnKinds, seed: number): StudyData {
  const common = sharedPrepared(prepared);
  return { id: ++studies, prepared: common, rows: rowsOf(common), settings, kinds, seed };
}

/** How many threads refits are worth that have so many rows together. */
export function threadsForRefits(rows: number, columns: number, k: number, { restarts }: SegmentSettings): number {
  return rows * restarts * columns * k < WORTH_THREADS ? 1 : usualSize();
}

/** How many threads a study is worth. */
export function threadsFor({ prepared, rows, settings }: StudyData, largestK: number): number {
  const { gap_references, halvings, bootstraps, null_references, restarts } = settings.resampling;
  const sweep = (largestK * largestK) / 2;
  const refits = settings.depth === "full" ? (gap_references + halvings + bootstraps + null_references) * restarts : 0;
  const all = (prepared.rows * settings.restarts + rows.n * refits) * prepared.columns * sweep;
  return all < WORTH_THREADS ? 1 : usualSize();
}

/** A copy of numbers in memory that threads share. */
export function shared(values: Float64Array): Float64Array {
  const copy = new Float64Array(new SharedArrayBuffer(values.byteLength)) as unknown as Float64Array<ArrayBuffer>;
  copy.set(values);
  return copy;
}

export function sharedLabels(labels: Int32Array): Int32Array {
  const copy = new Int32Array(new SharedArrayBuffer(labels.byteLength)) as unknown as Int32Array<ArrayBuffer>;
  copy.set(labels);
  return copy;
}

function sharedRows(rows: Rows): Rows {
  const { weights } = rows;
  return { ...rows, x: shared(rows.x), ...(weights === undefined ? {} : { weights: shared(weights) }) };
}

function sharedPrepared(prepared: Prepared): Prepared {
  const { weights } = prepared;
  return {
    ...prepared,
    data: shared(prepared.data),
    kept: sharedLabels(prepared.kept),
    ...(weights === undefined ? {} : { weights: shared(weights) }),
  };
}
