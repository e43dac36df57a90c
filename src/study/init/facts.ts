import { isoDate, monthEnd, monthIndex, monthStart, dateParts, parseIsoDate } from "../../core/calendar.js";
import type { ColumnFacts, Proposal, SourceDraft } from "../../ingest/index.js";

/** A value that the study needs once, with where it comes from; `unsure` says why it may be wrong. */
export interface Proposed<Value> {
  readonly value: Value;
  readonly about: string;
  readonly unsure: boolean;
}

/** What the files say of the study as a whole. */
export interface StudyFacts {
  readonly asOf: Proposed<string>;
  readonly period: Proposed<{ readonly start: string; readonly end: string }>;
  readonly currency: Proposed<string>;
  /** Months from the first to the last booking or balance. */
  readonly months: number;
}

const EVENTS: Readonly<Record<string, string>> = {
  transactions: "booked_on",
  balances: "period_end",
  activities: "date",
};
const LIFE: Readonly<Record<string, readonly string[]>> = {
  accounts: ["open_date", "close_date"],
  customers: ["open_date", "close_date"],
};

interface Span {
  readonly first: string;
  readonly last: string;
}

/** Last day, period and currency, from the dates and codes of the files; `today` and flags come from the command line. */
export function studyFacts(
  { drafts }: Proposal,
  given: { readonly today: string; readonly asOf?: string; readonly currency?: string },
): StudyFacts {
  const events = drafts.flatMap((each) => spansOf(each, [EVENTS[each.table]]));
  const spans = events.length > 0 ? events : drafts.flatMap((each) => spansOf(each, LIFE[each.table] ?? []));
  const asOf = asOfOf(spans, events.length > 0, given);
  const balances = drafts.filter((each) => each.table === "balances").flatMap((each) => spansOf(each, ["period_end"]));
  const first = events.map((each) => each.first).sort()[0] ?? asOf.value;
  return {
    asOf,
    period: periodOf(asOf.value, balances, first),
    currency: currencyOf(drafts, given.currency),
    months: monthsBetween(first, asOf.value) + 1,
  };
}

function spansOf(draft: SourceDraft, targets: readonly (string | undefined)[]): readonly Span[] {
  return targets.flatMap((target) => {
    const rule = target === undefined ? undefined : draft.columns[target]?.rule;
    const dates = draft.source.columns.find((each: ColumnFacts) => each.name === rule?.from)?.dates;
    if (!dates || dates.first === null || dates.last === null || dates.form === null) return [];
    const century = (day: string): string =>
      rule?.pivot !== undefined && Number(day.slice(2, 4)) < rule.pivot ? `20${day.slice(2)}` : day;
    const shown = (day: string): string => (dates.years.length > 0 ? century(day) : day);
    const days = [shown(dates.first), shown(dates.last)].sort();
    return [
      {
        first: days[0],
        last:
          rule?.day === "last" || (target === "period_end" && !/d/.test(dates.form) && dates.form !== "iso")
            ? endOfMonth(days[1])
            : days[1],
      },
    ];
  });
}

function asOfOf(
  spans: readonly Span[],
  events: boolean,
  given: { readonly today: string; readonly asOf?: string },
): Proposed<string> {
  if (given.asOf !== undefined) return { value: given.asOf, about: "given with --as-of", unsure: false };
  const last = spans
    .map((each) => each.last)
    .sort()
    .at(-1);
  if (last === undefined)
    return {
      value: given.today,
      about: "no file holds a date of something that happened: this is the day on which init ran",
      unsure: true,
    };
  if (last > given.today) return { value: last, about: "the last date of the files lies in the future", unsure: true };
  return {
    value: last,
    about: events ? "the last day of bookings and balances" : "the last opening or closing; no file holds bookings",
    unsure: !events,
  };
}

const indexOf = (day: string): number => {
  const { year, month } = dateParts(parseIsoDate(day)!);
  return monthIndex(year, month);
};
const endOfMonth = (day: string): string => isoDate(monthEnd(indexOf(day)));
const monthsBetween = (first: string, last: string): number => indexOf(last) - indexOf(first);
/** A month whose last booking lies in its last days is complete: banks do not book every day. */
const LAST_DAYS = 5;

/** The last twelve complete months, fewer where the files begin later; of balances where there are some. */
function periodOf(asOf: string, balances: readonly Span[], first: string): Proposed<{ start: string; end: string }> {
  const end =
    balances
      .map((each) => each.last)
      .sort()
      .at(-1) ?? asOf;
  const begin = balances.map((each) => each.first).sort()[0] ?? first;
  const month = indexOf(end);
  const complete = monthEnd(month) - parseIsoDate(end)! < LAST_DAYS ? month : month - 1;
  const last = Math.max(complete, indexOf(begin));
  const start = Math.max(last - 11, indexOf(begin));
  return {
    value: { start: isoDate(monthStart(start)), end: isoDate(monthEnd(last)) },
    about: `${String(last - start + 1)} whole ${last === start ? "month" : "months"}`,
    unsure: false,
  };
}

function currencyOf(drafts: readonly SourceDraft[], given: string | undefined): Proposed<string> {
  if (given !== undefined) return { value: given, about: "given with --currency", unsure: false };
  const codes = new Set(drafts.filter(isMoneyTable).flatMap(currenciesOf));
  if (codes.size === 1) return { value: [...codes][0], about: "the only currency of the files", unsure: false };
  if (codes.size > 1)
    return {
      value: codes.has("CNY") ? "CNY" : [...codes].sort()[0],
      about: `the files hold ${[...codes].sort().join(", ")}`,
      unsure: true,
    };
  const chinese = drafts.some((each) => each.source.columns.some(({ name }) => /\p{Script=Han}/u.test(name)));
  if (chinese) return { value: "CNY", about: "no column names a currency; the heads are Chinese", unsure: true };
  return {
    value: "XXX",
    about: "no column names the currency: put its ISO code here (XXX stands for none)",
    unsure: true,
  };
}

const isMoneyTable = (draft: SourceDraft): boolean => ["accounts", "transactions", "balances"].includes(draft.table);

function currenciesOf(draft: SourceDraft): readonly string[] {
  const rule = draft.columns["currency"]?.rule;
  const words = draft.source.columns.find((each: ColumnFacts) => each.name === rule?.from)?.words.currency ?? [];
  return words.map((each) => String(rule?.codes?.[each] ?? each));
}
