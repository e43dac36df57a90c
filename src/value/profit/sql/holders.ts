import { id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { bookingColumns } from "./bookings.js";
import { priceColumns } from "./price-columns.js";

/** A column of money of an account that is shared among its holders. */
export interface Shared {
  readonly name: string;
  readonly decimals: 2 | 6;
}

const INTEREST = ["customer_interest", "nii_assets", "nii_liabilities"] as const;
const RISK = ["expected_loss", "provision", "charge_offs", "direct_cost"] as const;

/** The columns that are shared, in order. */
export function sharedColumns(plan: ProfitPlan): readonly Shared[] {
  const fees = plan.fees ? bookingColumns(plan).filter((each) => each !== "charge_offs") : ["fees"];
  const cents = [...INTEREST, ...fees, ...RISK, ...priceColumns(plan), ...(plan.fx ? ["fx_effect"] : [])];
  const fine = plan.capital ? ["ead", "rwa", "capital"] : [];
  return [
    ...cents.map((name) => ({ name, decimals: 2 as const })),
    ...fine.map((name) => ({ name, decimals: 6 as const })),
  ];
}

/**
 * Amounts of every account by holder: account_id, customer_id and the shared columns. Each part is cut toward zero, the
 * last holder by id takes the rest, so that the parts add up to the account.
 */
export function holderTable(plan: ProfitPlan, catalog: Catalog): Sql {
  const columns = sharedColumns(plan);
  if (!isShared(plan, catalog)) return soleHolders(columns);
  const cuts = columns.map(
    ({ name, decimals }) => sql`
    cast(trunc(cast(p.${id(name)} as decimal(20, ${literal(decimals)})) * cast(h.share as decimal(11, 10)), ${literal(decimals)}) as decimal(28, ${literal(decimals)})) as ${id(name)},
    p.${id(name)} as ${id(`all_${name}`)}`,
  );
  const parts = columns.map(
    ({ name }) => sql`
  case when is_last then ${id(`all_${name}`)} - (sum(${id(name)}) over (partition by account_id) - ${id(name)}) else ${id(name)} end as ${id(name)}`,
  );
  return sql`with ${holders(catalog)},
cuts as (
  select
    p.account_id,
    h.customer_id,
    h.is_last,
    p.unpriced_rows,${join(cuts, ",")}
  from profit_accounts as p
  join shares as h on h.account_id = p.account_id
)
select
  account_id,
  customer_id,
  unpriced_rows,${join(parts, ",")}
from cuts
order by account_id, customer_id`;
}

/** Whether accounts can have several holders. */
function isShared({ settings }: ProfitPlan, catalog: Catalog): boolean {
  return settings.joint === "shares" && catalog.has("holders", "customer_id");
}

function soleHolders(columns: readonly Shared[]): Sql {
  return sql`select
  account_id,
  customer_id,
  unpriced_rows,
  ${join(
    columns.map(({ name }) => id(name)),
    ",\n  ",
  )}
from profit_accounts
order by account_id, customer_id`;
}

/** CTE `shares`: account_id, customer_id, share, is_last. Accounts without holders belong to their customer. */
function holders(catalog: Catalog): Sql {
  const share = catalog.has("holders", "share")
    ? sql`coalesce(share, 1.0 / count(*) over (partition by account_id))`
    : sql`1.0 / count(*) over (partition by account_id)`;
  return sql`shares as (
  select
    account_id,
    customer_id,
    cast(${share} as decimal(11, 10)) as share,
    row_number() over (partition by account_id order by customer_id desc) = 1 as is_last
  from holders
  union all
  select a.account_id, a.customer_id, cast(1 as decimal(11, 10)) as share, true as is_last
  from accounts as a
  left join (select distinct account_id from holders) as h on h.account_id = a.account_id
  where h.account_id is null
)`;
}

/** One row: joint accounts whose shares do not sum to 1, are partly missing or not in 0..1, and holders that come twice. */
export const holderFaults = sql`with sums as (
  select
    account_id,
    sum(cast(share as decimal(18, 10))) as share,
    count(share) as stated,
    count(*) as holders,
    count(distinct customer_id) as people,
    min(share) as least
  from holders
  group by account_id
)
select
  sum(case when stated > 0 and (stated < holders or abs(share - 1) > 0.000001 or least < 0) then 1 else 0 end) as wrong,
  sum(case when people < holders then 1 else 0 end) as duplicates
from sums`;
