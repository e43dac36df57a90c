import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { effectDesign } from "../../src/effect/design.js";
import { effect } from "../../src/effect/stage.js";
import { openEngine } from "../../src/engine/index.js";
import { sql, type Sql } from "../../src/engine/sql.js";
import { catalogOf, type StageOutcome } from "../../src/engine/stage.js";
import type { Engine } from "../../src/engine/engine.js";
import type { EffectResult } from "../../src/tables/results/index.js";
import { codesOf, panelEffect, type PanelRow } from "./support.js";
import { TINY_TABLES, tinyBank, tinyDesign } from "./tiny-bank.js";

let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ threads: 1, memoryMiB: 512 });
});
afterAll(() => engine.close());

async function spoilt(
  statements: readonly Sql[],
  changes: Record<string, unknown> = {},
  tables = TINY_TABLES,
): Promise<StageOutcome<EffectResult>> {
  const context = await tinyBank(engine, catalogOf(tables));
  for (const each of statements) await engine.execute(each);
  return effect(context, tinyDesign(changes));
}

const refused = (...spoil: Parameters<typeof spoilt>) => codesOf(() => spoilt(...spoil));

describe("a bank's design is refused", () => {
  it("for a segment and a migration dated after adoption, both at once", async () => {
    const late = {
      segment: { column: "tier", as_of: "2021-05" },
      migration: { thresholds: [1], names: ["a", "b"], from: { first: "2021-04", last: "2021-05" } },
    };
    expect(await refused([], late)).toEqual(["EFF-01", "EFF-01"]);
  });

  it("when nobody is left untreated, or nobody is treated", async () => {
    const all = [
      sql`update programme set start_date = date '2021-05-01'`,
      sql`insert into programme values ('B4', date '2021-06-01')`,
    ];
    expect(await refused(all)).toEqual(["EFF-03"]);
    const conditions = { population: { where: [{ column: "branch_id", in: ["B3", "B4"] }] }, missing: { at_most: 1 } };
    expect(await refused([], conditions)).toEqual(["EFF-35"]);
    expect(await refused([], { population: { where: [{ column: "tier", in: ["none"] }] } })).toEqual(["EFF-35"]);
  });

  it("for a branch with two go-live dates", async () => {
    expect(await refused([sql`insert into programme values ('B1', date '2021-06-01')`])).toEqual(["EFF-05"]);
    expect(await refused([sql`insert into programme values ('B1', null)`])).toEqual(["EFF-05"]);
  });

  it("for two balance rows of an account in a month, and a customer who comes twice", async () => {
    expect(await refused([sql`insert into balances values ('d-c1', date '2021-03-15', 1)`])).toEqual(["EFF-06"]);
    const twice = sql`insert into customers values ('c7', 'B4', date '2015-01-01', null, 'gold')`;
    expect(await refused([twice], { outcomes: [{ name: "retained", kind: "share" }] })).toEqual(["EFF-06"]);
  });

  it("when more customers lack months than the design allows", async () => {
    expect(await refused([], { missing: { at_most: 0.05 } })).toEqual(["EFF-07"]);
  });

  it("for every column that the data lack, all at once", async () => {
    const poor = { ...TINY_TABLES, accounts: ["account_id", "customer_id"], customers: ["customer_id", "open_date"] };
    const codes = await refused([], { segment: { column: "tiers", as_of: "2021-04" } }, poor);
    expect(codes.length).toBeGreaterThanOrEqual(5);
    expect(new Set(codes)).toEqual(new Set(["EFF-31"]));
  });

  it("when no adoption lies within the data", async () => {
    expect(await refused([sql`update programme set start_date = date '2025-01-01'`])).toEqual(["EFF-32"]);
  });

  it("for balances in two currencies", async () => {
    const tables = { ...TINY_TABLES, accounts: [...TINY_TABLES.accounts, "currency"] };
    const statements = [
      sql`alter table accounts add column currency varchar`,
      sql`update accounts set currency = case when account_id = 'd-c1' then 'USD' else 'CNY' end`,
    ];
    expect(await refused(statements, {}, tables)).toEqual(["EFF-33"]);
  });

  it("when the programme names no branch of a customer, and warns when it names some", async () => {
    expect(await refused([sql`update programme set branch_id = '0' || branch_id`])).toEqual(["EFF-34"]);
    const { warnings } = await spoilt([sql`insert into programme values ('B9', date '2021-06-01')`]);
    expect(warnings.map((each) => each.code)).toContain("EFF-34");
  });

  it("for clusters that hold both arms, or for a single one", async () => {
    expect(await refused([], { cluster: "tier" })).toEqual(["EFF-37"]);
    const one = [sql`update customers set tier = 'gold'`];
    expect(await refused(one, { cluster: "tier" })).toEqual(["EFF-11"]);
  });
});

