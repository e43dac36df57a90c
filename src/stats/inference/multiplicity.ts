/** A raw p, or null for a test that was not made: it stays null and does not count. */
export type RawP = number | null;

/**
 * Holm's step-down adjusted p, in the order given: p_(j) (m - j + 1), running maximum, at most 1. For confirmatory tests.
 * Throws RangeError for a p outside 0..1. Source: Holm 1979 (Scand. J. Statistics 6).
 */
export function holm(p: readonly RawP[]): RawP[] {
  const order = risingTests(p);
  const adjusted: RawP[] = p.map(() => null);
  let largest = 0;
  order.forEach((test, j) => {
    largest = Math.max(largest, Math.min(1, p[test]! * (order.length - j)));
    adjusted[test] = largest;
  });
  return adjusted;
}

/**
 * Benjamini and Hochberg's adjusted p, in the order given: p_(j) m/j, running minimum from the largest. For exploration.
 * Throws RangeError for a p outside 0..1. Source: Benjamini and Hochberg 1995 (JRSS B 57).
 */
export function benjaminiHochberg(p: readonly RawP[]): RawP[] {
  const order = risingTests(p);
  const adjusted: RawP[] = p.map(() => null);
  let least = 1;
  for (let j = order.length; j >= 1; j--) {
    const test = order[j - 1];
    least = Math.min(least, (p[test]! * order.length) / j);
    adjusted[test] = least;
  }
  return adjusted;
}

function risingTests(p: readonly RawP[]): number[] {
  if (p.some((value) => value !== null && !(value >= 0 && value <= 1)))
    throw new RangeError("a p lies between 0 and 1");
  const tests = [...p.keys()].filter((test) => p[test] !== null);
  return tests.sort((a, b) => p[a]! - p[b]! || a - b);
}
