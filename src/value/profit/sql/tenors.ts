import type { Dialect } from "../../../engine/dialect.js";
import { join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { ProfitPlan } from "../plan.js";
import type { ProfitSettings } from "../settings.js";
import type { Tenor } from "../settings/ftp.js";
import { pricing } from "./curve.js";
import { wholeRate } from "./exact.js";
import { caseOf, ruleBranches } from "./rates.js";

/** A rate of the curve that a tenor is made of: its weight, its term, and how many months before the row it was quoted. */
interface Part {
  readonly weight: bigint;
  readonly months: number;
  readonly lag: number;
}

/** A tenor for balances without a maturity. The price is `sum(weight x rate) / divisor`. */
export interface NumberedTenor {
  readonly rule: number;
  readonly condition: Sql;
  readonly parts: readonly Part[];
  readonly divisor: bigint;
}

/** The declared tenors in the order in which they are looked up: products, families, sides. */
export function numberedTenors({ ftp }: ProfitSettings): readonly NumberedTenor[] {
  return ruleBranches(ftp.without_maturity).map(({ value, condition }, at) => ({
    rule: at + 1,
    condition,
    ...partsOf(value),
  }));
}

/**
 * A term is one rate; a ladder of n months is the mean of the terms 1..n; a tractor is the mean of the n-month rates of the
 * last n months, this one included. Shares count in 1e-10, so that the weighted sum is exact.
 */
function partsOf(tenor: Tenor): Pick<NumberedTenor, "parts" | "divisor"> {
  const blend = typeof tenor === "number" ? [{ share: 1, months: tenor, by: "term" as const }] : asBlend(tenor);
  const common = blend.reduce((product, { by, months }) => leastCommonMultiple(product, by === "term" ? 1 : months), 1);
  const parts = blend.flatMap(({ share, months, by }) => {
    const whole = BigInt(Math.round(share * 1e10));
    if (by === "term") return [{ weight: whole * BigInt(common), months, lag: 0 }];
    const weight = (whole * BigInt(common)) / BigInt(months);
    return Array.from({ length: months }, (_, k) =>
      by === "ladder" ? { weight, months: k + 1, lag: 0 } : { weight, months, lag: k },
    );
  });
  return { parts, divisor: BigInt(common) * 10n ** 10n };
}

function asBlend(tenor: Exclude<Tenor, number>): Exclude<Tenor, number | { months: number }> {
  return Array.isArray(tenor) ? tenor : [{ share: 1, ...tenor }];
}

function leastCommonMultiple(a: number, b: number): number {
  const divisor = (x: number, y: number): number => (y === 0 ? x : divisor(y, x % y));
  return (a / divisor(a, b)) * b;
}

/** The number of the tenor of a row, over `product_code`, `family` and `side`; null where none is declared. */
export function tenorRule(tenors: readonly NumberedTenor[]): Sql {
  const branches = tenors.map(({ rule, condition }) => ({ value: rule, condition }));
  return caseOf(branches, (rule) => literal(rule), sql`cast(null as integer)`);
}

/**
 * Base rates of balances without a maturity: rule, currency, period_end, price (whole number of 1e-10), is_flat.
 * A tenor with a part that no curve prices has no row.
 */
export function tenorPrices(
  plan: ProfitPlan,
  catalog: Catalog,
  dialect: Dialect,
  tenors: readonly NumberedTenor[],
): Sql {
  const { dateOf, addMonths, monthEnd } = dialect;
  const rows = tenors.flatMap(({ rule, parts, divisor }) =>
    parts.map(
      ({ weight, months, lag }) =>
        sql`(${literal(rule)}, ${literal(weight)}, ${literal(months)}, ${literal(lag)}, ${literal(parts.length)}, ${literal(divisor)})`,
    ),
  );
  return sql`with parts(rule, weight, months, lag, size, divisor) as (
  values ${join(rows)}
),
periods as (
  select distinct period_end
  from balances
  where period_end between ${dateOf(plan.start)} and ${dateOf(plan.end)}
),
quoted as (
  select
    parts.*,
    periods.period_end,
    case when lag = 0 then periods.period_end else ${monthEnd(addMonths(sql`periods.period_end`, sql`-parts.lag`))} end as reference_date
  from parts
  cross join periods
),
held as (
  select distinct currency
  from profit_facts
),
wanted as (
  select distinct held.currency, quoted.reference_date, cast(quoted.months as double) as term_months
  from held
  cross join quoted
),
${pricing(plan.settings.ftp.curve, catalog)},
sums as (
  select
    quoted.rule,
    priced.currency,
    quoted.period_end,
    sum(cast(quoted.weight as ${type("exact")}) * ${wholeRate(sql`priced.rate`)}) as numerator,
    max(quoted.divisor) as divisor,
    max(case when priced.is_flat then 1 else 0 end) = 1 as is_flat
  from quoted
  join priced on priced.reference_date = quoted.reference_date and priced.term_months = quoted.months
  group by quoted.rule, priced.currency, quoted.period_end
  having count(*) = max(quoted.size)
)
select
  rule,
  currency,
  period_end,
  cast((2 * numerator + sign(numerator) * divisor) // (2 * divisor) as bigint) as price,
  is_flat
from sums
order by rule, currency, period_end`;
}
