import type { Dialect } from "../../../engine/dialect.js";
import { empty, id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { sideWords } from "../../side.js";
import type { ProfitPlan } from "../plan.js";
import { termMonths } from "./curve.js";
import { rateLiteral } from "./exact.js";
import { caseOf, ruleBranches } from "./rates.js";

const KEPT = [
  "account_id",
  "customer_id",
  "product_code",
  "family",
  "own_side",
  "currency",
  "fx_currency",
  "open_date",
  "close_date",
  "account_rate",
  "credit_limit",
  "stated_ead",
  "ccf",
  "own_price",
  "method",
  "has_contract",
  "is_adjustable",
  "origination",
  "maturity_date",
  "anchor_date",
  "reprice_months",
  "teaser_end",
  "amortisation",
  "payment_months",
  "lgd",
  "elbe",
  "stage",
] as const;

/**
 * One row per account: what its contract says, in the columns above and asset_class, pd (floored), reference_date and
 * term_months. `currency` is that of its curve (null where curves have none), `fx_currency` is null in the study's currency,
 * `own_price` is declared by the account. A reference date and a term stand here only where they never change.
 */
export function accountFacts(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const fixed = plan.hasContracts
    ? sql`has_contract and not is_adjustable and teaser_end is null`
    : sql`cast(false as boolean)`;
  return sql`with named as (
  ${named(plan, catalog, dialect)}
),
ruled as (
  select
    *,
    ${methodOf(plan)} as method,
    ${assetClassOf(plan)} as known_class
  from named
),
judged as (
  select
    *,
    method <> 'flat' and (maturity_date is not null or (is_adjustable and anchor_date is not null and reprice_months > 0)) as has_contract
  from ruled
)
select
  ${join(
    KEPT.map((each) => id(each)),
    ",\n  ",
  )},
  known_class as asset_class,
  case when ${fixed} then origination end as reference_date,
  case when ${fixed} then cast(${termMonths(sql`origination`, sql`maturity_date`, dialect)} as double) end as term_months,
  ${flooredPd(plan)} as pd
from judged
order by account_id`;
}

function named(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const words = sideWords(catalog)!;
  const { settings } = plan;
  const has = (column: string): boolean => catalog.has("accounts", column);
  const optional = (column: string, kind: Sql): Sql =>
    has(column) ? sql`a.${id(column)}` : sql`cast(null as ${kind})`;
  const hasFamily = catalog.has("products", "family") && has("product_code");
  const products =
    words.join === empty && hasFamily
      ? sql`
  left join products as p on p.product_code = a.product_code`
      : words.join;
  const currency = has("currency") ? sql`coalesce(a.currency, ${settings.currency})` : sql`${settings.currency}`;
  const months = optional("reprice_months", sql`integer`);
  const next = has("next_reprice_date")
    ? dialect.addMonths(sql`a.next_reprice_date`, sql`-${months}`)
    : sql`cast(null as date)`;
  const orElse = (column: Sql, fallback: number | null, kind: Sql): Sql =>
    fallback === null ? column : sql`coalesce(${column}, cast(${literal(String(fallback))} as ${kind}))`;
  const rate = sql`decimal(18, 10)`;
  return sql`select
    a.account_id,
    a.customer_id,
    ${optional("product_code", sql`varchar`)} as product_code,
    ${hasFamily ? sql`p.family` : sql`cast(null as varchar)`} as family,
    ${words.side} as own_side,
    ${words.side} as side,
    ${catalog.has("curves", "currency") ? currency : sql`cast(null as varchar)`} as currency,
    nullif(${currency}, ${settings.currency}) as fx_currency,
    ${optional("open_date", sql`date`)} as open_date,
    ${optional("close_date", sql`date`)} as close_date,
    ${optional("customer_rate", rate)} as account_rate,
    ${optional("credit_limit", sql`decimal(18, 2)`)} as credit_limit,
    ${optional("ead", sql`decimal(18, 2)`)} as stated_ead,
    ${orElse(optional("ccf", rate), settings.expected_loss.ccf, rate)} as ccf,
    cast(${optional("ftp_rate", rate)} as decimal(12, 10)) as own_price,
    coalesce(${optional("origination_date", sql`date`)}, ${optional("open_date", sql`date`)}) as origination,
    ${optional("maturity_date", sql`date`)} as maturity_date,
    ${has("rate_type") ? sql`coalesce(a.rate_type = 'adjustable', false)` : sql`cast(false as boolean)`} as is_adjustable,
    coalesce(${optional("last_reprice_date", sql`date`)}, ${next}) as anchor_date,
    cast(${months} as integer) as reprice_months,
    ${optional("teaser_end_date", sql`date`)} as teaser_end,
    coalesce(${optional("amortisation", sql`varchar`)}, ${settings.ftp.schedule.amortisation}) as amortisation,
    cast(${orElse(optional("payment_months", sql`integer`), settings.ftp.schedule.payment_months, sql`integer`)} as integer) as payment_months,
    ${optional("asset_class", sql`varchar`)} as asset_class,
    ${optional("pd", rate)} as pd,
    ${orElse(optional("lgd", rate), settings.expected_loss.lgd, rate)} as lgd,
    ${optional("elbe", rate)} as elbe,
    cast(${optional("stage", sql`integer`)} as integer) as stage
  from accounts as a${products}`;
}

function methodOf({ settings }: ProfitPlan): Sql {
  const { method, methods } = settings.ftp;
  return caseOf(ruleBranches(methods), (each) => literal(each), literal(method));
}

function assetClassOf({ settings }: ProfitPlan): Sql {
  const classes = settings.capital?.asset_classes ?? {};
  const fallback = settings.capital?.asset_class ?? "other";
  const byProduct = caseOf(ruleBranches({ products: classes }), (each) => literal(each), literal(fallback));
  return sql`coalesce(asset_class, ${byProduct})`;
}

/** The probability of default, at least the floor of its class. */
function flooredPd({ settings }: ProfitPlan): Sql {
  const { pd_floor: floor, pd_floors: floors } = settings.expected_loss;
  const classes = Object.entries(floors).map(([name, value]) => ({
    value,
    condition: sql`known_class = ${literal(name)}`,
  }));
  if (floor === 0 && classes.length === 0) return sql`pd`;
  const lowest = caseOf(classes, rateLiteral, rateLiteral(floor));
  return sql`case when pd is not null then greatest(pd, ${lowest}) end`;
}
