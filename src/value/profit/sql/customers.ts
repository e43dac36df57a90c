import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import { declaredAddOns } from "./accounts.js";

/** A column of money of an account that is shared among its holders. */
interface Shared {
  readonly name: string;
  readonly decimals: 2 | 6;
}

const CENTS = ["customer_interest", "nii_assets", "nii_liabilities", "fees", "expected_loss", "provision"] as const;

/** The columns that are shared, in order. */
export function sharedColumns(plan: ProfitPlan): readonly Shared[] {
  const fine = plan.capital ? ["ead", "rwa", "capital"] : [];
  return [
    ...[...CENTS, ...declaredAddOns(plan).map((each) => `ftp_${each}`)].map((name) => ({ name, decimals: 2 as const })),
    ...fine.map((name) => ({ name, decimals: 6 as const })),
  ];
}

/** Interest, fees, cost of risk and capital of every account; nothing is shared yet. */
export function accountTable(plan: ProfitPlan): Sql {
  const fees = plan.fees
    ? sql`
left join fee_sums on fee_sums.account_id = i.account_id`
    : empty;
  const provision = plan.provision
    ? sql`
left join accounts as a on a.account_id = i.account_id`
    : empty;
  return sql`${plan.fees ? FEE_SUMS : empty}select
  i.*,
  i.nii_assets + i.nii_liabilities as nii,
  ${plan.fees ? sql`coalesce(fee_sums.fees, 0)` : sql`cast(null as decimal(18, 2))`} as fees,
  ${plan.provision ? sql`cast(a.provision as decimal(18, 2))` : sql`cast(null as decimal(18, 2))`} as provision${capital(plan)}
from profit_interest as i${fees}${provision}${plan.capital && plan.settings.capital!.method === "irb_retail" ? FACTORS : empty}${
    plan.capital && plan.settings.capital!.method === "standardised"
      ? sql`
left join accounts as w on w.account_id = i.account_id`
      : empty
  }
order by i.account_id`;
}

const FEE_SUMS = sql`with fee_sums as (
  select account_id, sum(fees) as fees
  from profit_fees
  where account_id is not null
  group by account_id
)
`;

const FACTORS = sql`
left join profit_capital_factors as k
  on k.product_code is not distinct from i.product_code
  and k.pd = cast(i.pd as varchar)
  and k.lgd = cast(i.lgd as varchar)`;

function capital({ capital: on, settings }: ProfitPlan): Sql {
  if (!on) return empty;
  const { method, ratio } = settings.capital!;
  const weight = method === "standardised" ? sql`cast(w.risk_weight as double)` : sql`12.5 * k.factor`;
  const rwa = sql`case when i.ead = 0 then 0 else cast(cast(i.ead as double) * ${weight} as decimal(28, 6)) end`;
  return sql`,
  ${rwa} as rwa,
  cast(cast(${rwa} as double) * cast(${literal(String(ratio))} as double) as decimal(28, 6)) as capital`;
}

/** Rows: product_code, pd, lgd (texts and doubles) of accounts with exposure, for the capital kernel. */
export const capitalKeys = sql`select distinct
  product_code,
  cast(pd as varchar) as pd,
  cast(lgd as varchar) as lgd
from profit_interest
where ead > 0 and pd is not null and lgd is not null
order by product_code, pd, lgd`;

/**
 * Amounts of every account by holder: account_id, customer_id and the shared columns. Each part is cut toward zero, the
 * last holder by id takes the rest, so that the parts add up to the account.
 */