describe("a bank's design is warned of", () => {
  it("clusters finer than the assignment", async () => {
    const { warnings, result } = await spoilt([], { cluster: "customer_id" });
    expect(warnings.map((each) => each.code)).toContain("EFF-36");
    expect(result.outcomes[0].did.clusters).toBe(8);
  });

  it("a single cluster in an arm: an estimate without a clustered error", async () => {
    const { warnings, result } = await spoilt([sql`delete from programme where branch_id = 'B2'`], {
      window: { pre: 2, post: 2 },
    });
    expect(warnings.filter((each) => each.code === "EFF-10")).toHaveLength(3);
    const [{ did, did_crv3, did_welch }] = result.outcomes;
    expect(did).toMatchObject({ se: null, p: null, reason: "one_cluster_in_an_arm", treated_clusters: 1 });
    expect(did_crv3.se).toBeNull();
    expect(did_welch.se).toBeGreaterThan(0);
  });

  it("customers who were treated from the first month on", async () => {
    const { warnings, result } = await spoilt([
      sql`update programme set start_date = date '2020-12-01' where branch_id = 'B1'`,
      sql`insert into customers values ('c9', 'B5', date '2015-01-01', null, 'gold')`,
      sql`insert into programme values ('B5', date '2021-06-15')`,
    ]);
    expect(warnings.map((each) => each.code)).toContain("EFF-04");
    expect(result.flow.find((each) => each.step === "treated_from_the_start")!.removed).toBe(3);
  });
});

describe("a panel is refused", () => {
  const row = (unit: string, period: number, cohort: number, y: number | null = period): PanelRow => ({
    unit,
    period,
    cohort,
    y,
  });
  const panel = [1, 2].flatMap((period) => [
    row("a", period, 2),
    row("b", period, 2),
    row("c", period, 0),
    row("d", period, 0),
  ]);
  const codes = (rows: readonly PanelRow[], changes = {}) => codesOf(() => panelEffect(rows, changes));

  it("for duplicate rows, several cohorts, gaps, missing values, an unknown column and an empty table", async () => {
    expect(await codes([])).toEqual(["EFF-35"]);
    expect(await codes([...panel, row("a", 1, 2)])).toEqual(["EFF-06"]);
    expect(await codes([...panel, row("e", 1, 2), row("e", 2, 0)])).toEqual(["EFF-05"]);
    expect(await codes(panel.map((each) => ({ ...each, period: each.period * 2, cohort: each.cohort * 2 })))).toEqual([
      "EFF-07",
    ]);
    expect(await codes(panel.map((each) => (each.unit === "a" ? { ...each, y: null } : each)))).toEqual(["EFF-07"]);
    expect(await codes(panel, { outcomes: [{ name: "z" }] })).toEqual(["EFF-31"]);
  });

  it("says that all changes are equal instead of an error of zero", async () => {
    const { outcomes } = await panelEffect(panel);
    expect(outcomes[0].did).toMatchObject({ estimate: 0, se: null, reason: "zero_variance" });
  });
});

describe("a design is refused before anything is read", () => {
  const bad = (design: Record<string, unknown>) =>
    effectDesign.safeParse({ outcomes: [{ name: "retained" }], ...design }).success;

  it("accepts the least design", () => {
    expect(bad({})).toBe(true);
  });

  it.each([
    { outcomes: [] },
    { outcomes: [{ name: "profit" }] },
    { outcomes: [{ name: "retained" }, { name: "Retained", measure: "fees" }] },
    { outcomes: [{ name: "retained", closed: "drop" }] },
    { outcomes: [{ name: "closed", measure: "retained" }] },
    {
      outcomes: [
        { name: "retained", primary: true },
        { name: "fees", primary: true },
      ],
    },
    { alpha: 0.5 },
    { alpha: 0 },
    { window: { pre: 0 } },
    { controls: "not-yet" },
    { segment: { column: "tier", as_of: "2022-13" } },
    { segment: { column: "tier", as_of: 5 } },
    { migration: { thresholds: [2, 1], names: ["a", "b", "c"] } },
    { migration: { thresholds: [1], names: ["a"] } },
    { migration: { thresholds: [1], names: ["a", "closed"] } },
    { unknown: 1 },
    { source: "panel", missing: { rule: "zero" } },
  ])("%j", (design) => {
    expect(bad(design)).toBe(false);
  });
});
