import { createNumbers } from "../numbers.js";
import type { CheckResult, FileReport, RejectCount } from "../../tables/results/index.js";
import { driftLines } from "./drift-lines.js";
import { aligned, cut, sparkline, type Cell, type Paint } from "./lines.js";
import { profileLines } from "./profile-lines.js";

/** What a check says at a terminal. */
export interface CheckText {
  readonly result: CheckResult;
  readonly files: readonly FileReport[];
  readonly rejects: readonly RejectCount[];
  readonly paint: Paint;
}

const numbers = createNumbers(10, 1);
const count = numbers.count;

/** A check as text: the profile first, what is wrong last, so that it stands above the prompt. */
export function checkText(check: CheckText): string {
  const { result, paint } = check;
  const sections = [
    profileLines(result, paint),
    headed("Files", filesLines(check), paint),
    headed("Months", monthLines(result, paint), paint),
    headed("Control totals", totalLines(result, paint), paint),
    headed("Balance continuity", continuityLines(result, paint), paint),
    result.drift === null ? [] : headed(`Drift against ${result.against!}`, driftLines(result, paint), paint),
    headed("Rejected rows", rejectLines(check), paint),
    headed("Rules", ruleLines(result, paint), paint),
    verdictLines(check),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

function headed(title: string, lines: readonly string[], paint: Paint): readonly string[] {
  return lines.length === 0 ? [] : [paint.strong(title), ...lines];
}

function filesLines({ files, paint }: CheckText): readonly string[] {
  const sources = [...new Set(files.map(({ source }) => source))];
  const sum = (own: readonly FileReport[], field: "rows_read" | "rows_kept" | "rows_rejected" | "rows_skipped") =>
    own.reduce((total, each) => total + each[field], 0);
  const faint = (text: string): Cell => [text, paint.faint];
  const rows = sources.map((source): readonly Cell[] => {
    const own = files.filter((each) => each.source === source);
    const rejected = sum(own, "rows_rejected");
    return [
      cut(source, 24),
      count(own.length),
      [...new Set(own.map(({ encoding }) => encoding))].join(", "),
      count(sum(own, "rows_read")),
      count(sum(own, "rows_kept")),
      rejected > 0 ? [count(rejected), paint.warning] : faint("0"),
      faint(count(sum(own, "rows_skipped"))),
    ];
  });
  const head = ["source", "files", "encoding", "rows read", "kept", "rejected", "skipped"].map(faint);
  return aligned([head, ...rows], [1, 3, 4, 5, 6]);
}

function monthLines({ coverage, missing_months }: CheckResult, paint: Paint): readonly string[] {
  const tables = [...new Set(coverage.map(({ table }) => table))];
  const rows = tables.map((table): readonly Cell[] => {
    const own = coverage.filter((each) => each.table === table);
    const gaps = missing_months.filter((each) => each.table === table).map(({ month }) => month);
    const months = [...own.map(({ month }) => month), ...gaps].sort();
    const bars = months.slice(-36).map((month) => own.find((each) => each.month === month)?.rows ?? 0);
    return [
      table,
      `${months[0]} to ${months.at(-1)!}`,
      `${count(own.length)} months`,
      `│${sparkline(bars)}│`,
      gaps.length === 0 ? [`no gap`, paint.faint] : [`MISSING ${listed(gaps)}`, paint.error],
    ];
  });
  return aligned(rows, [2]);
}

const LISTED = 6;

function listed(items: readonly string[]): string {
  const more = items.length - LISTED;
  return more > 0 ? `${items.slice(0, LISTED).join(", ")} and ${count(more)} more` : items.join(", ");
}

function totalLines({ rules }: CheckResult, paint: Paint): readonly string[] {
  const totals = rules.filter(({ rule }) => rule === "control_total");
  if (totals.length === 0) return [];
  const agree = totals.filter(({ rows }) => rows === 0).length;
  const wrong = totals.filter(({ rows }) => rows > 0);
  return [
    `  ${count(agree)} of ${count(totals.length)} footers agree with their rows`,
    ...wrong.map(({ about }) => `  ${paint.error("differs")}  ${about}`),
  ];
}

function continuityLines({ continuity }: CheckResult, paint: Paint): readonly string[] {
  const months = (continuity?.months ?? []).filter(({ checked }) => checked > 0);
  if (months.length === 0) return [];
  const checked = months.reduce((sum, each) => sum + each.checked, 0);
  const broken = months.reduce((sum, each) => sum + each.broken, 0);
  const worst = months.reduce((a, b) => (b.broken / b.checked > a.broken / a.checked ? b : a));
  const lines = [
    `  ${numbers.percent((checked - broken) / checked)} of ${count(checked)} account-months: end balance = the one before + bookings`,
  ];
  if (broken === 0) return lines;
  lines.push(`  worst month ${worst.month}: ${count(worst.broken)} of ${count(worst.checked)} do not tie out`);
  if (broken > checked / 2)
    lines.push(paint.faint("  the bookings explain the balances hardly anywhere: they are probably a part only"));
  return lines;
}

const REJECTS_SHOWN = 12;

function rejectLines({ rejects, paint }: CheckText): readonly string[] {
  const largest = [...rejects].sort((a, b) => b.rows - a.rows).slice(0, REJECTS_SHOWN);
  const rows = largest.map((each): readonly Cell[] => [
    [each.code, paint.warning],
    count(each.rows),
    cut(each.reason, 52),
    [each.first_line === null ? each.file : `${each.file}:${String(each.first_line)}`, paint.faint],
  ]);
  const more = rejects.length - largest.length;
  const rest = more > 0 ? [paint.faint(`  and ${count(more)} more reasons; --json has them all`)] : [];
  return [...aligned(rows, [1]), ...rest];
}

function ruleLines({ rules }: CheckResult, paint: Paint): readonly string[] {
  const order = { error: 0, warn: 1, info: 2 } as const;
  const marks = { error: paint.error, warn: paint.warning, info: paint.faint } as const;
  const broken = rules.filter(({ rows }) => rows > 0).sort((a, b) => order[a.severity] - order[b.severity]);
  const lines = broken.map(({ rule, table, severity, rows, checked, about }): readonly Cell[] => [
    [severity, marks[severity]],
    rule,
    table,
    `${count(rows)} of ${count(checked)}`,
    [about, paint.faint],
  ]);
  const kept = [...new Set(rules.filter(({ rows }) => rows === 0).map(({ rule }) => rule))].filter(
    (name) => !broken.some(({ rule }) => rule === name),
  );
  return [...aligned(lines, [3]), ...wrapped("kept: ", kept).map(paint.faint)];
}

const WIDTH = 110;

/** Names with commas, in lines of at most `WIDTH`, indented. */
function wrapped(title: string, names: readonly string[]): readonly string[] {
  if (names.length === 0) return [];
  const lines = [`  ${title}`];
  for (const [at, name] of names.entries()) {
    const word = at === names.length - 1 ? name : `${name}, `;
    if (lines.at(-1)!.length + word.length > WIDTH) lines.push(" ".repeat(2 + title.length));
    lines[lines.length - 1] += word;
  }
  return lines;
}

function verdictLines({ result, files, paint }: CheckText): readonly string[] {
  const { broken, missing_months: missing, rules } = result;
  const read = files.reduce((sum, each) => sum + each.rows_read, 0);
  const kept = files.reduce((sum, each) => sum + each.rows_kept, 0);
  const asOf = result.as_of === null ? "" : ` · as of ${result.as_of}`;
  const fileCount = files.length === 1 ? "1 file" : `${count(files.length)} files`;
  const title = `${paint.strong(result.name)}  ${fileCount} · ${count(kept)} of ${count(read)} rows kept${asOf}`;
  const worst = broken.error > 0 ? paint.error : broken.warn + missing.length > 0 ? paint.warning : paint.strong;
  const parts = [
    `${count(rules.length)} ${rules.length === 1 ? "check" : "checks"}`,
    `${count(broken.error)} ${broken.error === 1 ? "error" : "errors"}`,
    `${count(broken.warn)} ${broken.warn === 1 ? "warning" : "warnings"}`,
    `${count(broken.info)} ${broken.info === 1 ? "note" : "notes"}`,
    ...(missing.length > 0 ? [`${count(missing.length)} missing ${missing.length === 1 ? "month" : "months"}`] : []),
  ];
  const first =
    rules.find(({ rows, severity }) => rows > 0 && severity !== "info") ?? rules.find(({ rows }) => rows > 0);
  const hint =
    first === undefined ? [] : [paint.faint(`custval explain ${first.rule} tells what a rule means and what to do`)];
  return [title, worst(parts.join(" · ")), ...hint];
}
