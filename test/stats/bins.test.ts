import fc from "fast-check";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ckmeans } from "simple-statistics";
import { describe, expect, it } from "vitest";
import { binOf, binsDense, binsMidrank, binsSplit, binsTogether, cutsQuantile } from "../../src/stats/bins.js";
import { jenks } from "../../src/stats/jenks.js";
import { dataset } from "../support/datasets.js";

const example = Object.freeze([1, 1, 1, 1, 1, 1, 2, 2, 3, 9]);

describe("bins", () => {
  it("keep equal values together: six 1s of 10 with k = 5", () => {
    const cuts = cutsQuantile(example, 5);
    [1, 1, 1.4, 2.2].forEach((cut, j) => expect(cuts[j]).toBeCloseTo(cut, 12));
    const together = binsTogether(example, cuts);
    expect([...together]).toEqual([1, 1, 1, 1, 1, 1, 4, 4, 5, 5]);
    const dense = binsDense(together);
    expect([[...dense.bins], dense.used]).toEqual([[1, 1, 1, 1, 1, 1, 2, 2, 3, 3], 3]);
    expect([...binsMidrank(example, 5)]).toEqual([2, 2, 2, 2, 2, 2, 4, 4, 5, 5]);
    expect([...binsSplit([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], 5)]).toEqual([5, 5, 4, 4, 3, 3, 2, 2, 1, 1]);
  });

  it("count the cuts below a value", () => {
    const cuts = fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 9 }).map((c) => c.sort((a, b) => a - b));
    fc.assert(
      fc.property(cuts, fc.integer({ min: -1, max: 21 }), (c, v) => {
        expect(binOf(v, c)).toBe(1 + c.filter((cut) => cut < v).length);
        expect(binOf(v, c, "left")).toBe(1 + c.filter((cut) => cut <= v).length);
      }),
    );
  });

  it("rise with the value, whatever the tie rule", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 10 }),
        (x, k) => {
          const sorted = [...x].sort((a, b) => a - b);
          for (const bins of [binsTogether(sorted, cutsQuantile(x, k)), binsMidrank(sorted, k)]) {
            for (let i = 1; i < bins.length; i++) {
              expect(bins[i]).toBeGreaterThanOrEqual(bins[i - 1]);
              if (sorted[i] === sorted[i - 1]) expect(bins[i]).toBe(bins[i - 1]);
            }
            expect(Math.max(...bins)).toBeLessThanOrEqual(k);
          }
        },
      ),
    );
  });

  it("refuse missing values, falling cuts and bad k", () => {
    expect(() => binOf(NaN, [1])).toThrow(RangeError);
    expect(() => binsTogether([1], [2, 1])).toThrow(RangeError);
    expect(() => binsTogether([1], [NaN, 1])).toThrow(RangeError);
    expect(() => cutsQuantile([1], 0)).toThrow(RangeError);
    expect(() => cutsQuantile([], 3)).toThrow(RangeError);
  });
});

function slowestJenks(x: readonly number[], k: number): number {
  const sorted = [...x].sort((a, b) => a - b);
  const within = (part: number[]) => {
    const m = part.reduce((a, v) => a + v, 0) / part.length;
    return part.reduce((a, v) => a + (v - m) ** 2, 0);
  };
  const best = (from: number, groups: number): number => {
    if (groups === 1) return within(sorted.slice(from));
    let least = Infinity;
    for (let to = from + 1; to <= sorted.length - groups + 1; to++) {
      least = Math.min(least, within(sorted.slice(from, to)) + best(to, groups - 1));
    }
    return least;
  };
  return best(0, k);
}

describe("jenks", () => {
  it("breaks 1,2,4,5,9,10,20,21 at 5 and 10 for k = 3: SSW 11 of SST 420", () => {
    const result = jenks([21, 1, 2, 4, 5, 9, 10, 20], 3);
    expect([...result.cuts]).toEqual([5, 10]);
    expect([result.ssw, result.sst]).toEqual([11, 420]);
    expect(result.fit.value).toBeCloseTo(1 - 11 / 420, 14);
  });

  it("reaches the optimum of the slowest search and of ckmeans (simple-statistics)", () => {
    const values = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 4, maxLength: 11 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 4 }), (x, k) => {
        const result = jenks(x, k);
        const groups = Math.min(k, new Set(x).size);
        expect(result.groups).toBe(groups);
        expect(result.ssw).toBeCloseTo(slowestJenks(x, groups), 9);
        const peer = ckmeans(x, groups).map((group) => {
          const m = group.reduce((a, v) => a + v, 0) / group.length;
          return group.reduce((a, v) => a + (v - m) ** 2, 0);
        });
        expect(result.ssw).toBeCloseTo(
          peer.reduce((a, v) => a + v, 0),
          9,
        );
      }),
    );
  });

  it("says that equal values have no goodness of fit, and refuses no values", () => {
    expect(jenks([2, 2, 2], 3)).toMatchObject({ groups: 1, ssw: 0, sst: 0, fit: { reason: "all_equal" } });
    expect(() => jenks([], 2)).toThrow(RangeError);
    expect(() => jenks([1, 2], 0)).toThrow(RangeError);
  });
});

const folder = dataset("rfm_r");

describe.skipIf(!folder)("cuts of the R package rfm's orders [needs datasets]", () => {
  it("R 114, 180, 296.4, 481; F 3, 4, 5, 7; M 254.8, 381, 505.4, 665", () => {
    const rows = readFileSync(join(folder!, "rfm_data_orders.csv"), "utf8").trim().split(/\r?\n/);
    const head = rows[0].replaceAll('"', "").split(",");
    const at = (name: string) => head.indexOf(name);
    const customers = new Map<string, { last: number; rows: number; money: number }>();
    for (const row of rows.slice(1)) {
      const cells = row.replaceAll('"', "").split(",");
      const day = Date.parse(cells[at("order_date")]) / 86_400_000;
      const one = customers.get(cells[at("customer_id")]) ?? { last: -Infinity, rows: 0, money: 0 };
      const money = one.money + Number(cells[at("revenue")]);
      customers.set(cells[at("customer_id")], { last: Math.max(one.last, day), rows: one.rows + 1, money });
    }
    const all = [...customers.values()];
    const asOf = Date.parse("2006-12-31") / 86_400_000;
    const rounded = (values: number[]) => [...cutsQuantile(values, 5)].map((cut) => Number(cut.toFixed(9)));
    expect(all.length).toBe(995);
    expect(rounded(all.map((one) => asOf - one.last))).toEqual([114, 180, 296.4, 481]);
    expect(rounded(all.map((one) => one.rows))).toEqual([3, 4, 5, 7]);
    expect(rounded(all.map((one) => one.money))).toEqual([254.8, 381, 505.4, 665]);
  });
});
