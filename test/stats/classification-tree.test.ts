import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classificationTree, classify, type TreeNode } from "../../src/stats/classification-tree.js";

const grow = (columns: readonly (readonly number[])[], labels: readonly number[], depth = 3, leaf = 1) =>
  classificationTree(
    columns.map((each) => Float64Array.from(each)),
    Int32Array.from(labels),
    Math.max(...labels) + 1,
    { depth, leaf },
  );

/** Gini of both sides of every possible question, the slow obvious way. */
function bestByHand(columns: readonly (readonly number[])[], labels: readonly number[], leaf: number) {
  const gini = (rows: readonly number[]) => {
    const shares = [...new Set(labels)].map((k) => rows.filter((row) => labels[row] === k).length / rows.length);
    return rows.length * (1 - shares.reduce((sum, p) => sum + p * p, 0));
  };
  const all = labels.map((_, row) => row);
  let best = gini(all);
  for (const column of columns)
    for (const cut of column) {
      const low = all.filter((row) => column[row] <= cut);
      const high = all.filter((row) => column[row] > cut);
      if (low.length < leaf || high.length < leaf) continue;
      best = Math.min(best, gini(low) + gini(high));
    }
  return best;
}

describe("a classification tree", () => {
  it("finds the questions that made the classes", () => {
    const balance = [1, 2, 3, 4, 10, 11, 12, 13];
    const visits = [9, 1, 8, 2, 7, 3, 6, 4];
    const labels = balance.map((x, row) => (x <= 4 ? 0 : visits[row] <= 5 ? 1 : 2));
    expect(grow([balance, visits], labels)).toEqual({
      leaf: false,
      feature: 0,
      threshold: 7,
      low: { leaf: true, label: 0, rows: 4 },
      high: {
        leaf: false,
        feature: 1,
        threshold: 5,
        low: { leaf: true, label: 1, rows: 2 },
        high: { leaf: true, label: 2, rows: 2 },
      },
    });
  });

  it("asks first what a search over every question finds best", () => {
    const rows = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 2 })),
      {
        minLength: 4,
        maxLength: 25,
      },
    );
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 4 }), (table, leaf) => {
        const columns = [table.map((row) => row[0]), table.map((row) => row[1])];
        const labels = table.map((row) => row[2]);
        const tree = grow(columns, labels, 1, leaf);
        const leaves = new Map<TreeNode, number[]>();
        table.forEach((row, at) => {
          const end = tree.leaf ? tree : row[tree.feature] <= tree.threshold ? tree.low : tree.high;
          leaves.set(end, [...(leaves.get(end) ?? []), at]);
        });
        const impurity = [...leaves.values()].reduce((sum, members) => {
          const counts = [0, 1, 2].map((k) => members.filter((row) => labels[row] === k).length);
          return sum + members.length - counts.reduce((total, each) => total + each * each, 0) / members.length;
        }, 0);
        expect(impurity).toBeCloseTo(bestByHand(columns, labels, leaf), 9);
        if (!tree.leaf) for (const members of leaves.values()) expect(members.length).toBeGreaterThanOrEqual(leaf);
      }),
    );
  });

  it("gives every row the class of its leaf and does not split what is pure or too small", () => {
    const columns = [Float64Array.of(1, 2, 3, 4)];
    const tree = grow([[1, 2, 3, 4]], [0, 0, 1, 1]);
    expect([0, 1, 2, 3].map((row) => classify(tree, columns, row))).toEqual([0, 0, 1, 1]);
    expect(grow([[1, 2, 3, 4]], [0, 0, 0, 0])).toEqual({ leaf: true, label: 0, rows: 4 });
    expect(grow([[1, 2, 3, 4]], [0, 0, 1, 1], 3, 3)).toEqual({ leaf: true, label: 0, rows: 4 });
    expect(grow([[5, 5, 5, 5]], [0, 1, 1, 1])).toEqual({ leaf: true, label: 1, rows: 4 });
    expect(() => grow([[1, NaN]], [0, 1])).toThrow(RangeError);
    expect(() => grow([[1]], [0, 1])).toThrow(RangeError);
  });
});
