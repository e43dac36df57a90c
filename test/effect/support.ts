import { CustvalError } from "../../src/core/errors.js";
import { effect } from "../../src/effect/stage.js";
import { effectDesign, type EffectDesign } from "../../src/effect/design.js";
import type { StageContext } from "../../src/engine/stage.js";
import { effectResult, type EffectResult, type OutcomeEffect } from "../../src/tables/results/index.js";
import { contextOf } from "../value/support.js";

/** A row of a panel. */
export interface PanelRow {
  readonly unit: string;
  readonly period: number;
  readonly cohort: number;
  readonly cluster?: string;
  readonly y: number | null;
}

/** An engine that holds a panel; close it afterwards. */
export async function panelContext(rows: readonly PanelRow[], threads = 2): Promise<StageContext> {
  const clustered = rows.some((each) => each.cluster !== undefined);
  const columns = { unit: "varchar", period: "bigint", cohort: "bigint", y: "double" } as const;
  return contextOf(
    {
      panel: {
        columns: clustered ? { ...columns, cluster: "varchar" } : columns,
        rows: rows.map(({ unit, period, cohort, y, cluster }) =>
          clustered ? [unit, period, cohort, y, cluster ?? null] : [unit, period, cohort, y],
        ),
      },
    },
    threads,
  );
}

export function panelDesign(changes: Record<string, unknown> = {}): EffectDesign {
  return effectDesign.parse({ source: "panel", unit: "unit", outcomes: [{ name: "y" }], ...changes });
}

/** The result of a design on a panel, checked against its contract. */
export async function panelEffect(
  rows: readonly PanelRow[],
  changes: Record<string, unknown> = {},
  threads = 2,
): Promise<EffectResult> {
  const context = await panelContext(rows, threads);
  try {
    return effectResult.parse((await effect(context, panelDesign(changes))).result);
  } finally {
    await context.engine.close();
  }
}

export function outcomeOf(result: EffectResult, name: string): OutcomeEffect {
  return result.outcomes.find((each) => each.outcome === name)!;
}

/** Codes of the failure of a run that must fail. */
export async function codesOf(run: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await run();
  } catch (error) {
    if (error instanceof CustvalError) return error.problems.map((each) => each.code);
    throw error;
  }
  throw new Error("the run did not fail");
}