export function holderTable(plan: ProfitPlan, catalog: Catalog): Sql {
  const columns = sharedColumns(plan);
  const cuts = columns.map(
    ({ name, decimals }) => sql`
    cast(trunc(cast(p.${id(name)} as decimal(20, ${literal(decimals)})) * cast(h.share as decimal(11, 10)), ${literal(decimals)}) as decimal(28, ${literal(decimals)})) as ${id(name)},
    p.${id(name)} as ${id(`all_${name}`)}`,
  );
  const parts = columns.map(
    ({ name }) => sql`
  case when is_last then ${id(`all_${name}`)} - (sum(${id(name)}) over (partition by account_id) - ${id(name)}) else ${id(name)} end as ${id(name)}`,
  );
  return sql`with ${holders(plan, catalog)},
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

/** CTE `shares`: account_id, customer_id, share, is_last. Accounts without holders belong to their customer. */
function holders({ settings }: ProfitPlan, catalog: Catalog): Sql {
  if (settings.joint === "primary" || !catalog.has("holders", "customer_id")) {
    return sql`shares as (
  select account_id, customer_id, cast(1 as decimal(11, 10)) as share, true as is_last
  from accounts
)`;
  }
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

/** One row per customer: every component, and what they add up to. Nobody is left out: see `people`. */
export function customerTable(plan: ProfitPlan, catalog: Catalog): Sql {
  const columns = sharedColumns(plan);
  const sums = columns.map(
    ({ name }) => sql`,
    sum(${id(name)}) as ${id(name)}`,
  );
  return sql`with ${people(plan, catalog)},
held as (
  select
    customer_id,
    count(*) as accounts,
    sum(case when unpriced_rows > 0 then 1 else 0 end) as unpriced_accounts${join(sums, "")}
  from profit_holders
  group by customer_id
)${plan.fees ? DIRECT_FEES : empty}${plan.activity ? ACTIVITY_SUMS : empty},
components as (
  select
    people.customer_id,
    coalesce(held.accounts, 0) as accounts,
    coalesce(held.unpriced_accounts, 0) as unpriced_accounts,
    ${join(
      columns.map((each) => component(each, plan)),
      ",\n    ",
    )},
    ${plan.activity ? sql`coalesce(activity_sums.cost, 0)` : sql`cast(null as decimal(18, 2))`} as activity_cost
  from people
  left join held on held.customer_id = people.customer_id${
    plan.fees
      ? sql`
  left join direct_fees on direct_fees.customer_id = people.customer_id`
      : empty
  }${
    plan.activity
      ? sql`
  left join activity_sums on activity_sums.customer_id = people.customer_id`
      : empty
  }
),
shared_overhead as (
  select
    *,
    ${overhead(plan)} as overhead
  from components
)
${totals(plan)}`;
}

const DIRECT_FEES = sql`,
direct_fees as (
  select customer_id, sum(fees) as fees
  from profit_fees
  where account_id is null
  group by customer_id
)`;

const ACTIVITY_SUMS = sql`,
activity_sums as (
  select customer_id, sum(cost) as cost
  from profit_activities
  group by customer_id
)`;

function people(plan: ProfitPlan, catalog: Catalog): Sql {
  const sources = [
    ...(catalog.has("customers", "customer_id") ? [sql`select customer_id from customers`] : []),
    sql`select customer_id from profit_holders`,
    ...(plan.fees ? [sql`select customer_id from profit_fees`] : []),
    ...(plan.activity ? [sql`select customer_id from profit_activities`] : []),
  ];
  return sql`everybody as (
  ${join(sources, "\n  union\n  ")}
),
people as (
  select customer_id
  from everybody
  where customer_id is not null
)`;
}

function component({ name }: Shared, plan: ProfitPlan): Sql {
  const isOff =
    (name === "fees" && !plan.fees) ||
    (name === "expected_loss" && !plan.expectedLoss) ||
    (name === "provision" && !plan.provision);
  if (isOff) return sql`cast(null as decimal(18, 2)) as ${id(name)}`;
  const direct = name === "fees" ? sql` + coalesce(direct_fees.fees, 0)` : empty;
  return sql`coalesce(held.${id(name)}, 0)${direct} as ${id(name)}`;
}

/** Spread in whole cents by running sums, so that the parts add up to the amount: `cut(total up to here) - cut(total before)`. */
function overhead({ settings }: ProfitPlan): Sql {
  if (settings.overhead === null) return sql`cast(null as decimal(18, 2))`;
  const amount = sql`cast(${literal(settings.overhead.amount)} as decimal(18, 2))`;
  const driver = settings.overhead.by === "customers" ? sql`1` : sql`cast(coalesce(activity_cost, 0) * 100 as hugeint)`;
  const upto = sql`sum(${driver}) over (order by customer_id rows between unbounded preceding and current row)`;
  const all = sql`nullif(sum(${driver}) over (), 0)`;
  const cut = (volume: Sql) => sql`(cast(${amount} * 100 as hugeint) * (${volume}) // ${all})`;
  return sql`cast(cast(${cut(upto)} - ${cut(sql`${upto} - ${driver}`)} as decimal(20, 0)) * 0.01 as decimal(18, 2))`;
}

function totals(plan: ProfitPlan): Sql {
  const { capital: on, settings } = plan;
  const middle = [
    ...sharedColumns(plan)
      .map((each) => each.name)
      .filter((name) => !["ead", "rwa", "capital"].includes(name))
      .map((name) => id(name)),
  ];
  const revenue = sql`nii_assets + nii_liabilities + coalesce(fees, 0)`;
  const cost = sql`coalesce(activity_cost, 0) + coalesce(overhead, 0)`;
  const hasCost = plan.activity || settings.overhead !== null;
  const risk = sql`coalesce(expected_loss, 0) + coalesce(provision, 0)`;
  const hasReturns = on && settings.tax_rate !== null;
  return sql`select
  customer_id,
  accounts,
  unpriced_accounts,
  ${join(middle, ",\n  ")},
  nii_assets + nii_liabilities as nii,
  ${revenue} as revenue,
  activity_cost,
  overhead,
  ${hasCost ? cost : sql`cast(null as decimal(18, 2))`} as cost,
  ${revenue} - coalesce(activity_cost, 0) as contribution,
  ${revenue} - (${cost}) - (${risk}) as profit${
    on
      ? sql`,
  ead,
  rwa,
  capital`
      : empty
  }${hasReturns ? returns(plan, sql`${revenue} - (${cost}) - (${risk})`) : empty}
from shared_overhead
order by customer_id`;
}

/** Capital benefit, NPAT, RAROC and EVA; annual rates are taken for the part of a year that the period is. */
function returns({ settings, days }: ProfitPlan, profit: Sql): Sql {
  const { benefit, cost_of_equity: price } = settings.capital!;
  const years = sql`(cast(${literal(days)} as double) / 365)`;
  const number = (value: number) => sql`cast(${literal(String(value))} as double)`;
  const earned = sql`cast(cast(capital as double) * ${number(benefit ?? 0)} * ${years} as decimal(28, 6))`;
  const before = sql`(cast(${profit} as double) + cast(${earned} as double))`;
  const taxed = settings.tax_on_losses === "floored" ? sql`greatest(${before}, 0)` : before;
  const npat = sql`cast(${before} - ${number(settings.tax_rate!)} * ${taxed} as decimal(28, 6))`;
  const eva =
    price === null
      ? sql`cast(null as decimal(28, 6))`
      : sql`cast(cast(${npat} as double) - cast(capital as double) * ${number(price)} * ${years} as decimal(28, 6))`;
  return sql`,
  ${earned} as capital_benefit,
  ${npat} as npat,
  case when capital > 0 then cast(${npat} as double) / cast(capital as double) / ${years} end as raroc,
  ${eva} as eva,
  case when rwa > 0 then cast(${npat} as double) / cast(rwa as double) / ${years} end as rorwa`;
}
