import { fail, failIfAny, type Problem } from "../../core/errors.js";
import type { Engine, Row } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { StageContext, StageOutcome, Warning } from "../../engine/stage.js";
import type { ProfitResult } from "../../tables/results/profit.js";
import { distributionOf } from "./distribution.js";
import type { UndefinedItem } from "./plan.js";
import { amountOf, costIncome, waterfallOf, type WaterfallPart } from "./result-parts.js";
import type { ProfitSettings } from "./settings.js";
import { whatIf } from "./what-if.js";
import { simpleColumns, simpleFaults, simpleTable, type SimplePlan } from "./sql/simple.js";

export const SIMPLE_TABLE = [
  "customer_id",
  "nii",
  "fee_income",
  "revenue",
  "cost",
  "expected_loss",
  "provision",
  "capital",
  "profit",
] as const;

/** Profit from a ready table profit_input with one row per customer, or per customer and period. */
export async function simpleProfit(
  { engine, catalog }: StageContext,
  settings: ProfitSettings,
): Promise<StageOutcome<ProfitResult>> {
  const plan = simplePlan(settings, catalog);
  const off = await checkRows(engine, plan, settings);
  await engine.execute(engine.dialect.createTableAs(id("profit_customers"), simpleTable(plan)));
  const sums = await simpleSums(engine);
  const total = amountOf(sums.profit);
  const undefinedItems = [...off, ...missingItems(plan)];
  return Object.freeze({
    result: Object.freeze({
      mode: "simple" as const,
      period_start: settings.period?.start ?? null,
      period_end: settings.period?.end ?? null,
      currency: settings.currency,
      day_count: null,
      ftp_method: null,
      customers: Number(sums.customers),
      accounts: null,
      total_profit: total,
      waterfall: waterfallOf(simpleParts(plan, sums), total),
      cost_income: costIncome(sums.cost, sums.revenue),
      cost_views: null,
      ...(await distributionOf(engine, total)),
      what_if: await whatIf(engine, settings, total),
      currencies: [],
      upfront_fees: null,
      reconciliation: [],
      undefined_items: undefinedItems,
    }),
    tables: { profit_customers: SIMPLE_TABLE },
    warnings: warningsOf(off),
  });
}

function simplePlan(settings: ProfitSettings, catalog: StageContext["catalog"]): SimplePlan {
  const columns = simpleColumns(catalog);
  const income = (["profit", "revenue", "nii", "fee_income"] as const).some((each) => columns.includes(each));
  if (!catalog.has("profit_input", "customer_id") || !income)
    fail("VAL-003", {
      message: "simple mode needs customer_id and one of profit, revenue, nii, fee_income",
      hint: "map the columns of the file, for example --revenue and --cost",
    });
  return { columns, hasPeriod: catalog.has("profit_input", "period"), risk: riskOf(settings, columns) };
}

function riskOf(settings: ProfitSettings, columns: SimplePlan["columns"]): SimplePlan["risk"] {
  const supplied = (["expected_loss", "provision"] as const).filter((each) => columns.includes(each));
  if (settings.risk_cost !== null) {
    const chosen = supplied.find((each) => each === settings.risk_cost);
    if (chosen !== undefined) return chosen;
    fail("VAL-003", { message: `risk_cost ${settings.risk_cost} has no column`, hint: "map the column" });
  }
  if (supplied.length > 1 && !columns.includes("profit"))
    fail("VAL-010", {
      message: "the table holds expected losses and provisions",
      place: { key: "profit.risk_cost" },
      hint: "set risk_cost to expected_loss or provision",
    });
  return supplied[0] ?? null;
}

async function checkRows(engine: Engine, plan: SimplePlan, settings: ProfitSettings): Promise<UndefinedItem[]> {
  const [row] = await engine.rows(simpleFaults(plan));
  if (Number(row.all_rows) === 0)
    fail("VAL-004", { message: "the table profit_input is empty", hint: "check the file" });
  const keyed = [
    [Number(row.without_id), "rows have no customer_id"],
    [Number(row.duplicates), plan.hasPeriod ? "rows share customer and period" : "rows share a customer"],
  ] as const;
  failIfAny(keyed.filter(([count]) => count > 0).map(([count, what]) => duplicateProblem(count, what)));
  const empty = plan.columns.filter((each) => Number(row[each]) > 0);
  if (settings.missing === "error") failIfAny(empty.map((each) => emptyProblem(each, Number(row[each]))));
  return empty.map((each) => ({
    item: each,
    reason: `${String(row[each])} rows have no value and count as zero, as declared`,
  }));
}

function duplicateProblem(count: number, what: string): Problem {
  return {
    code: "VAL-009",
    message: `${String(count)} ${what}`,
    hint: "give one row per customer, or map a period column",
  };
}

function emptyProblem(column: string, count: number): Problem {
  return {
    code: "VAL-008",
    message: `${column} is empty in ${String(count)} rows`,
    hint: "complete it, or set missing: zero",
  };
}

async function simpleSums(engine: Engine): Promise<Row> {
  const [row] = await engine.rows(sql`select
  count(*) as customers,
  sum(nii) as nii,
  sum(fee_income) as fee_income,
  sum(revenue) as revenue,
  sum(cost) as cost,
  sum(expected_loss) as expected_loss,
  sum(provision) as provision,
  sum(profit) as profit
from profit_customers`);
  return row;
}

/** Income in its parts where they are known, then what is taken off. What the parts leave open is `other`. */
function simpleParts(plan: SimplePlan, sums: Row): readonly WaterfallPart[] {
  const has = (column: SimplePlan["columns"][number]) => plan.columns.includes(column);
  const parts: WaterfallPart[] = [];
  if (has("nii")) parts.push(["nii", sums.nii, 1]);
  if (has("fee_income")) parts.push(["fees", sums.fee_income, 1]);
  if (has("revenue") && parts.length === 0) parts.push(["revenue", sums.revenue, 1]);
  if (has("cost")) parts.push(["cost", sums.cost, -1]);
  if (plan.risk !== null) parts.push([plan.risk, sums[plan.risk], -1]);
  return parts;
}

function missingItems({ columns, risk }: SimplePlan): UndefinedItem[] {
  const items: UndefinedItem[] = [{ item: "accounts", reason: "simple mode has one row per customer" }];
  if (!columns.includes("cost")) items.push({ item: "cost", reason: "the table has no column cost" });
  if (risk === null)
    items.push({ item: "expected_loss", reason: "the table has no column expected_loss or provision" });
  if (!columns.some((each) => each === "revenue" || each === "nii" || each === "fee_income"))
    items.push({ item: "revenue", reason: "the table has no income, only profit" });
  return items;
}

function warningsOf(items: readonly UndefinedItem[]): readonly Warning[] {
  return items.map(({ item, reason }) => ({ code: "VAL-109", message: `${item}: ${reason}` }));
}
