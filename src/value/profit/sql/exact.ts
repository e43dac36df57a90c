import { literal, sql, type, type Sql } from "../../../engine/sql.js";

const EXACT = type("exact");

/** A rate of the settings as an exact decimal with ten decimals. */
export function rateLiteral(rate: number): Sql {
  return sql`cast(${literal(rate.toFixed(10))} as decimal(12, 10))`;
}

/** A rate as a whole number of 1e-10. */
export function wholeRate(rate: Sql): Sql {
  return sql`cast((${rate}) * 10000000000 as ${EXACT})`;
}

/**
 * A whole number of cents divided by a whole number, rounded once, half away from zero, as money.
 * Whole-number arithmetic throughout: nothing is lost to a floating number, and null stays null. `//` cuts toward zero.
 */
export function centsOf(numerator: Sql, divisor: bigint): Sql {
  const rounded = sql`(2 * ${numerator} + sign(${numerator}) * ${literal(divisor)}) // ${literal(2n * divisor)}`;
  return sql`cast(cast(${rounded} as decimal(20, 0)) * 0.01 as ${type("money")})`;
}
