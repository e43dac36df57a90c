const TINY = 1e-300;
const LIMIT = 1_000_000;

/**
 * The continued fraction b0 + a(1)/(b(1) + a(2)/(b(2) + …)) to full precision.
 * Throws RangeError when it does not converge. Source: Lentz 1976 (Applied Optics 15), modified by Thompson and Barnett 1986.
 */
export function lentz(b0: number, a: (n: number) => number, b: (n: number) => number): number {
  let value = b0 === 0 ? TINY : b0;
  let c = value;
  let d = 0;
  for (let n = 1; n <= LIMIT; n++) {
    const numerator = a(n);
    const denominator = b(n);
    d = denominator + numerator * d;
    c = denominator + numerator / c;
    d = 1 / (d === 0 ? TINY : d);
    if (c === 0) c = TINY;
    const change = c * d;
    value *= change;
    if (Math.abs(change - 1) < 2e-16) return value;
  }
  throw new RangeError("the continued fraction does not converge");
}
