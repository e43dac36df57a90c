import { describe, expect, it } from "vitest";
import { effect } from "../../src/effect/stage.js";
import { openEngine } from "../../src/engine/index.js";
import { sql, type Sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { TINY_TABLES, tinyBank, tinyDesign } from "./tiny-bank.js";

const LOANS = { outcomes: [{ name: "loan_balance" }] };
const GAP_OF_A_LOAN = sql`delete from balances where account_id = 'l-c2' and period_end = date '2021-07-31'`;

async function leftOut(change: Sql, design: Record<string, unknown> = {}, tables = TINY_TABLES): Promise<number> {
  const engine = await openEngine({ threads: 1, memoryMiB: 512 });
  try {
    const context = await tinyBank(engine, catalogOf(tables));
    await engine.execute(change);
    const { result } = await effect(context, tinyDesign(design));
    return result.flow.find((each) => each.step === "missing_months")!.removed;
  } finally {
    await engine.close();
  }
}

describe("an absent balance row", () => {
  it("leaves a customer out only where an outcome reads that side of the balance sheet", async () => {
    expect(await leftOut(GAP_OF_A_LOAN)).toBe(1);
    expect(await leftOut(GAP_OF_A_LOAN, LOANS)).toBe(1);
    expect(await leftOut(sql`delete from balances where account_id = 'none'`, LOANS)).toBe(0);
  });

  it("is no gap of an account whose opening is unknown", async () => {
    expect(await leftOut(sql`update accounts set open_date = null where account_id in ('d-gap', 'w-c1')`)).toBe(0);
    const accounts = TINY_TABLES.accounts.filter((each) => each !== "open_date");
    const unknown = { ...TINY_TABLES, accounts };
    const balances = { outcomes: [{ name: "aum", measure: "average_balance" }] };
    expect(await leftOut(sql`delete from balances where account_id = 'none'`, balances, unknown)).toBe(0);
  });

  it("is no gap in the months of opening and closing", async () => {
    const month = sql`delete from balances where account_id = 'w-c1' and period_end = date '2021-06-30'`;
    expect(await leftOut(month)).toBe(1);
    expect(await leftOut(sql`delete from balances where account_id = 'd-c4' and period_end > date '2021-07-01'`)).toBe(
      1,
    );
    expect(
      await leftOut(sql`delete from balances where account_id = 'd-c4' and period_end > date '2021-06-01'`, {
        missing: { at_most: 0.5 },
      }),
    ).toBe(2);
  });
});
