import { requireWhole } from "../check.js";
import { checkedRows, squaredDistance, type Rows } from "../kmeans/rows.js";

/** One merge of the tree: two nodes, 0 … n-1 for rows and n + t for the result of merge t. */
export interface Merge {
  /** the node that holds the lower lowest row */
  readonly left: number;
  readonly right: number;
  /** on the distance scale, as R's ward.D2: the merge adds height^2 / 2 to the within squares */
  readonly height: number;
  /** rows below */
  readonly size: number;
}

/** n - 1 merges by rising height, and the rows from left to right under the tree. */
export interface WardTree {
  readonly n: number;
  readonly merges: readonly Merge[];
  readonly order: Int32Array;
}

/**
 * Ward's tree by the nearest-neighbour chain on centroids: always the pair that adds least to the within squares, heights
 * sqrt(2 a b/(a + b)) |mean_A - mean_B|. Ties: the lower cluster. Time O(n^2 d), memory O(n d).
 * Throws RangeError for a bad shape or NaN. Sources: Ward 1963 (JASA 58); Murtagh and Legendre 2014 (J. Classif. 31), ward.D2.
 */
export function wardTree(input: Rows): WardTree {
  const { x, n, d } = checkedRows(input);
  const found = nearestNeighbourChain(x.slice(), n, d);
  const byHeight = found.map((merge, at) => ({ ...merge, at })).sort((a, b) => a.height - b.height || a.at - b.at);
  return numbered(byHeight, n);
}

interface Found {
  readonly a: number;
  readonly b: number;
  readonly height: number;
}

/** Merges as pairs of lowest rows, in the order found. `means` is overwritten: cluster i keeps its mean at its lowest row. */
function nearestNeighbourChain(means: Float64Array, n: number, d: number): readonly Found[] {
  const sizes = new Float64Array(n).fill(1);
  const next = Int32Array.from({ length: n + 1 }, (_, i) => i + 1);
  const previous = Int32Array.from({ length: n + 1 }, (_, i) => i - 1);
  let first = 0;
  const chain: number[] = [];
  const found: Found[] = [];
  const between = (a: number, b: number): number =>
    ((2 * sizes[a] * sizes[b]) / (sizes[a] + sizes[b])) * squaredDistance(means, a, means, b, d);
  while (found.length < n - 1) {
    if (chain.length === 0) chain.push(first);
    const top = chain[chain.length - 1];
    const below = chain.length > 1 ? chain[chain.length - 2] : -1;
    let nearest = below;
    let least = below < 0 ? Infinity : between(top, below);
    for (let other = first; other < n; other = next[other]) {
      if (other === top) continue;
      const each = between(top, other);
      if (each < least) [least, nearest] = [each, other];
    }
    if (nearest !== below) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [a, b] = top < below ? [top, below] : [below, top];
    found.push({ a, b, height: Math.sqrt(least) });
    const all = sizes[a] + sizes[b];
    for (let j = 0; j < d; j++) means[a * d + j] += (sizes[b] / all) * (means[b * d + j] - means[a * d + j]);
    sizes[a] = all;
    if (b === first) first = next[b];
    else next[previous[b]] = next[b];
    previous[next[b]] = previous[b];
  }
  return found;
}

/** Merges with node numbers; rows are followed to the cluster that holds them by height, so rounding cannot disturb the tree. */
function numbered(found: readonly Found[], n: number): WardTree {
  const parent = Int32Array.from({ length: n }, (_, i) => i);
  const root = (i: number): number => {
    let at = i;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  const node = Int32Array.from({ length: n }, (_, i) => i);
  const size = new Int32Array(n).fill(1);
  const merges = found.map(({ a, b, height }, t): Merge => {
    const [low, high] = [Math.min(root(a), root(b)), Math.max(root(a), root(b))];
    parent[high] = low;
    const merge = { left: node[low], right: node[high], height, size: size[low] + size[high] };
    node[low] = n + t;
    size[low] = merge.size;
    return Object.freeze(merge);
  });
  return Object.freeze({ n, merges: Object.freeze(merges), order: leafOrder(merges, n) });
}

function leafOrder(merges: readonly Merge[], n: number): Int32Array {
  const order = new Int32Array(n);
  const open = [n + merges.length - 1];
  for (let at = 0; at < n;) {
    const node = open.pop()!;
    if (node < n) order[at++] = node;
    else open.push(merges[node - n].right, merges[node - n].left);
  }
  return order;
}

/** The k clusters of a tree: n labels 0 … k-1 in the order of their lowest rows. Throws RangeError unless 1 <= k <= n. */
export function cutTree({ n, merges }: WardTree, k: number): Int32Array {
  requireWhole(k, 1, "k");
  if (k > n) throw new RangeError(`k is ${k} but there are ${n} rows`);
  const above = new Int32Array(2 * n - 1).fill(-1);
  merges.slice(0, n - k).forEach(({ left, right }, t) => {
    above[left] = above[right] = n + t;
  });
  const places = new Map<number, number>();
  return Int32Array.from({ length: n }, (_, i) => {
    let at = i;
    while (above[at] >= 0) at = above[at];
    const place = places.get(at) ?? places.size;
    places.set(at, place);
    return place;
  });
}
