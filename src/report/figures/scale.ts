import type { Value } from "../numbers.js";

/** A number to draw, or null where there is none; drawing needs no exact decimals. */
export function drawn(value: Value, divisor = 1): number | null {
  if (typeof value === "number") return value / divisor;
  return typeof value === "string" ? Number(value) / divisor : null;
}

/** The smallest and the largest of the numbers, zero included; [0, 1] where there is none. */
export function extent(values: readonly Value[]): [low: number, high: number] {
  const numbers = values.map((value) => drawn(value)).filter((value) => value !== null);
  const [low, high] = [Math.min(0, ...numbers), Math.max(0, ...numbers)];
  return low === high ? [0, 1] : [low, high];
}

/** Ticks at most `most` apart in number: every first, second, third … position. */
export function tickPositions(count: number, most: number): number[] {
  const step = Math.max(1, Math.ceil(count / most));
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
}
