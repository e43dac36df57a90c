import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lineage } from "../../../src/stats/cluster/lineage.js";

const of = (...rows: readonly (readonly number[])[]) =>
  lineage(Float64Array.from(rows.flat()), rows.length, rows[0].length);
const states = (found: ReturnType<typeof lineage>) => [
  found.earlier.map((each) => each.state),
  found.later.map((each) => each.state),
];

describe("the lineage of groups", () => {
  it("keeps groups whatever their numbers, and a group that lost a few", () => {
    const found = of([0, 90, 5], [80, 0, 0], [0, 4, 70]);
    expect(states(found)).toEqual([
      ["kept", "kept", "kept"],
      ["kept", "kept", "kept"],
    ]);
    expect(found.later.map((each) => each.matched)).toEqual([1, 0, 2]);
    expect(found.later[1].jaccard).toBeCloseTo(90 / (95 + 94 - 90), 14);
  });

  it("tells split, merged, new and gone", () => {
    expect(states(of([50, 45, 0], [0, 0, 60]))).toEqual([
      ["split", "kept"],
      ["split", "split", "kept"],
    ]);
    expect(states(of([50, 0], [45, 0], [0, 60]))).toEqual([
      ["merged", "merged", "kept"],
      ["merged", "kept"],
    ]);
    const mixed = of([40, 0, 0, 20], [0, 40, 0, 20], [0, 0, 40, 20]);
    expect(states(mixed)).toEqual([
      ["kept", "kept", "kept"],
      ["kept", "kept", "kept", "new"],
    ]);
    expect(states(of([40, 0, 0], [0, 40, 0], [0, 0, 40], [15, 15, 15]))[0]).toEqual(["kept", "kept", "kept", "gone"]);
  });

  it("calls a sliver no split", () => {
    expect(states(of([990, 10], [0, 500]))).toEqual([
      ["kept", "kept"],
      ["kept", "kept"],
    ]);
  });

  it("does not depend on the order of the groups", () => {
    const row = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 4 }), (rows) => {
        const turned = [...rows].reverse().map((each) => [...each].reverse());
        const [plain, back] = [of(...rows), of(...turned)];
        const last = rows.length - 1;
        const settled = plain.later.every((each) => each.state !== "kept");
        if (settled)
          expect(back.later.map((each) => each.state).reverse()).toEqual(plain.later.map((each) => each.state));
        expect(
          back.later
            .map((each) => each.from.map((a) => last - a).sort())
            .reverse()
            .filter((each) => each.length > 1),
        ).toEqual(plain.later.map((each) => [...each.from].sort()).filter((each) => each.length > 1));
      }),
    );
  });
});
