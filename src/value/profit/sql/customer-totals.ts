import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";
import { sharedColumns } from "./holders.js";
import { operationalCapital, returns } from "./returns.js";

const RISK = { expected_loss: "expectedLoss", provision: "provision", charge_offs: "chargeOffs" } as const;

/** Whether a component has no input, so that it is null and not zero. */
export function isOff(name: string, plan: ProfitPlan): boolean {
  if (name === "fees") return !plan.fees;
  if (name === "direct_cost") return !plan.directCost;
  return name in RISK && !plan[RISK[name as keyof typeof RISK]];
}

/** Spread in whole cents by running sums, so that the parts add up to the amount: `cut(total up to here) - cut(total before)`. */
export function overhead({ settings }: ProfitPlan): Sql {
  if (settings.overhead === null) return sql`cast(null as decimal(18, 2))`;
  const amount = sql`cast(${literal(settings.overhead.amount)} as decimal(18, 2))`;
  const driver = settings.overhead.by === "customers" ? sql`1` : sql`cast(coalesce(activity_cost, 0) * 100 as hugeint)`;
  const upto = sql`sum(${driver}) over (order by customer_id rows between unbounded preceding and current row)`;
  const all = sql`nullif(sum(${driver}) over (), 0)`;
  const cut = (volume: Sql) => sql`(cast(${amount} * 100 as hugeint) * (${volume}) // ${all})`;
  return sql`cast(cast(${cut(upto)} - ${cut(sql`${upto} - ${driver}`)} as decimal(20, 0)) * 0.01 as decimal(18, 2))`;
}

const REVENUE = sql`nii_assets + nii_liabilities + coalesce(fees, 0)`;
const MARGINAL = sql`coalesce(activity_cost, 0) + coalesce(direct_cost, 0)`;
const FULL = sql`coalesce(activity_cost, 0) + coalesce(direct_cost, 0) + coalesce(overhead, 0)`;
const RISK_COST = sql`coalesce(expected_loss, 0) + coalesce(provision, 0) + coalesce(charge_offs, 0)`;

/** The last SELECT of the customers: revenue, both views of cost, contribution, profit, capital and returns. */
export function totals(plan: ProfitPlan): Sql {
  const { capital: on, settings } = plan;
  const fine = ["ead", "rwa", "capital"];
  const middle = sharedColumns(plan).filter(({ name }) => !fine.includes(name));
  const hasMarginal = plan.activity || plan.directCost;
  const nothing = sql`cast(null as decimal(18, 2))`;
  const profit = sql`${REVENUE} - (${settings.cost_view === "full" ? FULL : MARGINAL}) - (${RISK_COST})`;
  const capital = on
    ? sql`,
  ead,
  rwa,${operationalCapital(plan, REVENUE)}`
    : empty;
  return sql`select
  customer_id,
  accounts,
  unpriced_accounts,
  ${join(
    middle.map(({ name }) => id(name)),
    ",\n  ",
  )},
  nii_assets + nii_liabilities as nii,
  ${REVENUE} as revenue,
  activity_cost,
  overhead,
  ${hasMarginal ? MARGINAL : nothing} as marginal_cost,
  ${hasMarginal || settings.overhead !== null ? FULL : nothing} as cost,
  ${REVENUE} - (${MARGINAL}) as contribution,
  ${profit} as profit${capital}${on && settings.tax_rate !== null ? returns(plan, profit, REVENUE) : empty}
from shared_overhead
order by customer_id`;
}
