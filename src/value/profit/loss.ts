import { exp, log } from "../../core/elementary.js";
import { principalSchedule } from "./schedule.js";
import type { Amortisation } from "./settings/ftp.js";

/** What the allowance of a loan depends on. Rates are annual fractions; null is not known. */
export interface LoanRisk {
  readonly stage: number | null;
  readonly pd: number;
  readonly lgd: number | null;
  readonly elbe: number | null;
  readonly rate: number | null;
  /** From the reporting date to maturity. */
  readonly months: number | null;
  readonly amortisation: Amortisation | null;
  readonly paymentMonths: number;
}

/**
 * The allowance per unit of exposure by IFRS 9 stage: twelve months in stage 1; in stages 2 and 3 the sum over years t of
 * `PD_t LGD EAD_t DF_t`, where PD_t is the chance to default in year t at a constant yearly PD, EAD_t what the repayments leave
 * at the start of the year, and DF_t discounts from its end at the customer's rate. A defaulted loan has its best estimate.
 * Null where an input is missing.
 */
export function lossFactor(risk: LoanRisk): number | null {
  if (risk.pd >= 1) return risk.elbe;
  if (risk.stage === null || risk.lgd === null) return null;
  if (risk.stage === 1) {
    const years = risk.months === null ? 1 : Math.min(1, Math.max(0, risk.months / 12));
    return risk.lgd * defaultWithin(risk.pd, years);
  }
  if (risk.months === null || risk.rate === null || risk.amortisation === null) return null;
  return lifetime(risk.pd, risk.lgd, risk.rate, outstanding(risk));
}

/** The chance to default within some years at a constant yearly chance. */
function defaultWithin(pd: number, years: number): number {
  return years === 1 ? pd : 1 - exp(years * log(1 - pd));
}

interface Year {
  readonly start: number;
  readonly length: number;
  readonly owed: number;
}

function lifetime(pd: number, lgd: number, rate: number, years: readonly Year[]): number {
  return years.reduce((sum, { start, length, owed }) => {
    const survives = start === 0 ? 1 : exp(start * log(1 - pd));
    const discount = exp(-(start + length) * log(1 + rate));
    return sum + survives * defaultWithin(pd, length) * lgd * owed * discount;
  }, 0);
}

/** The years that are left, the last one cut at maturity, with the share owed when each starts. */
function outstanding({ months, amortisation, paymentMonths, rate }: LoanRisk): Year[] {
  const left = months! / 12;
  if (!(left > 0)) return [];
  const schedule = principalSchedule({
    amortisation: amortisation!,
    paymentMonths,
    termMonths: months!,
    lifeMonths: months!,
    rate: rate!,
  });
  return Array.from({ length: Math.ceil(left - 1e-9) }, (_, start) => ({
    start,
    length: Math.min(1, left - start),
    owed: schedule.reduce((owed, each) => owed + (each.years > start + 1e-9 ? each.amount : 0), 0),
  }));
}
