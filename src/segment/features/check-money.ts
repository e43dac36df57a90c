import { failIfAny, type Problem } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import { sql, type Sql } from "../../engine/sql.js";
import { joinProducts, sideOf } from "./holdings.js";
import { inWindow, type MeasureScope } from "./measure-scope.js";
import { MEASURES } from "./measures.js";
import type { ResolvedFeature } from "./resolve.js";

/**
 * Refuses money measures over several currencies (SEG-017) or over accounts whose side is not known (SEG-019): both would
 * give a number that looks right.
 */
export async function checkMoney(
  engine: Engine,
  features: readonly Pick<ResolvedFeature, "source">[],
  scope: MeasureScope | null,
): Promise<void> {
  const asks = features.some(({ source }) => source.kind === "measure" && MEASURES[source.measure].money);
  if (!asks || scope === null) return;
  const [found] = await engine.rows(moneyCheckQuery(scope));
  const currencies = Number(found.currencies);
  const sideless = Number(found.sideless);
  failIfAny([...currencyProblem(currencies), ...sideProblem(sideless)]);
}

/** One row: how many currencies the accounts with balances in the window have, and how many of them have no known side. */
export function moneyCheckQuery(scope: MeasureScope): Sql {
  const currency = scope.catalog.has("accounts", "currency") ? sql`a.currency` : sql`null`;
  return sql`with used as (
  select distinct b.account_id
  from balances as b
  where ${inWindow(scope, sql`b.period_end`)}
),
sides as (
  select a.account_id, ${currency} as currency, ${sideOf(scope)} as side
  from used as u
  inner join accounts as a on a.account_id = u.account_id${joinProducts(scope)}
)
select count(distinct currency) as currencies,
  count(case when side is null or side not in ('asset', 'liability', 'fee') then 1 end) as sideless
from sides`;
}

function currencyProblem(currencies: number): readonly Problem[] {
  if (currencies <= 1) return [];
  return [
    {
      code: "SEG-017",
      message: `balances are in ${String(currencies)} currencies and cannot be added`,
      place: { key: "segment.features" },
      hint: "convert amounts on the way in, or take profit and balances from a stage that converts",
    },
  ];
}

function sideProblem(sideless: number): readonly Problem[] {
  if (sideless === 0) return [];
  return [
    {
      code: "SEG-019",
      message: `${String(sideless)} accounts with balances are on no known side (asset, liability or fee)`,
      place: { key: "segment.features" },
      hint: "map accounts.side, or give their products a side",
    },
  ];
}
