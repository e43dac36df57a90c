import { empty, sql, type, type Sql } from "../../engine/sql.js";
import type { MeasureScope } from "./measure-scope.js";

/**
 * CTE `holdings (account_id, customer_id, share)`: who holds which account and with what share. Joint accounts follow the
 * table of holders, a missing share being an equal one; every other account belongs wholly to its customer.
 */
export function holdingsCte({ catalog }: MeasureScope): Sql {
  const alone = sql`select a.account_id, a.customer_id, cast(1 as ${type("rate")}) as share
  from accounts as a`;
  if (!catalog.has("holders", "account_id")) return sql`holdings as (\n  ${alone}\n)`;
  const equal = sql`cast(1.0 / count(*) over (partition by h.account_id) as ${type("rate")})`;
  const share = catalog.has("holders", "share") ? sql`coalesce(cast(h.share as ${type("rate")}), ${equal})` : equal;
  return sql`holdings as (
  select h.account_id, h.customer_id, ${share} as share
  from holders as h
  union all
  ${alone}
  where a.account_id not in (select h.account_id from holders as h)
)`;
}

/** The side of an account, its own or its product's, as an expression over `a` and `p`. */
export function sideOf({ catalog }: MeasureScope): Sql {
  const own = catalog.has("accounts", "side");
  if (!hasProductSide(catalog)) return sql`a.side`;
  return own ? sql`coalesce(a.side, p.side)` : sql`p.side`;
}

/** The join that `sideOf` needs. */
export function joinProducts({ catalog }: MeasureScope): Sql {
  return hasProductSide(catalog) ? sql`\n  left join products as p on p.product_code = a.product_code` : empty;
}

export function hasProductSide(catalog: MeasureScope["catalog"]): boolean {
  return catalog.has("products", "side") && catalog.has("accounts", "product_code");
}
