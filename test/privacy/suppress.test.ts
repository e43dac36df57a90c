import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createReader, type KnownSum } from "../../src/privacy/reader-range.js";
import {
  canProtect,
  knownLines,
  suppressCounts,
  suppressList,
  suppressTable,
  type CellFate,
} from "../../src/privacy/index.js";

const T = 5;

function possible(fate: CellFate, value: number, total: number): [number, number] {
  if (fate === "shown") return [value, value];
  return fate === "small" ? [1, T - 1] : [T, total];
}

/** Every value that cell 0, 1, … of a list can have for a reader who knows the marks and the total. */
function readersOfList(counts: number[], fates: CellFate[]): Set<number>[] {
  const total = counts.reduce((a, b) => a + b, 0);
  const seen = counts.map(() => new Set<number>());
  const walk = (index: number, left: number, row: number[]): void => {
    if (index === counts.length) {
      if (left === 0) row.forEach((value, cell) => seen[cell].add(value));
      return;
    }
    const [low, high] = possible(fates[index], counts[index], total);
    for (let value = low; value <= Math.min(high, left); value++) walk(index + 1, left - value, [...row, value]);
  };
  walk(0, total, []);
  return seen;
}

/** Every value that each cell of a table can have for a reader who knows the marks, the row and the column totals. */
function readersOfTable(counts: number[][], fates: CellFate[][]): Set<number>[][] {
  const rowSums = counts.map((row) => row.reduce((a, b) => a + b, 0));
  const columnSums = counts[0].map((_, c) => counts.reduce((sum, row) => sum + row[c], 0));
  const seen = counts.map((row) => row.map(() => new Set<number>()));
  const cells = counts.flatMap((row, r) => row.map((_, c) => [r, c] as const));
  const table = counts.map((row) => [...row]);
  const walk = (index: number, rowLeft: number[], columnLeft: number[]): void => {
    if (index === cells.length) {
      if ([...rowLeft, ...columnLeft].every((left) => left === 0)) {
        for (const [r, c] of cells) seen[r][c].add(table[r][c]);
      }
      return;
    }
    const [r, c] = cells[index];
    if (c === 0 && r > 0 && rowLeft[r - 1] !== 0) return;
    const [low, high] = possible(fates[r][c], counts[r][c], Math.min(rowSums[r], columnSums[c]));
    for (let value = low; value <= Math.min(high, rowLeft[r], columnLeft[c]); value++) {
      table[r][c] = value;
      rowLeft[r] -= value;
      columnLeft[c] -= value;
      walk(index + 1, rowLeft, columnLeft);
      rowLeft[r] += value;
      columnLeft[c] += value;
    }
  };
  walk(0, [...rowSums], [...columnSums]);
  return seen;
}

function totals(counts: number[][]): number[] {
  const sum = (line: number[]): number => line.reduce((a, b) => a + b, 0);
  return [...counts.map(sum), ...counts[0].map((_, c) => sum(counts.map((row) => row[c])))];
}

