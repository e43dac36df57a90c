import { blockSum } from "../../stats/block-sum.js";

/** What an algorithm found, in a form whose segments can be put in another order. */
export interface Reorderable<Parts> {
  /** k x width numbers that tell segments apart when size and value tie: medoids, means, prototypes */
  anchors(parts: Parts): Float64Array;
  reorder(parts: Parts, order: Int32Array): Parts;
  /** labels of the training rows; ties go to the lower segment */
  labels(parts: Parts): Int32Array;
}

/**
 * Parts and labels in canonical order: by the mean of the value column falling, or by size falling, ties by the anchors from left to
 * right. Labels are given again after each change of order, so that ties fall as they will at scoring.
 */
export function inCanonicalOrder<Parts>(
  parts: Parts,
  k: number,
  value: Float64Array | null,
  how: Reorderable<Parts>,
): { readonly parts: Parts; readonly labels: Int32Array } {
  let current = parts;
  let labels = how.labels(current);
  for (let round = 0; round < k + 10; round++) {
    const order = orderOf(labels, k, how.anchors(current), value);
    if (order.every((old, at) => old === at)) break;
    current = how.reorder(current, order);
    labels = how.labels(current);
  }
  return { parts: current, labels };
}

/** Entry i is the old label of the new label i. */
export function orderOf(labels: Int32Array, k: number, anchors: Float64Array, value: Float64Array | null): Int32Array {
  const width = anchors.length / k;
  const key = value === null ? Float64Array.from(sizesOf(labels, k)) : meansBy(labels, k, value);
  const byAnchor = (a: number, b: number): number => {
    for (let j = 0; j < width; j++) {
      const difference = anchors[a * width + j] - anchors[b * width + j];
      if (difference !== 0 && !Number.isNaN(difference)) return difference;
    }
    return a - b;
  };
  return Int32Array.from({ length: k }, (_, c) => c).sort((a, b) =>
    key[b] === key[a] ? byAnchor(a, b) : key[b] - key[a],
  );
}

/** Rows of each label. */
export function sizesOf(labels: Int32Array, k: number): Int32Array {
  const sizes = new Int32Array(k);
  for (const label of labels) sizes[label] += 1;
  return sizes;
}

function meansBy(labels: Int32Array, k: number, value: Float64Array): Float64Array {
  const sizes = sizesOf(labels, k);
  return Float64Array.from(sizes, (size, c) =>
    size === 0 ? -Number.MAX_VALUE : blockSum(labels.length, (i) => (labels[i] === c ? value[i] : 0)) / size,
  );
}

/** Rows of a k x width table in a new order. */
export function reorderRows(table: Float64Array, order: Int32Array): Float64Array {
  const width = table.length / order.length;
  const next = new Float64Array(table.length);
  order.forEach((old, at) => next.set(table.subarray(old * width, old * width + width), at * width));
  return next;
}

/** Labels renamed so that old label order[i] becomes i. */
export function renamed(labels: Int32Array, order: Int32Array): Int32Array {
  const place = new Int32Array(order.length);
  order.forEach((old, at) => (place[old] = at));
  return labels.map((label) => place[label]);
}
