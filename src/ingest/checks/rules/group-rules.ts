import type { Engine } from "../../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { Catalog } from "../../../engine/stage.js";
import type { RuleName } from "../../../tables/rules.js";
import type { SourcePlan } from "../../mapping/plan.js";
import type { RuleContext } from "./rule.js";

/** A rule over groups of rows, or one that the mapping itself sets. */
export interface GroupRule {
  readonly name: RuleName;
  readonly table: string;
  readonly column?: string;
  /** Gives one row: `broken` and `checked`. */
  readonly query: Sql;
}

/** What a group rule found. */
export interface GroupCount {
  readonly rule: GroupRule;
  readonly broken: number;
  readonly checked: number;
}

/** The rules over groups that the tables and the mapping allow. */
export function groupRules(catalog: Catalog, context: RuleContext, plans: readonly SourcePlan[]): readonly GroupRule[] {
  return [...repeatedBookings(catalog), ...codeLists(plans), ...currencies(catalog, context), ...holderShares(catalog)];
}

export async function countGroups(engine: Engine, rules: readonly GroupRule[]): Promise<readonly GroupCount[]> {
  const counted: GroupCount[] = [];
  for (const rule of rules) {
    const [row] = await engine.rows(rule.query);
    counted.push({ rule, broken: Number(row.broken ?? 0), checked: Number(row.checked ?? 0) });
  }
  return counted;
}

/** Equal rows have equal hashes: only rows whose hash stands twice are compared, and those by all their columns. */
function repeatedBookings(catalog: Catalog): readonly GroupRule[] {
  if (!catalog.has("transactions") || catalog.has("transactions", "transaction_id")) return [];
  const columns = join(catalog.columns("transactions").map((each) => id(each)));
  const query = sql`
    with twice as (select hash(${columns}) as h from transactions group by h having count(*) > 1)
    select cast(coalesce(sum(n - 1), 0) as bigint) as broken, (select count(*) from transactions) as checked
    from (select count(*) as n from transactions where hash(${columns}) in (select h from twice) group by ${columns})`;
  return [{ name: "repeated_booking", table: "transactions", query }];
}

/** Columns with a code list that keeps what it does not name; a table of several sources is held to all their lists together. */
function codeLists(plans: readonly SourcePlan[]): readonly GroupRule[] {
  const lists = new Map<string, { table: string; column: string; codes: Set<string> }>();
  for (const { contract, columns } of plans) {
    for (const { name, type, rule } of columns) {
      if (!contract || type !== "text" || !rule.codes || rule.other !== "keep") continue;
      const key = `${contract.name} ${name}`;
      const known = lists.get(key) ?? { table: contract.name, column: name, codes: new Set<string>() };
      for (const value of Object.values(rule.codes)) if (value !== null) known.codes.add(String(value));
      lists.set(key, known);
    }
  }
  return [...lists.values()].map(({ table, column, codes }) => {
    const known = join([...codes].map((each) => literal(each)));
    const query = sql`select count(*) filter (where ${id(column)} not in (${known})) as broken, count(${id(column)}) as checked from ${id(table)}`;
    return { name: "unknown_code" as const, table, column, query };
  });
}

function currencies(catalog: Catalog, { currency }: RuleContext): readonly GroupRule[] {
  if (currency === null || !catalog.has("fx", "currency")) return [];
  const tables = ["accounts", "transactions"].filter((table) => catalog.has(table, "currency"));
  return tables.map((table) => {
    const query = sql`
      select cast(coalesce(sum(own.n) filter (where own.currency <> ${currency} and rates.currency is null), 0) as bigint) as broken,
        cast(coalesce(sum(own.n), 0) as bigint) as checked
      from (select currency, count(*) as n from ${id(table)} where currency is not null group by currency) as own
      left join (select distinct currency from fx) as rates on rates.currency = own.currency`;
    return { name: "currency_without_rate" as const, table, query };
  });
}

function holderShares(catalog: Catalog): readonly GroupRule[] {
  if (!catalog.has("holders", "share")) return [];
  const query = sql`
    select count(*) filter (where total is null or abs(total - 1) > 0.000001) as broken, count(*) as checked
    from (select account_id, sum(share) as total from holders group by account_id)`;
  return [{ name: "holder_shares", table: "holders", query }];
}
