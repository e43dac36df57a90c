import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { monthEnd, isoDate, monthStart, isoMonth } from "../../src/core/calendar.js";
import { sql } from "../../src/engine/sql.js";
import { catalogOf } from "../../src/engine/stage.js";
import { balanceContinuity } from "../../src/ingest/checks/continuity.js";
import { scratch, type Scratch } from "./support.js";

interface Balance {
  readonly account: string;
  readonly month: number;
  readonly cents: number;
}
type Booking = Balance & { readonly day: number; readonly currency: string };

const FIRST = 2023 * 12;
const TABLES = {
  accounts: ["account_id", "side", "currency"],
  balances: ["account_id", "period_end", "end_balance"],
  transactions: ["account_id", "booked_on", "amount", "currency"],
};
const SIDE: Readonly<Record<string, string>> = { a: "liability", b: "asset", c: "liability" };

let bank: Scratch;
beforeAll(async () => {
  bank = await scratch();
  await bank.engine.execute(sql`create table accounts as select * from (values
    ('a', 'liability', 'CNY'), ('b', 'asset', 'CNY'), ('c', null, 'CNY')) as t(account_id, side, currency)`);
});
afterAll(() => bank.close());

const money = (cents: number) => (cents / 100).toFixed(2);

async function fill(balances: readonly Balance[], bookings: readonly Booking[]): Promise<void> {
  await bank.engine.execute(
    sql`create or replace table balances (account_id varchar, period_end date, end_balance decimal(18, 2))`,
  );
  await bank.engine.execute(
    sql`create or replace table transactions (account_id varchar, booked_on date, amount decimal(18, 2), currency varchar)`,
  );
  for (const { account, month, cents } of balances)
    await bank.engine.execute(
      sql`insert into balances values (${account}, ${isoDate(monthEnd(month))}, ${money(cents)})`,
    );
  for (const { account, month, day, cents, currency } of bookings)
    await bank.engine.execute(
      sql`insert into transactions values (${account}, ${isoDate(monthStart(month) + day)}, ${money(cents)}, ${currency})`,
    );
}

const find = (tolerance: number) => balanceContinuity(bank.engine, catalogOf(TABLES), tolerance);

/** Account by account and month by month, in whole cents. */
function slowly(balances: readonly Balance[], bookings: readonly Booking[], tolerance: number) {
  const covered = bookings.map((each) => each.month);
  const months = new Map<number, { checked: number; broken: number }>();
  for (const { account, month, cents } of balances) {
    const before = balances.find((each) => each.account === account && each.month === month - 1);
    const own = bookings.filter((each) => each.account === account && each.month === month);
    const inside = month >= Math.min(...covered) && month <= Math.max(...covered);
    if (!before || !inside || own.some((each) => each.currency !== "CNY")) continue;
    const flow = own.reduce((sum, each) => sum + each.cents, 0);
    const difference = (sign: number) => Math.abs(cents - before.cents - sign * flow);
    const fits = difference(1) <= tolerance * 100 || (SIDE[account] === "asset" && difference(-1) <= tolerance * 100);
    const entry = months.get(month) ?? { checked: 0, broken: 0 };
    months.set(month, { checked: entry.checked + 1, broken: entry.broken + (fits ? 0 : 1) });
  }
  return [...months].sort(([a], [b]) => a - b).map(([month, counts]) => ({ month: isoMonth(month), ...counts }));
}

const booking = (account: string, month: number, cents: number, currency = "CNY"): Booking => ({
  account,
  month: FIRST + month,
  day: 3,
  cents,
  currency,
});
const balance = (account: string, month: number, cents: number): Balance => ({ account, month: FIRST + month, cents });

describe("balance continuity", () => {
  it("counts the account-months that do not tie out, to the cent", async () => {
    await fill(
      [balance("a", 0, 100_00), balance("a", 1, 130_00), balance("a", 2, 130_00), balance("a", 3, 131_00)],
      [booking("a", 1, 50_00), booking("a", 1, -20_00), booking("a", 3, 99)],
    );
    expect(await find(0)).toEqual({
      tolerance: "0.000000",
      months: [
        { month: "2023-02", checked: 1, broken: 0 },
        { month: "2023-03", checked: 1, broken: 0 },
        { month: "2023-04", checked: 1, broken: 1 },
      ],
    });
    expect((await find(0.01))?.months.at(-1)).toEqual({ month: "2023-04", checked: 1, broken: 0 });
  });

  it("lets an asset state what is owed as positive, and a deposit not", async () => {
    await fill(
      [balance("a", 0, 100_00), balance("a", 1, 90_00), balance("b", 0, 100_00), balance("b", 1, 90_00)],
      [booking("a", 1, 10_00), booking("b", 1, 10_00)],
    );
    expect((await find(0))?.months).toEqual([{ month: "2023-02", checked: 2, broken: 1 }]);
  });

  it("leaves out foreign bookings, months outside the bookings and gaps between balances", async () => {
    await fill(
      [balance("a", 0, 1), balance("a", 1, 2), balance("a", 2, 3), balance("c", 0, 1), balance("c", 2, 9)],
      [booking("a", 1, 5, "USD"), booking("c", 0, 1)],
    );
    expect((await find(0))?.months).toEqual([]);
  });

  it("is not looked at where a table or a column is missing", async () => {
    const without = catalogOf({ ...TABLES, balances: ["account_id", "period_end", "average_balance"] });
    expect(await balanceContinuity(bank.engine, without, 0)).toBeNull();
  });

  it("agrees with a loop over accounts and months", { timeout: 60_000 }, async () => {
    const cents = fc.integer({ min: -3, max: 3 });
    const account = fc.constantFrom("a", "b", "c");
    const month = fc.integer({ min: 0, max: 3 }).map((each) => FIRST + each);
    const balances = fc.uniqueArray(fc.record({ account, month, cents }), {
      selector: (each) => `${each.account} ${String(each.month)}`,
      minLength: 4,
      maxLength: 12,
    });
    const currency = fc.constantFrom("CNY", "CNY", "CNY", "USD");
    const bookings = fc.array(fc.record({ account, month, cents, currency, day: fc.nat(27) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(balances, bookings, fc.constantFrom(0, 0.01), async (ends, flows, tolerance) => {
        await fill(ends, flows);
        expect((await find(tolerance))?.months).toEqual(slowly(ends, flows, tolerance));
      }),
      { numRuns: 25 },
    );
  });
});
