import { empty, sql, type Sql } from "../engine/sql.js";
import type { Catalog } from "../engine/stage.js";

/** Which side an account stands on, seen from the bank: the account's own word, else its product's. */
export interface SideWords {
  /** Null where neither knows. */
  readonly side: Sql;
  /** The join that `side` needs, after `accounts as a`. */
  readonly join: Sql;
}

/** The words for the side of `accounts as a`, or null where no table tells it. */
export function sideWords(catalog: Catalog): SideWords | null {
  const own = catalog.has("accounts", "side");
  const byProduct = catalog.has("products", "side") && catalog.has("accounts", "product_code");
  if (!own && !byProduct) return null;
  if (!byProduct) return { side: sql`a.side`, join: empty };
  const join = sql`
  left join products as p on p.product_code = a.product_code`;
  return { side: own ? sql`coalesce(a.side, p.side)` : sql`p.side`, join };
}
