import type { Problem } from "../../core/errors.js";
import type { RejectTally } from "../load/rejects.js";
import type { SourceSpec } from "../source-spec.js";

const SHARE = 0.001;
const ROWS = 100;

/** Rejected rows that a source tolerates: the larger of a share and a number. */
export function tolerated(spec: SourceSpec, rows: number): number {
  const declared = spec.max_rejects;
  if (!declared) return Math.max(Math.floor(rows * SHARE), ROWS);
  return Math.max(Math.floor(rows * (declared.share ?? 0)), declared.rows ?? 0);
}

/** One problem for each reason of rejection of a source that has more rejects than it tolerates; `rejectsStay` says that rejects.csv is kept. */
export function toleranceProblems(
  source: string,
  spec: SourceSpec,
  rows: number,
  tallies: readonly RejectTally[],
  rejectsStay: boolean,
): Problem[] {
  const rejected = tallies.reduce((sum, each) => sum + each.rows, 0);
  const limit = tolerated(spec, rows);
  if (rejected <= limit) return [];
  const largest = [...tallies].sort((a, b) => b.rows - a.rows).slice(0, 10);
  return largest.map((each) => ({
    code: "DATA-009" as const,
    message: `source "${source}": ${String(each.rows)} rows rejected, ${each.reason}${each.column ? ` (column "${each.column}")` : ""}; ${String(rejected)} of ${String(rows)} rows in all, tolerated ${String(limit)}`,
    place: { file: each.file, ...(each.first_line === null ? {} : { line: each.first_line }) },
    expected: `at most ${String(limit)} rejected rows`,
    hint: hintFor(each, source, rejectsStay),
  }));
}

const HINTS: Readonly<Record<string, string>> = {
  "DATA-014": "set decimal:, thousands: or unit: of the source to what the export uses",
  "DATA-101": "check delimiter: and quote: of the source",
  "DATA-102": "check delimiter: and quote: of the source",
  "DATA-112": "set money_decimals: if the export has more than two decimals",
  "DATA-114": "set date: to the form that the export uses",
  "DATA-115": "add the codes to codes:, or set other: keep",
  "DATA-118": "add the codes to in: or out: of sign:",
};

function hintFor(tally: RejectTally, source: string, rejectsStay: boolean): string {
  const hint = HINTS[tally.code] ?? `see \`custval explain ${tally.code}\``;
  const more = rejectsStay
    ? `the rows stand in rejects.csv; sources.${source}.max_rejects raises the tolerance`
    : "`custval run` with a study file writes the rows to rejects.csv; max_rejects of its source raises the tolerance";
  return `${hint}; ${more}`;
}
