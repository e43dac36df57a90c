import type { ColumnFacts } from "../sniff/column.js";
import type { Entry, SourceDraft } from "./draft.js";
import { ASK } from "./rules.js";

/** Settings that the columns share are said once for the source; what is the default is not said. */
export function tidyDraft(draft: SourceDraft): SourceDraft {
  const decimals = Math.min(6, Math.max(0, ...moneyOf(draft).map((each) => each.numbers!.decimals)));
  const shared = { ...sharedDate(draft), ...sharedNumbers(draft) };
  const hoisted = Object.fromEntries(Object.entries(shared).filter(([key, value]) => !isDefault(key, value)));
  return {
    ...draft,
    settings: { ...draft.settings, ...hoisted, ...(decimals > 2 ? { money_decimals: decimals } : {}) },
    columns: without(draft.columns, shared),
    attributes: without(draft.attributes, shared),
  };
}

const isDefault = (key: string, value: unknown): boolean =>
  key === "date" ? value === "iso" : key === "decimal" && value === ".";

function entriesOf(draft: SourceDraft): readonly Entry[] {
  return [...Object.values(draft.columns), ...Object.values(draft.attributes)];
}

/** The form of most date columns. */
function sharedDate(draft: SourceDraft): Readonly<Record<string, string>> {
  const counts = new Map<string, number>();
  for (const { rule } of entriesOf(draft))
    if (rule.date !== undefined && rule.date !== ASK) counts.set(rule.date, (counts.get(rule.date) ?? 0) + 1);
  const date = [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
  return date === undefined ? {} : { date };
}

/** The style of numbers, where all columns whose style shows have the same. */
function sharedNumbers(draft: SourceDraft): Readonly<Record<string, string>> {
  const columns = usedColumns(draft).filter((each) => each.numbers !== null && each.kind !== "date");
  const showing = columns
    .map((each) => each.numbers!)
    .filter((each) => each.fractional > 0 || each.form.thousands !== null);
  const styles = new Set(showing.map(({ form }) => JSON.stringify([form.decimal, form.thousands])));
  if (styles.size !== 1) return {};
  const { decimal, thousands } = showing[0].form;
  return { decimal, ...(thousands === null ? {} : { thousands }) };
}

function usedColumns(draft: SourceDraft): readonly ColumnFacts[] {
  const used = new Set(entriesOf(draft).flatMap(({ rule }) => [rule.from, ...Object.values(rule.sign ?? {})]));
  return draft.source.columns.filter((each) => used.has(each.name));
}

function moneyOf(draft: SourceDraft): readonly ColumnFacts[] {
  return usedColumns(draft).filter(
    (each) => each.numbers !== null && (each.kind === "money" || each.kind === "number"),
  );
}

function without(
  entries: Readonly<Record<string, Entry>>,
  shared: Readonly<Record<string, string>>,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(entries).map(([name, each]) => {
      const rule = Object.fromEntries(
        Object.entries(each.rule).filter(([key, value]) => shared[key] !== value || !(key in shared)),
      );
      return [name, { ...each, rule: rule as Entry["rule"] }];
    }),
  );
}
