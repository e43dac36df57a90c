import type { Engine } from "../../engine/engine.js";
import { id, sql } from "../../engine/sql.js";
import type { LinkSpec } from "../source-spec.js";
import type { ColumnFacts } from "../sniff/column.js";
import { literals, tidied } from "../values/text.js";
import type { Relation } from "./relations.js";
import type { Roles } from "./roles.js";

/** A way from the rows of a source to their customer, through another file. */
export interface CustomerLink {
  readonly name: string;
  readonly to: Roles;
  /** Column of the source that the link starts from. */
  readonly column: string;
  /** Column of the other file that holds the customer. */
  readonly customer: string;
  readonly where: Readonly<Record<string, string | string[]>> | null;
}

/** The surest way to the customers of a source that does not name them: a file with one row per key, else with one row of the main holder. */
export async function customerLink(
  engine: Engine,
  roles: Roles,
  relations: readonly Relation[],
  all: readonly Roles[],
): Promise<CustomerLink | null> {
  const mine = relations.filter((each) => each.from === roles.source);
  for (const relation of [...mine.filter((each) => each.unique), ...mine.filter((each) => !each.unique)]) {
    const to = all.find((each) => each.source === relation.to)!;
    const customer = to.best("customer_id");
    if (customer === null || customer.column.name === relation.key) continue;
    const found = { name: "owner", to, column: relation.column, customer: customer.column.name };
    if (relation.unique) return { ...found, where: null };
    const where = await mainHolder(engine, to, relation.key);
    if (where !== null) return { ...found, where };
  }
  return null;
}

/** The condition on the column of roles that leaves one row per key, or null. */
async function mainHolder(engine: Engine, to: Roles, key: string): Promise<Readonly<Record<string, string>> | null> {
  const role: ColumnFacts | undefined = to.best("role")?.column;
  for (const word of role?.words.role ?? []) {
    const [row] = await engine.rows(sql`
      select count(*) as n, count(distinct ${tidied(id(key), [], true)}) as keys
      from ${to.source.rows.all} where ${tidied(id(role!.name), [], true)} in (${literals([word])})`);
    if (Number(row.n) > 0 && Number(row.n) === Number(row.keys)) return { [role!.name]: word };
  }
  return null;
}

/** The link as a study writes it; `source` is the key of the other source. */
export function linkSpec(link: CustomerLink, relations: readonly Relation[], from: Roles, source: string): LinkSpec {
  const { key } = relations.find(
    (each) => each.from === from.source && each.to === link.to.source && each.column === link.column,
  )!;
  return { source, on: { [key]: link.column }, ...(link.where === null ? {} : { where: link.where }) };
}
