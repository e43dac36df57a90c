import type { CheckResult, IngestResult } from "../../tables/results/index.js";
import { driftOf, type Shape } from "./drift.js";

/** What a check is made from: what loading found, and the distributions of both exports where two are compared. */
export interface CheckFacts {
  readonly name: string;
  readonly asOf: string | null;
  readonly ingest: IngestResult;
  readonly smallCell: number;
  readonly against: { readonly name: string; readonly shapes: readonly Shape[] } | null;
  readonly shapes: readonly Shape[];
}

/** The result of a check: rules, profile, months, balances, totals and drift. Nothing in it is a single customer's value. */
export function checkResultOf({ name, asOf, ingest, smallCell, against, shapes }: CheckFacts): CheckResult {
  const { rules, profile, coverage, missing_months, continuity, money, tables } = ingest;
  const own = new Set(tables.map(({ table }) => table));
  const earlier = against?.shapes ?? [];
  return {
    name,
    as_of: asOf,
    against: against?.name ?? null,
    broken: { error: brokenOf(rules, "error"), warn: brokenOf(rules, "warn"), info: brokenOf(rules, "info") },
    ...{ money, rules, profile, coverage, continuity, missing_months, tables },
    drift: against === null ? null : driftOf(against.shapes, shapes, smallCell),
    tables_missing: [...new Set(earlier.map(({ table }) => table))].filter((table) => !own.has(table)),
    columns_missing: earlier.filter(({ table }) => own.has(table)).flatMap((each) => missingColumn(each, shapes)),
  };
}

function missingColumn({ table, column, type }: Shape, now: readonly Shape[]): CheckResult["columns_missing"] {
  const same = now.find((each) => each.table === table && each.column === column);
  return same?.type === type ? [] : [{ table, column, type, type_now: same?.type ?? null }];
}

function brokenOf(rules: CheckResult["rules"], severity: CheckResult["rules"][number]["severity"]): number {
  return rules.filter((each) => each.severity === severity && each.rows > 0).length;
}
