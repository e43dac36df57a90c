import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createStream } from "../../../src/core/rng.js";
import type { BranchSums } from "../../../src/stats/inference/branches.js";
import { didFromBranches } from "../../../src/stats/inference/did-branches.js";
import { welch } from "../../../src/stats/inference/means.js";
import { coefficient, ols } from "../../../src/stats/inference/ols.js";
import { randomisationInference } from "../../../src/stats/inference/randomisation.js";
import { momentsOf } from "../../../src/stats/inference/sample-moments.js";
import { wildClusterBootstrap } from "../../../src/stats/inference/wild-bootstrap.js";
import { dataset } from "../../support/datasets.js";

interface Unit {
  readonly branch: number;
  readonly treated: boolean;
  readonly change: number;
}

function simulated(seed: number, branches: number, treated: number, effect = 0): Unit[] {
  const stream = createStream(seed, "test/did");
  return Array.from({ length: branches }, (_, branch) => {
    const shock = stream.normal();
    return Array.from({ length: 2 + stream.integer(9) }, () => ({
      branch,
      treated: branch < treated,
      change: shock + stream.normal() + (branch < treated ? effect : 0),
    }));
  }).flat();
}

function sumsOf(units: readonly Unit[]): BranchSums[] {
  const branches = [...new Set(units.map((unit) => unit.branch))];
  return branches.map((branch) => {
    const own = units.filter((unit) => unit.branch === branch);
    const total = (power: number) => own.reduce((sum, unit) => sum + unit.change ** power, 0);
    return { treated: own[0].treated, n: own.length, sumChange: total(1), sumChange2: total(2) };
  });
}

function regression(units: readonly Unit[], covariance: "CRV0" | "CRV1" | "CRV3") {
  const x = Float64Array.from(units.flatMap((unit) => [1, unit.treated ? 1 : 0]));
  const cluster = units.map((unit) => unit.branch);
  return coefficient(
    ols(
      x,
      Float64Array.from(units, (unit) => unit.change),
      { covariance, cluster },
    ),
    1,
  );
}

