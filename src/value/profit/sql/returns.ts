import { literal, sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";

const number = (value: number): Sql => sql`cast(${literal(String(value))} as double)`;

/** Capital for operational risk: a share of a year's gross income, none where income is negative. */
function operational({ settings, days }: ProfitPlan, revenue: Sql): Sql | null {
  const share = settings.capital!.operational;
  if (share === null) return null;
  return sql`cast(${number(share)} * greatest(cast(${revenue} as double), 0) * 365 / ${literal(days)} as decimal(28, 6))`;
}

function allCapital(plan: ProfitPlan, revenue: Sql): Sql {
  const more = operational(plan, revenue);
  return more === null ? sql`capital` : sql`(capital + ${more})`;
}

/** Column `capital`, and the part for operational risk where it is declared. */
export function operationalCapital(plan: ProfitPlan, revenue: Sql): Sql {
  const more = operational(plan, revenue);
  if (more === null)
    return sql`
  capital`;
  return sql`
  ${more} as operational_capital,
  ${allCapital(plan, revenue)} as capital`;
}

/** Capital benefit, NPAT, RAROC and EVA; annual rates are taken for the part of a year that the period is. */
export function returns(plan: ProfitPlan, profit: Sql, revenue: Sql): Sql {
  const { settings, days } = plan;
  const { benefit, cost_of_equity: price } = settings.capital!;
  const years = sql`(cast(${literal(days)} as double) / 365)`;
  const all = sql`cast(${allCapital(plan, revenue)} as double)`;
  const earned = sql`cast(${all} * ${number(benefit ?? 0)} * ${years} as decimal(28, 6))`;
  const before = sql`(cast(${profit} as double) + cast(${earned} as double))`;
  const taxed = settings.tax_on_losses === "floored" ? sql`greatest(${before}, 0)` : before;
  const npat = sql`cast(${before} - ${number(settings.tax_rate!)} * ${taxed} as decimal(28, 6))`;
  const eva =
    price === null
      ? sql`cast(null as decimal(28, 6))`
      : sql`cast(cast(${npat} as double) - ${all} * ${number(price)} * ${years} as decimal(28, 6))`;
  return sql`,
  ${earned} as capital_benefit,
  ${npat} as npat,
  case when ${all} > 0 then cast(${npat} as double) / ${all} / ${years} end as raroc,
  ${eva} as eva,
  case when rwa > 0 then cast(${npat} as double) / cast(rwa as double) / ${years} end as rorwa`;
}
