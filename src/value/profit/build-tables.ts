import type { Engine, Row } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import type { Catalog } from "../../engine/stage.js";
import { checkRates, poolsOf } from "./checks.js";
import type { ProfitPlan } from "./plan.js";
import { loadCapitalFactors, loadLossFactors } from "./risk-factors.js";
import { loadScheduleRates } from "./schedule-rates.js";
import { accountTable, hasStages } from "./sql/account-table.js";
import { activityTable } from "./sql/activity.js";
import { bookingColumns, bookingTable } from "./sql/bookings.js";
import { contractPrices, nodeRows, scheduleKeys, schedulePrices } from "./sql/contract-prices.js";
import { customerTable } from "./sql/customers.js";
import { accountFacts } from "./sql/facts.js";
import { fxTable } from "./sql/fx.js";
import { holderTable } from "./sql/holders.js";
import { accountInterest } from "./sql/interest.js";
import { legTable } from "./sql/legs.js";
import { numberedTenors, tenorPrices } from "./sql/tenors.js";

/** Tables of the work that do not outlive the stage. */
const INTERNAL = [
  "profit_facts",
  "profit_fx",
  "profit_tenor_prices",
  "profit_legs",
  "profit_contract_prices",
  "profit_schedules",
  "profit_schedule_rates",
  "profit_schedule_prices",
  "profit_interest",
  "profit_capital_factors",
  "profit_loss_keys",
  "profit_loss_factors",
  "profit_bookings",
  "profit_holders",
  "profit_activities",
] as const;

export async function dropInternal(engine: Engine): Promise<void> {
  for (const table of INTERNAL) await engine.execute(sql`drop table if exists ${id(table)}`);
}

/** Builds profit_accounts and profit_customers; returns what each activity cost. */
export async function buildTables(engine: Engine, catalog: Catalog, plan: ProfitPlan): Promise<readonly Row[]> {
  const create: Create = (table, query) => engine.execute(engine.dialect.createTableAs(id(table), query));
  await priceLegs(engine, catalog, plan, create);
  await create("profit_interest", accountInterest(plan));
  if (plan.capital && plan.settings.capital!.method === "irb_retail") await loadCapitalFactors(engine);
  if (hasStages(plan)) await loadLossFactors(engine, plan);
  if (bookingColumns(plan).length > 0) await create("profit_bookings", bookingTable(plan, catalog, engine.dialect));
  await create("profit_accounts", accountTable(plan));
  await create("profit_holders", holderTable(plan, catalog));
  if (plan.activity) await create("profit_activities", activityTable(plan, catalog, engine.dialect));
  const pools = plan.activity ? await poolsOf(engine, catalog, plan) : [];
  await create("profit_customers", customerTable(plan, catalog));
  return pools;
}

type Create = (table: string, query: Sql) => Promise<void>;

/** Facts of accounts, their balances as legs, and the prices that the legs need. */
async function priceLegs(engine: Engine, catalog: Catalog, plan: ProfitPlan, create: Create): Promise<void> {
  const { dialect } = engine;
  const tenors = plan.hasContracts ? numberedTenors(plan.settings) : [];
  await create("profit_facts", accountFacts(plan, catalog, dialect));
  if (plan.fx) {
    await create("profit_fx", fxTable(plan, dialect));
    await checkRates(engine);
  }
  if (tenors.length > 0) await create("profit_tenor_prices", tenorPrices(plan, catalog, dialect, tenors));
  await create("profit_legs", legTable(plan, catalog, dialect, tenors));
  if (plan.hasTerms) await create("profit_contract_prices", contractPrices(plan, catalog));
  if (plan.hasSchedules) {
    await loadScheduleRates(engine, nodeRows(plan, catalog), scheduleKeys(plan, catalog, dialect));
    await create("profit_schedule_prices", schedulePrices(plan, catalog, dialect));
  }
}
