import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { CanonicalTable } from "../../tables/canonical.js";
import { planSource } from "../mapping/plan.js";
import { sourceSpec, type SourceInput, type SourceSpec } from "../source-spec.js";
import { plainName } from "../sniff/group.js";
import type { SniffedSource } from "../sniff/source.js";
import { tidied } from "../values/text.js";
import { attributeOf } from "./attribute.js";
import { buildDraft, lookupDraft, type Plan } from "./build.js";
import { centuryOf, type Century } from "./century.js";
import { certain, type Entry, type SourceDraft } from "./draft.js";
import { footerOf } from "./footer.js";
import { customerLink, linkSpec, type CustomerLink } from "./links.js";
import { isPanel, panelColumns } from "./panel.js";
import { relationsOf, type Relation } from "./relations.js";
import { Roles } from "./roles.js";
import { accountKey, isAccountLike, lackOf, tableOf } from "./table.js";
import { tidyDraft } from "./tidy.js";

/** A file that fits no table. */
export interface LeftOut {
  readonly source: SniffedSource;
  readonly reason: string;
}

/** How the files become sources of a study. */
export interface Proposal {
  readonly drafts: readonly SourceDraft[];
  readonly leftOut: readonly LeftOut[];
  readonly relations: readonly Relation[];
}

interface Work {
  readonly engine: Engine;
  readonly all: readonly Roles[];
  readonly relations: readonly Relation[];
  readonly century: Century;
  readonly keys: ReadonlyMap<Roles, string>;
}

/** Proposes the table of every source, the canonical column of every source column, and the links between sources. */
export async function proposeSources(engine: Engine, sources: readonly SniffedSource[]): Promise<Proposal> {
  const all = sources.map((each) => new Roles(each));
  const relations = await relationsOf(engine, all);
  const century = centuryOf(sources.flatMap((each) => each.columns));
  const work: Work = { engine, all, relations, century, keys: keysOf(all) };
  const plans = await plansOf(work);
  const built = [];
  for (const plan of plans) built.push(tidyDraft(await withFooter(engine, await buildDraft(engine, plan))));
  const drafts = built.filter(isLoadable);
  const lookups = lookupsOf(work, drafts);
  const used = new Set([...drafts, ...lookups].map((each) => each.source));
  return {
    drafts: [...drafts, ...lookups],
    leftOut: all
      .filter((each) => !used.has(each.source))
      .map((each) => ({ source: each.source, reason: lackOf(each) })),
    relations,
  };
}

/** A draft as the study file will hold it, without remarks. */
export function specOfDraft(draft: SourceDraft): SourceSpec {
  return sourceSpec.parse(inputOf(draft));
}

/** The same as a plain object, for `--json`. */
export function inputOf(draft: SourceDraft): SourceInput {
  const plain = (entries: Readonly<Record<string, Entry>>) =>
    Object.fromEntries(Object.entries(entries).map(([name, each]) => [name, each.rule]));
  return {
    table: draft.table,
    files: typeof draft.source.pattern === "string" ? draft.source.pattern : [...draft.source.pattern],
    ...draft.settings,
    ...(Object.keys(draft.link).length === 0 ? {} : { link: draft.link }),
    ...(draft.table === "lookup"
      ? {}
      : { columns: plain(draft.columns), attributes: plain(draft.attributes) as SourceInput["attributes"] }),
  };
}

/** True where nothing that the table needs is missing; a date that is asked for is no fault of the draft. */
function isLoadable(draft: SourceDraft): boolean {
  const asked = Object.values({ ...draft.columns, ...draft.attributes }).filter((each) => each.question !== null);
  const { problems } = planSource(draft.key, specOfDraft(draft));
  return problems.length <= asked.length && problems.every((each) => asked.length > 0 || each.code !== "DATA-015");
}

/** Short names of the sources in the study: of the file where it has Latin letters, else of the table. */
function keysOf(all: readonly Roles[]): ReadonlyMap<Roles, string> {
  const keys = new Map<Roles, string>();
  for (const each of all) {
    const wanted = slug(plainName(each.source.files[0])) ?? tableOf(each) ?? "lookup";
    let key: string = wanted;
    for (let at = 2; [...keys.values()].includes(key); at++) key = `${wanted}_${String(at)}`;
    keys.set(each, key);
  }
  return keys;
}

