/** Throws RangeError when a number is NaN or infinite. */
export function requireFinite(x: ArrayLike<number>, name = "values"): void {
  if (x instanceof Float64Array && allFinite(x)) return;
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i])) throw new RangeError(`${name} must be finite numbers`);
  }
}

/** 0 x is 0 for finite numbers only. */
function allFinite(x: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = x.length - (x.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += 0 * x[i];
    b += 0 * x[i + 1];
    c += 0 * x[i + 2];
    d += 0 * x[i + 3];
  }
  for (let i = whole; i < x.length; i++) a += 0 * x[i];
  return a + b + c + d === 0;
}

/** Throws RangeError unless the two have the same length. */
export function requireSameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>, names: string): void {
  if (a.length !== b.length) throw new RangeError(`${names} must have the same length`);
}

/** Throws RangeError unless `k` is a whole number of at least `least`. */
export function requireWhole(k: number, least: number, name: string): void {
  if (!Number.isInteger(k) || k < least) throw new RangeError(`${name} must be a whole number of at least ${least}`);
}

/** Throws RangeError unless 0 < alpha < 0.5. */
export function requireAlpha(alpha: number): void {
  if (!(alpha > 0 && alpha < 0.5)) throw new RangeError("alpha lies between 0 and 0.5");
}
