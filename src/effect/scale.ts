import { fail } from "../core/errors.js";
import { literal, sql, type, type Sql } from "../engine/sql.js";

/** How an outcome becomes a whole number: (value - offset) * 10^digits, rounded. */
export interface Scale {
  readonly digits: number;
  readonly offset: number;
  /** Decimals and counts are whole after scaling without any rounding. */
  readonly exact: boolean;
}

export const MONEY_SCALE: Scale = Object.freeze({ digits: 2, offset: 0, exact: true });
export const COUNT_SCALE: Scale = Object.freeze({ digits: 0, offset: 0, exact: true });

const LARGEST_SUM = 1e37;
const DOUBLE_DIGITS = 1e15;
const WORTHWHILE = 1e9;

/**
 * The scale of a floating outcome: the offset is near the middle of its range, the digits are as many as keep the sum of
 * squares of `units` sums over `periods` below 1e37 and each value within the 15 digits of a double.
 * Throws EFF-27 where fewer than nine significant digits would be kept.
 */
export function scaleOf(
  column: string,
  range: { readonly least: number; readonly most: number },
  units: number,
  periods: number,
): Scale {
  const offset = Math.round(range.least / 2 + range.most / 2);
  const reach = Math.max(Math.abs(range.least - offset), Math.abs(range.most - offset));
  if (reach === 0) return { digits: 0, offset, exact: false };
  const change = reach * periods * periods;
  const fits = (digits: number) => {
    const factor = powerOfTen(digits);
    const largest = change * factor;
    return units * largest * largest < LARGEST_SUM && reach * factor < DOUBLE_DIGITS;
  };
  let digits = -40;
  while (digits < 40 && fits(digits + 1)) digits++;
  if (reach * powerOfTen(digits) < Math.min(WORTHWHILE, DOUBLE_DIGITS / 10)) failScale(column);
  return { digits, offset, exact: false };
}

/** Fails with EFF-27 when the exact sum of squares of `count` whole numbers up to `largest` could overflow. */
export function checkSquares(column: string, count: bigint, largest: bigint): void {
  if (count * largest * largest >= 10n ** 38n) failScale(column);
}

function failScale(column: string): never {
  fail("EFF-27", {
    message: `the exact sums of "${column}" would overflow`,
    hint: "declare the outcome in a larger unit, such as thousands",
  });
}

/** 10^digits, correctly rounded. */
export function powerOfTen(digits: number): number {
  return Number(`1e${String(digits)}`);
}

/** The whole number behind a column, as SQL. */
export function wholeOf(column: Sql, scale: Scale): Sql {
  const factor = literal(powerOfTen(scale.digits));
  if (scale.exact) return sql`cast(${column} * ${factor} as ${type("exact")})`;
  return sql`cast(round((${column} - ${literal(scale.offset)}) * ${factor}) as ${type("exact")})`;
}

/** The value of a mean of whole numbers: `sum` over `count` values. */
export function meanOf(sum: bigint, count: number, scale: Scale): number {
  return Number(sum) / (count * powerOfTen(scale.digits)) + scale.offset;
}

/** How many whole numbers of a scaled change between sums over `periods` periods make one unit of the outcome. */
export function wholeOfOne(scale: Scale, periods: number): number {
  return periods * powerOfTen(scale.digits);
}
