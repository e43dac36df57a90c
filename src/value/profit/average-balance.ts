import type { Engine, Row } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import type { Catalog, StageContext, StageOutcome, Warning } from "../../engine/stage.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { retailCapital } from "./capital.js";
import { checkTables, periodOf, poolsOf } from "./checks.js";
import { distributionOf } from "./distribution.js";
import { checkProfitInputs, profitPlan, type ProfitPlan, type UndefinedItem } from "./plan.js";
import { added, amountOf, costIncome, less, reconciled, waterfallOf, type WaterfallPart } from "./result-parts.js";
import type { ProfitSettings } from "./settings.js";
import { accountInterest } from "./sql/accounts.js";
import { activityTable } from "./sql/activity.js";
import { accountTable, capitalKeys, customerTable, holderTable } from "./sql/customers.js";
import { householdTable } from "./sql/households.js";
import { feeTable } from "./sql/fees.js";
import { contractPrices, tenorPrices } from "./sql/prices.js";
import { numberedTenors } from "./sql/rates.js";
import { accountSums, customerSums, gaps, tableColumns } from "./sql/totals.js";

const INTERNAL = [
  "profit_contract_prices",
  "profit_tenor_prices",
  "profit_interest",
  "profit_capital_factors",
  "profit_fees",
  "profit_holders",
  "profit_activities",
] as const;

/** Profit from accounts and monthly (or daily) balances. */
export async function averageBalanceProfit(
  context: StageContext,
  settings: ProfitSettings,
): Promise<StageOutcome<ProfitResult>> {
  const { engine, catalog } = context;
  checkProfitInputs(settings, catalog);
  const plan = profitPlan(settings, catalog, await periodOf(engine, settings));
  await checkTables(engine, catalog, settings);
  const pools = await buildTables(engine, catalog, plan);
  const [gap] = await engine.rows(gaps(plan, catalog, engine.dialect));
  const result = await resultOf(engine, plan, pools, gap);
  const tables = await outputTables(engine, catalog);
  for (const table of INTERNAL) await engine.execute(sql`drop table if exists ${id(table)}`);
  context.onProgress?.({ stage: "profit", event: "computed", rows: result.customers });
  return Object.freeze({ result, tables, warnings: Object.freeze([...offWarnings(result), ...gapWarnings(gap)]) });
}

/** The tables left in the engine; households only where customers have them. */
async function outputTables(engine: Engine, catalog: Catalog): Promise<Record<string, readonly string[]>> {
  const names = ["profit_accounts", "profit_customers"];
  if (catalog.has("customers", "household_id")) {
    const households = householdTable(await tableColumns(engine, "profit_customers"));
    await engine.execute(engine.dialect.createTableAs(id("profit_households"), households));
    names.push("profit_households");
  }
  const tables: Record<string, readonly string[]> = {};
  for (const name of names) tables[name] = await tableColumns(engine, name);
  return tables;
}

async function buildTables(engine: Engine, catalog: Catalog, plan: ProfitPlan): Promise<readonly Row[]> {
  const create = (table: string, query: Sql) => engine.execute(engine.dialect.createTableAs(id(table), query));
  const { dialect } = engine;
  const tenors = numberedTenors(plan.settings);
  if (plan.settings.ftp.method === "straight_term") {
    await create("profit_contract_prices", contractPrices(plan, catalog, dialect));
    if (tenors.length > 0) await create("profit_tenor_prices", tenorPrices(plan, catalog, dialect, tenors));
  }
  await create("profit_interest", accountInterest(plan, catalog, dialect));
  if (plan.capital && plan.settings.capital!.method === "irb_retail") await loadFactors(engine, plan);
  if (plan.fees) await create("profit_fees", feeTable(plan, catalog, dialect));
  await create("profit_accounts", accountTable(plan));
  await create("profit_holders", holderTable(plan, catalog));
  if (plan.activity) await create("profit_activities", activityTable(plan, catalog, dialect));
  const pools = plan.activity ? await poolsOf(engine, catalog) : [];
  await create("profit_customers", customerTable(plan, catalog));
  return pools;
}

/** The capital kernel, once for every distinct product, PD and LGD. */
async function loadFactors(engine: Engine, { settings }: ProfitPlan): Promise<void> {
  const keys = await engine.columns(capitalKeys);
  const [products, pds, lgds] = ["product_code", "pd", "lgd"].map((each) => keys.texts(each));
  const factors = pds.map((pd, at) => {
    const product = products[at];
    const assetClass =
      (product === null ? undefined : settings.capital!.asset_classes[product]) ?? settings.capital!.asset_class;
    return retailCapital(assetClass, Number(pd), Number(lgds[at]));
  });
  await engine.load("profit_capital_factors", [
    { name: "product_code", type: "text", values: products },
    { name: "pd", type: "text", values: pds },
    { name: "lgd", type: "text", values: lgds },
    { name: "factor", type: "double", values: factors },
  ]);
}