describe("suppressList", () => {
  it("shows a list without small cells, and zeros", () => {
    expect(suppressList([12, 0, 30], 10)).toEqual(["shown", "shown", "shown"]);
  });

  it("hides a second cell, so that the small one does not follow from the total", () => {
    expect(suppressList([100, 3, 40, 25], 10)).toEqual(["shown", "small", "shown", "protects"]);
  });

  it("hides on while the hidden sum is so tight that it gives the small cell away", () => {
    expect(suppressList([9, 10, 50], 10)).toEqual(["small", "protects", "shown"]);
    expect(suppressList([1, 10, 50], 10)).toEqual(["small", "shown", "protects"]);
  });

  it("refuses a threshold below five and counts that are none", () => {
    expect(() => suppressList([1], 4)).toThrow(RangeError);
    expect(() => suppressList([1.5], 10)).toThrow(RangeError);
    expect(() => suppressList([-1], 10)).toThrow(RangeError);
  });

  it("leaves every small cell of a list anything from 1 to the threshold, while another cell can be hidden", () => {
    const lists = fc.array(fc.integer({ min: 0, max: 14 }), { minLength: 2, maxLength: 5 });
    fc.assert(
      fc.property(lists, (counts) => {
        const fates = suppressList(counts, T);
        const allHidden = fates.every((fate, cell) => fate !== "shown" || counts[cell] === 0);
        const seen = readersOfList(counts, fates);
        fates.forEach((fate, cell) => {
          if (fate === "small" && !allHidden) expect([...seen[cell]].sort()).toEqual([1, 2, 3, 4]);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe("suppressTable", () => {
  it("closes the rectangle round a small cell", () => {
    const counts = [
      [3, 40, 60],
      [50, 70, 80],
      [90, 95, 99],
    ];
    expect(suppressTable(counts, 10)).toEqual([
      ["small", "protects", "shown"],
      ["protects", "protects", "shown"],
      ["shown", "shown", "shown"],
    ]);
  });

  it("hides further when a union of cells is published elsewhere", () => {
    const counts = [
      [3, 40, 60],
      [50, 70, 80],
      [90, 95, 99],
    ];
    const flat = counts.flat();
    const lines = knownLines(flat, 3, 3, 10);
    expect(suppressCounts(flat, lines, 10)[2]).toBe("shown");
    expect(suppressCounts(flat, [...lines, [0, 2], [1, 3, 4, 5], [6, 7, 8]], 10)[2]).toBe("protects");
  });

  it("leaves every small cell open to a reader who knows marks, row and column totals, while cells can still be hidden", () => {
    const line = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(line, { minLength: 3, maxLength: 3 }), (counts) => {
        fc.pre(totals(counts).every((total) => total === 0 || total >= T));
        const fates = suppressTable(counts, T);
        if (fates.every((row, r) => row.every((fate, c) => fate !== "shown" || counts[r][c] === 0))) return;
        const seen = readersOfTable(counts, fates);
        for (const [r, row] of fates.entries()) {
          for (const [c, fate] of row.entries())
            if (fate === "small") expect([...seen[r][c]].sort()).toEqual([1, 2, 3, 4]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same answer again", () => {
    const table = [
      [4, 8, 30],
      [22, 3, 9],
    ];
    expect(suppressTable(table, 10)).toEqual(suppressTable(table, 10));
  });
});

describe("canProtect", () => {
  const counts = [30, 40, 50, 7];
  const lines = [
    [0, 1],
    [2, 3],
    [0, 2],
    [1, 3],
  ];

  it("finds that a small union follows from rows, columns and the union beside it", () => {
    const groups = [...lines, [1], [0]];
    expect(canProtect({ counts, groups, threshold: 10, unions: [{ cells: [3], fate: "small" }] })).toBe(false);
  });

  it("agrees when nothing beside the lines is published", () => {
    expect(canProtect({ counts, groups: lines, threshold: 10, unions: [{ cells: [3], fate: "small" }] })).toBe(true);
  });
});

describe("createReader", () => {
  const open = { low: 0, high: null };
  const exactly = (cells: number[], sum: number): KnownSum => ({ cells, low: sum, high: sum });

  it("gives the interval of a cell that shares a sum with another", () => {
    const bounds = [
      { low: 1, high: 9 },
      { low: 10, high: null },
    ];
    expect(createReader(bounds, [exactly([0, 1], 15)]).range([0])).toEqual({ low: 1, high: 5 });
  });

  it("finds a cell that follows only from several sums together", () => {
    const sums = [exactly([0, 1], 7), exactly([1, 2], 9), exactly([0, 1, 2], 12)];
    expect([0, 1, 2].map((cell) => createReader([open, open, open], sums).range([cell]).low)).toEqual([3, 4, 5]);
  });

  it("keeps a sum of cells apart from the cells, and uses marks as bounds", () => {
    const sums = [exactly([0, 1, 2], 12), { cells: [0, 1], low: 1, high: 4 }];
    expect(createReader([open, open, open], sums).range([0, 1])).toEqual({ low: 1, high: 4 });
    expect(createReader([open, open, open], sums).range([2])).toEqual({ low: 8, high: 11 });
  });

  it("agrees with looking at every whole number", () => {
    const cell = fc.integer({ min: 0, max: 6 });
    fc.assert(
      fc.property(fc.tuple(cell, cell, cell, cell), ([a, b, c, d]) => {
        const sums = [exactly([0, 1], a + b), exactly([2, 3], c + d), exactly([0, 2], a + c)];
        const feasible = Array.from({ length: 13 }, (_, value) => value).filter((value) => {
          const [second, third] = [a + b - value, a + c - value];
          return second >= 0 && third >= 0 && c + d - third >= 0;
        });
        const range = createReader([open, open, open, open], sums).range([0]);
        expect([range.low, range.high]).toEqual([feasible[0], feasible.at(-1)]);
      }),
    );
  });
});
