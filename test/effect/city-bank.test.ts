import { existsSync, readFileSync } from "node:fs";
import { parse } from "yaml";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { effect } from "../../src/effect/stage.js";
import { effectDesign } from "../../src/effect/design.js";
import { catalogOf, type StageOutcome } from "../../src/engine/stage.js";
import type { SourceInput } from "../../src/ingest/index.js";
import type { EffectResult } from "../../src/tables/results/index.js";
import { scratch, type Scratch } from "../ingest/support.js";
import { outcomeOf } from "./support.js";

const FOLDER = "data-samples/city-bank";
const STUDY = `${FOLDER}/study.yaml`;

type Means = Readonly<Record<"aum" | "products" | "retained", number>>;
interface Truth {
  programme: { t0: string; pre: object; post: object; branches: { branch_id: string; go_live: string | null }[] };
  people: { population: number };
  true_effects: { overall: { treated_customers: number; att: Means } };
  observed_two_by_two: {
    difference_in_differences: Means;
    change_of_treated: Means;
    change_of_control: Means;
    branches: { branch_id: string; treated: boolean; customers: number }[];
  };
}

interface Study {
  readonly sources: Record<string, SourceInput>;
  readonly effect: unknown;
}

describe.skipIf(!existsSync(STUDY))("the programme of the simulated city bank", () => {
  const truth = JSON.parse(readFileSync(`${FOLDER}/truth.json`, "utf8")) as Truth;
  let bank: Scratch;
  let outcome: StageOutcome<EffectResult>;
  let result: EffectResult;
  beforeAll(async () => {
    bank = await scratch(FOLDER);
    const study = parse(readFileSync(STUDY, "utf8")) as Study;
    const { tables } = await bank.ingest(study.sources, { asOf: "2023-12-31" });
    outcome = await effect(
      { engine: bank.engine, catalog: catalogOf(tables), seed: 7 },
      effectDesign.parse(study.effect),
    );
    result = outcome.result;
  }, 60_000);
  afterAll(() => bank.close());

  it("needs no customer to be left out for gaps", () => {
    expect(outcome.warnings.map((each) => each.code)).toEqual(["EFF-08"]);
  });

  it("finds the windows, the population and the branches of the truth", () => {
    const { design, cohorts, flow } = result;
    expect(design.last_period_before).toBe(truth.programme.t0);
    expect([design.pre, design.post]).toEqual([truth.programme.pre, truth.programme.post]);
    expect(flow.at(-1)!.remaining).toBe(truth.people.population);
    expect(outcomeOf(result, "aum").before_after[0].units).toBe(truth.true_effects.overall.treated_customers);
    for (const { cohort, clusters } of cohorts)
      expect(clusters).toBe(truth.programme.branches.filter((each) => each.go_live === cohort).length);
  });

  it.each(["aum", "products", "retained"] as const)("estimates %s as the exact sums of the exports say", (name) => {
    const { difference_in_differences, change_of_treated, change_of_control } = truth.observed_two_by_two;
    const { did, before_after } = outcomeOf(result, name);
    const relative = (found: number, wanted: number) => Math.abs(found / wanted - 1);
    expect(relative(did.estimate, difference_in_differences[name])).toBeLessThan(1e-12);
    expect(relative(before_after[0].change.estimate, change_of_treated[name])).toBeLessThan(1e-12);
    expect(relative(before_after[1].change.estimate, change_of_control[name])).toBeLessThan(1e-12);
  });

  it.each(["aum", "products", "retained"] as const)(
    "covers the true effect on %s with its interval of 95 percent",
    (name) => {
      const { did, did_crv3 } = outcomeOf(result, name);
      const wanted = truth.true_effects.overall.att[name];
      for (const each of [did, did_crv3]) {
        expect(each.ci_low!).toBeLessThan(wanted);
        expect(each.ci_high!).toBeGreaterThan(wanted);
      }
    },
  );

  it("finds more products beyond chance, whatever the error", () => {
    const { did, did_crv3 } = outcomeOf(result, "products");
    for (const each of [did, did_crv3]) expect(each.ci_low!).toBeGreaterThan(0);
  });

  it("estimates the large tiers only", () => {
    const segments = outcomeOf(result, "products").segments;
    expect(segments.map((each) => each.segment).sort()).toEqual(["普通", "白金", "金卡", "钻石"].sort());
    expect(segments.filter((each) => each.did === null).map((each) => each.reason)).toContain("too_few_units");
    const units = segments.reduce((sum, each) => sum + each.treated_units + each.control_units, 0);
    expect(units).toBe(truth.people.population);
  });

  it("moves every customer of the population once", () => {
    const moved = result.migration!.cells.reduce((sum, each) => sum + each.customers, 0);
    expect(moved).toBe(truth.people.population);
  });
});
