import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { bookingColumns } from "./bookings.js";
import { FX_UNIT } from "./fx.js";
import { priceColumns } from "./price-columns.js";

/** Interest, fees, cost of risk and capital of every account; nothing is shared yet. Ordered by account_id. */
export function accountTable(plan: ProfitPlan): Sql {
  const bookings = bookingColumns(plan);
  return sql`${bookings.length > 0 ? bookingSums(bookings) : empty}select
  i.account_id,
  i.customer_id,
  i.product_code,
  i.side,${
    plan.fx
      ? sql`
  i.currency,
  i.nii_own_currency,
  i.fx_effect,`
      : empty
  }
  i.balance_rows,
  i.unpriced_rows,
  i.no_rate_rows,
  i.flat_rows,
  i.flipped_rows,
  i.asset_rows,
  i.average_balance,
  i.base_rate,
  i.customer_interest,
  i.nii_assets,
  i.nii_liabilities,
  i.nii_assets + i.nii_liabilities as nii,${join(
    priceColumns(plan).map(
      (each) => sql`
  i.${id(each)},`,
    ),
    "",
  )}
  ${plan.fees ? fees(bookings) : sql`cast(null as decimal(18, 2)) as fees`},
  ${expectedLoss(plan)} as expected_loss,
  ${plan.provision ? provision(plan) : sql`cast(null as decimal(18, 2))`} as provision,
  ${plan.chargeOffs ? sql`coalesce(b.charge_offs, 0)` : sql`cast(null as decimal(18, 2))`} as charge_offs,
  ${plan.directCost ? sql`cast(coalesce(a.direct_cost, 0) as decimal(18, 2))` : sql`cast(null as decimal(18, 2))`} as direct_cost,
  i.ead,
  i.pd,
  i.lgd,
  i.elbe,
  i.asset_class,
  i.stage${capital(plan)}
from profit_interest as i${joins(plan, bookings)}
order by i.account_id`;
}

function bookingSums(columns: readonly string[]): Sql {
  const sums = columns.map(
    (each) => sql`,
    sum(${id(each)}) as ${id(each)}`,
  );
  return sql`with booking_sums as (
  select
    account_id${join(sums, "")}
  from profit_bookings
  where account_id is not null
  group by account_id
)
`;
}

function fees(columns: readonly string[]): Sql {
  const names = columns.filter((each) => each !== "charge_offs");
  return join(
    names.map((each) => sql`coalesce(b.${id(each)}, 0) as ${id(each)}`),
    ",\n  ",
  );
}

function joins(plan: ProfitPlan, bookings: readonly string[]): Sql {
  const parts: (readonly [boolean, Sql])[] = [
    [bookings.length > 0, sql`left join booking_sums as b on b.account_id = i.account_id`],
    [
      plan.provision || plan.directCost || (plan.capital && plan.settings.capital!.method === "standardised"),
      sql`left join accounts as a on a.account_id = i.account_id`,
    ],
    [
      plan.provision && plan.fx,
      sql`left join (
  select currency, cast(sum(average) as hugeint) as rates, count(*) as months
  from profit_fx
  group by currency
) as x on x.currency = i.currency`,
    ],
    [plan.capital && plan.settings.capital!.method === "irb_retail", FACTORS],
    [hasStages(plan), LOSSES],
  ];
  return join(
    parts.flatMap(([is, text]) => (is ? [sql`\n${text}`] : [])),
    "",
  );
}

const FACTORS = sql`left join profit_capital_factors as k
  on k.asset_class is not distinct from i.asset_class
  and k.pd is not distinct from cast(i.pd as varchar)
  and k.lgd is not distinct from cast(i.lgd as varchar)
  and k.elbe is not distinct from cast(i.elbe as varchar)`;

const LOSSES = sql`left join profit_loss_keys as lk on lk.account_id = i.account_id
left join profit_loss_factors as lf on lf.loss_key = lk.loss_key`;

/** Whether expected losses follow the IFRS 9 stages. */
export function hasStages({ expectedLoss: on, settings }: ProfitPlan): boolean {
  return on && settings.expected_loss.method === "ifrs9";
}

function expectedLoss(plan: ProfitPlan): Sql {
  if (!hasStages(plan)) return sql`i.expected_loss`;
  return sql`case
    when i.asset_rows = 0 then 0
    else cast(round(cast(i.ead as double) * lf.factor, 2) as decimal(18, 2))
  end`;
}

/** A provision is a flow: foreign money counts at the mean of the months' rates. */
function provision({ fx }: ProfitPlan): Sql {
  if (!fx) return sql`cast(a.provision as decimal(18, 2))`;
  const unit = literal(FX_UNIT);
  const cents = sql`cast(a.provision * 100 as hugeint)`;
  const foreign = sql`cast(round(cast(${cents} * x.rates as double) / (x.months * ${unit}), 0) as decimal(20, 0)) * 0.01`;
  return sql`cast(case when x.currency is null then a.provision else ${foreign} end as decimal(18, 2))`;
}

function capital({ capital: on, settings }: ProfitPlan): Sql {
  if (!on) return empty;
  const { method, ratio } = settings.capital!;
  const weight = method === "standardised" ? sql`cast(a.risk_weight as double)` : sql`12.5 * k.factor`;
  const rwa = sql`case when i.ead = 0 then 0 else cast(cast(i.ead as double) * ${weight} as decimal(28, 6)) end`;
  return sql`,
  ${rwa} as rwa,
  cast(cast(${rwa} as double) * cast(${literal(String(ratio))} as double) as decimal(28, 6)) as capital`;
}

/** Rows: asset_class, pd, lgd, elbe of accounts with exposure, for the capital kernel. */
export const capitalKeys = sql`select distinct
  asset_class,
  cast(pd as varchar) as pd,
  cast(lgd as varchar) as lgd,
  cast(elbe as varchar) as elbe
from profit_interest
where ead > 0 and pd is not null and lgd is not null
order by asset_class, pd, lgd, elbe`;
