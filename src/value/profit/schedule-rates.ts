import type { Engine } from "../../engine/engine.js";
import { id, sql, type Sql } from "../../engine/sql.js";
import {
  averageLifeRate,
  durationRate,
  weightedTermRate,
  zeroDiscountRate,
  type CurveNode,
  type Principal,
} from "./matched-rate.js";
import { effectiveRate, principalSchedule, type Repayment } from "./schedule.js";
import type { Amortisation, ScheduleMethod } from "./settings/ftp.js";

const scheduleColumns = sql`select * from profit_schedules order by schedule`;

type Solver = (nodes: readonly CurveNode[], schedule: readonly Principal[], repayment: Repayment) => number;

const SOLVERS: Readonly<Record<ScheduleMethod, Solver>> = {
  weighted_term: weightedTermRate,
  average_life: averageLifeRate,
  zero_discount: zeroDiscountRate,
  duration: (nodes, schedule, repayment) => durationRate(nodes, schedule, effectiveRate(repayment)),
};

/** Base rate of a schedule, and whether a repayment lies outside the nodes; null where it is no schedule. */
export function scheduleRate(
  method: ScheduleMethod,
  nodes: readonly CurveNode[],
  repayment: Repayment,
): { readonly rate: number; readonly isFlat: boolean } | null {
  const schedule = principalSchedule(repayment);
  if (schedule.length === 0 || schedule.some((each) => !(each.amount > 0))) return null;
  const rate = SOLVERS[method](nodes, schedule, repayment);
  if (!Number.isFinite(rate)) return null;
  const [first, last] = [schedule[0].years, schedule[schedule.length - 1].years];
  const isFlat = first < nodes[0].years - 1e-9 || last > nodes[nodes.length - 1].years + 1e-9;
  return { rate, isFlat };
}

/** Prices every distinct schedule once and loads `profit_schedule_rates`: schedule, rate, is_flat. */
export async function loadScheduleRates(engine: Engine, nodeRows: Sql, keys: Sql): Promise<void> {
  await engine.execute(engine.dialect.createTableAs(id("profit_schedules"), keys));
  const curves = await curvesOf(engine, nodeRows);
  const rows = await engine.columns(scheduleColumns);
  const number = (name: string) => rows.numbers(name);
  const [terms, lives, payments, rates] = ["term_months", "life_months", "payment_months", "customer_rate"].map(number);
  const [currencies, dates, methods, amortisations] = ["currency", "curve_date", "method", "amortisation"].map((each) =>
    rows.texts(each),
  );
  const found = Array.from({ length: rows.length }, (_, at) =>
    scheduleRate(methods[at] as ScheduleMethod, curves.get(keyOf(currencies[at], dates[at]))!, {
      amortisation: amortisations[at] as Amortisation,
      paymentMonths: payments[at],
      termMonths: terms[at],
      lifeMonths: lives[at],
      rate: rates[at],
    }),
  );
  await engine.load("profit_schedule_rates", [
    { name: "schedule", type: "integer", values: found.map((_, at) => at + 1) },
    { name: "rate", type: "double", values: found.map((each) => each?.rate ?? null) },
    { name: "is_flat", type: "boolean", values: found.map((each) => each?.isFlat ?? null) },
  ]);
}

async function curvesOf(engine: Engine, nodeRows: Sql): Promise<ReadonlyMap<string, readonly CurveNode[]>> {
  const rows = await engine.columns(nodeRows);
  const [terms, rates] = [rows.numbers("term_months"), rows.numbers("rate")];
  const [currencies, dates] = [rows.texts("currency"), rows.texts("curve_date")];
  const curves = new Map<string, CurveNode[]>();
  for (let at = 0; at < rows.length; at++) {
    const key = keyOf(currencies[at], dates[at]);
    const nodes = curves.get(key) ?? [];
    nodes.push({ years: terms[at] / 12, rate: rates[at] });
    curves.set(key, nodes);
  }
  return curves;
}

function keyOf(currency: string | null, date: string | null): string {
  return `${currency ?? ""} ${date ?? ""}`;
}
