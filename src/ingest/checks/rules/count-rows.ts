import type { Engine, Row } from "../../../engine/engine.js";
import { id, join, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import { ROW_RULES } from "./row-rules.js";
import { aliasOf, type Parent, type RowRule, type RuleContext } from "./rule.js";

/** What one rule found in one table. */
export interface Counted {
  readonly rule: RowRule;
  readonly broken: number;
  readonly checked: number;
}

interface Wanted {
  readonly rule: RowRule;
  readonly broken: Sql;
}

/** Counts of all rules over single rows that the tables allow; one pass over each table, joined once to each of its parents. */
export async function countRows(
  engine: Engine,
  catalog: Catalog,
  context: RuleContext,
  isOn: (rule: RowRule) => boolean,
): Promise<readonly Counted[]> {
  const wanted = ROW_RULES.filter((rule) => isOn(rule) && isPossible(rule, catalog)).flatMap((rule): Wanted[] => {
    const broken = rule.broken(context);
    return broken === null ? [] : [{ rule, broken }];
  });
  const counted: Counted[] = [];
  for (const table of new Set(wanted.map(({ rule }) => rule.table))) {
    const own = wanted.filter(({ rule }) => rule.table === table);
    const [row] = await engine.rows(passOver(table, own));
    counted.push(...own.map(({ rule }, at) => ({ rule, ...countsOf(row, at) })));
  }
  return counted;
}

function isPossible({ table, columns, parent }: RowRule, catalog: Catalog): boolean {
  const own = columns.every((each) => catalog.has(table, each));
  return own && (!parent || [parent.column, ...parent.columns].every((each) => catalog.has(parent.table, each)));
}

function countsOf(row: Row, at: number) {
  return { broken: Number(row[`broken_${String(at)}`]), checked: Number(row[`checked_${String(at)}`]) };
}

/** One row: for each rule the rows that break it and the rows looked at. */
function passOver(table: string, wanted: readonly Wanted[]): Sql {
  const counts = wanted.flatMap(({ rule, broken }, at) => [
    sql`count(*) filter (where ${broken}) as ${id(`broken_${String(at)}`)}`,
    sql`count(*)${rule.checked ? sql` filter (where ${rule.checked})` : sql``} as ${id(`checked_${String(at)}`)}`,
  ]);
  const parents = new Map(wanted.flatMap(({ rule: { parent } }) => (parent ? [[aliasOf(parent), parent]] : [])));
  const joins = [...parents.values()].map(joinTo);
  return sql`select ${join(counts, ",\n  ")}\nfrom ${id(table)} as child${join(joins, "")}`;
}

function joinTo(parent: Parent): Sql {
  const alias = id(aliasOf(parent));
  const key = id(parent.column);
  return sql`\nleft join ${id(parent.table)} as ${alias} on ${alias}.${key} = child.${key}`;
}
