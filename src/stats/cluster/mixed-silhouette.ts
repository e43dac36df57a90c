import { blockSum } from "../block-sum.js";
import { defined, notDefined, type Measure } from "../measure.js";

/** Mean silhouettes of a partition by any dissimilarity. */
export interface MixedSilhouette {
  readonly micro: Measure;
  readonly macro: Measure;
}

/**
 * The silhouette from dissimilarities of pairs: as `silhouette`, without asking for coordinates. Cost O(n^2) calls.
 * @param between dissimilarity of two rows. Source: Rousseeuw 1987.
 */
export function silhouetteOf(
  n: number,
  labels: Int32Array,
  between: (i: number, j: number) => number,
): MixedSilhouette {
  const k = labels.reduce((most, label) => Math.max(most, label), 0) + 1;
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  const used = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  if (used < 2 || used >= n) {
    const none = notDefined(used < 2 ? "one_group" : "too_many_groups");
    return { micro: none, macro: none };
  }
  const sums = new Float64Array(n * k);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const each = between(j, i);
      sums[i * k + labels[j]] += each;
      sums[j * k + labels[i]] += each;
    }
  }
  const widths = Float64Array.from(labels, (own, i) => widthOf(sums.subarray(i * k, i * k + k), own, sizes));
  const means = [...sizes.keys()]
    .filter((c) => sizes[c] > 0)
    .map((c) => blockSum(n, (i) => (labels[i] === c ? widths[i] : 0)) / sizes[c]);
  return {
    micro: defined(blockSum(n, (i) => widths[i]) / n),
    macro: defined(means.reduce((sum, each) => sum + each, 0) / means.length),
  };
}

function widthOf(sums: Float64Array, own: number, sizes: Int32Array): number {
  if (sizes[own] === 1) return 0;
  const a = sums[own] / (sizes[own] - 1);
  let b = Infinity;
  sizes.forEach((size, c) => {
    if (c !== own && size > 0) b = Math.min(b, sums[c] / size);
  });
  const larger = Math.max(a, b);
  return larger === 0 ? 0 : (b - a) / larger;
}
