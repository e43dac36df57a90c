import { afterEach } from "vitest";
import type { StageContext } from "../../../src/engine/stage.js";
import { contextOf, type TestTable } from "../support.js";

const opened: StageContext[] = [];

/** A context that is closed after the test. */
export async function open(tables: Readonly<Record<string, TestTable>>, threads = 2): Promise<StageContext> {
  const context = await contextOf(tables, threads);
  opened.push(context);
  return context;
}

afterEach(async () => {
  for (const context of opened.splice(0)) await context.engine.close();
});

export type Booking = readonly [customer: string, day: string, amount: number | null];

export const bookings = (rows: readonly Booking[]): TestTable => ({
  columns: { customer_id: "varchar", booked_on: "date", amount: "money" },
  rows,
});

/** A ready table with one row per customer. */
export const ready = (rows: readonly (readonly [string, number, number, number])[]): TestTable => ({
  columns: { customer_id: "varchar", recency_days: "bigint", frequency: "bigint", monetary: "money" },
  rows,
});

/** A ready table in which one measure varies. */
export const varying = (frequencies: readonly number[]): TestTable =>
  ready(frequencies.map((each, at) => [`c${String(at).padStart(4, "0")}`, 1, each, 1]));

export const READY = { input: "ready", as_of: "2024-12-31" } as const;

/** Pseudo-random whole numbers 0..below-1, the same in every run. */
export function numbers(count: number, below: number, seed = 1): number[] {
  let state = seed;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return state % below;
  });
}
