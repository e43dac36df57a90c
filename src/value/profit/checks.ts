import { fail, failIfAny, type Problem } from "../../core/errors.js";
import { isoDate, parseIsoDate } from "../../core/calendar.js";
import type { Engine, Row } from "../../engine/engine.js";
import { id, join, sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { needsCurve, type Period, type ProfitPlan } from "./plan.js";
import type { ProfitSettings } from "./settings.js";
import { activityPools } from "./sql/activity.js";
import { strangeCurrencies } from "./sql/bookings.js";
import { accountFaults } from "./sql/faults.js";
import { foreignAccounts, missingRates } from "./sql/fx.js";
import { holderFaults } from "./sql/holders.js";

/** The declared period, filled from the months of the balances; throws when it holds no balances. */
export async function periodOf(engine: Engine, settings: ProfitSettings): Promise<Period> {
  const first =
    settings.balance_period === "day" ? sql`period_end` : sql`cast(date_trunc('month', period_end) as date)`;
  const last = settings.balance_period === "day" ? sql`period_end` : engine.dialect.monthEnd(sql`period_end`);
  const [row] = await engine.rows(sql`select min(${first}) as first_day, max(${last}) as last_day
from balances`);
  if (row.first_day === null) fail("VAL-004", { message: "the table balances is empty", hint: "check the source" });
  const start = settings.period?.start ?? String(row.first_day);
  const end = settings.period?.end ?? String(row.last_day);
  const days = parseIsoDate(end)! - parseIsoDate(start)! + 1;
  if (days <= 0)
    fail("VAL-001", {
      message: "the period ends before it starts",
      place: { key: "profit.period" },
      hint: "check period.start and period.end",
    });
  if (settings.balance_period === "month") checkWholeMonths(start, end);
  return { start, end, days };
}

function checkWholeMonths(start: string, end: string): void {
  const dayAfter = isoDate(parseIsoDate(end)! + 1);
  if (start.endsWith("-01") && dayAfter.endsWith("-01")) return;
  fail("VAL-001", {
    message: "monthly balances need a period of whole months",
    seen: `${start} to ${end}`,
    place: { key: "profit.period" },
    hint: "start on the first day of a month and end on the last of one",
  });
}

/** Throws all faults of the tables that would make an amount wrong, together. */
export async function checkTables(engine: Engine, catalog: Catalog, plan: ProfitPlan): Promise<void> {
  const { settings } = plan;
  const [accounts] = await engine.rows(accountFaults(plan, catalog, engine.dialect));
  failIfAny(accountProblems(accounts));
  if (catalog.has("holders", "share") && settings.joint === "shares") {
    const [holders] = await engine.rows(holderFaults);
    failIfAny([
      ...counted(
        holders.wrong,
        "VAL-011",
        "accounts have shares that do not sum to 1",
        "correct them, or leave all shares of an account empty",
      ),
      ...counted(holders.duplicates, "VAL-012", "accounts name a holder twice", "give one row per holder"),
    ]);
  }
  await checkKeys(engine, catalog);
  await checkMerged(engine, catalog);
  await checkBookings(engine, catalog, plan);
  await checkCurve(engine, catalog, settings);
}

function accountProblems(row: Row): Problem[] {
  const keys = "give each key one row; `custval check` lists them";
  return [
    ...counted(
      row.without_side,
      "VAL-015",
      "accounts have no side that is asset, liability or fee",
      "map accounts.side or products.side",
    ),
    ...counted(row.duplicates, "VAL-012", "rows of accounts share an account_id", keys),
    ...counted(row.duplicate_balances, "VAL-012", "rows of balances share account and period with another", keys),
    ...counted(
      row.orphan_balances,
      "VAL-012",
      "rows of balances name an account that accounts do not hold",
      "complete the table accounts",
    ),
    ...counted(row.without_customer, "VAL-012", "accounts have no customer", "complete the table accounts"),
  ];
}

function counted(count: unknown, code: Problem["code"], what: string, hint: string): Problem[] {
  return Number(count ?? 0) > 0 ? [{ code, message: `${String(count)} ${what}`, hint }] : [];
}

const KEYS = {
  products: ["product_code"],
  activity_costs: ["activity_code"],
  curves: ["curve_id", "currency", "date", "term_months"],
} as const;

/** Small tables whose keys must be unique: a code that comes twice would count twice. */
async function checkKeys(engine: Engine, catalog: Catalog): Promise<void> {
  const problems: Problem[] = [];
  for (const [table, keys] of Object.entries(KEYS)) {
    const present = keys.filter((key) => catalog.has(table, key));
    if (present.length === 0) continue;
    const [row] = await engine.rows(sql`with repeated as (
  select count(*) as copies
  from ${id(table)}
  group by ${join(present.map((key) => id(key)))}
  having count(*) > 1
)
select count(*) as keys
from repeated`);
    const hint = "give each key one row; `custval check` lists them";
    problems.push(...counted(row.keys, "VAL-012", `keys of ${table} come more than once`, hint));
  }
  failIfAny(problems);
}

/** Throws when a customer was merged into one that is gone itself, or that nobody knows. */
async function checkMerged(engine: Engine, catalog: Catalog): Promise<void> {
  if (!catalog.has("customers", "merged_into")) return;
  const [row] = await engine.rows(sql`select count(*) as customers
from customers as c
left join customers as m on m.customer_id = c.merged_into
where c.merged_into is not null and (m.customer_id is null or m.merged_into is not null)`);
  const hint = "name the customer that remains in merged_into";
  failIfAny(
    counted(row.customers, "VAL-012", "customers were merged into one that is unknown or was itself merged", hint),
  );
}

/** Whether accounts are in other currencies than the study's; throws when there are no exchange rates for them. */
export async function foreignCurrencies(engine: Engine, catalog: Catalog, settings: ProfitSettings): Promise<boolean> {
  if (!catalog.has("accounts", "currency")) return false;
  const rows = await engine.rows(foreignAccounts(settings.currency));
  if (rows.length === 0) return false;
  if (catalog.has("fx", "rate") && catalog.has("fx", "currency") && catalog.has("fx", "date")) return true;
  const accounts = rows.reduce((sum, row) => sum + Number(row.accounts), 0);
  return fail("VAL-006", {
    message: `${String(accounts)} accounts are in another currency than the study's`,
    expected: settings.currency,
    place: { key: "profit.currency" },
    hint: "map the table fx, set currency to the one of the accounts, or leave the others out of the sources",
  });
}

/** Throws all months of foreign currencies that have no exchange rate. */
export async function checkRates(engine: Engine): Promise<void> {
  const rows = await engine.rows(missingRates);
  failIfAny(
    rows.map((row) => ({
      code: "VAL-017" as const,
      message: `no exchange rate of ${String(row.currency)} in ${String(row.fx_month).slice(0, 7)}`,
      place: { key: "sources" },
      expected: "a positive rate dated in every month of the period",
      hint: "complete the table fx, or shorten profit.period",
    })),
  );
}

/** Throws when bookings are in another currency than their account: they would count at a wrong rate. */
async function checkBookings(engine: Engine, catalog: Catalog, plan: ProfitPlan): Promise<void> {
  const has = (table: string, column: string): boolean => catalog.has(table, column);
  if (!(plan.fees || plan.chargeOffs) || !has("transactions", "currency")) return;
  if (!has("accounts", "currency") || !has("transactions", "account_id")) return;
  const [row] = await engine.rows(strangeCurrencies(plan, engine.dialect));
  const hint = "give bookings in the currency of their account, or leave the column currency of transactions out";
  failIfAny(counted(row.bookings, "VAL-006", "bookings are in another currency than their account", hint));
}

async function checkCurve(engine: Engine, catalog: Catalog, settings: ProfitSettings): Promise<void> {
  if (!needsCurve(settings) || settings.ftp.curve !== null || !catalog.has("curves", "curve_id")) return;
  const currency = catalog.has("curves", "currency") ? sql`currency` : sql`cast(null as varchar)`;
  const [row] = await engine.rows(sql`with counted as (
  select ${currency} as currency, count(distinct curve_id) as curves
  from curves
  group by 1
)
select max(curves) as curves
from counted`);
  if (Number(row.curves) > 1)
    fail("VAL-001", {
      message: `the table curves holds ${String(row.curves)} curves`,
      place: { key: "profit.ftp.curve" },
      hint: "set ftp.curve to the curve_id to use",
    });
}

/** Unused capacity and unallocated pools; throws when an activity has no cost. */
export async function poolsOf(engine: Engine, catalog: Catalog, plan: ProfitPlan): Promise<readonly Row[]> {
  const rows = await engine.rows(activityPools(plan, catalog));
  const unknown = rows.filter((row) => row.has_cost !== true && Number(row.volume) > 0);
  failIfAny(
    unknown.map((row) => ({
      code: "VAL-015" as const,
      message: `activity ${String(row.activity_code)} has no cost`,
      hint: "add it to activity_costs with a unit cost or a pool",
    })),
  );
  return rows;
}
