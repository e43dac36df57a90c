import type { Dialect } from "../../../engine/dialect.js";
import { sql, type Sql } from "../../../engine/sql.js";
import type { ProfitPlan } from "../plan.js";

type DayCount = ProfitPlan["settings"]["day_count"];

/** The whole number that weights of the day count are divided by: the basis, or 365 x 366 where it changes with the year. */
export function dayDivisor(dayCount: DayCount): bigint {
  if (dayCount === "ACT/365") return 365n;
  return dayCount.endsWith("/360") ? 360n : 365n * 366n;
}

/**
 * What a row of balances weighs: its days, times what the divisor has over the basis of the year.
 * `from` and `to` are the first and last day that the row earns; `until` is the day after the last.
 */
export function dayWeight(dayCount: DayCount, from: Sql, to: Sql, dialect: Dialect): Sql {
  const days = dayCount.startsWith("30/") ? thirtyDays(from, to) : sql`(${dialect.daysBetween(from, to)} + 1)`;
  return dayDivisor(dayCount) === 365n * 366n ? sql`${days} * (case when ${isLeap(to)} then 365 else 366 end)` : days;
}

/** Days of 30-day months from the first to the last day, both counted; the 31st counts with the 30th. */
function thirtyDays(from: Sql, to: Sql): Sql {
  const start = sql`least(extract(day from ${from}), 30)`;
  const end = sql`least(extract(day from ${to} + 1), 30)`;
  const months = sql`(extract(year from ${to} + 1) * 12 + extract(month from ${to} + 1) - extract(year from ${from}) * 12 - extract(month from ${from}))`;
  return sql`(30 * ${months} + ${end} - ${start})`;
}

function isLeap(date: Sql): Sql {
  const year = sql`extract(year from ${date})`;
  return sql`(${year} % 4 = 0 and (${year} % 100 <> 0 or ${year} % 400 = 0))`;
}
