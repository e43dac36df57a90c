import { log, exp } from "../../core/elementary.js";
import type { Principal } from "./matched-rate.js";
import type { Amortisation } from "./settings/ftp.js";

/** How a loan of one unit is repaid. Terms are in months, the rate is a nominal annual fraction. */
export interface Repayment {
  readonly amortisation: Amortisation;
  readonly paymentMonths: number;
  /** Until the rate changes: what is still owed then counts as repaid. */
  readonly termMonths: number;
  /** Until the loan is repaid. */
  readonly lifeMonths: number;
  readonly rate: number;
}

/**
 * Repayments of principal that sum to one. Payments fall every `paymentMonths` back from the end, so that an odd period comes
 * first. An annuity pays one amount each time, interest being `rate x months / 12` for a whole period.
 */
export function principalSchedule(repayment: Repayment): readonly Principal[] {
  const { amortisation, lifeMonths } = repayment;
  if (!(lifeMonths > 0) || !(repayment.termMonths > 0)) return [];
  if (amortisation === "bullet") return [{ years: Math.min(lifeMonths, repayment.termMonths) / 12, amount: 1 }];
  const dates = paymentDates(repayment);
  const paid = amortisation === "annuity" ? annuity(dates, repayment) : dates.map(() => 1 / dates.length);
  return untilRepricing(
    dates.map((months, k) => ({ years: months / 12, amount: paid[k] })),
    repayment.termMonths / 12,
  );
}

function paymentDates({ lifeMonths, paymentMonths }: Repayment): number[] {
  const payments = Math.max(1, Math.ceil(lifeMonths / paymentMonths - 1e-9));
  return Array.from({ length: payments }, (_, k) => lifeMonths - (payments - 1 - k) * paymentMonths);
}

function annuity(dates: readonly number[], { paymentMonths, rate }: Repayment): number[] {
  const growth = log(1 + (rate * paymentMonths) / 12) / paymentMonths;
  const payment = 1 / dates.reduce((sum, months) => sum + exp(-growth * months), 0);
  let owed = 1;
  return dates.map((months, k) => {
    const interest = owed * (exp(growth * (months - (k === 0 ? 0 : dates[k - 1]))) - 1);
    const repaid = k === dates.length - 1 ? owed : payment - interest;
    owed -= repaid;
    return repaid;
  });
}

/** The repayments before the rate changes, and the rest on that day. */
function untilRepricing(schedule: readonly Principal[], years: number): readonly Principal[] {
  const before = schedule.filter((each) => each.years < years - 1e-9);
  if (before.length === schedule.length) return schedule;
  const rest = schedule.slice(before.length).reduce((sum, each) => sum + each.amount, 0);
  const end = Math.min(years, schedule[schedule.length - 1].years);
  return [...before, { years: end, amount: rest }];
}

/** The effective annual rate of a nominal one that is paid every `paymentMonths`. */
export function effectiveRate({ rate, paymentMonths }: Pick<Repayment, "rate" | "paymentMonths">): number {
  return exp((12 / paymentMonths) * log(1 + (rate * paymentMonths) / 12)) - 1;
}
