import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import type { Engine } from "../../engine/engine.js";
import type { ColumnFacts } from "../sniff/column.js";
import type { LinkSpec } from "../source-spec.js";
import { attributeOf, freeName } from "./attribute.js";
import type { Century } from "./century.js";
import { certain, type ColumnVerdict, type Entry, type SourceDraft } from "./draft.js";
import { fill } from "./fill.js";
import { entryOf } from "./rules.js";
import { signOf } from "./sign.js";
import type { Roles } from "./roles.js";

/** What a source is to become. */
export interface Plan {
  readonly key: string;
  readonly table: CanonicalTable;
  readonly roles: Roles;
  readonly century: Century;
  /** Links of the source, and canonical columns that come through them. */
  readonly link: Readonly<Record<string, LinkSpec>>;
  readonly linked: Readonly<Record<string, Entry>>;
  /** Attributes that come through links. */
  readonly linkedAttributes: Readonly<Record<string, Entry>>;
  /** Only the columns of the table, no attributes: the file fills another table as well. */
  readonly bare?: true;
}

const PERSONS: ReadonlySet<string> = new Set([
  "customers",
  "accounts",
  "transactions",
  "holders",
  "balances",
  "profit_input",
  "rfm_input",
  "activities",
]);

/** Fills a table from a source: canonical columns first, then attributes; every source column gets a verdict. */
export async function buildDraft(engine: Engine, plan: Plan): Promise<SourceDraft> {
  const { roles, table, century } = plan;
  const contract = CANONICAL_TABLES[table];
  const filling = fill(roles, table);
  const columns: Record<string, Entry> = {};
  const verdicts = new Map<string, ColumnVerdict>();
  for (const { name, type } of contract.columns) {
    const role = filling.get(name);
    if (role === undefined) continue;
    columns[name] = entryOf(role.column, type, role, century);
    verdicts.set(role.column.name, {
      column: role.column.name,
      as: "column",
      target: name,
      concept: role.concept,
      reason: columns[name].unsure,
    });
  }
  if (table === "transactions") await addSign(engine, plan, filling.get("amount") ?? null, columns, verdicts);
  if (table === "customers") addGenderOfBirthNumber(columns);
  for (const [name, entry] of Object.entries(plan.linked)) {
    columns[name] = entry;
    const column = roles.source.columns.find((each) => each.name === entry.rule.from);
    if (column)
      verdicts.set(column.name, {
        column: column.name,
        as: "column",
        target: name,
        concept: null,
        reason: entry.unsure,
      });
  }
  for (const link of Object.values(plan.link))
    for (const column of Object.values(link.on))
      if (!verdicts.has(column))
        verdicts.set(column, { column, as: "key", target: link.source, concept: null, reason: `joins ${link.source}` });
  const attributes: Record<string, Entry> = {};
  for (const column of roles.source.columns) addAttribute(plan, column, attributes, verdicts);
  for (const [name, entry] of Object.entries(plan.linkedAttributes))
    attributes[freeName(name, table, Object.keys(attributes))] = entry;
  return {
    key: plan.key,
    table,
    source: roles.source,
    ...settingsOf(roles),
    link: plan.link,
    columns: inOrder(
      contract.columns.map((each) => each.name),
      columns,
    ),
    attributes,
    verdicts: roles.source.columns.map((each) => verdicts.get(each.name)!),
  };
}

function inOrder(names: readonly string[], entries: Readonly<Record<string, Entry>>): Record<string, Entry> {
  return Object.fromEntries(names.filter((each) => each in entries).map((each) => [each, entries[each]]));
}

async function addSign(
  engine: Engine,
  { roles }: Plan,
  amount: Parameters<typeof signOf>[2],
  columns: Record<string, Entry>,
  verdicts: Map<string, ColumnVerdict>,
): Promise<void> {
  const found = await signOf(engine, roles, amount, amount === null ? null : columns["amount"]);
  if (found === null) return;
  columns["amount"] = found.entry;
  for (const column of found.used) {
    verdicts.set(column, { column, as: "sign", target: "amount", concept: "direction", reason: found.entry.question });
    for (const [name, { rule }] of Object.entries(columns))
      if (name !== "amount" && rule.from === column) Reflect.deleteProperty(columns, name);
  }
}

/** A birth number of which the month has 50 added for women says the gender as well. */
function addGenderOfBirthNumber(columns: Record<string, Entry>): void {
  const birth = columns["birth_date"] as Entry | undefined;
  if (birth?.rule.month_offset !== 50 || "gender" in columns || birth.rule.from === undefined) return;
  const name = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(birth.rule.from) ? birth.rule.from : `"${birth.rule.from}"`;
  columns["gender"] = certain({ expression: `case when number(substr(${name}, 3, 2)) > 50 then 'F' else 'M' end` });
}

function addAttribute(
  plan: Plan,
  column: ColumnFacts,
  attributes: Record<string, Entry>,
  verdicts: Map<string, ColumnVerdict>,
): void {
  const known = verdicts.get(column.name);
  if (known !== undefined && known.as !== "key") return;
  const { roles, table } = plan;
  if (plan.bare) {
    verdicts.set(column.name, {
      column: column.name,
      as: "left_out",
      target: null,
      concept: null,
      reason: "stands in the other source of this file",
    });
    return;
  }
  const verdict = attributeOf(roles, column, PERSONS.has(table), plan.century);
  const concept = roles.of(column)[0]?.concept ?? null;
  if (known !== undefined) {
    if (verdict.kind === "attribute")
      attributes[freeName(verdict.name, table, Object.keys(attributes))] = verdict.entry;
    return;
  }
  if (verdict.kind === "left_out") {
    verdicts.set(column.name, { column: column.name, as: "left_out", target: null, concept, reason: verdict.reason });
    return;
  }
  const name = freeName(verdict.name, table, Object.keys(attributes));
  attributes[name] = verdict.entry;
  verdicts.set(column.name, {
    column: column.name,
    as: "attribute",
    target: name,
    concept,
    reason: verdict.entry.unsure,
  });
}

/** Settings that a source needs to be read, with what is uncertain of them. */
export function settingsOf(roles: Roles): Pick<SourceDraft, "settings" | "remarks"> {
  const { form } = roles.source;
  return { settings: { ...form.keys }, remarks: form.unsure };
}

/** A draft of a file that only serves links: `keys` join it, `read` are the columns that other sources take from it. */
export function lookupDraft(key: string, roles: Roles, keys: readonly string[], read: readonly string[]): SourceDraft {
  const verdicts = roles.source.columns.map((each): ColumnVerdict => {
    const as = keys.includes(each.name) ? "key" : read.includes(each.name) ? "attribute" : "left_out";
    const reason = { key: "key of the lookup", attribute: "read through a link", left_out: "no table reads it" }[as];
    return {
      column: each.name,
      as,
      target: as === "left_out" ? null : key,
      concept: roles.of(each)[0]?.concept ?? null,
      reason,
    };
  });
  return {
    key,
    table: "lookup",
    source: roles.source,
    ...settingsOf(roles),
    link: {},
    columns: {},
    attributes: {},
    verdicts,
  };
}