function slug(name: string): string | null {
  if (/[^\p{ASCII}]/u.test(name)) return null;
  const tidy = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");
  return /^[a-z]/.test(tidy) ? tidy : null;
}

async function plansOf(work: Work): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const roles of work.all) {
    const table = tableOf(roles);
    const account =
      table === "accounts" || (table === null && isAccountLike(roles)) ? await accountPlan(work, roles) : null;
    if (account !== null) plans.push(account, ...balancesToo(work, roles));
    else if (table !== null && table !== "accounts") plans.push(plainPlan(work, roles, table));
    else if (await isPanel(work.engine, roles)) plans.push(panelPlan(work, roles));
  }
  const placed = await withPrefixes(work, plans);
  if (placed.length > 0) return withReferences(work, placed);
  return work.all.filter(looksLikeCases).map((each) => casesPlan(work, each));
}

function plainPlan({ century, keys }: Work, roles: Roles, table: CanonicalTable): Plan {
  return { key: keys.get(roles)!, table, roles, century, link: {}, linked: {}, linkedAttributes: {} };
}

async function accountPlan(work: Work, roles: Roles): Promise<Plan | null> {
  const plan = plainPlan(work, roles, "accounts");
  if (roles.has("customer_id")) return plan;
  const found: CustomerLink | null = await customerLink(work.engine, roles, work.relations, work.all);
  if (found === null) return null;
  return {
    ...plan,
    link: { [found.name]: linkSpec(found, work.relations, roles, work.keys.get(found.to)!) },
    linked: { customer_id: certain({ from: `${found.name}.${found.customer}` }) },
  };
}

/** A file with one row per account may hold the balances of one day as well. */
function balancesToo(work: Work, roles: Roles): readonly Plan[] {
  if (!roles.isKey("account_id") || !roles.has("average_balance") || !roles.has("period_end")) return [];
  return [{ ...plainPlan(work, roles, "balances"), key: `${work.keys.get(roles)!}_balances`, bare: true }];
}

function panelPlan(work: Work, roles: Roles): Plan {
  const linked = Object.fromEntries(
    Object.entries(panelColumns(roles)).map(([name, each]) => [name, certain({ from: each.name })]),
  );
  return { ...plainPlan(work, roles, "panel"), linked };
}

/** A file of cases without an id: nothing repeats that could be one, and two columns or more are numbers. */
function looksLikeCases(roles: Roles): boolean {
  const { columns } = roles.source;
  const repeated = columns.some(
    (each) =>
      !each.keyLike &&
      each.distinct > 1 &&
      (roles.of(each)[0]?.concept === "customer_id" || /^id$|_id$/i.test(each.name)),
  );
  return !repeated && columns.filter((each) => each.numbers !== null).length >= 2;
}

function casesPlan(work: Work, roles: Roles): Plan {
  const key = roles.source.columns.find(
    (each) => each.unique && (each.name === "row_name" || /^id$|_id$|num$/i.test(each.name)),
  );
  const entry: Entry =
    key === undefined
      ? {
          rule: { row_number: true },
          unsure: "no column is an id: the number of the row stands for the customer",
          question: null,
        }
      : {
          rule: { from: key.name },
          unsure: "the only column with a different value in every row that looks like an id",
          question: null,
        };
  return { ...plainPlan(work, roles, "customers"), linked: { customer_id: entry } };
}

/** Contracts of several files whose ids overlap get the name of their file in front, so that one account stays one account. */
async function withPrefixes({ engine }: Work, plans: readonly Plan[]): Promise<readonly Plan[]> {
  const accounts = plans.filter((each) => each.table === "accounts");
  const changed = new Map<Plan, Plan>();
  for (const plan of accounts) {
    const key = accountKey(plan.roles)!;
    if (key !== "contract_id") continue;
    const others = accounts.filter((each) => each !== plan);
    const column = plan.roles.best(key)!.column.name;
    let overlaps = false;
    for (const other of others)
      overlaps ||= await overlap(
        engine,
        plan.roles,
        column,
        other.roles,
        other.roles.best(accountKey(other.roles)!)!.column.name,
      );
    const quoted = /^[\p{L}_][\p{L}\p{N}_]*$/u.test(column) ? column : `"${column.replaceAll('"', '""')}"`;
    const entry: Readonly<Record<string, Entry>> = overlaps
      ? { account_id: certain({ expression: `concat('${plan.key}-', ${quoted})` }) }
      : {};
    const product: Readonly<Record<string, Entry>> = plan.roles.has("product_code")
      ? {}
      : {
          product_code: {
            rule: { constant: plan.key },
            unsure: "the name of the file stands for the product",
            question: null,
          },
        };
    changed.set(plan, { ...plan, linked: { ...plan.linked, ...entry, ...product, ...sideOf(plan) } });
  }
  return plans.map((each) => changed.get(each) ?? each);
}

