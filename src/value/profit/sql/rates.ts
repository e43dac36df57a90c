import { join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { RateRule } from "../settings/common.js";
import { rateLiteral } from "./exact.js";

/** Values by product, product family and side. */
export interface Rule<T> {
  readonly products?: Readonly<Record<string, T>> | undefined;
  readonly families?: Readonly<Record<string, T>> | undefined;
  readonly asset?: T | undefined;
  readonly liability?: T | undefined;
}

/** One value of a rule with the condition under which it holds. */
export interface RuleBranch<T> {
  readonly value: T;
  readonly condition: Sql;
}

/** The values of a rule in the order in which they are looked up, over `product_code`, `family` and `side`. */
export function ruleBranches<T>(rule: Rule<T>): readonly RuleBranch<T>[] {
  const branch = (column: Sql, key: string, value: T) => ({ value, condition: sql`${column} = ${literal(key)}` });
  const sides = (["asset", "liability"] as const).flatMap((side) => {
    const value = rule[side];
    return value === undefined ? [] : [branch(sql`side`, side, value)];
  });
  return [
    ...Object.entries(rule.products ?? {}).map(([key, value]) => branch(sql`product_code`, key, value)),
    ...Object.entries(rule.families ?? {}).map(([key, value]) => branch(sql`family`, key, value)),
    ...sides,
  ];
}

/** A CASE over the branches of a rule; `otherwise` where none holds. */
export function caseOf<T>(branches: readonly RuleBranch<T>[], value: (each: T) => Sql, otherwise: Sql): Sql {
  if (branches.length === 0) return otherwise;
  const lines = branches.map((each) => sql` when ${each.condition} then ${value(each.value)}`);
  return sql`case${join(lines, "")} else ${otherwise} end`;
}

/** A rate by rule; null where the rule names none. */
export function rateByRule(rule: RateRule): Sql {
  return caseOf(ruleBranches(rule), rateLiteral, sql`cast(null as decimal(12, 10))`);
}
