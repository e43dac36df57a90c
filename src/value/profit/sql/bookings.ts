import type { Dialect } from "../../../engine/dialect.js";
import { empty, id, join, literal, sql, type, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { FeePart } from "../fee-parts.js";
import type { ProfitPlan } from "../plan.js";
import { centsOf, rateLiteral, wholeRate } from "./exact.js";
import { FX_UNIT } from "./fx.js";

const EXACT = type("exact");

/** Columns of money that come from bookings: parts of fees where there is more than one, all fees, net charge-offs. */
export function bookingColumns(plan: ProfitPlan): readonly string[] {
  const parts = plan.feeParts.length > 1 ? plan.feeParts.map((each) => `fees_${each}`) : [];
  return [...parts, ...(plan.fees ? ["fees"] : []), ...(plan.chargeOffs ? ["charge_offs"] : [])];
}

/**
 * Fees and charge-offs of the period, by day of booking: account_id (null where a booking names no known account),
 * customer_id, the columns above, and both totals of upfront fees. Foreign money counts at the mean rate of its month.
 */
export function bookingTable(plan: ProfitPlan, catalog: Catalog, dialect: Dialect): Sql {
  const parts = plan.feeParts.map((part) => sql`${centsOf(numerator(plan, part), unitOf(plan, part))} as ${id(part)}`);
  const upfront = plan.feeParts.includes("upfront");
  const sums = [
    ...parts,
    ...(upfront
      ? [
          sql`${centsOf(total(plan, sql`upfront_cash`), fxUnit(plan))} as upfront_cash`,
          sql`${centsOf(total(plan, sql`upfront_spread`), fxUnit(plan))} as upfront_spread`,
        ]
      : []),
    ...(plan.chargeOffs ? [sql`${centsOf(total(plan, sql`charge_off`), fxUnit(plan))} as charge_offs`] : []),
  ];
  const known = plan.feeParts.map((part) => sql`coalesce(${id(part)}, 0)`);
  const kept = [
    ...(plan.feeParts.length > 1
      ? plan.feeParts.map((part) => sql`coalesce(${id(part)}, 0) as ${id(`fees_${part}`)}`)
      : []),
    ...(upfront
      ? [sql`coalesce(upfront_cash, 0) as upfront_cash`, sql`coalesce(upfront_spread, 0) as upfront_spread`]
      : []),
    ...(plan.fees ? [sql`cast(${join(known, " + ")} as decimal(18, 2)) as fees`] : []),
    ...(plan.chargeOffs ? [sql`coalesce(charge_offs, 0) as charge_offs`] : []),
  ];
  return sql`with booked as (
  ${booked(plan, catalog, dialect)}
),
counted as (
  ${counted(plan, dialect)}
),
sums as (
  select
    account_id,
    customer_id,
    ${join(sums, ",\n    ")}
  from counted
  where ${join(
    countedColumns(plan).map((each) => sql`coalesce(${id(each)}, 0) <> 0`),
    " or ",
  )}
  group by account_id, customer_id
)
select
  account_id,
  customer_id,
  ${join(kept, ",\n  ")}
from sums
order by customer_id, account_id`;
}

function fxUnit({ fx }: ProfitPlan): bigint {
  return fx ? FX_UNIT : 1n;
}

function total({ fx }: ProfitPlan, cents: Sql): Sql {
  return fx ? sql`sum(cast(${cents} as ${EXACT}) * fx)` : sql`sum(cast(${cents} as ${EXACT}))`;
}

/** Interchange and the margin on exchange are a rate times a volume; the rest is money. */
function numerator(plan: ProfitPlan, part: FeePart): Sql {
  const { interchange, fx_margin: margin } = plan.settings.fees;
  if (part === "interchange")
    return sql`(${total(plan, sql`interchange`)} * ${wholeRate(rateLiteral(interchange!.rate))})`;
  if (part === "fx_margin") return sql`(${total(plan, sql`fx_margin`)} * ${wholeRate(rateLiteral(margin!.rate))})`;
  return total(plan, id(part));
}

function unitOf(plan: ProfitPlan, part: FeePart): bigint {
  return fxUnit(plan) * (part === "interchange" || part === "fx_margin" ? 10n ** 10n : 1n);
}

function countedColumns(plan: ProfitPlan): readonly string[] {
  const upfront = plan.feeParts.includes("upfront") ? ["upfront_cash", "upfront_spread"] : [];
  return [
    ...plan.feeParts.filter((each) => each !== "upfront"),
    ...upfront,
    ...(plan.chargeOffs ? ["charge_off"] : []),
  ];
}

/** The bookings that can count, with their owner; upfront fees also from before the period, as far as they are spread into it. */
function booked(plan: ProfitPlan, catalog: Catalog, { dateOf, addMonths, monthEnd }: Dialect): Sql {
  const byAccount = catalog.has("transactions", "account_id");
  const own = catalog.has("transactions", "customer_id");
  const owner = !byAccount
    ? sql`t.customer_id`
    : own
      ? sql`coalesce(f.customer_id, t.customer_id)`
      : sql`f.customer_id`;
  const { upfront } = plan.settings.fees;
  const [start, end] = [dateOf(plan.start), dateOf(plan.end)];
  const earlier =
    upfront === null
      ? empty
      : sql`
    or (t.booked_on < ${start} and ${isType(upfront.types)} and ${addMonths(sql`t.booked_on`, literal(upfront.life_months))} > ${start})`;
  const fx = plan.fx
    ? sql`,
    coalesce(x.average, ${literal(FX_UNIT)}) as fx`
    : empty;
  const rates = plan.fx
    ? sql`
  left join profit_fx as x on x.currency = f.fx_currency and x.fx_month = ${monthEnd(sql`greatest(t.booked_on, ${start})`)}`
    : empty;
  return sql`select
    ${byAccount ? sql`f.account_id` : sql`cast(null as varchar)`} as account_id,
    ${owner} as customer_id,
    t.booked_on,
    ${catalog.has("transactions", "type") ? sql`t.type` : sql`cast(null as varchar)`} as type,
    cast(t.amount * 100 as bigint) as cents,
    ${catalog.has("transactions", "fee") ? sql`cast(t.fee * 100 as bigint)` : sql`cast(null as bigint)`} as fee${fx}
  from transactions as t
  left join profit_facts as f on ${byAccount ? sql`f.account_id = t.account_id` : sql`false`}${rates}
  where (t.booked_on between ${start} and ${end})${earlier}`;
}

function isType(types: readonly string[]): Sql {
  return types.length === 0 ? sql`false` : sql`coalesce(type in (${join(types.map((each) => sql`${each}`))}), false)`;
}

/** Every booking by what it counts for, in cents. An amount out of the account is income; one into it takes income off. */
function counted(plan: ProfitPlan, dialect: Dialect): Sql {
  const { fees, fee_types: posted, charge_offs: chargeOffs } = plan.settings;
  const start = dialect.dateOf(plan.start);
  const special = [fees.rebates, fees.waivers, fees.rewards, fees.upfront?.types ?? []].flat();
  const inside = sql`booked_on >= ${start}`;
  const when = (condition: Sql, cents: Sql): Sql => sql`case when ${inside} and ${condition} then ${cents} end`;
  const columns: Record<FeePart, () => Sql[]> = {
    posted: () => [
      sql`case when not ${inside} or ${isType(special)} then null when ${isType(posted)} then -cents else fee end as posted`,
    ],
    interchange: () => [sql`${when(isType(fees.interchange!.types), sql`-cents`)} as interchange`],
    fx_margin: () => [sql`${when(isType(fees.fx_margin!.types), sql`abs(cents)`)} as fx_margin`],
    rebates: () => [sql`${when(isType(fees.rebates), sql`-cents`)} as rebates`],
    waivers: () => [sql`${when(isType(fees.waivers), sql`-cents`)} as waivers`],
    rewards: () => [sql`${when(isType(fees.rewards), sql`-cents`)} as rewards`],
    upfront: () => upfrontColumns(plan, dialect),
  };
  const off =
    chargeOffs === null || !plan.chargeOffs
      ? []
      : [
          sql`case when ${inside} and ${isType(chargeOffs.write_offs)} then abs(cents) when ${inside} and ${isType(chargeOffs.recoveries)} then -abs(cents) end as charge_off`,
        ];
  return sql`select
    account_id,
    customer_id,
    ${join([...plan.feeParts.flatMap((part) => columns[part]()), ...off], ",\n    ")}${plan.fx ? sql`,\n    fx` : empty}
  from booked`;
}

/** Upfront fees when booked, and day by day: what had been earned by the period's end less what had been before it. */
function upfrontColumns(plan: ProfitPlan, { dateOf, daysBetween, addMonths }: Dialect): Sql[] {
  const upfront = plan.settings.fees.upfront!;
  const [start, end] = [dateOf(plan.start), dateOf(plan.end)];
  const life = daysBetween(sql`booked_on`, addMonths(sql`booked_on`, literal(upfront.life_months)));
  const earned = (days: Sql): Sql => sql`(-cents * least(greatest(${days}, 0), ${life}) // ${life})`;
  const upTo = (day: Sql, extra: Sql): Sql => sql`${daysBetween(sql`booked_on`, day)} + ${extra}`;
  const is = isType(upfront.types);
  const cash = sql`case when booked_on >= ${start} and ${is} then -cents end`;
  const spread = sql`case when ${is} then ${earned(upTo(end, sql`1`))} - ${earned(upTo(start, sql`0`))} end`;
  return [
    sql`${cash} as upfront_cash`,
    sql`${spread} as upfront_spread`,
    sql`${upfront.recognise === "cash" ? cash : spread} as upfront`,
  ];
}

/** One row: bookings that count and are not in the currency of their account. */
export function strangeCurrencies(plan: ProfitPlan, { dateOf }: Dialect): Sql {
  return sql`select count(*) as bookings
from transactions as t
left join accounts as a on a.account_id = t.account_id
where t.booked_on between ${dateOf(plan.start)} and ${dateOf(plan.end)}
  and t.currency <> coalesce(a.currency, ${plan.settings.currency})`;
}