describe("didFromBranches", () => {
  it("gives the hand-made answer", () => {
    const branch = (treated: boolean, ...changes: number[]): BranchSums => ({
      treated,
      n: changes.length,
      sumChange: changes.reduce((a, v) => a + v, 0),
      sumChange2: changes.reduce((a, v) => a + v * v, 0),
    });
    const did = didFromBranches([branch(true, 4, 6), branch(true, 1), branch(false, 1, 3), branch(false, 0, 0)]);
    // means 11/3 and 1; scores 10 - 22/3, 1 - 11/3 over 3 and 4 - 2, 0 - 2 over 4
    const crv0 = 2 * ((8 / 3 / 3) ** 2 + (2 / 4) ** 2);
    expect(did.crv1.estimate).toBeCloseTo(8 / 3, 14);
    expect(did.crv1.se).toBeCloseTo(Math.sqrt(crv0 * (4 / 3) * (6 / 5)), 14);
    expect(did.crv1.df).toBe(3);
    expect(did.treated).toEqual({ units: 3, branches: 2, mean: 11 / 3 });
    expect(did.headline).toBe("randomisation");
  });

  it("equals the regression of change on arm, with CRV1 and CRV3, and Welch on units", () => {
    for (let seed = 0; seed < 20; seed++) {
      const units = simulated(seed, 6 + seed, 3 + (seed % 3));
      const did = didFromBranches(sumsOf(units));
      for (const [own, twin] of [
        [did.crv1, regression(units, "CRV1")],
        [did.crv3, regression(units, "CRV3")],
      ]) {
        expect(own.estimate).toBeCloseTo(twin.estimate!, 11);
        expect(own.se).toBeCloseTo(twin.se!, 11);
        expect(own.p).toBeCloseTo(twin.p!, 10);
        expect(own.df).toBe(twin.df);
      }
      const arm = (treated: boolean) => momentsOf(units.filter((u) => u.treated === treated).map((u) => u.change));
      expect(did.welch.se).toBeCloseTo(welch(arm(true), arm(false)).se!, 10);
    }
  });

  it("does not change when every change gets the same amount, and scales with the unit", () => {
    const units = simulated(5, 12, 6, 1);
    const base = didFromBranches(sumsOf(units));
    const shifted = didFromBranches(sumsOf(units.map((u) => ({ ...u, change: u.change + 40 }))));
    const scaled = didFromBranches(sumsOf(units.map((u) => ({ ...u, change: u.change * 100 }))));
    expect(shifted.crv1.se).toBeCloseTo(base.crv1.se!, 10);
    expect(shifted.crv1.estimate).toBeCloseTo(base.crv1.estimate!, 10);
    expect(scaled.crv3.se).toBeCloseTo(100 * base.crv3.se!, 8);
    expect(scaled.crv1.p).toBeCloseTo(base.crv1.p!, 10);
  });

  it("counts effective clusters: G for equal balanced branches, fewer for unequal ones", () => {
    const branch = (treated: boolean, n: number): BranchSums => ({ treated, n, sumChange: n, sumChange2: n });
    const equal = didFromBranches([branch(true, 5), branch(true, 5), branch(false, 5), branch(false, 5)]);
    expect(equal.effectiveClusters.value).toBeCloseTo(4, 12);
    expect(equal.sizeCv.value).toBe(0);
    // shares: D mean 1/4; partial leverages (3/4)^2 once and (1/4)^2 three times: CV^2 = 4 * 84/144 - 1
    const unequal = didFromBranches([branch(true, 5), branch(false, 5), branch(false, 5), branch(false, 5)]);
    expect(unequal.effectiveClusters.value).toBeCloseTo(4 / ((4 * 84) / 144), 12);
    expect(unequal.crv1).toMatchObject({ defined: false, estimate: 0, reason: "one_cluster_in_an_arm" });
  });

  it("chooses the headline by the number and balance of clusters", () => {
    const branches = (treated: number, control: number): BranchSums[] =>
      Array.from({ length: treated + control }, (_, b) => ({
        treated: b < treated,
        n: 10,
        sumChange: b,
        sumChange2: b * b,
      }));
    expect(didFromBranches(branches(20, 20)).headline).toBe("crv1");
    expect(didFromBranches(branches(6, 33)).headline).toBe("crv3");
    expect(didFromBranches(branches(6, 60)).headline).toBe("crv3");
    expect(didFromBranches(branches(5, 60)).headline).toBe("randomisation");
  });

  it("says why there is no estimate or no error, and refuses what is no sum", () => {
    const branch = (treated: boolean, sumChange: number): BranchSums => ({
      treated,
      n: 3,
      sumChange,
      sumChange2: sumChange ** 2 / 3,
    });
    expect(didFromBranches([]).crv1).toMatchObject({ estimate: null, reason: "one_group" });
    expect(didFromBranches([branch(true, 1), branch(true, 2)]).welch.reason).toBe("one_group");
    const equal = [branch(true, 0.3), branch(true, 0.3), branch(false, 0.9), branch(false, 0.9)];
    const did = didFromBranches(equal);
    expect([did.crv1.reason, did.crv3.reason, did.welch.reason]).toEqual([
      "zero_variance",
      "zero_variance",
      "zero_variance",
    ]);
    expect(did.crv1.estimate).toBeCloseTo(-0.2, 14);
    expect(() => didFromBranches([branch(true, NaN)])).toThrow(RangeError);
    expect(() => didFromBranches([{ ...branch(true, 1), n: 1.5 }])).toThrow(RangeError);
    expect(didFromBranches([...equal, { treated: true, n: 0, sumChange: 0, sumChange2: 0 }]).clusters).toBe(4);
  });

  it("covers no effect in 93 to 97 of 100 simulated intervals where it claims validity", () => {
    let covered = 0;
    const studies = 2000;
    for (let seed = 0; seed < studies; seed++) {
      const { crv3 } = didFromBranches(sumsOf(simulated(1000 + seed, 20, 10)));
      if (crv3.defined && crv3.low <= 0 && crv3.high >= 0) covered += 1;
    }
    expect(covered / studies).toBeGreaterThan(0.93);
    expect(covered / studies).toBeLessThan(0.975);
  });
});

describe("wildClusterBootstrap", () => {
  it("equals the bootstrap of unit rows by regression, all sign vectors", () => {
    for (let seed = 0; seed < 4; seed++) {
      const units = simulated(seed, 7, 3, 0.5);
      const mean = units.reduce((sum, unit) => sum + unit.change, 0) / units.length;
      const tOf = (signs: number) => {
        const rebuilt = units.map((u) => ({
          ...u,
          change: mean + ((signs >> u.branch) & 1 ? -1 : 1) * (u.change - mean),
        }));
        return Math.abs(regression(rebuilt, "CRV0").statistic!);
      };
      const observed = tOf(0);
      let count = 0;
      for (let signs = 0; signs < 128; signs++) if (tOf(signs) >= observed * (1 - 1e-9)) count += 1;
      const own = wildClusterBootstrap(sumsOf(units), { seed: 1 });
      expect(own).toMatchObject({ enumerated: true, draws: 128 });
      expect(own.p.value).toBe(count / 128);
    }
  });

  it("draws above 14 branches, the same p for the same seed", () => {
    const sums = sumsOf(simulated(3, 20, 10, 3));
    const once = wildClusterBootstrap(sums, { seed: 8 });
    expect(once).toEqual(wildClusterBootstrap(sums, { seed: 8 }));
    expect(once).toMatchObject({ enumerated: false, draws: 9999 });
    expect(once.p.value).toBeLessThan(0.01);
    const webb = wildClusterBootstrap(sumsOf(simulated(3, 7, 3)), { seed: 8, weights: "webb", draws: 999 });
    expect(webb).toMatchObject({ enumerated: false, draws: 999 });
    expect(webb.p.value).toBeGreaterThan(0);
  });

  it("says why there is no p", () => {
    const one = sumsOf(simulated(1, 5, 1));
    expect(wildClusterBootstrap(one, { seed: 1 }).p.reason).toBe("one_cluster_in_an_arm");
    const equal = [true, true, false, false].map((treated) => ({ treated, n: 3, sumChange: 0.3, sumChange2: 0.03 }));
    expect(wildClusterBootstrap(equal, { seed: 1 }).p.reason).toBe("zero_variance");
    expect(() => wildClusterBootstrap(equal, { seed: 1, draws: 50 })).toThrow(RangeError);
  });
});

