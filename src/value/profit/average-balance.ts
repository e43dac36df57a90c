import type { Engine, Row } from "../../engine/engine.js";
import { id } from "../../engine/sql.js";
import type { Catalog, StageContext, StageOutcome } from "../../engine/stage.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { buildTables, dropInternal } from "./build-tables.js";
import { checkTables, foreignCurrencies, periodOf } from "./checks.js";
import { distributionOf } from "./distribution.js";
import { gapItems, gapWarnings, offWarnings } from "./gaps.js";
import { checkLedger, ledgerLines } from "./ledger.js";
import { checkProfitInputs, profitPlan, type ProfitPlan } from "./plan.js";
import { reconciliationOf } from "./reconciliation.js";
import { amountOf, costIncome, waterfallOf, type WaterfallPart } from "./result-parts.js";
import type { ProfitSettings } from "./settings.js";
import { householdTable } from "./sql/households.js";
import { partHolders } from "./sql/parts.js";
import { accountSums, currencySums, customerSums, feeParts, gaps, tableColumns, upfrontSums } from "./sql/totals.js";
import { whatIf } from "./what-if.js";

/** Profit from accounts and monthly (or daily) balances. */
export async function averageBalanceProfit(
  context: StageContext,
  settings: ProfitSettings,
): Promise<StageOutcome<ProfitResult>> {
  const { engine, catalog } = context;
  checkProfitInputs(settings, catalog);
  const period = await periodOf(engine, settings);
  const isForeign = await foreignCurrencies(engine, catalog, settings);
  const plan = profitPlan(settings, catalog, period, isForeign);
  await checkTables(engine, catalog, plan);
  const pools = await buildTables(engine, catalog, plan);
  const [gap] = await engine.rows(gaps(plan, catalog, engine.dialect));
  const result = await resultOf(engine, plan, pools, gap);
  const tables = await outputTables(engine, catalog);
  await dropInternal(engine);
  checkLedger(result.reconciliation, settings);
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

async function resultOf(engine: Engine, plan: ProfitPlan, pools: readonly Row[], gap: Row): Promise<ProfitResult> {
  const { settings } = plan;
  const [sums] = await engine.rows(customerSums(plan));
  const [accounts] = await engine.rows(accountSums(plan));
  const total = amountOf(sums.profit);
  const reconciliation = reconciliationOf(plan, sums, accounts, pools);
  return Object.freeze({
    mode: "average_balance" as const,
    period_start: plan.start,
    period_end: plan.end,
    currency: settings.currency,
    day_count: settings.day_count,
    ftp_method: settings.ftp.method,
    customers: Number(sums.customers),
    accounts: Number(accounts.accounts),
    total_profit: total,
    waterfall: await withHolders(engine, plan, waterfallOf(partsOf(plan, sums), total)),
    cost_income: costIncome(sums.cost, sums.revenue),
    cost_views:
      sums.cost === null
        ? null
        : { marginal: sums.marginal_cost === null ? null : amountOf(sums.marginal_cost), full: amountOf(sums.cost) },
    ...(await distributionOf(engine, total)),
    what_if: await whatIf(engine, settings, total),
    currencies: await currenciesOf(engine, plan),
    upfront_fees: await upfrontOf(engine, plan),
    reconciliation: [...reconciliation, ...ledgerLines(plan, sums, reconciliation)],
    undefined_items: [...plan.off, ...gapItems(gap)],
  });
}

/** The bars, those of parts of fees with how many customers have one and how far two rule it. */
async function withHolders(
  engine: Engine,
  plan: ProfitPlan,
  steps: ProfitResult["waterfall"],
): Promise<ProfitResult["waterfall"]> {
  const parts = new Set(feeParts(plan));
  const found: ProfitResult["waterfall"] = [];
  for (const step of steps) {
    if (parts.has(step.component)) {
      const [row] = await engine.rows(partHolders(step.component));
      const share = row.top_two_share === null ? null : Number(row.top_two_share);
      found.push({ ...step, customers: Number(row.customers), top_two_share: share });
    } else found.push(step);
  }
  return found;
}

async function currenciesOf(engine: Engine, plan: ProfitPlan): Promise<ProfitResult["currencies"]> {
  if (!plan.fx) return [];
  const rows = await engine.rows(currencySums);
  return rows.map((row) => ({
    currency: String(row.currency),
    accounts: Number(row.accounts),
    customers: Number(row.customers),
    nii_own_currency: amountOf(row.nii_own_currency),
    nii: amountOf(row.nii),
    average_rate: Number(row.average_rate),
    closing_rate: Number(row.closing_rate),
    fx_effect: amountOf(row.fx_effect),
    top_two_share: row.top_two_share === null ? null : Number(row.top_two_share),
  }));
}

async function upfrontOf(engine: Engine, plan: ProfitPlan): Promise<ProfitResult["upfront_fees"]> {
  if (!plan.feeParts.includes("upfront")) return null;
  const [row] = await engine.rows(upfrontSums);
  return {
    recognised: plan.settings.fees.upfront!.recognise,
    customers: Number(row.customers),
    cash: amountOf(row.cash),
    spread: amountOf(row.spread),
  };
}

function partsOf(plan: ProfitPlan, sums: Row): readonly WaterfallPart[] {
  const isFull = plan.settings.cost_view === "full";
  const parts: (WaterfallPart | null)[] = [
    ["nii_assets", sums.nii_assets, 1],
    ["nii_liabilities", sums.nii_liabilities, 1],
    ...(feeParts(plan).length > 0
      ? feeParts(plan).map((each): WaterfallPart => [each, sums[each], 1])
      : [plan.fees ? (["fees", sums.fees, 1] as const) : null]),
    plan.activity ? ["activity_cost", sums.activity_cost, -1] : null,
    plan.directCost ? ["direct_cost", sums.direct_cost, -1] : null,
    plan.settings.overhead && isFull ? ["overhead", sums.overhead, -1] : null,
    plan.expectedLoss ? ["expected_loss", sums.expected_loss, -1] : null,
    plan.provision ? ["provision", sums.provision, -1] : null,
    plan.chargeOffs ? ["charge_offs", sums.charge_offs, -1] : null,
  ];
  return parts.filter((each): each is WaterfallPart => each !== null);
}