async function resultOf(engine: Engine, plan: ProfitPlan, pools: readonly Row[], gap: Row): Promise<ProfitResult> {
  const [sums] = await engine.rows(customerSums);
  const [accounts] = await engine.rows(accountSums(plan));
  const total = amountOf(sums.profit);
  return Object.freeze({
    mode: "average_balance" as const,
    period_start: plan.start,
    period_end: plan.end,
    currency: plan.settings.currency,
    day_count: plan.settings.day_count,
    ftp_method: plan.settings.ftp.method,
    customers: Number(sums.customers),
    accounts: Number(accounts.accounts),
    total_profit: total,
    waterfall: waterfallOf(partsOf(plan, sums), total),
    cost_income: costIncome(sums.cost, sums.revenue),
    ...(await distributionOf(engine, total)),
    reconciliation: reconciliationOf(plan, sums, accounts, pools),
    undefined_items: [...plan.off, ...gapItems(gap)],
  });
}

function partsOf(plan: ProfitPlan, sums: Row): readonly WaterfallPart[] {
  const parts: (WaterfallPart | null)[] = [
    ["nii_assets", sums.nii_assets, 1],
    ["nii_liabilities", sums.nii_liabilities, 1],
    plan.fees ? ["fees", sums.fees, 1] : null,
    plan.activity ? ["activity_cost", sums.activity_cost, -1] : null,
    plan.settings.overhead ? ["overhead", sums.overhead, -1] : null,
    plan.expectedLoss ? ["expected_loss", sums.expected_loss, -1] : null,
    plan.provision ? ["provision", sums.provision, -1] : null,
  ];
  return parts.filter((each): each is WaterfallPart => each !== null);
}

/** Customers against accounts; customers with Treasury against the ledger's interest; activity cost against its pools. */
function reconciliationOf(
  plan: ProfitPlan,
  sums: Row,
  accounts: Row,
  pools: readonly Row[],
): ProfitResult["reconciliation"] {
  const nii = added(sums.nii_assets, sums.nii_liabilities);
  const lines = [
    reconciled("nii", nii, accounts.nii),
    reconciled("interest", sums.customer_interest, accounts.customer_interest),
    reconciled("treasury", amountOf(sums.treasury), accounts.treasury),
  ];
  if (plan.fees) lines.push(reconciled("fees", sums.fees, accounts.fees));
  if (plan.expectedLoss) lines.push(reconciled("expected_loss", sums.expected_loss, accounts.expected_loss));
  if (plan.provision) lines.push(reconciled("provision", sums.provision, accounts.provision));
  return [...lines, ...(plan.activity ? poolLines(sums, pools) : [])];
}

function poolLines(sums: Row, pools: readonly Row[]): ProfitResult["reconciliation"] {
  const withPool = pools.filter((row) => row.pool !== null);
  const left = (row: Row) => less(row.pool, row.assigned);
  const unallocated = withPool.filter((row) => Number(row.volume) === 0).map(left);
  const unused = withPool.filter((row) => Number(row.volume) > 0).map(left);
  const byUnit = pools.filter((row) => row.pool === null).map((row) => row.assigned);
  const ledger = added(...withPool.map((row) => row.pool), ...byUnit);
  const assigned = added(sums.activity_cost, ...unused, ...unallocated);
  return [
    reconciled("activity_cost", assigned, ledger),
    { item: "unused_capacity", customers: "0.00", accounts: added(...unused), residual: "0.00" },
    { item: "unallocated", customers: "0.00", accounts: added(...unallocated), residual: "0.00" },
  ];
}

/** What is undefined for some accounts only. */
function gapItems(gap: Row): UndefinedItem[] {
  const items: readonly (readonly [string, unknown, string])[] = [
    [
      "nii",
      gap.no_rate_accounts,
      "accounts have months without a customer rate; those months earn no interest margin here",
    ],
    [
      "nii",
      gap.no_price_accounts,
      "accounts have months without a funds-transfer price; those months earn no interest margin here",
    ],
    ["balances", gap.no_balances, "accounts were open in the period and have no balances in it"],
    [
      "balances",
      gap.missing_balances,
      "accounts lack balances for a part of the time they were open; that part earns nothing here",
    ],
    ["fees", gap.orphan_fees, "groups of fees name no known account or customer; they stand as a residual"],
    ["activity_cost", gap.orphan_activities, "kinds of activity name no customer; their cost stands as a residual"],
    [
      "balances",
      gap.outside_life,
      "rows of balances lie before the opening or after the closing of their account and earn nothing",
    ],
    ["expected_loss", gap.no_loss, "accounts with credit have no pd or no lgd; their expected loss is undefined"],
    ["capital", gap.no_capital, "accounts with credit have no risk weight, pd or lgd; their capital is undefined"],
  ];
  return items
    .filter(([, count]) => Number(count ?? 0) > 0)
    .map(([item, count, reason]) => ({ item, reason: `${String(count)} ${reason}` }));
}

function offWarnings(result: ProfitResult): Warning[] {
  return result.undefined_items.map(({ item, reason }) => ({ code: "VAL-109", message: `${item}: ${reason}` }));
}

function gapWarnings(gap: Row): Warning[] {
  const found: Warning[] = [];
  if (Number(gap.flat_accounts ?? 0) > 0)
    found.push({
      code: "VAL-111",
      message: `${String(gap.flat_accounts)} accounts have a term outside the nodes of the curve`,
    });
  if (Number(gap.high_rates ?? 0) > 0)
    found.push({ code: "VAL-110", message: `${String(gap.high_rates)} accounts have a customer rate above 1` });
  if (Number(gap.unknown_customers ?? 0) > 0)
    found.push({
      code: "VAL-108",
      message: `${String(gap.unknown_customers)} customers do not stand in the table of customers`,
    });
  return found;
}
