import { createStream } from "../../core/rng.js";
import type { Clusterable } from "./clusterable.js";
import { hartiganMoves } from "./hartigan.js";
import type { RowsKernel } from "./kernel.js";
import { fitOf, iterate, type LloydFit, type LloydOptions } from "./lloyd.js";
import { seedCentres, type Seeding } from "./seeding.js";

const AGREEMENT = 1e-6;

/** How to search for the best clustering. */
export interface SearchOptions extends LloydOptions {
  readonly seed: number;
  readonly restarts: number;
  readonly initial: Seeding | Float64Array;
  readonly hartigan: boolean;
  /** above so many rows restarts run on a sample of as many */
  readonly sample: number;
  /** seed of the samples */
  readonly sampleSeed: number;
  /** how many of the restarts on a sample go on */
  readonly refined: number;
  /** larger samples, rising, on which these go on before all rows */
  readonly steps: readonly number[];
}

interface Found {
  readonly fit: LloydFit;
  readonly agreeing: number;
  readonly rows: number;
}

/**
 * The best of all restarts. With more rows than the sample has they run on the sample, and the best go on to the larger ones and to all
 * rows; given centres start on all rows.
 * @param value one number for each row that is clustered, by whose deciles samples are stratified
 */
export function bestOfRestarts(data: Clusterable, options: SearchOptions, value: Float64Array | undefined): Found {
  const { loaded } = data;
  const drawn = (size: number): RowsKernel | null =>
    size < loaded.rows.n ? data.sampled(options.k, size, options.sampleSeed, value) : null;
  const used = options.initial instanceof Float64Array ? null : drawn(options.sample);
  if (used === null) {
    const { ranked, agreeing } = restartsOn(loaded, options);
    return { fit: ranked[0], agreeing, rows: loaded.rows.n };
  }
  const { ranked, agreeing } = restartsOn(used, options);
  const path = [...options.steps.map(drawn).filter((each) => each !== null), loaded];
  const refined = ranked.slice(0, options.refined).map((one) => refinedOn(path, one, options));
  return { fit: refined.reduce((least, one) => (one.wss < least.wss ? one : least)), agreeing, rows: used.rows.n };
}

function refinedOn(path: readonly RowsKernel[], start: LloydFit, options: SearchOptions): LloydFit {
  return path.reduce((fit, rows) => polished(rows, fit.centres, options), start);
}

/** All restarts, best first, ties to the lower number; and how many came near the best. */
function restartsOn(rows: RowsKernel, options: SearchOptions): { ranked: readonly LloydFit[]; agreeing: number } {
  const fits = Array.from({ length: options.restarts }, (_, restart) => oneRestart(rows, options, restart));
  const ranked = fits.toSorted((a, b) => a.wss - b.wss);
  const agreeing = fits.filter((fit) => fit.wss <= ranked[0].wss * (1 + AGREEMENT)).length;
  return { ranked, agreeing };
}

function oneRestart(rows: RowsKernel, options: SearchOptions, restart: number): LloydFit {
  const { initial, k, seed } = options;
  if (initial instanceof Float64Array) return polished(rows, initial.slice(), options);
  const stream = createStream(seed, "kmeans/seeding", restart);
  return polished(rows, seedCentres(rows, k, initial, stream), options);
}

function polished(kernel: RowsKernel, start: Float64Array, options: SearchOptions): LloydFit {
  const { rows } = kernel;
  const assigner = kernel.assigner(options.k);
  const state = iterate(rows, assigner, start, options);
  if (!options.hartigan || !state.converged) return fitOf(assigner, state);
  if (!hartiganMoves(rows, assigner, options.maxIterations)) return fitOf(assigner, state);
  const again = iterate(rows, assigner, assigner.means(true).centres, options);
  return fitOf(assigner, { ...again, iterations: state.iterations + again.iterations });
}