describe("randomisationInference", () => {
  it("equals counting over all assignments", () => {
    const units = simulated(2, 7, 3, 1);
    const branches = sumsOf(units);
    for (const statistic of ["t", "coef"] as const) {
      const value = (treated: readonly boolean[]) => {
        const relabelled = units.map((unit) => ({ ...unit, treated: treated[unit.branch] }));
        const fit = regression(relabelled, "CRV0");
        return Math.abs(statistic === "t" ? fit.statistic! : fit.estimate!);
      };
      const observed = value(branches.map((branch) => branch.treated));
      let count = 0;
      let all = 0;
      for (let set = 0; set < 128; set++) {
        const treated = branches.map((_, b) => ((set >> b) & 1) === 1);
        if (treated.filter(Boolean).length !== 3) continue;
        all += 1;
        if (value(treated) >= observed * (1 - 1e-9)) count += 1;
      }
      const own = randomisationInference(branches, { seed: 1, statistic });
      expect(own).toMatchObject({ assignments: 35, enumerated: true });
      expect(all).toBe(35);
      expect(own.p.value).toBe(count / 35);
    }
  });

  it("is never below the smallest p the design allows", () => {
    fc.assert(
      fc.property(fc.nat(500), fc.integer({ min: 1, max: 4 }), (seed, treated) => {
        const result = randomisationInference(sumsOf(simulated(seed, 6, treated, 9)), { seed });
        expect(result.p.value).toBeGreaterThanOrEqual(result.smallestP.value! - 1e-15);
      }),
      { numRuns: 30 },
    );
  });

  it("draws when there are too many assignments, and needs two arms", () => {
    const many = randomisationInference(sumsOf(simulated(4, 24, 12, 3)), { seed: 5, draws: 999 });
    expect(many).toMatchObject({ enumerated: false, assignments: 1000 });
    expect(many.p.value).toBeLessThan(0.02);
    const one = sumsOf(simulated(4, 4, 4));
    expect(randomisationInference(one, { seed: 1 }).p.reason).toBe("one_group");
  });
});

describe("ols", () => {
  it("recovers a line with known residuals", () => {
    // y = 1 + 2x + e with e orthogonal to 1 and x: e = (1, -2, 1) on x = (0, 1, 2)
    const x = Float64Array.of(1, 0, 1, 1, 1, 2);
    const fit = ols(x, Float64Array.of(2, 1, 6), { covariance: "iid" });
    if (!fit.defined) throw new Error("must be defined");
    expect(fit.coefficients[0]).toBeCloseTo(1, 13);
    expect(fit.coefficients[1]).toBeCloseTo(2, 13);
    expect(fit.covariance[3]).toBeCloseTo(6 / 1 / 2, 12);
    expect(fit.covariance[0]).toBeCloseTo(6 * (5 / 6), 12);
    expect(fit.df).toBe(1);
  });

  it("gives HC1 as CRV1 with one row per cluster, up to the factor", () => {
    const units = simulated(9, 10, 5);
    const x = Float64Array.from(units.flatMap((unit, i) => [1, unit.treated ? 1 : 0, i % 7]));
    const y = Float64Array.from(units, (unit) => unit.change);
    const n = y.length;
    const white = coefficient(ols(x, y, { covariance: "HC1" }), 1);
    const single = coefficient(ols(x, y, { covariance: "CRV1", cluster: y.map((_, i) => i) }), 1);
    expect(single.se).toBeCloseTo(white.se!, 12);
    expect([white.df, single.df]).toEqual([n - 3, n - 1]);
  });

  it("says why there is no fit and refuses wrong shapes", () => {
    const y = Float64Array.of(1, 2, 4);
    const fit = (x: number[], options: Parameters<typeof ols>[2]) => ols(Float64Array.from(x), y, options);
    expect(fit([1, 2, 1, 2, 1, 2], { covariance: "iid" })).toMatchObject({ defined: false, reason: "singular_matrix" });
    expect(fit([1, 0, 0, 0, 1, 0, 0, 0, 1], { covariance: "iid" }).reason).toBe("too_few_rows");
    expect(fit([1, 1, 1], { covariance: "CRV1", cluster: [1, 1, 1] }).reason).toBe("too_few_clusters");
    expect(fit([0, 1, 1], { covariance: "CRV3", cluster: [1, 2, 2] }).reason).toBe("singular_matrix");
    expect(coefficient(fit([1, 1, 1], { covariance: "CRV1", cluster: [1, 1, 1] }), 0).reason).toBe("too_few_clusters");
    expect(() => fit([1, 1, 1, 1], { covariance: "iid" })).toThrow(RangeError);
    expect(() => fit([1, 1, NaN], { covariance: "iid" })).toThrow(RangeError);
    expect(() => fit([1, 1, 1], { covariance: "CRV1" })).toThrow(RangeError);
    expect(() => fit([1, 1, 1], { covariance: "CRV1", cluster: [1] })).toThrow(RangeError);
    expect(() => coefficient(fit([1, 1, 1], { covariance: "iid" }), 1)).toThrow(RangeError);
  });
});

