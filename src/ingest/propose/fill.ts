import { CANONICAL_TABLES, type CanonicalTable } from "../../tables/canonical.js";
import type { ColumnContract } from "../../tables/contract.js";
import { conceptOf, type ConceptName } from "../dictionary/concepts.js";
import type { ColumnFacts } from "../sniff/column.js";
import { isPersonal, type Role, type Roles } from "./roles.js";
import { accountKey, EVENT_DATES } from "./table.js";

/** Which source column fills which column of a canonical table; each source column at most once. */
export type Filling = ReadonlyMap<string, Role>;

interface Offer {
  readonly target: ColumnContract;
  readonly role: Role;
  readonly order: number;
}

/** The canonical column that a meaning fills in a table, or null. */
export function targetOf(concept: ConceptName, table: CanonicalTable, roles: Roles): string | null {
  if (table === "accounts") {
    const key = accountKey(roles);
    if (concept === key) return "account_id";
    if (concept === "account_id" || concept === "contract_id") return null;
  }
  const { fills } = conceptOf(concept);
  return fills === undefined ? concept : (fills[table] ?? null);
}

/** Fills a table from the meanings of the columns: the surest first; of equals the more special meaning, the commoner name, the earlier column. */
export function fill(roles: Roles, table: CanonicalTable): Filling {
  const contract = CANONICAL_TABLES[table];
  const offers = roles.source.columns.flatMap((column, at): Offer[] =>
    roles.of(column).flatMap((role) => {
      const name = isPersonal(role.concept) ? null : targetOf(role.concept, table, roles);
      const target = contract.columns.find((each) => each.name === name);
      return target && fits(column, target) ? [{ target, role, order: orderOf(role, at) }] : [];
    }),
  );
  const filled = new Map<string, Role>();
  const used = new Set<ColumnFacts>();
  for (const { target, role } of offers.sort((a, b) => b.role.confidence - a.role.confidence || a.order - b.order)) {
    if (filled.has(target.name) || used.has(role.column)) continue;
    filled.set(target.name, role);
    used.add(role.column);
  }
  return filled;
}

function orderOf(role: Role, at: number): number {
  const date = EVENT_DATES.indexOf(role.concept);
  return Math.max(date, 0) * 1e6 + role.rank * 1e3 + at;
}

/** A column without a value cannot be the key of a table or what it cannot do without. */
function fits(column: ColumnFacts, target: ColumnContract): boolean {
  if (column.kind === "empty") return target.required !== true && target.type === "date";
  if (target.type === "integer") return column.numbers !== null && column.numbers.fractional === 0;
  if (target.type === "money" || target.type === "rate" || target.type === "decimal") return column.numbers !== null;
  return target.type !== "date" || column.dates !== null;
}