/** The side of the balance sheet that the name of a file of contracts speaks out. */
function sideOf(plan: Plan): Readonly<Record<string, Entry>> {
  if (plan.roles.has("side")) return {};
  const name = plainName(plan.roles.source.files[0]);
  const side = /loan|mortgage|贷款|借据|credit_line/i.test(name)
    ? "asset"
    : /deposit|saving|存款|存单/i.test(name)
      ? "liability"
      : null;
  return side === null ? {} : { side: { rule: { constant: side }, unsure: "by the name of the file", question: null } };
}

async function overlap(engine: Engine, one: Roles, column: string, other: Roles, key: string): Promise<boolean> {
  const [row] = await engine.rows(sql`
    select count(*) as n from (select ${tidied(id(column), [], true)} as cell from ${one.source.rows.all}) as mine
    where cell in (select ${tidied(id(key), [], true)} from ${other.source.rows.all})`);
  return Number(row.n) > 0;
}

const MOST_COLUMNS = 40;
const PERSON_TABLES: ReadonlySet<string> = new Set(["customers", "accounts"]);

/** Reference files (one row per key, no table of their own) are linked, and their columns become attributes: of customers, else of accounts. */
function withReferences(work: Work, plans: readonly Plan[]): readonly Plan[] {
  const placed = new Set(plans.map((each) => each.roles.source));
  const references = work.all.filter(
    (each) =>
      !placed.has(each.source) && each.source.columns.length <= MOST_COLUMNS && !each.has("customer_id", "account_id"),
  );
  const host = plans.find((each) => each.table === "customers") ?? plans.find((each) => PERSON_TABLES.has(each.table));
  if (host === undefined) return plans;
  const extended = references.reduce((plan, reference) => withReference(work, plan, reference), host);
  return plans.map((each) => (each === host ? extended : each));
}

function withReference(work: Work, plan: Plan, reference: Roles): Plan {
  const relation = work.relations.find(
    (each) => each.from === plan.roles.source && each.to === reference.source && each.unique,
  );
  if (relation === undefined) return plan;
  const name = work.keys.get(reference)!;
  const attributes = reference.source.columns.flatMap((column) => {
    if (column.name === relation.key) return [];
    const verdict = attributeOf(reference, column, false, work.century);
    return verdict.kind === "left_out"
      ? []
      : [
          [
            `${name}_${verdict.name}`,
            { ...verdict.entry, rule: { ...verdict.entry.rule, from: `${name}.${column.name}` } },
          ] as const,
        ];
  });
  return {
    ...plan,
    link: { ...plan.link, [name]: { source: name, on: { [relation.key]: relation.column } } },
    linkedAttributes: { ...plan.linkedAttributes, ...Object.fromEntries(attributes) },
  };
}

/** Drafts of the files that only links of the others use. */
function lookupsOf(work: Work, drafts: readonly SourceDraft[]): readonly SourceDraft[] {
  const links = drafts.flatMap((each) =>
    Object.entries(each.link).map(([name, link]) => ({ name, link, draft: each })),
  );
  return work.all
    .filter((each) => !drafts.some(({ source }) => source === each.source))
    .flatMap((roles) => {
      const key = work.keys.get(roles)!;
      const mine = links.filter(({ link }) => link.source === key);
      if (mine.length === 0) return [];
      const keys = mine.flatMap(({ link }) => [...Object.keys(link.on), ...Object.keys(link.where ?? {})]);
      const read = mine.flatMap(({ name, draft }) =>
        Object.values({ ...draft.columns, ...draft.attributes }).flatMap(({ rule }) =>
          rule.from?.startsWith(`${name}.`) === true ? [rule.from.slice(name.length + 1)] : [],
        ),
      );
      return [lookupDraft(key, roles, keys, read)];
    });
}

async function withFooter(engine: Engine, draft: SourceDraft): Promise<SourceDraft> {
  const footer = await footerOf(engine, draft);
  return footer === null ? draft : { ...draft, settings: { ...draft.settings, footer } };
}
