import { exp, log, pow } from "../../core/elementary.js";

/** A node of a funds-transfer curve: term in years, annual rate as a fraction. */
export interface CurveNode {
  readonly years: number;
  readonly rate: number;
}

/** A repayment of principal, years after the reference date. */
export interface Principal {
  readonly years: number;
  readonly amount: number;
}

/** The rate of a curve at a term: linear between nodes, flat outside; nodes rise. Throws RangeError without nodes. */
export function curveRateAt(nodes: readonly CurveNode[], years: number): number {
  if (nodes.length === 0) throw new RangeError("a curve needs at least one node");
  const above = nodes.findIndex((node) => node.years >= years);
  if (above === -1) return nodes[nodes.length - 1].rate;
  if (above === 0) return nodes[0].rate;
  const [low, high] = [nodes[above - 1], nodes[above]];
  return low.rate + ((high.rate - low.rate) * (years - low.years)) / (high.years - low.years);
}

/** Base rate of a schedule by weighted term: `sum(t P f(t)) / sum(t P)`. */
export function weightedTermRate(nodes: readonly CurveNode[], schedule: readonly Principal[]): number {
  requireSchedule(schedule);
  const weights = schedule.map(({ years, amount }) => years * amount);
  return total(schedule.map(({ years }, k) => weights[k] * curveRateAt(nodes, years))) / total(weights);
}

/** Base rate at the average life `sum(t P) / sum(P)`. */
export function averageLifeRate(nodes: readonly CurveNode[], schedule: readonly Principal[]): number {
  requireSchedule(schedule);
  const life = total(schedule.map(({ years, amount }) => years * amount)) / total(schedule.map((each) => each.amount));
  return curveRateAt(nodes, life);
}

/**
 * Macaulay duration in years of principal and interest on what is still owed, discounted at the customer's rate, compounded
 * yearly. Interest falls due with each repayment, for the years since the one before.
 */
export function macaulayDuration(schedule: readonly Principal[], customerRate: number): number {
  const flows = cashFlows(schedule, customerRate);
  const values = flows.map(({ years, amount }) => amount * pow(1 + customerRate, -years));
  return total(flows.map(({ years }, k) => years * values[k])) / total(values);
}

/** Base rate at the Macaulay duration of the cash flows. */
export function durationRate(
  nodes: readonly CurveNode[],
  schedule: readonly Principal[],
  customerRate: number,
): number {
  return curveRateAt(nodes, macaulayDuration(schedule, customerRate));
}

/**
 * The coupon that prices the schedule at par on zero rates: `r = (B_0 - sum P_k D_k) / sum(B_{k-1} dt_k D_k)` with
 * `D_k = (1 + f(t_k))^-t_k` and dt_k the years since the repayment before (1 in yearly schedules).
 */
export function zeroDiscountRate(nodes: readonly CurveNode[], schedule: readonly Principal[]): number {
  requireSchedule(schedule);
  const discount = schedule.map(({ years }) => exp(-years * log(1 + curveRateAt(nodes, years))));
  const owed = owedBefore(schedule);
  const principal = total(schedule.map(({ amount }, k) => amount * discount[k]));
  const annuity = total(
    schedule.map(({ years }, k) => owed[k] * (years - (schedule[k - 1]?.years ?? 0)) * discount[k]),
  );
  return (owed[0] - principal) / annuity;
}

function cashFlows(schedule: readonly Principal[], rate: number): Principal[] {
  requireSchedule(schedule);
  const owed = owedBefore(schedule);
  return schedule.map(({ years, amount }, k) => {
    const since = years - (schedule[k - 1]?.years ?? 0);
    return { years, amount: amount + owed[k] * (pow(1 + rate, since) - 1) };
  });
}

/** What is owed before each repayment. */
function owedBefore(schedule: readonly Principal[]): number[] {
  let left = total(schedule.map((each) => each.amount));
  return schedule.map(({ amount }) => {
    const before = left;
    left -= amount;
    return before;
  });
}

function requireSchedule(schedule: readonly Principal[]): void {
  const rises = schedule.every(({ years, amount }, k) => amount > 0 && years > (schedule[k - 1]?.years ?? 0));
  if (schedule.length === 0 || !rises)
    throw new RangeError("repayments are positive and their terms rise from above 0");
}

function total(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}
