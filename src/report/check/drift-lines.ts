import type { CheckResult, ColumnDrift } from "../../tables/results/index.js";
import { createNumbers } from "../numbers.js";
import { aligned, cut, type Cell, type Paint } from "./lines.js";

const { count, percent, decimal } = createNumbers(10, 1);

/** Shares of missing values that differ by less are not told of. */
const MISSING_SHARE = 0.01;
/** Counts of rows that differ by less are not told of. */
const ROWS_SHARE = 0.1;

/** The columns that changed, most changed first; the others as a count. */
export function driftLines(result: CheckResult, paint: Paint): readonly string[] {
  const drift = result.drift ?? [];
  const changed = drift.filter(isChanged).sort((a, b) => (b.psi ?? 0) - (a.psi ?? 0));
  const lines = changed.map((each): readonly Cell[] => [
    `${each.table}.${cut(each.column, 24)}`,
    shiftCell(each, paint),
    each.psi === null ? "" : `PSI ${decimal(each.psi, 3)}`,
    [each.limit95 === null ? "" : `chance ${decimal(each.limit95, 3)}`, paint.faint],
    noteOf(each),
  ]);
  const same = drift.length - changed.length;
  return [
    ...rowLines(result),
    ...result.tables_missing.map((table) => `  ${paint.error("missing")}  table ${table} is not in this export`),
    ...result.columns_missing.map(({ table, column, type, type_now: now }) => {
      const what = now === null ? "is not in this export" : `was ${type} and is ${now}`;
      return `  ${paint.error(now === null ? "missing" : "changed")}  ${table}.${column} ${what}`;
    }),
    ...aligned(lines, [2, 3]),
    ...(same > 0 ? [paint.faint(`  ${count(same)} columns differ by no more than chance`)] : []),
  ];
}

function isChanged(each: ColumnDrift): boolean {
  const missing = Math.abs((each.missing_share.after ?? 0) - (each.missing_share.before ?? 0)) >= MISSING_SHARE;
  const codes = each.new_codes.length + each.vanished_codes.length > 0;
  return missing || codes || (each.shift !== null && each.shift !== "none");
}

function shiftCell({ shift }: ColumnDrift, paint: Paint): Cell {
  if (shift === "large") return ["shifted", paint.error];
  if (shift === "watch") return ["watch", paint.warning];
  return [shift === "small" ? "small" : "", paint.faint];
}

function rowLines({ drift }: CheckResult): readonly string[] {
  const tables = new Map((drift ?? []).map(({ table, rows }) => [table, rows]));
  return [...tables].flatMap(([table, { before, after }]) => {
    if (before === 0 || Math.abs(after / before - 1) < ROWS_SHARE) return [];
    return [`  ${table}: ${count(before)} rows before, ${count(after)} now`];
  });
}

function noteOf({ missing_share: missing, mean, new_codes, vanished_codes }: ColumnDrift): string {
  const parts: string[] = [];
  if (Math.abs((missing.after ?? 0) - (missing.before ?? 0)) >= MISSING_SHARE)
    parts.push(`missing ${percent(missing.before)} to ${percent(missing.after)}`);
  if (mean.before !== null && mean.after !== null && mean.before !== mean.after)
    parts.push(`mean ${decimal(mean.before)} to ${decimal(mean.after)}`);
  if (new_codes.length > 0) parts.push(`new: ${codesOf(new_codes)}`);
  if (vanished_codes.length > 0) parts.push(`gone: ${codesOf(vanished_codes)}`);
  return parts.join(" · ");
}

function codesOf(codes: readonly { readonly code: string; readonly rows: number }[]): string {
  return codes
    .slice(0, 5)
    .map(({ code, rows }) => `${cut(code, 16)} (${count(rows)})`)
    .join(", ");
}
