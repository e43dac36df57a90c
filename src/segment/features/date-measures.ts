import { parseIsoDate, dateParts } from "../../core/calendar.js";
import { sql, type Sql } from "../../engine/sql.js";
import type { BankMeasure, MeasureScope } from "./measure-scope.js";

/** Completed years on the day; missing without a date of birth, or when it lies after the day. */
function completedYears(birth: Sql, { dialect, as_of }: MeasureScope): Sql {
  const { year, month, day } = dateParts(parseIsoDate(as_of)!);
  const monthDay = sql`extract(month from ${birth}) * 100 + extract(day from ${birth})`;
  return sql`case when ${birth} <= ${dialect.dateOf(as_of)} then
      ${year} - extract(year from ${birth}) - case when ${monthDay} > ${month * 100 + day} then 1 else 0 end
    end`;
}

export const age: BankMeasure = Object.freeze({
  needs: [["customers", "birth_date"]] as const,
  money: false,
  without: "missing",
  unit: "years",
  select: (scope: MeasureScope) => sql`measured as (
  select c.customer_id, ${completedYears(sql`c.birth_date`, scope)} as value
  from customers as c
)`,
});

/** Days from the start of the relationship to the day; missing without a start, or when it lies after the day. */
export const relationshipDays: BankMeasure = Object.freeze({
  needs: [["customers", "open_date"]] as const,
  money: false,
  without: "missing",
  unit: "days",
  select: ({ dialect, as_of }: MeasureScope) => {
    const day = dialect.dateOf(as_of);
    return sql`measured as (
  select c.customer_id, case when c.open_date <= ${day} then ${dialect.daysBetween(sql`c.open_date`, day)} end as value
  from customers as c
)`;
  },
});
