import { createStream } from "../../core/rng.js";
import { classificationTree, classify, type TreeNode } from "../../stats/classification-tree.js";
import { drawWithoutReplacement } from "../../stats/kmeans/sample.js";
import type { SegmentResult } from "../../tables/results/segment.js";

type Rules = SegmentResult["rules"];
type Path = NonNullable<Rules>["segments"][number]["paths"][number];

const DEPTH = 3;
const FITTED_SHARE = 0.7;
const SMALLEST_LEAF = 50;
const LEAF_SHARE = 0.01;
/** A tree of three questions does not need more rows. */
const LARGEST_FIT = 50_000;
/** Below this precision a rule is only approximate. */
const PRECISE = 0.7;

/**
 * Rules of the segments in original units: one classification tree of at most three questions, fitted on 70 % of the customers,
 * judged on the others. Null where no leaf of 50 customers tells segments apart.
 * @param columns values after the missing rule and before caps, one column a feature
 */
export function segmentRules(
  features: readonly string[],
  columns: readonly Float64Array[],
  segments: Int32Array,
  labels: readonly string[],
  seed: number,
): Rules {
  const { fitted, tested } = halves(segments.length, seed);
  const take = (rows: Int32Array) => columns.map((column) => Float64Array.from(rows, (row) => column[row]));
  const leaf = Math.max(SMALLEST_LEAF, Math.ceil(LEAF_SHARE * fitted.length));
  if (labels.length < 2 || tested.length === 0 || fitted.length < 2 * leaf) return null;
  const known = Int32Array.from(fitted, (row) => segments[row]);
  const tree = classificationTree(take(fitted), known, labels.length, { depth: DEPTH, leaf });
  if (tree.leaf) return null;
  const given = Int32Array.from(tested, (row) => classify(tree, columns, row));
  const own = Int32Array.from(tested, (row) => segments[row]);
  const paths = pathsOf(tree, features);
  return {
    fitted_on: fitted.length,
    tested_on: tested.length,
    fidelity: countBoth(given, own, (a, b) => a === b) / tested.length,
    segments: labels.map((label, at) => ({ label, paths: [...(paths.get(at) ?? [])], ...judge(given, own, at) })),
    sql: sqlOf(tree, features, labels),
  };
}

/** 70 % of the rows to fit on, at most 50,000 of them, and the other 30 %. */
function halves(n: number, seed: number): { readonly fitted: Int32Array; readonly tested: Int32Array } {
  const all = Int32Array.from({ length: n }, (_, row) => row);
  const size = Math.floor(FITTED_SHARE * n);
  const drawn = drawWithoutReplacement(all, size, createStream(seed, "segment/rules"));
  const chosen = new Set(drawn);
  const fitted = drawn.slice(0, LARGEST_FIT).sort();
  return { fitted, tested: all.filter((row) => !chosen.has(row)) };
}

function countBoth(a: Int32Array, b: Int32Array, test: (x: number, y: number) => boolean): number {
  return a.reduce((count, each, at) => count + (test(each, b[at]) ? 1 : 0), 0);
}

function judge(given: Int32Array, own: Int32Array, segment: number) {
  const said = countBoth(given, own, (tree) => tree === segment);
  const there = countBoth(given, own, (_, model) => model === segment);
  const both = countBoth(given, own, (tree, model) => tree === segment && model === segment);
  const precision = said === 0 ? null : both / said;
  return {
    precision,
    coverage: there === 0 ? null : both / there,
    approximate: precision === null || precision < PRECISE,
  };
}

/** The ways to each segment: per feature the value lies above one limit and at most at another. */
function pathsOf(tree: TreeNode, features: readonly string[]): ReadonlyMap<number, readonly Path[]> {
  const paths = new Map<number, Path[]>();
  const walk = (node: TreeNode, limits: Path["conditions"]): void => {
    if (node.leaf) {
      paths.set(node.label, [...(paths.get(node.label) ?? []), { conditions: limits, customers: node.rows }]);
      return;
    }
    const feature = features[node.feature];
    walk(node.low, narrowed(limits, feature, { above: null, at_most: node.threshold }));
    walk(node.high, narrowed(limits, feature, { above: node.threshold, at_most: null }));
  };
  walk(tree, []);
  return paths;
}

/** A later question about the same feature is always the narrower one. */
function narrowed(
  limits: Path["conditions"],
  feature: string,
  { above, at_most }: { readonly above: number | null; readonly at_most: number | null },
): Path["conditions"] {
  const earlier = limits.find((each) => each.feature === feature);
  const others = limits.filter((each) => each.feature !== feature);
  const merged = { feature, above: above ?? earlier?.above ?? null, at_most: at_most ?? earlier?.at_most ?? null };
  return [...others, merged];
}

/** The tree as an SQL expression over columns named as the features. */
function sqlOf(tree: TreeNode, features: readonly string[], labels: readonly string[]): string {
  const lines: string[] = [];
  const walk = (node: TreeNode, conditions: readonly string[]): void => {
    if (node.leaf) {
      lines.push(`  when ${conditions.join(" and ")} then '${labels[node.label]}'`);
      return;
    }
    const column = `"${features[node.feature].replaceAll('"', '""')}"`;
    walk(node.low, [...conditions, `${column} <= ${String(node.threshold)}`]);
    walk(node.high, [...conditions, `${column} > ${String(node.threshold)}`]);
  };
  walk(tree, []);
  return ["case", ...lines, "end"].join("\n");
}
