import { join, literal, sql, type Sql } from "../../../engine/sql.js";
import type { RateRule, Tenor, ProfitSettings } from "../settings.js";
import { rateLiteral } from "./exact.js";

/** A rate by product, else by side, as an expression over `product_code` and `side`; null where the rule names none. */
export function rateByRule(rule: RateRule): Sql {
  const branches = Object.entries(rule.products ?? {}).map(
    ([code, rate]) => sql` when product_code = ${literal(code)} then ${rateLiteral(rate)}`,
  );
  for (const side of ["asset", "liability"] as const) {
    const rate = rule[side];
    if (rate !== undefined) branches.push(sql` when side = ${literal(side)} then ${rateLiteral(rate)}`);
  }
  return branches.length === 0 ? sql`cast(null as decimal(12, 10))` : sql`case${join(branches, "")} end`;
}

/** A tenor rule for balances without a maturity, numbered. */
export interface NumberedTenor {
  readonly rule: number;
  readonly product: string | null;
  readonly side: string | null;
  readonly parts: readonly { readonly share: number; readonly months: number }[];
}

/** The declared tenors in the order in which they are looked up: products, then sides. */
export function numberedTenors({ ftp }: ProfitSettings): readonly NumberedTenor[] {
  const { products, asset, liability } = ftp.without_maturity;
  const byProduct = Object.entries(products ?? {}).map(([product, tenor]) => ({ product, side: null, tenor }));
  const bySide = [
    { product: null, side: "asset", tenor: asset },
    { product: null, side: "liability", tenor: liability },
  ].filter((each): each is { product: null; side: string; tenor: Tenor } => each.tenor !== undefined);
  return [...byProduct, ...bySide].map(({ product, side, tenor }, at) => ({
    rule: at + 1,
    product,
    side,
    parts: typeof tenor === "number" ? [{ share: 1, months: tenor }] : tenor,
  }));
}

/** The number of the tenor rule of a row, over `product_code` and `side`. */
export function tenorRule(tenors: readonly NumberedTenor[]): Sql {
  if (tenors.length === 0) return sql`cast(null as integer)`;
  const branches = tenors.map(({ rule, product, side }) =>
    product !== null
      ? sql` when product_code = ${literal(product)} then ${literal(rule)}`
      : sql` when side = ${literal(side)} then ${literal(rule)}`,
  );
  return sql`case${join(branches, "")} end`;
}

/** Rows of `(rule, share, months)` for a VALUES list. */
export function tenorValues(tenors: readonly NumberedTenor[]): Sql {
  const rows = tenors.flatMap(({ rule, parts }) =>
    parts.map(({ share, months }) => sql`(${literal(rule)}, ${rateLiteral(share)}, ${literal(months)})`),
  );
  return join(rows);
}
