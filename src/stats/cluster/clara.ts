import { createStream, type Stream } from "../../core/rng.js";
import { blockSum } from "../block-sum.js";
import { requireWhole } from "../check.js";
import { drawWithoutReplacement } from "../kmeans/sample.js";
import { allPairs } from "./dissimilarities.js";
import { pam, type SwapRule } from "./pam.js";

export interface ClaraOptions {
  readonly k: number;
  readonly seed: number;
  /** 5 unless said, and at least 5 */
  readonly samples?: number;
  /** rows of a sample; 40 + 2k unless said, never above n */
  readonly size?: number;
  readonly swap?: SwapRule;
}

export interface ClaraFit {
  readonly k: number;
  /** rows that stand for their clusters, ascending */
  readonly medoids: Int32Array;
  /** n labels 0 … k-1: the nearest medoid, of equally near ones the lower */
  readonly labels: Int32Array;
  /** mean dissimilarity of all rows to their medoid */
  readonly objective: number;
  readonly samples: number;
  /** rows of each sample */
  readonly size: number;
  /** samples whose medoids are as good as the best within 1e-6 */
  readonly samplesAgreeing: number;
}

/**
 * k medoids for many rows: PAM on samples, each holding the best medoids so far, judged by the mean dissimilarity of all rows;
 * ties go to the earlier sample. Source: Kaufman and Rousseeuw 1990, chapter 3.
 * @param between dissimilarity of two rows. Throws RangeError for k outside 1 … n and fewer than 5 samples.
 */
export function clara(n: number, between: (i: number, j: number) => number, options: ClaraOptions): ClaraFit {
  const { k, seed } = options;
  const samples = options.samples ?? 5;
  requireWhole(k, 1, "k");
  requireWhole(samples, 5, "the number of samples");
  if (k > n) throw new RangeError(`k is ${k} but there are ${n} rows`);
  const size = Math.min(n, Math.max(options.size ?? 40 + 2 * k, k));
  let best: Int32Array = new Int32Array(0);
  const objectives: number[] = [];
  let least = Infinity;
  for (let s = 0; s < samples; s++) {
    const rows = sampleWith(best, n, size, createStream(seed, "clara/sample", s));
    const found = pam(
      allPairs(size, (i, j) => between(rows[i], rows[j])),
      { k, ...(options.swap === undefined ? {} : { swap: options.swap }) },
    );
    const medoids = found.medoids.map((at) => rows[at]);
    const objective = meanDissimilarity(n, between, medoids);
    objectives.push(objective);
    if (objective < least) [least, best] = [objective, medoids];
  }
  const agreeing = objectives.filter((each) => each <= least * (1 + 1e-6)).length;
  const labels = labelsOf(n, between, best);
  return Object.freeze({ k, medoids: best, labels, objective: least, samples, size, samplesAgreeing: agreeing });
}

/** Rows of a sample, ascending: the given medoids and others drawn. */
function sampleWith(medoids: Int32Array, n: number, size: number, stream: Stream): Int32Array {
  const held = new Set(medoids);
  const others = Int32Array.from({ length: n }, (_, i) => i).filter((i) => !held.has(i));
  const drawn = drawWithoutReplacement(others, size - medoids.length, stream);
  return Int32Array.from([...medoids, ...drawn]).sort();
}

function nearest(i: number, between: (i: number, j: number) => number, medoids: Int32Array): readonly [number, number] {
  let label = 0;
  let least = Infinity;
  for (let m = 0; m < medoids.length; m++) {
    const each = between(i, medoids[m]);
    if (each < least) [least, label] = [each, m];
  }
  return [label, least];
}

function labelsOf(n: number, between: (i: number, j: number) => number, medoids: Int32Array): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => nearest(i, between, medoids)[0]);
}

function meanDissimilarity(n: number, between: (i: number, j: number) => number, medoids: Int32Array): number {
  return blockSum(n, (i) => nearest(i, between, medoids)[1]) / n;
}
