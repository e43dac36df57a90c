import type { Engine, Row } from "../../engine/engine.js";
import { id, join, literal, sql, type Sql } from "../../engine/sql.js";
import type { LoadedTable } from "../load/finalise.js";

/** Types of columns that hold numbers. */
export const NUMBERS: ReadonlySet<string> = new Set(["money", "decimal", "rate", "integer", "double"]);

/** Digits that a value keeps: the cubes of a billion rows still fit the engine's whole numbers of 128 bits. */
const DIGITS = 9;
/** Fewer values tell nothing of a shape. */
const FEWEST_VALUES = 30;

interface Wanted {
  readonly name: string;
  readonly at: number;
}

/**
 * Skewness of the number columns of a table: the third standardised moment, divisor n (type 1 of Joanes and Gill 1998). Values are
 * rounded to nine digits of the largest and their powers summed as whole numbers, so that the order of rows and threads cannot
 * matter and no row leaves the engine. `counts` holds `present_` and `size_` (largest absolute value) by column number.
 */
export async function skewnessOfTable(
  engine: Engine,
  table: LoadedTable,
  counts: Row,
): Promise<ReadonlyMap<string, number | null>> {
  const wanted = table.columns.flatMap(({ name, type }, at): Wanted[] => {
    const size = Number(counts[`size_${String(at)}`]);
    const enough = Number(counts[`present_${String(at)}`]) >= FEWEST_VALUES;
    return NUMBERS.has(type) && enough && Number.isFinite(size) ? [{ name, at }] : [];
  });
  if (wanted.length === 0) return new Map();
  const sums = wanted.flatMap(({ name, at }) => powerSums(name, at, Number(counts[`size_${String(at)}`])));
  const [row] = await engine.rows(sql`select ${join(sums, ",\n  ")}\nfrom ${id(table.name)}`);
  const powers = (at: number) => POWERS.map((power) => BigInt(String(row[`s${String(power)}_${String(at)}`] ?? 0)));
  return new Map(wanted.map(({ name, at }) => [name, skewnessOf(powers(at))]));
}

const POWERS = [0, 1, 2, 3] as const;

function powerSums(name: string, at: number, size: number): readonly Sql[] {
  const scale = size > 0 ? DIGITS - 1 - Number(size.toExponential().split("e")[1]) : 0;
  const factor = sql`cast(${literal(`1e${String(scale)}`)} as double)`;
  const value = sql`cast(round(cast(${id(name)} as double) * ${factor}) as hugeint)`;
  const power = (text: Sql, exponent: number) =>
    sql`cast(sum(${text}) as varchar) as ${id(`s${String(exponent)}_${String(at)}`)}`;
  return [
    sql`count(${id(name)}) as ${id(`s0_${String(at)}`)}`,
    power(value, 1),
    power(sql`${value} * ${value}`, 2),
    power(sql`${value} * ${value} * ${value}`, 3),
  ];
}

/** From the number of values and the sums of their first three powers; null where all are equal. */
export function skewnessOf([n, first, second, third]: readonly bigint[]): number | null {
  const spread = n * second - first * first;
  if (spread <= 0n) return null;
  const moment = n * n * third - 3n * n * first * second + 2n * first * first * first;
  const square = Number(spread);
  return Number(moment) / (square * Math.sqrt(square));
}

/** |skewness| beyond which a feature is better transformed (segmentation, section 1). */
const LIMIT = 2;

/** The transform that a skewed column needs as a feature; null for one that is not skewed. */
export function suggestedTransform(skewness: number | null, negative: boolean): "log1p" | "slog" | "rank" | null {
  if (skewness === null || Math.abs(skewness) <= LIMIT) return null;
  if (negative) return "slog";
  return skewness > 0 ? "log1p" : "rank";
}
