import type { AccountBalances } from "./balances.js";
import type { Bank } from "./bank.js";
import type { Behaviour } from "./bookings.js";
import { CURVE_HISTORY, curveRate } from "./curve.js";
import { ACTIVITIES } from "./products.js";
import { contractOf } from "./rollover.js";

/** Cents of true profit of a customer in the last twelve months; profit = nii + fees - cost - expectedLoss. */
export interface Profit {
  niiFlat: number;
  niiTerm: number;
  fees: number;
  cost: number;
  expectedLoss: number;
}

/** Funds-transfer price of the flat mode, basis points. */
export const FLAT_FTP = 250;
/** Term of the curve node that prices a product without maturity, months. */
export const TERM_WITHOUT_MATURITY = Object.freeze({ demand: 12, card: 3 });
const BASIS = 365n;

export const noProfit = (): Profit => ({ niiFlat: 0, niiTerm: 0, fees: 0, cost: 0, expectedLoss: 0 });

/** Nearest whole number of a fraction, halves away from zero. */
export function roundedQuotient(numerator: bigint, denominator: bigint): number {
  const size = numerator < 0n ? -numerator : numerator;
  const rounded = (2n * size + denominator) / (2n * denominator);
  return Number(numerator < 0n ? -rounded : rounded);
}

/** Sum over the window of average balance times days in the month times the rate of the month. */
function weighted(bank: Bank, held: AccountBalances, rate: (period: number) => number): bigint {
  const { from, to } = bank.timeline.post;
  let sum = 0n;
  for (let t = from; t <= to; t++) {
    if (held.average[t] === 0) continue;
    sum += BigInt(held.average[t]) * BigInt(bank.timeline.periods[t].days) * BigInt(rate(t));
  }
  return sum;
}

/** Basis points of the matched-term price of an account in a period. */
function termPrice(bank: Bank, held: AccountBalances): (period: number) => number {
  const { account } = held;
  const contract = contractOf(bank, account);
  if (contract) {
    const date = Math.max(-CURVE_HISTORY, contract.originated.period);
    const rate = curveRate(bank.curve, date, account.term.months);
    return () => rate;
  }
  const months = account.product === "card" ? TERM_WITHOUT_MATURITY.card : TERM_WITHOUT_MATURITY.demand;
  return (period) => curveRate(bank.curve, period, months);
}

const SIGN: Readonly<Partial<Record<string, bigint>>> = {
  demand: -1n,
  time: -1n,
  mortgage: 1n,
  consumer: 1n,
  card: 1n,
};

function interestIncome(bank: Bank, held: AccountBalances, price: (period: number) => number): number {
  const sign = SIGN[held.account.product];
  if (sign === undefined) return 0;
  const margin = weighted(bank, held, (period) => held.account.term.rate - price(period));
  return roundedQuotient(sign * margin, BASIS * 10_000n);
}

function lossOf(bank: Bank, held: AccountBalances): number {
  const { pd, lgd } = held.account.term;
  return roundedQuotient(
    weighted(bank, held, () => pd * lgd),
    BASIS * 1_000_000n,
  );
}

/** Interest income and expected loss of one account, in cents, each rounded once. */
export function accountProfit(bank: Bank, held: AccountBalances): Pick<Profit, "niiFlat" | "niiTerm" | "expectedLoss"> {
  return {
    niiFlat: interestIncome(bank, held, () => FLAT_FTP),
    niiTerm: interestIncome(bank, held, termPrice(bank, held)),
    expectedLoss: lossOf(bank, held),
  };
}

/** Fees charged and cost of activities of a customer in the window, in cents. */
export function behaviourProfit(bank: Bank, behaviour: Behaviour): Pick<Profit, "fees" | "cost"> {
  const { from, to } = bank.timeline.post;
  let fees = 0;
  let cost = 0;
  for (let t = from; t <= to; t++) {
    for (const booking of behaviour.bookings[t]) fees += booking.fee;
    behaviour.activities[t].forEach((count, activity) => (cost += count * ACTIVITIES[activity].cents));
  }
  return { fees, cost };
}

/** Adds one profit to another. */
export function addProfit(sum: Profit, part: Partial<Profit>): void {
  sum.niiFlat += part.niiFlat ?? 0;
  sum.niiTerm += part.niiTerm ?? 0;
  sum.fees += part.fees ?? 0;
  sum.cost += part.cost ?? 0;
  sum.expectedLoss += part.expectedLoss ?? 0;
}
