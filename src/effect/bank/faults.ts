import { fail } from "../../core/errors.js";
import { sql, type Sql } from "../../engine/sql.js";
import type { StageContext, Warning } from "../../engine/stage.js";
import type { EffectDesign } from "../design.js";
import { makeTable } from "../sample.js";
import type { Windows } from "../windows.js";
import { accountSidesQuery, balanceFaultsQuery } from "./balance-rows.js";
import { neededMeasures } from "./tables.js";

/** Faults of a customer's accounts together; with rule `zero` an absent balance row means zero and is no fault. */
export function customerFaultsQuery(rule: EffectDesign["missing"]["rule"]): Sql {
  const missing = rule === "drop" ? sql`sum(greatest(missing, 0))` : sql`0`;
  return sql`select
  customer_id as unit,
  ${missing} as missing,
  not bool_and(classified) as unclassified
from effect_account_faults
group by customer_id`;
}

/** Makes effect_accounts and effect_faults. Throws EFF-06 for two balance rows of an account in a month, EFF-33 for several currencies. */
export async function findFaults(context: StageContext, design: EffectDesign, windows: Windows): Promise<void> {
  const { engine, catalog } = context;
  const measures = neededMeasures(design);
  if (!readsBalances(design)) {
    await engine.load("effect_faults", [
      { name: "unit", type: "id", values: [] },
      { name: "missing", type: "integer", values: [] },
      { name: "unclassified", type: "boolean", values: [] },
    ]);
    return;
  }
  await checkCurrencies(context);
  await makeTable(engine, "effect_accounts", accountSidesQuery(engine.dialect, catalog));
  await makeTable(engine, "effect_account_faults", balanceFaultsQuery(engine.dialect, windows.panel, measures));
  const [row] = await engine.rows(sql`select count(*) as accounts from effect_account_faults where largest > 1`);
  if (Number(row.accounts) > 0)
    fail("EFF-06", {
      message: `${String(row.accounts)} accounts have more than one balance row in a month`,
      expected: "one row per account and month",
      hint: "remove the duplicates from the export of balances",
    });
  await makeTable(engine, "effect_faults", customerFaultsQuery(design.missing.rule));
}

/** What rule `zero` filled: customers of the population and months of their accounts without a row. */
export const filledQuery: Sql = sql`select count(distinct unit) as units, sum(missing) as months
from effect_account_faults
join effect_population on unit = customer_id
where missing > 0`;

/** With rule `zero`, how much was filled: a gap in an export must not pass as money that left. */
export async function noteFilled({ engine }: StageContext, design: EffectDesign): Promise<readonly Warning[]> {
  if (design.missing.rule !== "zero" || !readsBalances(design)) return [];
  const [row] = await engine.rows(filledQuery);
  if (Number(row.units) === 0) return [];
  const message = `${String(row.months)} account-months without a balance row count as 0, of ${String(row.units)} customers`;
  return [{ code: "EFF-38", message }];
}

function readsBalances(design: EffectDesign): boolean {
  const measures = neededMeasures(design);
  return measures.includes("average_balance") || measures.includes("loan_balance");
}

async function checkCurrencies({ engine, catalog }: StageContext): Promise<void> {
  if (!catalog.has("accounts", "currency")) return;
  const [row] = await engine.rows(sql`select count(distinct currency) as currencies
from accounts
where exists (select 1 from balances where balances.account_id = accounts.account_id)`);
  if (Number(row.currencies) > 1)
    fail("EFF-33", {
      message: `the accounts with balances are in ${String(row.currencies)} currencies`,
      hint: "restrict the source of accounts to one currency, or convert before the load",
    });
}
