import { fail } from "../../core/errors.js";
import type { Engine } from "../../engine/engine.js";
import type { Catalog } from "../../engine/stage.js";
import type { RfmPlan } from "./plan.js";
import { FLOW_STEPS, currencies, flowCounts } from "./sql/bookings.js";

/** What became of the bookings. */
export interface BookingFlow {
  readonly steps: readonly { readonly step: string; readonly removed: number; readonly remaining: number }[];
  readonly kept: number;
  /** Bookings with a negative amount among those kept. */
  readonly negative: number;
}

/** Counts what each filter removes, in the order of judgement; throws when nothing is left. Needs the table rfm_activity. */
export async function bookingFlow(engine: Engine, plan: RfmPlan): Promise<BookingFlow> {
  const rows = await engine.rows(flowCounts);
  const counts = new Map(
    rows.map((row) => [row.step === null ? null : FLOW_STEPS[Number(row.step) - 1], Number(row.bookings)]),
  );
  const total = rows.reduce((sum, row) => sum + Number(row.bookings), 0);
  const steps = [{ step: "bookings", removed: 0, remaining: total }];
  for (const step of FLOW_STEPS) {
    const removed = counts.get(step) ?? 0;
    if (removed > 0) steps.push({ step, removed, remaining: steps.at(-1)!.remaining - removed });
  }
  const kept = counts.get(null) ?? 0;
  if (kept === 0) nothingLeft(plan, total);
  return Object.freeze({ steps, kept, negative: Number(rows.find((row) => row.step === null)?.negatives ?? 0) });
}

function nothingLeft(plan: RfmPlan, total: number): never {
  fail("VAL-004", {
    message: `no booking is left to score up to ${plan.asOf}`,
    seen: `${String(total)} bookings before the filters`,
    hint: "check as_of, window, events and currency",
  });
}

/** The one currency of the bookings, null where the export has no currency; throws when there are several. */
export async function currencyOf(engine: Engine, plan: RfmPlan, catalog: Catalog): Promise<string | null> {
  if (plan.settings.currency !== null) return plan.settings.currency;
  if (plan.settings.input !== "transactions" || !catalog.has("transactions", "currency")) return null;
  const rows = await engine.rows(currencies(plan, engine.dialect));
  if (rows.length > 1)
    fail("VAL-006", {
      message: "the bookings are in several currencies, which must not be added",
      place: { key: "rfm.currency" },
      hint: "set currency to the one to study",
    });
  return rows.length === 0 ? null : String(rows[0].currency);
}