const folder = dataset("card_krueger");

describe.skipIf(!folder)("Card and Krueger 1994 [needs datasets]", () => {
  const read = () => {
    const lines = readFileSync(join(folder!, "card-krueger.csv"), "utf8").trim().split(/\r?\n/);
    const head = lines[0].replaceAll('"', "").split(",");
    return lines.slice(1).map((line) => {
      const cells = line.split(",");
      const value = (name: string) => Number(cells[head.indexOf(name)]);
      return { id: value("id"), nj: value("nj"), wave: value("d"), fte: value("fte") };
    });
  };
  const available = () => read().filter((row) => Number.isFinite(row.fte));

  it("cells: PA 23.3312 then 21.1656, NJ 20.4394 then 21.0274, with their errors", () => {
    const cell = (nj: number, wave: number) => {
      const moments = momentsOf(
        available()
          .filter((row) => row.nj === nj && row.wave === wave)
          .map((row) => row.fte),
      );
      return [moments.mean, Math.sqrt(moments.variance / moments.n), moments.n];
    };
    const wanted = [
      [0, 0, 23.3312, 1.3511, 77],
      [0, 1, 21.1656, 0.9432, 77],
      [1, 0, 20.4394, 0.5083, 321],
      [1, 1, 21.0274, 0.5203, 319],
    ];
    for (const [nj, wave, mean, se, n] of wanted) {
      const [m, s, count] = cell(nj, wave);
      expect(m).toBeCloseTo(mean, 4);
      expect(s).toBeCloseTo(se, 4);
      expect(count).toBe(n);
    }
  });

  it("available data: 2.753606; OLS 1.688409, HC1 1.795451, CRV1 by restaurant 1.306607, z-based p 0.0351", () => {
    const rows = available();
    const x = Float64Array.from(rows.flatMap((row) => [1, row.nj, row.wave, row.nj * row.wave]));
    const y = Float64Array.from(rows, (row) => row.fte);
    const cluster = rows.map((row) => row.id);
    const iid = coefficient(ols(x, y, { covariance: "iid" }), 3);
    const white = coefficient(ols(x, y, { covariance: "HC1" }), 3);
    const fit = ols(x, y, { covariance: "CRV1", cluster });
    const clustered = coefficient(fit, 3, 0.05, "normal");
    expect(iid.estimate).toBeCloseTo(2.753606, 6);
    expect(iid.se).toBeCloseTo(1.688409, 6);
    expect(white.se).toBeCloseTo(1.795451, 6);
    expect(clustered.se).toBeCloseTo(1.306607, 6);
    expect(clustered.p).toBeCloseTo(0.0351, 4);
    expect(fit).toMatchObject({ n: 794, clusters: 410 });
  });

  it("restaurants seen twice (309 and 75): 2.750000, Welch error on changes 1.342341", () => {
    const waves = new Map<number, number[]>();
    for (const row of available()) waves.set(row.id, [...(waves.get(row.id) ?? []), row.fte]);
    const state = new Map(read().map((row) => [row.id, row.nj]));
    const both = [...waves].filter(([, fte]) => fte.length === 2);
    const branches = both.map(([id, [before, after]]): BranchSums => {
      const change = after - before;
      return { treated: state.get(id) === 1, n: 1, sumChange: change, sumChange2: change * change };
    });
    const did = didFromBranches(branches);
    expect([did.treated.units, did.control.units]).toEqual([309, 75]);
    expect(did.welch.estimate).toBeCloseTo(2.75, 6);
    expect(did.welch.se).toBeCloseTo(1.342341, 6);
  });
});
