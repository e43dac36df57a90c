import { effectDesign, type EffectDesign } from "../../src/effect/design.js";
import type { Engine } from "../../src/engine/engine.js";
import { id, literal, sql, type Sql } from "../../src/engine/sql.js";
import { catalogOf, type Catalog, type StageContext } from "../../src/engine/stage.js";

/**
 * A bank that fits on a page: eight customers stay in, four are left out. Branch B1 goes live in 2021-05, B2 in 2021-06,
 * B3 and B4 never. Before is 2021-03..04, after is 2021-07..08.
 *
 *   customer branch  before   after   change   products
 *   c1       B1         100     160      +60   1 -> 2 (a wealth account from 2021-06)
 *   c2       B1         200     240      +40   1 -> 1 (and a loan of 1000, which is no asset under management)
 *   c3       B2          50     100      +50   1 -> 1
 *   c4       B2         300      75     -225   1 -> 0 (leaves in July: 150 in that month, 0 in August)
 *   c5       B3         100     110      +10   1 -> 1
 *   c6       B3         400     420      +20   1 -> 1
 *   c7       B4          80      80        0   1 -> 1
 *   c8       B4          10      40      +30   1 -> 1
 */
const CUSTOMERS: readonly (readonly [string, string | null, string, string | null, string])[] = [
  ["c1", "B1", "2015-01-01", null, "gold"],
  ["c2", "B1", "2015-01-01", null, "silver"],
  ["c3", "B2", "2015-01-01", null, "gold"],
  ["c4", "B2", "2015-01-01", "2021-07-15", "silver"],
  ["c5", "B3", "2015-01-01", null, "gold"],
  ["c6", "B3", "2015-01-01", null, "silver"],
  ["c7", "B4", "2015-01-01", null, "gold"],
  ["c8", "B4", "2015-01-01", null, "silver"],
  ["joins later", "B1", "2021-05-02", null, "gold"],
  ["left before", "B2", "2015-01-01", "2021-03-31", "gold"],
  ["no branch", null, "2015-01-01", null, "gold"],
  ["gap", "B4", "2015-01-01", null, "gold"],
];

const ACCOUNTS: readonly (readonly [string, string, string, string, string | null])[] = [
  ...CUSTOMERS.map(([name, , opened, closed]) => [`d-${name}`, name, "D", opened, closed] as const),
  ["w-c1", "c1", "W", "2021-06-10", null],
  ["l-c2", "c2", "L", "2018-01-01", null],
];

const MONTHS = ["01", "02", "03", "04", "05", "06", "07", "08"].map((month) => `2021-${month}`);

type Levels = readonly [before: string, after: string];
const LEVELS: Readonly<Record<string, Levels>> = {
  "d-c1": ["100.00", "130.00"],
  "d-c2": ["200.00", "240.00"],
  "d-c3": ["50.00", "100.00"],
  "d-c4": ["300.00", "150.00"],
  "d-c5": ["100.00", "110.00"],
  "d-c6": ["400.00", "420.00"],
  "d-c7": ["80.00", "80.00"],
  "d-c8": ["10.00", "40.00"],
  "d-joins later": ["0.00", "999.00"],
  "d-left before": ["999.00", "0.00"],
  "d-no branch": ["999.00", "999.00"],
  "d-gap": ["999.00", "999.00"],
  "w-c1": ["0.00", "30.00"],
  "l-c2": ["1000.00", "1000.00"],
};

const lastDay = (month: string) => new Date(Date.UTC(2021, Number(month.slice(5)), 0)).toISOString().slice(0, 10);

function balanceRows(): readonly (readonly [string, string, string])[] {
  return ACCOUNTS.flatMap(([account, , , opened, closed]) =>
    MONTHS.filter((month) => opened.slice(0, 7) <= month && (closed === null || month <= closed.slice(0, 7)))
      .filter((month) => !(account === "d-gap" && month === "2021-07"))
      .map((month) => [account, lastDay(month), LEVELS[account][month <= "2021-04" ? 0 : 1]] as const),
  );
}

async function fill(engine: Engine, table: string, columns: string, rows: readonly (readonly (string | null)[])[]) {
  await engine.execute(sql`create or replace table ${id(table)} (${columnList(columns)})`);
  for (const row of rows) {
    const values = row.map((each) => literal(each)).flatMap((each, at) => (at === 0 ? [each] : [sql`, `, each]));
    await engine.execute(sql`insert into ${id(table)} values (${values.reduce((all, each) => sql`${all}${each}`)})`);
  }
}

function columnList(columns: string): Sql {
  const parts = columns.split(", ").map((each) => each.split(" "));
  const types: Readonly<Record<string, Sql>> = { id: sql`varchar`, date: sql`date`, money: sql`decimal(18, 2)` };
  return parts.map(([name, type]) => sql`${id(name)} ${types[type]}`).reduce((all, each) => sql`${all}, ${each}`);
}

/** Columns of the tiny bank's tables. */
export const TINY_TABLES: Readonly<Record<string, readonly string[]>> = {
  customers: ["customer_id", "branch_id", "open_date", "close_date", "tier"],
  accounts: ["account_id", "customer_id", "product_code", "open_date", "close_date"],
  balances: ["account_id", "period_end", "average_balance"],
  products: ["product_code", "family", "side"],
  programme: ["branch_id", "start_date"],
  transactions: ["account_id", "booked_on", "amount", "fee"],
};

/** Fills an engine with the tiny bank. */
export async function tinyBank(engine: Engine, catalog: Catalog = catalogOf(TINY_TABLES)): Promise<StageContext> {
  await fill(engine, "customers", "customer_id id, branch_id id, open_date date, close_date date, tier id", CUSTOMERS);
  await fill(
    engine,
    "accounts",
    "account_id id, customer_id id, product_code id, open_date date, close_date date",
    ACCOUNTS,
  );
  await fill(engine, "balances", "account_id id, period_end date, average_balance money", balanceRows());
  await fill(engine, "products", "product_code id, family id, side id", [
    ["D", "deposits", "liability"],
    ["W", "wealth", "fee"],
    ["L", "loans", "asset"],
  ]);
  await fill(engine, "programme", "branch_id id, start_date date", [
    ["B1", "2021-05-10"],
    ["B2", "2021-06-01"],
    ["B3", null],
  ]);
  await fill(engine, "transactions", "account_id id, booked_on date, amount money, fee money", [
    ["d-c1", "2021-07-03", "10.00", "1.50"],
    ["d-c1", "2021-08-03", "10.00", "0.50"],
    ["d-c5", "2021-03-03", "-10.00", null],
  ]);
  return { engine, catalog, seed: 1 };
}

/** The design that goes with the tiny bank. */
export function tinyDesign(changes: Record<string, unknown> = {}): EffectDesign {
  return effectDesign.parse({
    window: { pre: 2, post: 2 },
    missing: { at_most: 0.2 },
    outcomes: [
      { name: "aum", measure: "average_balance", unit: "CNY", primary: true },
      { name: "products", measure: "product_count", kind: "count" },
      { name: "retained", kind: "share" },
    ],
    ...changes,
  });
}
